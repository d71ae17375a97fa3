/** A kind of work order is a table: states, verbs, clocks and guards, which a room declares in its manifest under `orders`. */
import type { ZodObject } from 'zod'
import type { Limit, OfficeHours } from '#kernel/clock/schema.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Who } from '#kernel/who.ts'
import type { OrderFact, OrderState } from './order.ts'

/** A value, or one that the data of a fact chooses: `{ by: 'passed', to: { true: …, false: … } }`. */
export type Choice<T> = T | { by: string; to: Readonly<Record<string, T>> }

/** Whose turn it is: the organ's, a second person's, the supervisor's, the one's who gave the order, the affected person's, nobody's. */
export const turns = {
  organ: '承办单位',
  second: '复核人',
  supervisor: '督办员',
  owner: '交办单位',
  person: '当事人',
  nobody: '',
} as const
export type Turn = keyof typeof turns

/** `outcome`: how an order ends that comes here; an end without one takes the outcome that a verb before has set. */
export type StateOf = { label: string; turn: Turn; outcome?: string }

/**
 * A verb: its button, who takes it, what it takes, and the fact it leaves.
 * `by`: `any` who holds the permission (usual); the `holder` alone; a `second` person, who is not the holder; `house` is the program alone.
 * `may`: any of these permissions, held at one of the order's organs, or (`at: 'owner'`) where the order came from.
 */
export type VerbOf = {
  label: string
  by?: 'any' | 'holder' | 'second' | 'house'
  may: readonly string[]
  at?: 'organ' | 'owner'
  /** nothing where it is missing */
  takes?: ZodObject
  fact: string
  /** the one who acts becomes the holder, or nobody is the holder any more */
  holder?: 'take' | 'drop'
  /** sets the outcome, or takes it back */
  outcome?: Choice<string | null>
  /**
   * Each organ of the order takes it for its own part, which then stands so. The fact says `every: true` once all parts do:
   * `leadsTo` chooses by it.
   */
  part?: string
  /** gives the order to `input.organ`, or to all of `input.organs` (the first leads), or asks `input.organs` to help; leaves `order.assigned` */
  assigns?: 'organ' | 'organs' | 'more'
  /** the organs must keep it: none of them may send it back */
  forced?: true
  /** the organ gives it back; leaves `order.returned` */
  returns?: true
  /** raises the level of supervision by one */
  raises?: true
  /** opens an order again that has ended */
  reopens?: true
  /** open only while this clock runs and has not run out */
  within?: string
  /** how often: once an order, or once for each organ */
  once?: 'order' | 'organ'
  /** `false`: who took it cannot take it back within the first seconds */
  recall?: boolean
}

export type ClockAct = 'start' | 'stop' | 'pause' | 'resume' | 'restart' | 'reopen' | { extend: string }

/** A period: one for all levels, or one for each. */
export type LimitOf = Limit | Readonly<Record<string, Limit>>

/**
 * A clock of an order. `on` says which fact does what to it. The first start holds until a `restart`; `reopen` takes a stop back, as if
 * it had not been; `{ extend: 'days' }` adds what the fact's data say under that name.
 * `each: 'organ'`: every organ of the order has one of its own, which begins with its being asked.
 */
export type ClockOf = {
  label: string
  limit: LimitOf
  on: Readonly<Record<string, Choice<ClockAct | null>>>
  each?: 'organ'
  /** counted from the day of the act whatever its hour; without it an act after closing time counts as of the next working day */
  from?: 'day'
  /** office hours of its own, where they are not the city's */
  hours?: OfficeHours
  /** `false`: it only bounds verbs (`within`): it neither presses nor rings */
  rings?: false
}

/** What a guard sees. `input` is missing where only the buttons are asked about. */
export type Asked = { order: OrderState; verb: string; who: Who; now: Date; input?: Record<string, unknown> | undefined }
export type GuardOf = {
  code: string
  verbs: readonly string[]
  /** 409 where the state forbids it (usual), 422 where the input is wrong */
  status?: 409 | 422
  breaks(asked: Asked): boolean
  sentence: string | ((asked: Asked) => string)
}

export const columnNames = [
  'no',
  'title',
  'lamp',
  'state',
  'turn',
  'due',
  'organ',
  'holder',
  'level',
  'supervision',
  'source',
  'opened',
] as const
export type ColumnName = (typeof columnNames)[number]

export type OrderKind = {
  title: string
  /** two to four capital letters before the day and the number */
  prefix: string
  states: Readonly<Record<string, StateOf>>
  begins: string
  verbs: Readonly<Record<string, VerbOf>>
  /** from each state, which verbs are open and where each leads; `same` stays */
  leadsTo: Readonly<Record<string, Readonly<Record<string, Choice<string>>>>>
  clocks: Readonly<Record<string, ClockOf>>
  outcomes: Readonly<Record<string, string>>
  /** who sees it: holders of any of these, where the order is or where it came from */
  sees: readonly string[]
  /** the permission of those who can take it up, and of those who watch over it: both are told */
  handlers: string
  supervisors: string
  /** how it is handled; the first is usual. Clocks may have a limit for each */
  levels?: Readonly<Record<string, string>>
  /** levels of supervision above none, from the mildest: `['催办', '督办', '约谈']` */
  supervision?: readonly string[]
  guards?: readonly GuardOf[]
  columns?: readonly ColumnName[]
  /** the permission to merge orders of this kind and to split one; nobody may where it is missing */
  merges?: string
  /** sources by their name: what each is called, and its page with `:id` in it */
  sources?: Readonly<Record<string, { label: string; page?: string }>>
  /** the desk's page of its list, `/desk/orders` where nothing is said; its orders lie below */
  page?: string
  /** the city's limits, where they are not the table's; read when an order is opened, and kept in its first fact */
  limits?(ctx: Ctx): Promise<Readonly<Record<string, LimitOf>>>
  /** facts of earlier releases, by their names then, as the facts that they are now */
  formerly?: Readonly<Record<string, (fact: OrderFact) => OrderFact>>
}

/** Every kind of the house by its name. */
export type Kinds = Readonly<Record<string, OrderKind>>

/** Facts that are the same for all kinds, so that whoever reads the ledger needs to know no kind. */
export const commonFacts = {
  'order.opened': '开单',
  'order.assigned': '派单',
  'order.returned': '退回',
  'order.overdue': '超期',
  'order.closed': '了结',
  'order.recalled': '撤回上一步',
  'order.merged-in': '并入一张单',
  'order.split': '拆成几张单',
  'order.recounted': '期限随放假安排改变',
} as const

/** The state of an order that was merged into another; every kind has it. */
export const mergedState: StateOf = { label: '已并入', turn: 'nobody', outcome: 'merged' }
export const merged = 'merged'
