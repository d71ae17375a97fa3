import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { Level, Limits, Order, Outcome, Verb } from '../schema.ts'
import { destination, verbs } from './verbs.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a fact holds was checked when it was written
export type OrderFact = { name: string; by: string; at: Date; data: Record<string, any> }

type Reduce = (o: Order, f: OrderFact) => Partial<Order>
const answered =
  (outcome: Outcome): Reduce =>
  (o, f) => ({ answeredAt: o.answeredAt ?? f.at, outcome })
const nobody = { holder: null, holderName: null }

/** What each fact adds besides where it leads. A failed review takes the answer back: it was none. */
const reduce: Record<string, Reduce> = {
  'rectification.assigned': (_, f) => ({ ...nobody, organ: f.data.organ, division: f.data.division, contactDueOn: f.data.contactDueOn }),
  'rectification.claimed': (_, f) => ({ holder: f.by, holderName: f.data.byName }),
  'rectification.contacted': (o, f) => ({ contactedAt: o.contactedAt ?? f.at }),
  'rectification.begun': (_, f) => ({ level: f.data.level, dueOn: f.data.dueOn }),
  'rectification.explained': answered('explained'),
  'rectification.answered': answered('settled'),
  'rectification.reviewed': (_, f) => (f.data.passed ? {} : { answeredAt: null, outcome: null }),
  'rectification.rejected': (o, f) => ({ outcome: 'rejected', answeredAt: o.answeredAt ?? f.at, closedAt: f.at }),
  'rectification.appeal-decided': (o, f) =>
    f.data.upheld ? { outcome: 'rejected', answeredAt: o.answeredAt ?? f.at, closedAt: f.at } : {},
  'rectification.sent-back': () => nobody,
  'rectification.closed': (o, f) => ({ closedAt: o.closedAt ?? f.at }),
  'rectification.overdue': (_, f) => ({ overdueAt: f.at }),
}

const verbOf = new Map(Object.entries(verbs).map(([verb, v]) => [v.fact, verb as Verb]))

/** An order after one more fact. */
export function follow(o: Order, f: OrderFact): Order {
  const verb = verbOf.get(f.name)
  return { ...o, ...(reduce[f.name]?.(o, f) ?? {}), state: (verb && destination(o.state, verb, f.data)) ?? o.state }
}

/** An order from its whole history; the first fact is `rectification.opened` and holds the row it began with. */
export function fold(facts: readonly OrderFact[]): Order {
  const first = facts[0]
  if (first?.name !== 'rectification.opened') throw new Error(`an order begins with rectification.opened, not with ${first?.name}`)
  const begin = { ...(first.data.order as Order), openedAt: first.at }
  return facts.slice(1).reduce(follow, begin)
}

/** The last day for the call back, counted from the day the organ got the order. */
export const contactDueOn = (limits: Limits, givenAt: Date, calendar: Calendar): string =>
  addWorkdays(calendar, dayOf(givenAt), limits.contact)

/** The last day for the answer, counted from the day the matter came in, whichever organ has it now. */
export const dueOn = (limits: Limits, level: Level, openedAt: Date, calendar: Calendar): string =>
  addWorkdays(calendar, dayOf(openedAt), limits[level])

/** Whether the answer came in time: by the end of its last day. */
export const onTime = (o: Pick<Order, 'answeredAt' | 'dueOn'>): boolean => o.answeredAt !== null && dayOf(o.answeredAt) <= o.dueOn
