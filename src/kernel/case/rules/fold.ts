import type { Missing, Procedure, Status, Verb } from '../schema.ts'
import { type Assessed, assessedIn } from './assessed.ts'
import type { KeptPoint } from './points.ts'
import { standing } from './recall.ts'
import { type AskedOf, askedAfter, type Gone, type Rest, restsAfter } from './rests.ts'
import { destination, verbs } from './verbs.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a fact holds was checked when it was written, by the schema of its verb
export type FactData = Record<string, any>

/** A fact of a case as the fold reads it: its name, who, when, and what it holds. */
export type CaseFact = { id: number; seq: number; name: string; by: string; at: Date; data: FactData; hash?: string }

type Person = { id: string; name: string }
/** One thing asked for, with its own end: it was answered with the notice, or the desk found that it is not needed. */
export type AskedItem = Missing & { waivedAt?: Date; waivedWhy?: string }
export type Notice = { factId: number; at: Date; kind: 'preReturn' | 'supplement'; items: AskedItem[]; newFact?: string; answeredAt?: Date }
export type Suspension = { factId: number; at: Date; procedure: Procedure; days: number; reason: string; resumedAt?: Date; result?: string }
export type Pending = { verb: Verb; input: Record<string, unknown>; by: Person; at: Date }

/** Everything a case is, read from its history and from nowhere else. */
export type CaseState = {
  seq: number
  status: Status
  before?: Status
  submittedAt: Date
  receivedAt: Date
  acceptedAt?: Date
  deemedAccepted: boolean
  tolerant?: { missing: string[]; supplied: string[] }
  notices: Notice[]
  suspensions: Suspension[]
  extension?: { factId: number; at: Date; days: number; reason: string }
  surveys: { on: string; people: Surveyor[]; result: string; passed: boolean }[]
  /** everybody who examined, surveyed or proposed in it, whoever did last: none of them decides */
  reviewers: string[]
  proposal?: { verdict: 'approve' | 'refuse'; opinion: string; by: Person; points: KeptPoint[] }
  decision?: { factId: number; at: Date; result: 'approved' | 'refused'; by: Person; grant: string; reason?: string; article?: string }
  endedAt?: Date
  deliveredAt?: Date
  pending?: Pending
  assessed?: Assessed
  /** materials that the city's own holdings satisfy, and those whose holding is out of force */
  rests: Rest[]
  gone: Gone[]
  /** materials that another organ was asked for and has not answered */
  asked: AskedOf[]
  holder?: Person & { since: Date }
  facts: CaseFact[]
}

/** One of those who looked at the place, with the number of his licence to do so; a survey of before names nobody but by name. */
export type Surveyor = { id?: string; name: string; licence?: string }

/** Who looked at the place, as the fact of a survey tells it now and told it before. */
export const surveyorsIn = (data: FactData): Surveyor[] =>
  data.people ?? ((data.surveyors ?? []) as string[]).map((name): Surveyor => ({ name }))

type Reduce = (s: CaseState, f: CaseFact) => Partial<CaseState>
const person = (f: CaseFact): Person => ({ id: f.by, name: String(f.data.byName ?? '') })
const withPeople = (s: CaseState, ...ids: string[]): string[] => [...new Set([...s.reviewers, ...ids])]
const end: Reduce = (_, f) => ({ endedAt: f.at })
const notice =
  (kind: Notice['kind']): Reduce =>
  (s, f) => ({
    notices: [...s.notices, { factId: f.id, at: f.at, kind, items: f.data.items ?? [], newFact: f.data.newFact }],
  })
const answered: Reduce = (s, f) => ({ receivedAt: f.at, notices: s.notices.map((n) => (n.answeredAt ? n : { ...n, answeredAt: f.at })) })
/** Nothing is asked for any more once every item is waived: the notice is answered, and the clock of the answer begins again. */
const waive: Reduce = (s, f) => {
  const last = s.notices.at(-1)
  if (!last) return {}
  const items = last.items.map((i) =>
    i.id === f.data.item && !i.waivedAt ? { ...i, waivedAt: f.at, waivedWhy: String(f.data.reason) } : i,
  )
  const notices = [...s.notices.slice(0, -1), { ...last, items }]
  return items.every((i) => i.waivedAt) ? answered({ ...s, notices }, f) : { notices }
}
const hold: Reduce = (_, f) => ({ holder: { id: f.data.holder.id, name: f.data.holder.name, since: f.at } })
const free: Reduce = () => ({ holder: undefined })
const decide =
  (result: 'approved' | 'refused'): Reduce =>
  (_, f) => ({
    endedAt: f.at,
    decision: { factId: f.id, at: f.at, result, by: person(f), grant: f.data.grant, reason: f.data.reason, article: f.data.article },
  })

