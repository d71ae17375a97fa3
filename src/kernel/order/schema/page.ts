/** What list and page of orders ask and answer. */
import { z } from 'zod'
import type { FieldAsk } from './fields.ts'
import type { ColumnName } from './kind.ts'
import type { Order } from './order.ts'

export const ListOrders = z.object({
  kind: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
  source: z.string().max(40).optional(),
  mine: z.stringbool().optional(),
  /** those that have ended, or those that have not */
  ended: z.stringbool().optional(),
  overdue: z.stringbool().optional(),
  text: z.string().trim().max(60).optional(),
  after: z.string().max(120).optional(),
})
export type ListOrders = z.infer<typeof ListOrders>

export type LampColour = 'green' | 'yellow' | 'red' | 'paused'

/** An order in the list, in words; moments are ISO texts. `days`: working days left, or over where the lamp is red; of a clock in days alone. */
export type OrderRow = Omit<Order, 'openedAt' | 'closedAt' | 'dueAt' | 'warnAt' | 'overdueAt' | 'barred'> & {
  /** its page of the desk */
  href: string
  kindTitle: string
  stateLabel: string
  turnLabel: string
  levelLabel: string
  supervisionLabel: string
  sourceLabel: string
  organName: string
  openedAt: string
  closedAt: string | null
  dueAt: string | null
  clockLabel: string | null
  lamp: LampColour | null
  days: number | null
}
export type OrderList = {
  title: string
  columns: readonly ColumnName[]
  kinds: { value: string; label: string }[]
  rows: OrderRow[]
  next?: string
}

/** One fact of an order as a person reads it. */
export type HistoryEntry = { name: string; label: string; at: string; by: string | null; told: { label: string; value: string }[] }

export type AskedField = FieldAsk & { name: string }

/** A verb that the state knows: its fields where it is open, the reason where it is not. */
export type VerbButton = { verb: string; label: string; open: boolean; why?: string; asks: AskedField[] }

export type ClockLine = {
  label: string
  organName: string | null
  state: 'running' | 'paused' | 'stopped'
  dueAt: string | null
  late: boolean
}

/** The page of one order. `organs` are those it can be given to. */
export type OrderPage = {
  order: OrderRow
  /** the desk's list of its kind */
  list: string
  /** the house's moment of this answer */
  now: string
  sourcePage: string | null
  outcomeLabel: string | null
  verbs: VerbButton[]
  clocks: ClockLine[]
  parts: { organName: string; role: 'lead' | 'co'; state: string; holderName: string | null }[]
  history: HistoryEntry[]
  organs: { value: string; label: string }[]
  /** the last act, if whoever looks can still take it back */
  recall: { seq: number; until: string } | null
  /** whether whoever looks may split pieces off it */
  canSplit: boolean
}
