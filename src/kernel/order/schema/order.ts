/** An order: what its facts come to, its row, and what is asked of it. */
import { z } from 'zod'
import type { ClockEvent, Limit } from '#kernel/clock/schema.ts'

/** A fact of an order's chain as the fold reads it. */
// biome-ignore lint/suspicious/noExplicitAny: what a fact holds was checked when it was written
export type OrderFact = { name: string; by: string; at: Date; seq: number; id?: number; data: Record<string, any> }

export type OrderPlace = { organ: string; division: string }

/** An organ of an order. `state` is `asked` until a verb with `part` moves it. */
export type OrderPart = OrderPlace & {
  role: 'lead' | 'co'
  state: string
  holder: string | null
  holderName: string | null
  /** it was told to keep the order, and cannot send it back */
  forced: boolean
}

/** A clock as its facts made it. `organ` is empty for a clock of the whole order; `until` is a due moment that a fact has named. */
export type ClockRun = { clock: string; organ: string; limit: Limit; events: ClockEvent[]; until?: string; rungAt?: Date }

/** What an order came from: the same `(source, sourceId, part)` names one order at most. */
export type OrderLink = { source: string; sourceId: string; part: number }

/** An order from all its facts. */
export type OrderState = OrderLink & {
  id: string
  kind: string
  no: string
  title: string
  summary: string
  level: string
  /** 0: nobody supervises it */
  supervision: number
  state: string
  parts: readonly OrderPart[]
  /** where it came from, where an organ gave it */
  owner: OrderPlace | null
  /** persons who neither see nor handle it: those whom it complains about */
  barred: readonly string[]
  openedAt: Date
  closedAt: Date | null
  outcome: string | null
  reopened: number
  mergedInto: string | null
  splitFrom: string | null
  links: readonly OrderLink[]
  limits: Readonly<Record<string, Limit | Readonly<Record<string, Limit>>>>
  clocks: readonly ClockRun[]
  overdueAt: Date | null
  demo: boolean
  seq: number
  /** its facts but for those that were recalled */
  facts: readonly OrderFact[]
}

/** An order as its row: `dueAt` is the last moment of the clock that ends first, `warnAt` the one at which its lamp turns yellow. */
export type Order = OrderLink & {
  id: string
  kind: string
  no: string
  title: string
  summary: string
  level: string
  supervision: number
  state: string
  turn: string
  organ: string
  division: string
  ownerOrgan: string | null
  ownerDivision: string | null
  holder: string | null
  holderName: string | null
  barred: string[]
  openedAt: Date
  closedAt: Date | null
  outcome: string | null
  dueAt: Date | null
  warnAt: Date | null
  dueClock: string | null
  paused: boolean
  overdueAt: Date | null
  reopened: number
  mergedInto: string | null
  splitFrom: string | null
  demo: boolean
  seq: number
}

/** One clock of an order as a row. */
export type OrderClock = {
  clock: string
  organ: string
  state: 'running' | 'paused' | 'stopped'
  startedAt: Date
  dueAt: Date | null
  warnAt: Date | null
  stoppedAt: Date | null
  rungAt: Date | null
  rings: boolean
}

/** One organ of an order as a row; `role` `owner` is where it came from. `dueAt` is of the organ's own clocks and the order's. */
export type OrderSeat = OrderPlace & {
  role: 'lead' | 'co' | 'owner'
  state: string
  holder: string | null
  holderName: string | null
  open: boolean
  sortAt: Date
}

/** What a room asks for. Asked again with the same `(source, sourceId, part)`, the same order answers. */
export type NewOrder = OrderPlace & {
  kind: string
  source: string
  sourceId: string
  /** 1 where nothing is said */
  part?: number
  title: string
  summary: string
  /** organs that help */
  with?: readonly OrderPlace[]
  owner?: OrderPlace
  level?: string
  barred?: readonly string[]
  demo?: boolean | undefined
}

export const ById = z.object({ id: z.string().min(1).max(80) })
export type ById = z.infer<typeof ById>

export const Take = z.object({
  id: z.string().min(1).max(80),
  verb: z.string().min(1).max(40),
  input: z.record(z.string(), z.unknown()).default({}),
  /** the place in the history that the person had seen */
  seen: z.coerce.number().int().positive().optional(),
})
export type Take = z.infer<typeof Take>

export const Recall = z.object({ id: z.string().min(1).max(80), seq: z.coerce.number().int().positive() })
export type Recall = z.infer<typeof Recall>

/** What an act answers: the row, and until when it can be recalled. */
export type Taken = Order & { recallUntil?: Date }

const id = ById.shape.id

/** Orders that end in another one of their kind, which goes on. */
export const Merge = z.object({
  into: id,
  from: z
    .array(id)
    .min(1, '请选要并入的工单')
    .max(50, '一次最多并 50 张')
    .transform((list) => [...new Set(list)]),
})
export type Merge = z.infer<typeof Merge>

/** Pieces that are split off an order, each for an organ of the directory. */
export const Split = z.object({
  id,
  pieces: z
    .array(
      z.object({
        organ: z.string('请选单位').min(1, '请选单位'),
        title: z.string('请写拆出来的是什么事').trim().min(2, '请写拆出来的是什么事').max(200, '太长了，请写在 200 字以内'),
        summary: z.string('请写明情况').trim().min(2, '请写明情况').max(2000, '太长了，请写在 2000 字以内'),
      }),
    )
    .min(1, '请至少拆出一件')
    .max(20, '一次最多拆出 20 件'),
})
export type Split = z.infer<typeof Split>
