/** The case as the desk shows it: what stands there, what may be done and why not, how the clocks run, what happened. */
import { type Dossier, dossier, explainClock, listAllMaterials, listReads, traitsOf } from '#kernel/case/api.ts'
import { tolerable } from '#kernel/case/rules/assessed.ts'
import type { AskedItem, Notice } from '#kernel/case/rules/fold.ts'
import { lastAct, whyNotRecall } from '#kernel/case/rules/recall.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { type Channel, channels, provides, type Status, statuses, type Verb } from '#kernel/case/schema.ts'
import { zhAmount } from '#kernel/clock/rules/text.ts'
import { specialProcedures } from '#kernel/item/schema/dictionary.ts'
import { type Action, type Ctx, may, type Recorded } from '#kernel/module.ts'
import { profile } from '#kernel/party/api.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { sealedFor } from '#modules/seal/api.ts'
import { clockLabels } from '../../rules/desk.ts'
import { lookedAt } from '../../rules/seen.ts'
import { stagesOf } from '../../rules/stages.ts'
import type { CaseClock, CaseId, CaseMaterial, CasePage, Lamp, NoticeItem, NoticeView } from '../../schema/desk.ts'
import { findPen } from '../../store/pen.ts'
import { questionViews } from '../expert/ask.ts'
import { assessedOf } from './assessment.ts'
import { isMakeUp } from './lists.ts'
import { draftViews, penView } from './pen.ts'
import { judges, pointViews } from './points.ts'
import { asStaff } from './staff.ts'
import { trackOf } from './track.ts'

const inputLabels: Record<string, string> = {
  reason: '理由',
  article: '依据',
  days: '天数',
  procedure: '特别程序',
  newFact: '新情况',
  note: '说明',
  items: '要补的',
}

function pendingOf({ state }: Dossier): CasePage['pending'] {
  if (!state.pending) return null
  const { verb, input, by, at } = state.pending
  const shown = (key: string, value: unknown) => {
    if (key === 'procedure') return specialProcedures.names[value as keyof typeof specialProcedures.names]
    if (Array.isArray(value))
      return value.map((v) => (typeof v === 'object' && v !== null && 'what' in v ? String(v.what) : String(v))).join('；')
    return String(value)
  }
  const rows = Object.entries(input).filter(([key]) => inputLabels[key])
  return {
    verb,
    label: verbs[verb].label,
    by: by.name,
    at: at.toISOString(),
    input: rows.map(([key, value]) => ({ label: inputLabels[key]!, value: shown(key, value) })),
  }
}

async function clocksFor(ctx: Ctx, d: Dossier): Promise<CaseClock[]> {
  const shown: CaseClock[] = []
  for (const clock of d.clocks) {
    const explained = await explainClock(ctx, d.file.id, clock.name)
    const lamp = clock.lamp === 'none' || clock.state === 'stopped' ? null : (clock.lamp as Lamp)
    shown.push({
      name: clock.name,
      label: clockLabels[clock.name]!,
      limit: zhAmount(clock.total, clock.limit.unit),
      dueOn: clock.dueOn ?? null,
      makeUp: isMakeUp(ctx, clock.dueOn ?? null),
      lamp,
      days: clock.overdue ? clock.overdueBy : clock.remaining,
      state: clock.state,
      pressing: d.pressing === clock.name,
      rows: (explained?.reading.days ?? []).map(({ on, counts, nth, why, basis, kind }) => ({ on, counts, nth, why, basis, kind })),
    })
  }
  return shown
}

/** The versions that were replaced, the latest first; most cases have none, and nothing is asked. */
async function replacedOf(ctx: Ctx, { file, materials }: Dossier) {
  if (materials.every((m) => m.version === 1)) return []
  const newest = new Map(materials.map((m) => [m.code, m.version]))
  const all = await listAllMaterials(ctx.tx, file.id)
  return all.filter((m) => m.files.length > 0 && m.version < (newest.get(m.code) ?? 0)).reverse()
}

/** The materials as they are now, what they were before, and who has looked at their files. */
async function materialsOf(ctx: Ctx, d: Dossier, reads: readonly Recorded[]): Promise<CaseMaterial[]> {
  const standard = (code: string) => d.item.materials.find((m) => m.id === code)?.acceptStandard ?? null
  const replaced = await replacedOf(ctx, d)
  return d.materials.map((m) => ({
    code: m.code,
    name: m.name,
    provide: m.provide,
    provideLabel: provides[m.provide],
    source: m.source ?? null,
    version: m.version,
    at: m.at.toISOString(),
    files: m.files.map((f) => ({ ...f, seen: lookedAt(reads, { name: m.name, at: m.at, hash: f.hash }, ctx.who.id) })),
    standard: standard(m.code),
    earlier: replaced.filter((r) => r.code === m.code).map(({ version, at, files }) => ({ version, at: at.toISOString(), files })),
  }))
}

const unread = { idNo: null, uscc: null, phone: null, address: null, legalRep: null }

/** Who applies, masked. Whoever reads cases and not the register, such as a supervisor, sees what the lists show of him. */
async function applicantOf(ctx: Ctx, { file }: Dossier): Promise<CasePage['applicant']> {
  const { applicant, applicantKind, applicantName } = file
  if (!may(ctx.who, 'party.read'))
    return { id: applicant, kind: applicantKind, name: applicantKind === 'natural' ? maskName(applicantName) : applicantName, ...unread }
  const { id, kind, name, idNo, uscc, phone, address, legalRep } = await profile(ctx, { party: file.applicant })
  return { id, kind, name, idNo, uscc, phone, address, legalRep: legalRep?.name ?? null }
}

