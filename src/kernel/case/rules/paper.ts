import { dayOf, lastDayAfter } from '#kernel/clock/rules/day.ts'
import { wouldEndOn } from '#kernel/clock/rules/read.ts'
import { zhAmount } from '#kernel/clock/rules/text.ts'
import type { Calendar, Limit } from '#kernel/clock/schema.ts'
import type { PaperHead } from '#kernel/document/schema.ts'
import { notCountedByLaw } from '#kernel/item/schema/dictionary.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { OfCase, PaperInput, PaperKind } from '../schema/paper.ts'
import { type Channel, channels, type Material, provides } from '../schema.ts'
import type { Reading } from './clocks.ts'
import type { CaseState, FactData } from './fold.ts'
import { papersOf } from './papers/facts.ts'

/** What a paper is written from: the case after the act, its clocks, and the fact that the act left. */
export type Told = {
  state: CaseState
  item: HandlingItem
  clocks: readonly Reading[]
  materials: readonly Material[]
  channel: Channel
  data: FactData
  calendar: Calendar
  /** papers of this case that were issued before, newest first */
  issued: readonly { kind: string; title: string; no: string | null }[]
  at: Date
  on: string
}

type Writer<K extends PaperKind> = (t: Told) => Omit<PaperInput<K>, keyof OfCase | keyof PaperHead>

const limitText = (limit: Limit) => zhAmount(limit.amount, limit.unit)
const dueOf = (t: Told, name: Reading['name']) => t.clocks.find((c) => c.name === name)?.dueOn
const nameOf = (t: Told, code: string) => t.item.materials.find((m) => m.id === code)?.name ?? code
const remedies = (t: Told) => ({ reconsideration: t.item.remedies.reconsideration.organ, court: t.item.remedies.litigation.court })
const missing = (t: Told) => ({
  missing: (t.state.tolerant?.missing ?? []).map((code) => ({ name: nameOf(t, code) })),
  dueOn: dueOf(t, 'promise') ?? t.on,
})

/** By which law of the item a procedure stops the clock, where it is none of those that 第四十五条 names itself. */
function ownBasis({ item, data }: Told): string | undefined {
  if ((notCountedByLaw as readonly string[]).includes(data.procedure)) return undefined
  const [basis] = item.special.find((s) => s.kind === data.procedure)?.basis ?? []
  return basis && `《${basis.law}》${basis.article}`
}

/** 统一、联合、集中办理: its limit stands in 第四十二条第二款, and so does who may extend it. */
const isUnified = ({ item }: Told): boolean => /第四十二条.*第二款/.test(item.legal?.basis ?? '')

/** From the day of the decision for as long as the item says; a result without an end is said to have none only where the item says so. */
function validityOf({ validMonths, validity }: Told['item']['results'][number], on: string): { validFrom?: string; validTo?: string } {
  if (validMonths) return { validFrom: on, validTo: lastDayAfter(on, validMonths) }
  return validity.includes('长期') ? { validFrom: on } : {}
}

/** The decision that is handed over with its number, and what it grants. */
function handedOver({ state, item, issued }: Told): { title: string; no?: string }[] {
  const kind = state.decision?.result === 'refused' ? 'refusal' : 'approval'
  const paper = issued.find((p) => p.kind === kind)
  const granted = kind === 'approval' ? item.results.map((r) => ({ title: r.name })) : []
  const all = [...(paper ? [{ title: paper.title, no: paper.no ?? undefined }] : []), ...granted]
  return all.length > 0 ? all : [{ title: '办理结果' }]
}

