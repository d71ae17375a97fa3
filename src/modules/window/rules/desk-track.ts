/** A history told in sentences, one row a kind of fact; what a fact holds beyond its sentence stands in the detail. */

import { surveyorsIn } from '#kernel/case/rules/fold.ts'
import { verdictWords } from '#kernel/case/rules/points.ts'
import { recounted } from '#kernel/case/rules/recounted.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { type Channel, channels, type Verb } from '#kernel/case/schema.ts'
import type { Verdict } from '#kernel/decision/schema/assessment.ts'
import { stateWords } from '#kernel/holding/rules.ts'
import type { HoldingState } from '#kernel/holding/schema.ts'
import { specialProcedures } from '#kernel/item/schema/dictionary.ts'
import type { Evidence, TrackEntry } from '../schema/desk.ts'

// biome-ignore lint/suspicious/noExplicitAny: the data of facts is as various as the facts
export type Told = { name: string; seq: number; at: Date; by: string; hash?: string; data: Record<string, any> }
type Sentence = { kind: TrackEntry['kind']; say(d: Told['data'], who: string): string; detail?(d: Told['data']): string | undefined }

const act = (words: string, detail?: Sentence['detail']): Sentence => ({ kind: 'act', say: (_, who) => `${who}${words}`, detail })
const clock = (say: Sentence['say'], detail?: Sentence['detail']): Sentence => ({ kind: 'clock', say, detail })
const itemsOf: Sentence['detail'] = (d) => (d.items as { what: string }[] | undefined)?.map((i, n) => `${n + 1}. ${i.what}`).join('；')
const reason: Sentence['detail'] = (d) => (d.reason ? String(d.reason) : undefined)
const note: Sentence['detail'] = (d) => (d.note ? String(d.note) : undefined)
const verbLabel = (v: unknown) => verbs[v as Verb]?.label ?? String(v)
const verbOfFact = new Map(
  Object.entries(verbs)
    .reverse()
    .map(([verb, v]) => [v.fact, verb]),
)
const procedure = (d: Told['data']) => specialProcedures.names[d.procedure as keyof typeof specialProcedures.names] ?? '特别程序'

const cards = { yellow: '（黄牌）', red: '（红牌）' }

