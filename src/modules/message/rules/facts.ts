/** What a fact of a case says in words: the fields that a template can name. */

import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { recounted } from '#kernel/case/rules/recounted.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { specialProcedures } from '#kernel/item/schema/dictionary.ts'
import { maskName } from '#kernel/party/rules/mask.ts'

/** Every fact that is told to somebody. */
export const toldFacts = [
  'case.submitted',
  'case.received',
  'case.pre-returned',
  'case.supplement-requested',
  'case.resubmitted',
  'case.supplemented',
  'case.accepted',
  'case.not-accepted',
  'case.suspended',
  'case.resumed',
  'case.extended',
  'case.approved',
  'case.refused',
  'case.readied',
  'case.delivered',
  'case.lapsed',
  'case.withdrawn',
  'case.terminated',
  'case.approval-asked',
  'case.approval-denied',
  'case.handed-over',
  'case.taken-over',
  'case.released',
  'case.carded',
  'case.recounted',
] as const

type Office = { shortName: string; phone: string; hours: string; address: string }
/** What a sentence about a case is made of: its row, its organ, the data of the fact, the day on which it is told, and whether the case still stands where the fact left it. */
// biome-ignore lint/suspicious/noExplicitAny: what a fact holds was checked when it was written
export type Told = { file: CaseFile; organ: Office; data: Record<string, any>; today: string; still: boolean }
type Say = (t: Told) => string

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const dueDate: Say = ({ file, today, still }) => (still && file.dueOn && !file.paused ? zhDate(file.dueOn, today) : '')
const by = (t: Told, before: string, after: string): string => (dueDate(t) ? `${before}${dueDate(t)}${after}` : '')

/** Whose turn it is now and by which day, as one sentence. */
const turns: Record<string, Say> = {
  applicant: (t) => `轮到您：${by(t, '请在', '前')}补好再交。`,
  clerk: (t) => `接下来由${t.organ.shortName}看材料${by(t, '，', '前答复')}。`,
  examiner: (t) =>
    t.file.paused ? `接下来等特别程序的结果，这段时间不算在时限里。` : `接下来由${t.organ.shortName}审查${by(t, '，', '前作出决定')}。`,
  decider: (t) => `接下来由${t.organ.shortName}作决定${by(t, '，', '前办结')}。`,
  chief: (t) => `接下来由${t.organ.shortName}负责人审批${by(t, '，', '前答复')}。`,
  issuer: (t) => `接下来由${t.organ.shortName}把结果送到您手上${by(t, '，最迟', '')}。`,
}

/** Where the case has moved on meanwhile, the next message says whose turn it is, and this one is silent about it. */
const turn: Say = (t) => (t.still ? (turns[t.file.turn]?.(t) ?? '') : '')
const verbLabel = (verb: unknown): string => verbs[verb as keyof typeof verbs]?.label ?? ''

const items: Say = ({ data }) =>
  Array.isArray(data.items)
    ? data.items.map((m: { what: string; why?: string }, i: number) => `${i + 1}. ${m.what}${m.why ? `（${m.why}）` : ''}`).join('；')
    : ''

/** The fields of a template by name. The first four lines are of the case, the rest of the fact. */
export const caseFields = {
  item: (t) => t.file.itemName,
  no: (t) => t.file.no.slice(-12),
  queryCode: (t) => t.file.queryCode,
  applicant: (t) => (t.file.applicantKind === 'natural' ? maskName(t.file.applicantName) : t.file.applicantName),
  channel: (t) => t.file.channel,
  turn,
  due: dueDate,
  dueLine: (t) => (dueDate(t) ? `${dueDate(t)}到期。` : ''),
  promise: (t) => (t.file.promiseDueOn ? zhDate(t.file.promiseDueOn, t.today) : ''),
  organ: (t) => t.organ.shortName,
  phone: (t) => t.organ.phone,
  hours: (t) => t.organ.hours,
  address: (t) => t.organ.address,
  items,
  reason: (t) => text(t.data.reason).replace(/。$/, ''),
  article: (t) => text(t.data.article),
  days: (t) => text(t.data.days),
  procedure: (t) => specialProcedures.names[t.data.procedure as keyof typeof specialProcedures.names] ?? '特别程序',
  result: (t) => text(t.data.result).replace(/。$/, ''),
  deemed: (t) => (t.data.deemed === true ? 'yes' : ''),
  tolerant: (t) => (t.data.tolerant === true ? 'yes' : ''),
  way: (t) => text(t.data.way),
  tracking: (t) => text(t.data.tracking),
  card: (t) => ({ yellow: '黄牌', red: '红牌' })[text(t.data.card)] ?? '',
  recounted: (t) => recounted(t.data),
  notice: (t) => text(t.data.notice),
  verb: (t) => verbLabel(t.data.verb),
  byName: (t) => text(t.data.byName),
  holder: (t) => text((t.data.holder as { name?: string } | undefined)?.name) || (t.file.holderName ?? '还没人领取'),
} satisfies Record<string, Say>

/** All fields of a fact of a case, filled. */
export const tellCase = (t: Told): Record<string, string> =>
  Object.fromEntries(Object.entries(caseFields).map(([name, say]) => [name, (say as Say)(t)]))