/** What each paper of a case says besides what all of them say. */
const writers: { [K in PaperKind]: Writer<K> } = {
  receipt: (t) => ({
    channel: channels[t.channel].label,
    materials: t.materials.map((m) => ({ name: m.name, how: provides[m.provide] })),
    noticeDueOn: dueOf(t, 'notice'),
  }),
  supplementNotice: (t) => ({ items: t.data.items, answerBy: dueOf(t, 'correction'), newFact: t.data.newFact || undefined }),
  acceptance: (t) => ({
    deemed: t.state.deemedAccepted,
    promise: t.item.promise.amount > 0 ? { time: limitText(t.item.promise), dueOn: dueOf(t, 'promise') } : undefined,
    legal: t.item.legal ? { time: limitText(t.item.legal), dueOn: dueOf(t, 'legal') } : undefined,
    fee: t.item.fees.charged ? undefined : '不收费',
    tolerant: t.state.tolerant ? missing(t) : undefined,
  }),
  nonAcceptance: (t) => ({ reason: t.data.reason, article: t.data.article, remedies: remedies(t) }),
  toleranceNotice: missing,
  tolerancePledge: missing,
  commitment: (t) => ({
    basis: t.item.commitment?.basis ?? t.item.basis,
    conditions: t.item.commitment?.conditions ?? t.item.conditions,
    checkWithin: t.item.commitment ? limitText(t.item.commitment.checkWithin) : undefined,
    signedOn: dayOf(t.state.submittedAt),
  }),
  suspensionNotice: (t) => ({
    procedure: t.data.procedure,
    time: `${t.data.days} 个工作日`,
    fromOn: t.on,
    endsOn: wouldEndOn({ amount: t.data.days, unit: 'workday', basis: '' }, t.on, t.calendar),
    reason: t.data.reason,
    basis: ownBasis(t),
  }),
  resumption: (t) => {
    const last = t.state.suspensions.at(-1)!
    return {
      procedure: last.procedure,
      suspendedOn: dayOf(last.at),
      resumedOn: t.on,
      result: t.data.result,
      legalDueOn: dueOf(t, 'legal'),
      promiseDueOn: dueOf(t, 'promise'),
    }
  },
  extensionNotice: (t) => ({
    time: `${t.data.days} 个工作日`,
    reason: t.data.reason,
    dueOn: t.data.dueBefore ?? t.on,
    unified: isUnified(t),
    newDueOn: dueOf(t, 'legal') ?? dueOf(t, 'promise') ?? t.on,
  }),
  approval: (t) => ({
    basis: t.item.basis.slice(0, 2).map(({ law, article }) => ({ law, article })),
    authority: t.data.basis,
    results: t.item.results.map((r) => ({ name: r.name, ...validityOf(r, t.on) })),
    deliverBy: dueOf(t, 'delivery'),
    remedies: remedies(t),
  }),
  refusal: (t) => ({ reason: t.data.reason, article: t.data.article, authority: t.data.basis, remedies: remedies(t) }),
  deliveryReceipt: (t) => ({
    papers: handedOver(t),
    way: { window: '窗口领取', post: '邮寄送达', electronic: '电子送达' }[t.data.way as string],
    receiver: t.data.receiver || undefined,
    deliveredOn: t.on,
  }),
  withdrawal: (t) => ({ withdrawnOn: t.on, reason: t.data.reason || undefined }),
  termination: (t) => ({ reason: t.data.reason, remedies: remedies(t) }),
}

/** The kinds of paper that a fact makes. Who applies online has his receipt at once, who comes to the counter when the clerk has received it all. */
export function kindsOf(fact: string, t: Pick<Told, 'channel' | 'data' | 'item'>): PaperKind[] {
  if (fact === 'case.submitted')
    return [
      ...(t.channel === 'window' ? [] : ['receipt' as const]),
      ...(t.data.pledged && t.item.commitment ? ['commitment' as const] : []),
    ]
  if (fact === 'case.received') return t.channel === 'window' ? ['receipt'] : []
  return papersOf(fact, t.data)
}

/** The whole content of one paper, but for its head. */
export const contentOf = (kind: PaperKind, base: OfCase, told: Told): Record<string, unknown> => ({
  ...base,
  ...(writers[kind] as Writer<PaperKind>)(told),
})
