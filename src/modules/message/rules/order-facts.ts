/** What a fact of a work order says in words: the fields that a template can name. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { endsWithDay } from '#kernel/order/rules/moment.ts'
import type { OrderKind } from '#kernel/order/schema/kind.ts'
import type { Order, OrderClock } from '#kernel/order/schema/order.ts'

/** Every fact of orders that is told to somebody. */
export const orderFacts = ['order.opened', 'order.assigned', 'order.returned', 'order.overdue'] as const

/** An order as one of its organs has it: its running clocks are those of the whole order and of this organ. `kindName` is the kind's name in the code. */
export type OrderTold = {
  kindName: string
  kind: OrderKind
  order: Pick<Order, 'title' | 'no'>
  organName: string
  clocks: readonly OrderClock[]
  // biome-ignore lint/suspicious/noExplicitAny: what a fact holds was checked when it was written
  data: Record<string, any>
  today: string
}
type Say = (t: OrderTold) => string

const cityTime = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

/** A last moment: the day alone where the limit ends with it. */
function momentOf(at: Date, today: string): string {
  return endsWithDay(at) ? zhDate(dayOf(at), today) : `${zhDate(dayOf(at), today)} ${cityTime(at)}`
}

const text = (value: unknown): string => (typeof value === 'string' ? value.replace(/。$/, '') : '')

/** The fields of a template about orders by name. */
export const orderFields = {
  kind: (t) => t.kindName,
  kindTitle: (t) => t.kind.title,
  title: (t) => t.order.title,
  no: (t) => t.order.no,
  organ: (t) => t.organName,
  limits: (t) => t.clocks.map((c) => `${t.kind.clocks[c.clock]!.label}${momentOf(c.dueAt!, t.today)}`).join('，'),
  clock: (t) => t.kind.clocks[t.data.clock]?.label ?? '',
  due: (t) => (typeof t.data.dueAt === 'string' ? momentOf(new Date(t.data.dueAt), t.today) : ''),
  why: (t) => (text(t.data.reason) ? `理由：${text(t.data.reason)}。` : ''),
  byName: (t) => text(t.data.byName),
} satisfies Record<string, Say>

/** All fields of a fact of an order, filled. */
export const tellOrder = (t: OrderTold): Record<string, string> =>
  Object.fromEntries(Object.entries(orderFields).map(([name, say]) => [name, (say as Say)(t)]))