const table: Record<string, Sentence> = {
  'case.submitted': { kind: 'act', say: (d) => `申请人提交（${channels[d.channel as Channel]?.label ?? '其他方式'}）` },
  'case.assessed': { kind: 'system', say: () => '按规则表核对' },
  'case.received': act('收件', note),
  'case.pre-returned': act('预审退回', itemsOf),
  'case.resubmitted': act('改好再交', note),
  'case.supplement-requested': act('一次性告知补正', itemsOf),
  'case.supplemented': act('补交材料', note),
  'case.answers-corrected': {
    kind: 'act',
    say: (d, who) => `${who}改了 ${d.fields?.length ?? 0} 处填写的内容`,
    detail: (d) => (d.fields as { label: string }[] | undefined)?.map((f) => f.label).join('、'),
  },
  'case.annotated': {
    kind: 'act',
    say: (_, who) => `${who}加注：申请人的个人信息有误，已经核实，原文不改`,
    detail: (d) => `正确的内容见更正请求 ${d.correction}；依据：${d.ground}`,
  },
  'case.materials-added': {
    kind: 'act',
    say: (d, who) => `${who}交来 ${d.materials?.length ?? 0} 份材料`,
    detail: (d) => (d.materials as { name: string }[] | undefined)?.map((m) => m.name).join('、'),
  },
  'case.item-waived': { kind: 'act', say: (d, who) => `${who}免补：${d.what}`, detail: reason },
  'case.accepted': {
    kind: 'act',
    say: (d, who) => (d.deemed ? '五个工作日没有答复，视为受理（行政许可法第三十二条）' : `${who}${d.tolerant ? '容缺受理' : '受理'}`),
    detail: (d) => (d.missing ? `容缺 ${d.missing.length} 份材料` : note!(d)),
  },
  'case.tolerance-supplied': act('补齐容缺材料'),
  'case.not-accepted': act('不予受理', (d) => [d.reason, d.article].filter(Boolean).join('；')),
  'case.examined': act('开始审查', note),
  'case.surveyed': act(
    '记录现场核查',
    (d) =>
      `${d.on} ${surveyorsIn(d)
        .map((p) => p.name)
        .join('、')}：${d.passed ? '合格' : '不合格'}，${d.result}`,
  ),
  'case.suspended': clock((d, who) => `${who}进入特别程序：${procedure(d)}，时限停下`, reason),
  'case.resumed': clock(
    (_, who) => `${who}结束特别程序，时限接着算`,
    (d) => d.result,
  ),
  'case.extended': clock((d, who) => `${who}延长期限 ${d.days} 个工作日`, reason),
  'case.point-judged': {
    kind: 'act',
    say: (d, who) => `${who}判“${d.text}”${verdictWords[d.verdict as Verdict] ?? ''}`,
    detail: note,
  },
  'case.proposed': act('提出审查意见', (d) => `${d.verdict === 'approve' ? '建议准予' : '建议不予'}：${d.opinion}`),
  'case.sent-back': act('退回审查', reason),
  'case.approved': act('作出准予决定', note),
  'case.refused': act('作出不予决定', (d) => [d.reason, d.article].filter(Boolean).join('；')),
  'case.withdrawn': act('撤回申请', reason),
  'case.terminated': act('终止办理', reason),
  'case.lapsed': clock(() => '逾期没有补正，申请结束'),
  'case.made': act('制证', note),
  'case.readied': act('通知领取', (d) => d.tracking && `快递单号 ${d.tracking}`),
  'case.delivered': act('送达', (d) => d.receiver && `${d.receiver}签收`),
  'case.archived': act('归档'),
  'case.claimed': act('领取'),
  'case.released': act('放回', reason),
  'case.handed-over': { kind: 'act', say: (d, who) => `${who}转交给${d.holder?.name ?? '同事'}`, detail: reason },
  'case.taken-over': act('顶岗接办', reason),
  'case.approval-asked': { kind: 'act', say: (d, who) => `${who}申请审批：${verbLabel(d.verb)}`, detail: (d) => d.input?.reason },
  'case.approval-granted': { kind: 'act', say: (d, who) => `${who}同意：${verbLabel(d.verb)}` },
  'case.approval-denied': { kind: 'act', say: (d, who) => `${who}不同意：${verbLabel(d.verb)}`, detail: reason },
  'case.recounted': clock(
    (d) => `放假安排变了，期限重新算：${recounted(d)}`,
    (d) => d.notice,
  ),
  'case.carded': clock(
    (d) => `超过期限，系统督办${cards[d.card as keyof typeof cards] ?? ''}`,
    (d) => d.basis,
  ),
  'case.rest-gone': {
    kind: 'system',
    say: (d) => `“${d.name}”${stateWords[d.state as HoldingState] ?? '失效'}，这一件不能再凭它办`,
    detail: (d) => (d.materials as { name: string }[] | undefined)?.map((m) => m.name).join('、'),
  },
  'case.rest-restored': { kind: 'system', say: (d) => `“${d.name}”恢复有效，可以接着凭它办` },
  'case.material-denied': { kind: 'act', say: (d, who) => `${who}答复协查：“${d.name}”核实不到`, detail: (d) => d.source },
  'case.recalled': {
    kind: 'act',
    say: (d, who) => `${who}撤回：${verbLabel(verbOfFact.get(d.fact) ?? d.fact)}`,
    detail: (d) =>
      (d.papers as { title: string; no: string | null }[] | undefined)?.map((p) => `《${p.title}》${p.no ?? ''}作废`).join('；') ||
      undefined,
  },
  'case.read': { kind: 'read', say: (d, who) => `${who}查看${d.what}`, detail: (d) => d.purpose && `事由：${d.purpose}` },
  'window.unmasked': { kind: 'read', say: (d, who) => `${who}查看${d.what}`, detail: (d) => d.purpose && `事由：${d.purpose}` },
}

/** Which clock a fact moves, so that a line opens it day by day. */
const clockOf: Record<string, string> = {
  'case.accepted': 'promise',
  'case.suspended': 'promise',
  'case.resumed': 'promise',
  'case.extended': 'legal',
  'case.supplement-requested': 'correction',
  'case.pre-returned': 'correction',
  'case.lapsed': 'correction',
  'case.approved': 'delivery',
  'case.refused': 'delivery',
}

/** What stands behind a line: the record in the ledger, by its place, its hash and what it holds. */
function evidenceOf(fact: Told, detail: string | undefined): Evidence {
  const told = fact.data as Record<string, unknown>
  const grant = typeof told.basis === 'string' ? told.basis : undefined
  const rows: [string, string | undefined][] = [
    ['账本', `第 ${fact.seq} 条，${fact.name}`],
    ['内容', detail],
    ['职权依据', grant],
    ['同意人', (told.approvedBy as { name?: string } | undefined)?.name],
    ['文件', typeof told.file === 'string' ? told.file : undefined],
    ['事由', typeof told.purpose === 'string' ? told.purpose : undefined],
    ['单位', typeof told.office === 'string' && told.office ? told.office : undefined],
    ['摘要', fact.hash],
  ]
  const clock = clockOf[fact.name]
  return { rows: rows.flatMap(([label, value]) => (value ? [{ label, value }] : [])), ...(clock ? { clock } : {}) }
}

/** One fact as a line of the history. A fact the table does not know is shown by its name, never left out. */
export function tell(fact: Told, chain: 'case' | 'points' | 'reads' = 'case'): TrackEntry {
  const row = table[fact.name] ?? act(fact.name)
  const who = String(fact.data.byName ?? (fact.name === 'case.submitted' ? '申请人' : '系统'))
  const detail = row.detail?.(fact.data) || undefined
  return {
    at: fact.at.toISOString(),
    seq: chain === 'case' ? fact.seq : null,
    kind: fact.by === 'system' && row.kind === 'act' ? 'system' : row.kind,
    who,
    sentence: row.say(fact.data, who),
    evidence: evidenceOf(fact, detail),
    ...(detail ? { detail } : {}),
  }
}