function decidedOf({ state }: Dossier): Pick<CasePage, 'proposal' | 'decision'> {
  const { proposal, decision } = state
  return {
    proposal: proposal ? { verdict: proposal.verdict, opinion: proposal.opinion, by: proposal.by.name } : null,
    decision: decision
      ? { result: decision.result, by: decision.by.name, at: decision.at.toISOString(), reason: decision.reason, article: decision.article }
      : null,
  }
}

const stateOfItem = (n: Notice, i: AskedItem): NoticeItem['state'] => (i.waivedAt ? 'waived' : n.answeredAt ? 'answered' : 'open')

/** A notice with the state of every item in it. */
const noticeOf = (n: Notice): NoticeView => ({
  at: n.at.toISOString(),
  kind: n.kind,
  items: n.items.map((i) => ({
    id: i.id,
    what: i.what,
    why: i.why,
    state: stateOfItem(n, i),
    endedAt: (i.waivedAt ?? n.answeredAt)?.toISOString() ?? null,
    waivedWhy: i.waivedWhy,
  })),
  answeredAt: n.answeredAt?.toISOString() ?? null,
  newFact: n.newFact,
})

/** The last act, where it is one's own and still in its time. */
function recallOf(ctx: Ctx, { state }: Dossier): CasePage['recall'] {
  const act = lastAct(state)
  if (!act || whyNotRecall(state, act.to, ctx.who.id, ctx.now)) return null
  const verb = Object.values(verbs).find((v) => v.fact === act.name)
  return { seq: act.to, label: verb?.label ?? '提交审批', until: act.until.toISOString() }
}

function needsOf({
  state,
  item,
  materials,
}: Dossier): Pick<CasePage, 'listed' | 'missing' | 'notices' | 'tolerantOpen' | 'procedures' | 'extensionDays' | 'bases'> {
  const traits = traitsOf(item)
  const mayFollow = tolerable(traits.tolerant, state.assessed)
  const listed = item.materials.map((m) => ({
    code: m.id,
    name: m.name,
    mayFollow: mayFollow.includes(m.id),
    standard: m.acceptStandard,
  }))
  const there = new Set(materials.filter((m) => m.provide !== 'tolerant').map((m) => m.code))
  const open = (state.tolerant?.missing ?? []).filter((m) => !state.tolerant!.supplied.includes(m))
  // which conditional materials are due depends on answers that nobody has opened yet
  const sure = new Set(item.materials.filter((m) => m.need !== '2' && !m.when).map((m) => m.id))
  return {
    listed,
    missing: listed.filter((m) => sure.has(m.code) && !there.has(m.code)).map(({ code, name, mayFollow }) => ({ code, name, mayFollow })),
    notices: state.notices.map(noticeOf),
    tolerantOpen: open,
    procedures: Object.entries(specialProcedures.names).map(([code, name]) => ({ code, name: String(name) })),
    extensionDays: traits.extensionDays,
    bases: item.basis.map((b) => `${b.law}${b.article}`),
  }
}

/** Everything about a case but answers and files. Somebody else's case, and one of another organ, is not there. */
export const openCasePage: Action<CaseId, CasePage> = async (ctx, { id }) => {
  asStaff(ctx)
  const d = await dossier(ctx, id)
  const { file, state, item } = d
  const reads = await listReads(ctx, id)
  return {
    id,
    no: file.no,
    queryCode: file.queryCode,
    seq: state.seq,
    itemName: item.name,
    status: state.status,
    statusLabel: statuses[state.status as Status].label,
    channel: channels[file.channel as Channel]?.label ?? file.channel,
    demo: file.demo,
    applicant: await applicantOf(ctx, d),
    organ: d.organ.name,
    holder: state.holder ? { id: state.holder.id, name: state.holder.name } : null,
    mine: state.holder?.id === ctx.who.id,
    pending: pendingOf(d),
    clocks: await clocksFor(ctx, d),
    verbs: d.verbs.map(({ verb, label, open, why, needsApproval }) => ({
      verb,
      label,
      open,
      why,
      needsApproval,
      byApplicant: verbs[verb as Verb].by === 'applicant',
    })),
    materials: await materialsOf(ctx, d, reads),
    sealed: file.applicantKind === 'legal' ? await sealedFor(ctx, file) : [],
    papers: d.papers.map((p) => ({ id: p.id, title: p.title, no: p.no, at: p.madeAt.toISOString() })),
    ...needsOf(d),
    ...decidedOf(d),
    points: pointViews(d),
    judges: judges(ctx, d),
    course: stagesOf(item, state),
    assessed: assessedOf(d),
    surveys: state.surveys.map(({ people, ...s }) => ({ ...s, people: people.map(({ name, licence }) => ({ name, licence })) })),
    cards: d.cards.map((c) => ({ colour: c.colour, at: c.at.toISOString(), reason: c.reason })),
    questions: await questionViews(ctx, id),
    mayAsk: !state.endedAt && ['case.examine', 'case.propose', 'case.decide'].some((p) => may(ctx.who, p, { organ: file.organ })),
    pen: penView(ctx, await findPen(ctx.tx, id, ctx.now)),
    drafts: await draftViews(ctx, id),
    recall: recallOf(ctx, d),
    track: await trackOf(ctx, d, reads),
    now: ctx.now.toISOString(),
  }
}
