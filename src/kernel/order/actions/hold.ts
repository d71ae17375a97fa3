/** An order to act on: nobody else acts on it until this transaction is over, and clocks that have run out are recorded before anything else. */
import { refusals } from '#base/refusal.ts'
import { listFacts } from '#kernel/ledger/api.ts'
import type { Ctx, RoomInfo } from '#kernel/module.ts'
import { kindsOf } from '../rules/check.ts'
import { dueClocks, standingOf } from '../rules/clocks.ts'
import { fold, follow } from '../rules/fold.ts'
import { project } from '../rules/project.ts'
import type { Kinds, OrderKind } from '../schema/kind.ts'
import type { Order, OrderFact, OrderState } from '../schema/order.ts'
import { lockOrders, saveOrder, saveRows } from '../store/order.ts'

export const refuse = refusals({
  'order.unknown': [404, '没有找到这张工单，可能不在您能看的范围里'],
})

const known = new WeakMap<readonly RoomInfo[], Kinds>()

/** Every kind of the house, looked at once. */
export function kindsIn(rooms: readonly RoomInfo[]): Kinds {
  const kinds = known.get(rooms) ?? kindsOf(rooms)
  known.set(rooms, kinds)
  return kinds
}

const seeing = new WeakMap<readonly RoomInfo[], ReadonlySet<string>>()

/** Every permission by which orders are seen: their places are what the database's wall asks for. */
export function seeingIn(rooms: readonly RoomInfo[]): ReadonlySet<string> {
  const permissions = seeing.get(rooms) ?? new Set(Object.values(kindsIn(rooms)).flatMap((kind) => kind.sees))
  seeing.set(rooms, permissions)
  return permissions
}

/** A kind by its name; that there is none is a fault. */
export function kindOf(ctx: Pick<Ctx, 'rooms'>, name: string): OrderKind {
  const kind = kindsIn(ctx.rooms)[name]
  if (!kind) throw new Error(`no room declares orders of the kind ${name}`)
  return kind
}

export const aboutOrder = (id: string) => `order:${id}`

/** The chain of an order is read through its own row, which knows whom it complains about; by itself it is open to the city's supervisors alone. */
const readers: readonly string[] = ['organ:*']

/** An order that is held: its row as it was, and what its facts come to. */
export type Held = { kind: OrderKind; row: Order; state: OrderState }

export const factsOf = async (ctx: Ctx, id: string): Promise<OrderFact[]> => (await listFacts(ctx.tx, aboutOrder(id))) as OrderFact[]

/** What every fact of an order says, so that whoever reads the ledger need not look at its row. */
const common = (s: OrderState) => ({ order: s.id, kind: s.kind, source: s.source, sourceId: s.sourceId })

type Leaving = { begins?: true; recallUntil?: Date | undefined }

/** Leaves a fact on an order's chain. */
export async function leave(
  ctx: Ctx,
  s: OrderState,
  name: string,
  data: Record<string, unknown>,
  { begins, recallUntil }: Leaving = {},
): Promise<OrderFact> {
  const fact = await ctx.emit({
    name,
    about: aboutOrder(s.id),
    data: { ...common(s), byName: ctx.who.name, ...data, ...(recallUntil ? { recallUntil } : {}) },
    readers,
    ...(begins ? { begins } : {}),
    ...(recallUntil ? { settlesAt: recallUntil } : {}),
  })
  return fact as OrderFact
}

/** One fact more, folded in; the rows are not written yet. */
export async function step(ctx: Ctx, held: Held, name: string, data: Record<string, unknown>, leaving?: Leaving): Promise<Held> {
  return { ...held, state: follow(held.kind, held.state, await leave(ctx, held.state, name, data, leaving)) }
}

/** Writes the rows of an order as its facts have it. */
export function write(ctx: Ctx, held: Held): Order {
  const rows = project(held.kind, held.state, ctx.calendar, ctx.now)
  saveOrder(ctx.tx, held.row, rows.order)
  saveRows(ctx.tx, rows.order, rows)
  return rows.order
}

/** Records every clock that has run out, each once. */
export async function ring(ctx: Ctx, held: Held): Promise<Held> {
  let rung = held
  for (const { clock, organ, dueAt } of dueClocks(held.kind, held.state, ctx.calendar, ctx.now))
    rung = await step(ctx, rung, 'order.overdue', { clock, organ, dueAt: dueAt!.toISOString(), label: held.kind.clocks[clock]!.label })
  return rung
}

/** Holds orders in one order of ids; unknown ids are left out. Needs the scope `system`. */
export async function holdAll(ctx: Ctx, ids: readonly string[]): Promise<Held[]> {
  const rows = await lockOrders(ctx.tx, ids)
  const histories = await Promise.all(rows.map((row) => factsOf(ctx, row.id)))
  return rows.map((row, i) => ({ kind: kindOf(ctx, row.kind), row, state: fold(kindOf(ctx, row.kind), histories[i]!) }))
}

/** Holds one order; `shownSeq` is the place in the history that pages showed until now. */
export async function hold(ctx: Ctx, id: string): Promise<Held & { shownSeq: number }> {
  const [held] = await holdAll(ctx, [id])
  if (!held) throw refuse('order.unknown')
  return { ...(await ring(ctx, held)), shownSeq: held.state.seq }
}

/** Whether every clock that counts stopped in time, and those without an end did too. */
export const wasInTime = (ctx: Ctx, { kind, state }: Held): boolean =>
  state.clocks
    .filter((run) => kind.clocks[run.clock]?.rings !== false)
    .every((run) => !standingOf(kind, run, ctx.calendar, ctx.now).overdue)
