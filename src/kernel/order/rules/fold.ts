/** An order is the fold of its facts. */
import type { OrderKind, VerbOf } from '../schema/kind.ts'
import { merged } from '../schema/kind.ts'
import type { OrderFact, OrderLink, OrderPart, OrderPlace, OrderState } from '../schema/order.ts'
import { choose, destination, isEnd, verbOf } from './choose.ts'
import { clocksAfter, relimited } from './clocks.ts'

const partOf = (place: OrderPlace, role: OrderPart['role'], forced = false): OrderPart => ({
  organ: place.organ,
  division: place.division,
  role,
  state: 'asked',
  holder: null,
  holderName: null,
  forced,
})

const linkKey = (l: OrderLink) => `${l.source} ${l.sourceId} ${l.part}`
const joined = (links: readonly OrderLink[], more: readonly OrderLink[]): OrderLink[] => [
  ...new Map([...links, ...more].map((l) => [linkKey(l), l])).values(),
]

/** The organs that a fact asks: those that were there stay as they were, unless they are asked anew. */
function assigned(s: OrderState, f: OrderFact): Partial<OrderState> {
  const to = f.data.to as { lead?: OrderPlace; with?: readonly OrderPlace[]; forced?: boolean }
  const fresh = (p: OrderPlace, role: OrderPart['role']) => partOf(p, role, to.forced)
  if (!to.lead) {
    const more = (to.with ?? []).filter((p) => !s.parts.some((q) => q.organ === p.organ))
    return { parts: [...s.parts, ...more.map((p) => fresh(p, 'co'))] }
  }
  const lead = to.lead
  const rest = to.with ? to.with.map((p) => fresh(p, 'co')) : s.parts.filter((p) => p.role === 'co' && p.organ !== lead.organ)
  return { parts: [fresh(lead, 'lead'), ...rest.filter((p) => p.organ !== lead.organ)] }
}

type Reduce = (s: OrderState, f: OrderFact) => Partial<OrderState>

const reduce: Readonly<Record<string, Reduce>> = {
  'order.assigned': assigned,
  'order.overdue': (s, f) => ({
    overdueAt: s.overdueAt ?? f.at,
    clocks: s.clocks.map((c) => (c.clock === f.data.clock && c.organ === (f.data.organ ?? '') ? { ...c, rungAt: f.at } : c)),
  }),
  'order.merged-in': (s, f) => ({ links: joined(s.links, f.data.links) }),
  'order.closed': (s, f) => (f.data.into ? { state: merged, outcome: merged, mergedInto: f.data.into } : { closedAt: s.closedAt ?? f.at }),
}

/** What a verb does besides where it leads. */
function effects(s: OrderState, verb: VerbOf, f: OrderFact): Partial<OrderState> {
  const outcome = verb.outcome === undefined ? undefined : choose(verb.outcome, f.data)
  const organ = (f.data.organ as string | undefined) ?? s.parts[0]!.organ
  const changed = (p: OrderPart): OrderPart => ({
    ...p,
    ...(verb.part ? { state: verb.part } : {}),
    ...(verb.holder === 'take' ? { holder: f.by, holderName: f.data.byName } : {}),
    ...(verb.holder === 'drop' ? { holder: null, holderName: null } : {}),
  })
  const touches = verb.part || verb.holder
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(touches ? { parts: s.parts.map((p) => (p.organ === organ ? changed(p) : p)) } : {}),
    ...(verb.raises ? { supervision: s.supervision + 1 } : {}),
    ...(verb.reopens ? { closedAt: null, outcome: null, reopened: s.reopened + 1 } : {}),
  }
}

/** A fact as it is called today. */
const today = (kind: OrderKind, f: OrderFact): OrderFact => kind.formerly?.[f.name]?.(f) ?? f

/** State, outcome and parts after a fact; a verb that is not open where the fact stands changes nothing besides. */
function moved(kind: OrderKind, before: OrderState, f: OrderFact): OrderState {
  const [name, verb] = verbOf(kind, f) ?? []
  const next = name === undefined ? undefined : destination(kind, before.state, name, f.data)
  const at = { ...before, seq: f.seq, state: next ?? before.state, facts: [...before.facts, f] }
  const told = { ...at, ...reduce[f.name]?.(at, f) }
  return verb && next !== undefined ? { ...told, ...effects(told, verb, f) } : told
}

/** What comes to an end has a moment and an outcome. */
const ended = (kind: OrderKind, s: OrderState, f: OrderFact): OrderState => ({
  ...s,
  outcome: s.outcome ?? kind.states[s.state]?.outcome ?? null,
  closedAt: s.closedAt ?? f.at,
})

/** The order under the level that a fact names. */
function leveled(kind: OrderKind, s: OrderState, level: unknown): OrderState {
  if (typeof level !== 'string' || level === s.level) return s
  const changed = { ...s, level }
  return { ...changed, clocks: relimited(kind, changed) }
}

/** An order after one more fact. */
export function follow(kind: OrderKind, before: OrderState, recorded: OrderFact): OrderState {
  const f = today(kind, recorded)
  const after = moved(kind, before, f)
  const over = isEnd(kind, after.state)
  const s = leveled(kind, over ? ended(kind, after, f) : after, f.data.level)
  return { ...s, clocks: clocksAfter(kind, s, f, over) }
}

/** The facts that count: what was recalled, and the recalls themselves, stay in the history and change nothing. */
export function standing(facts: readonly OrderFact[]): OrderFact[] {
  const recalls = facts.filter((f) => f.name === 'order.recalled')
  return facts.filter((f) => f.name !== 'order.recalled' && !recalls.some((r) => r.data.from <= f.seq && f.seq <= r.data.to))
}

/** The order as its first fact opened it. */
function begun(kind: OrderKind, f: OrderFact): OrderState {
  const { kind: kindId, limits = {}, lead, with: co = [], level, ...order } = f.data.order
  const first: OrderState = {
    owner: null,
    splitFrom: null,
    ...order,
    kind: kindId,
    part: order.part ?? 1,
    level: level ?? Object.keys(kind.levels ?? { usual: '' })[0]!,
    barred: order.barred ?? [],
    links: [{ source: order.source, sourceId: order.sourceId, part: order.part ?? 1 }],
    supervision: 0,
    state: kind.begins,
    parts: [partOf(lead, 'lead'), ...(co as OrderPlace[]).map((p) => partOf(p, 'co'))],
    openedAt: f.at,
    closedAt: null,
    outcome: null,
    reopened: 0,
    mergedInto: null,
    limits,
    clocks: [],
    overdueAt: null,
    demo: order.demo ?? false,
    seq: f.seq,
    facts: [f],
  }
  return { ...first, clocks: clocksAfter(kind, first, f, false) }
}

/** An order from its whole history, whose first fact is `order.opened`. */
export function fold(kind: OrderKind, recorded: readonly OrderFact[]): OrderState {
  const [first, ...rest] = standing(recorded)
  const opened = first && today(kind, first)
  if (opened?.name !== 'order.opened') throw new Error(`an order begins with order.opened, not with ${first?.name}`)
  const s = rest.reduce((state, f) => follow(kind, state, f), begun(kind, opened))
  return { ...s, seq: recorded.at(-1)!.seq }
}
