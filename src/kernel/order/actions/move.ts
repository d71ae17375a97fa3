/** Merging and splitting: whatever matter had an order has one afterwards, and nothing is done twice for it. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { canBeMoved, mayMoveHere } from '../rules/open.ts'
import type { Merge, Order, OrderPlace, Split } from '../schema/order.ts'
import { findOrder, lastPart, moveLinks } from '../store/order.ts'
import { type Held, hold, holdAll, ring, step, write } from './hold.ts'
import { openOrder } from './open-order.ts'
import { placesOf } from './take.ts'

const refuse = refusals({
  'order.unknown': [404, '没有找到这张工单，可能不在您能看的范围里'],
  'order.may-not-move': [403, '您没有合并、拆分工单的权限，请找督办员'],
  'order.over': [409, '工单 {no} 已经了结，不能再合并或拆分'],
  'order.other-kind': [409, '工单 {no} 是另一类工单，不能并在一起'],
  'order.itself': [422, '不能并入自己，请选另一张工单'],
})

function mustMove(ctx: Ctx, { kind, state }: Held): void {
  if (!mayMoveHere(kind, state, ctx.who)) throw refuse('order.may-not-move')
  if (!canBeMoved(kind, state)) throw refuse('order.over', { no: state.no })
}

async function mustSee(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids) if (!(await findOrder(ctx.tx, id))) throw refuse('order.unknown')
}

/**
 * Merges orders into one of the same kind: they end with the outcome `merged`, and what they came from is answered by the one that is left.
 * Its clocks go on as they were. Answers with that one.
 */
export async function mergeOrders(ctx: Ctx, { into, from }: { into: string; from: readonly string[] }): Promise<Order> {
  if (from.includes(into)) throw refuse('order.itself')
  await mustSee(ctx, [into, ...from])
  return asSystem(ctx.tx, async () => {
    const all = await Promise.all((await holdAll(ctx, [into, ...from])).map((held) => ring(ctx, held)))
    const target = all.find((h) => h.state.id === into)!
    const others = all.filter((h) => h !== target)
    for (const held of all) {
      mustMove(ctx, held)
      if (held.state.kind !== target.state.kind) throw refuse('order.other-kind', { no: held.state.no })
    }
    let kept = target
    for (const other of others) {
      const { id, no, links, title } = other.state
      kept = await step(ctx, kept, 'order.merged-in', { from: id, no, title, links })
      const gone = await step(ctx, other, 'order.closed', { into, intoNo: target.state.no, outcome: 'merged', onTime: true })
      await moveLinks(ctx.tx, id, into)
      write(ctx, gone)
    }
    return write(ctx, kept)
  })
}

export type Piece = OrderPlace & { title: string; summary: string }

/**
 * Splits pieces off an order, each an order of its own of the same kind and source, under the next number of the part. The order itself goes
 * on with what is left. Answers with the pieces.
 */
export async function splitOrder(ctx: Ctx, { id, pieces }: { id: string; pieces: readonly Piece[] }): Promise<Order[]> {
  await mustSee(ctx, [id])
  return asSystem(ctx.tx, async () => {
    const held = await hold(ctx, id)
    mustMove(ctx, held)
    const { kind, source, sourceId, level, barred, owner, demo } = held.state
    const first = (await lastPart(ctx.tx, source, sourceId)) + 1
    const orders: Order[] = []
    for (const [i, piece] of pieces.entries())
      orders.push(
        await openOrder(
          ctx,
          { ...piece, kind, source, sourceId, part: first + i, level, barred, demo, ...(owner ? { owner } : {}) },
          { splitFrom: id },
        ),
      )
    write(ctx, await step(ctx, held, 'order.split', { pieces: orders.map((o) => ({ id: o.id, no: o.no, title: o.title, part: o.part })) }))
    return orders
  })
}

export const merge: Action<Merge, Order> = (ctx, asked) => mergeOrders(ctx, asked)

/** Splits as it is asked for from outside: each organ stands in the directory, which says where it lies. */
export const split: Action<Split, { pieces: Order[] }> = async (ctx, { id, pieces }) => {
  const places = await placesOf(
    ctx,
    pieces.map((p) => p.organ),
  )
  const division = new Map(places.map((p) => [p.organ, p.division]))
  return { pieces: await splitOrder(ctx, { id, pieces: pieces.map((p) => ({ ...p, division: division.get(p.organ)! })) }) }
}