/** What each fact adds to the state, besides where it leads. A fact that is not here changes nothing but the history. */
const reduce: Record<string, Reduce> = {
  'case.received': (_, f) => ({ receivedAt: f.at }),
  'case.assessed': (_, f) => ({ assessed: assessedIn(f) }),
  'case.pre-returned': notice('preReturn'),
  'case.supplement-requested': notice('supplement'),
  'case.resubmitted': answered,
  'case.supplemented': answered,
  'case.item-waived': waive,
  'case.accepted': (s, f) => ({
    ...(f.data.deemed === true && s.pending && destination('accepted', s.pending.verb, undefined) === undefined
      ? { pending: undefined }
      : {}),
    acceptedAt: f.data.from ? new Date(f.data.from) : f.at,
    deemedAccepted: f.data.deemed === true,
    ...(f.data.missing ? { tolerant: { missing: f.data.missing as string[], supplied: [] } } : {}),
  }),
  'case.tolerance-supplied': (s, f) =>
    s.tolerant ? { tolerant: { ...s.tolerant, supplied: [...s.tolerant.supplied, ...f.data.materials] } } : {},
  'case.not-accepted': end,
  'case.materials-added': (s, f) => {
    const rests = restsAfter(s.rests, f.data.materials ?? [])
    const asked = askedAfter(s.asked, f.data.materials ?? [])
    return { rests, asked, gone: s.gone.filter((g) => rests.some((r) => r.material === g.material && r.holding === g.holding)) }
  },
  'case.rest-gone': (s, f) => ({
    gone: [
      ...s.gone.filter((g) => g.holding !== f.data.holding),
      ...s.rests.filter((r) => r.holding === f.data.holding).map((r) => ({ ...r, name: f.data.name, state: f.data.state })),
    ],
  }),
  'case.rest-restored': (s, f) => ({ gone: s.gone.filter((g) => g.holding !== f.data.holding) }),
  'case.lapsed': end,
  'case.withdrawn': end,
  'case.terminated': end,
  'case.examined': (s, f) => ({ reviewers: withPeople(s, f.by) }),
  'case.surveyed': (s, f) => {
    const people = surveyorsIn(f.data)
    return {
      surveys: [...s.surveys, { on: f.data.on, people, result: f.data.result, passed: f.data.passed }],
      reviewers: withPeople(s, f.by, ...people.flatMap((p) => p.id ?? [])),
    }
  },
  'case.suspended': (s, f) => ({
    before: s.status,
    suspensions: [...s.suspensions, { factId: f.id, at: f.at, procedure: f.data.procedure, days: f.data.days, reason: f.data.reason }],
  }),
  'case.resumed': (s, f) => ({
    before: undefined,
    suspensions: s.suspensions.map((x) => (x.resumedAt ? x : { ...x, resumedAt: f.at, result: f.data.result })),
  }),
  'case.extended': (_, f) => ({ extension: { factId: f.id, at: f.at, days: f.data.days, reason: f.data.reason } }),
  'case.proposed': (s, f) => ({
    reviewers: withPeople(s, f.by),
    proposal: { verdict: f.data.verdict, opinion: f.data.opinion, by: person(f), points: f.data.points ?? [] },
    holder: undefined,
  }),
  'case.sent-back': () => ({ proposal: undefined, holder: undefined }),
  'case.approved': decide('approved'),
  'case.refused': decide('refused'),
  'case.delivered': (_, f) => ({ deliveredAt: f.at, holder: undefined }),
  'case.claimed': hold,
  'case.handed-over': hold,
  'case.taken-over': hold,
  'case.released': free,
  'case.approval-asked': (_, f) => ({ pending: { verb: f.data.verb, input: f.data.input, by: person(f), at: f.at } }),
  'case.approval-granted': () => ({ pending: undefined }),
  'case.approval-denied': () => ({ pending: undefined }),
}

const verbOf = new Map(Object.entries(verbs).map(([verb, v]) => [v.fact, verb as Verb]))
const bySystem: Record<string, Status> = { 'case.lapsed': 'lapsed' }
const backFrom: Partial<Record<Status, Status>> = { correction: 'received', preReturned: 'submitted' }

/** A notice of which nothing is left leads back to where the case waited for the answer. */
const emptied = (f: CaseFact, after: CaseState): Status | undefined =>
  f.name === 'case.item-waived' && after.notices.at(-1)?.answeredAt ? backFrom[after.status] : undefined

/** Materials that were tolerated to be missing and have not come yet. */
export const openTolerance = (s: Pick<CaseState, 'tolerant'>): string[] =>
  (s.tolerant?.missing ?? []).filter((m) => !s.tolerant!.supplied.includes(m))

/** The state after a history; the first fact must be `case.submitted`. What was recalled is as if it had not been, but stays told. */
export function fold(facts: readonly CaseFact[]): CaseState {
  const counted = standing(facts)
  const first = counted[0]
  if (first?.name !== 'case.submitted') throw new Error(`a case begins with case.submitted, not with ${first?.name}`)
  const begin: CaseState = {
    seq: first.seq,
    status: 'submitted',
    submittedAt: first.at,
    receivedAt: first.at,
    deemedAccepted: false,
    notices: [],
    suspensions: [],
    surveys: [],
    reviewers: [],
    rests: restsAfter([], first.data.materials ?? []),
    gone: [],
    asked: askedAfter([], first.data.materials ?? []),
    facts: [first],
  }
  const state = counted.slice(1).reduce(follow, begin)
  return counted.length === facts.length ? state : { ...state, seq: facts.at(-1)!.seq, facts: [...facts] }
}

/** The state after one more fact. An act under way ends a pending request of approval for the same verb, and no other. */
export function follow(s: CaseState, f: CaseFact): CaseState {
  if (f.name === 'case.recalled') return fold([...s.facts, f])
  const verb = verbOf.get(f.name)
  const status = bySystem[f.name] ?? (verb && destination(s.status, verb, s.before)) ?? s.status
  const after = { ...s, ...(reduce[f.name]?.(s, f) ?? {}), status, seq: f.seq, facts: [...s.facts, f] }
  return { ...after, status: emptied(f, after) ?? status }
}
