/** What the house does by itself: clocks ring at their moment, and days move with the calendar. */
import type { Action, Ctx, Recorded, Watched } from '#kernel/module.ts'
import { putKinds } from '../store/order.ts'
import { hasDue, holdDue, listRunning, listUnfolded } from '../store/watch.ts'
import { holdAll, kindsIn, ring, step, write } from './hold.ts'

const mostAtOnce = 100

/**
 * Clocks that have run out, looked for each second (ADR 0009). An order that somebody acts on is left to him: whoever holds it records
 * what is over before anything else.
 */
export const ringing: Watched = {
  everyMs: 1_000,
  isDue: (ctx) => hasDue(ctx.tx, ctx.now),
  async act(ctx) {
    const ids = await holdDue(ctx.tx, ctx.now, mostAtOnce)
    for (const held of await holdAll(ctx, ids)) write(ctx, await ring(ctx, held))
    return ids.length
  },
}

const page = 1_000

/** Orders whose clocks run into a year that was put in get a job of their own. */
export const onYearLoaded: Action<Recorded, void> = async (ctx, fact) => {
  const { year, title, no } = fact.data as { year: number; title: string; no: string }
  for (let after = ''; ; ) {
    const ids = await listRunning(ctx.tx, `${year}-01-01`, after, page)
    for (const id of ids)
      await ctx.later('order.recount', { id, notice: no ? `${title}（${no}）` : title }, { key: `order.recount:${id}:${fact.id}` })
    if (ids.length < page) return
    after = ids.at(-1)!
  }
}

/** One order reckoned anew from its facts; where its last moment moves, its history says from which to which and why. A repeat changes nothing. */
export const recount: Action<{ id: string; notice: string }, void> = async (ctx, { id, notice }) => {
  const [held] = await holdAll(ctx, [id])
  if (!held) return
  const before = held.row.dueAt
  const after = write(ctx, held)
  if (before?.getTime() === after.dueAt?.getTime()) return
  const [again] = await holdAll(ctx, [id])
  const moved = { from: before?.toISOString() ?? null, to: after.dueAt?.toISOString() ?? null }
  write(ctx, await step(ctx, again!, 'order.recounted', { ...moved, notice }))
}

/** At every founding: which permissions see which kind, and the rows of orders that were taken over from an earlier release. */
export async function settleKinds(ctx: Ctx): Promise<void> {
  await putKinds(ctx.tx, kindsIn(ctx.rooms))
  for (let ids = await listUnfolded(ctx.tx, page); ids.length > 0; ids = await listUnfolded(ctx.tx, page)) {
    for (const held of await holdAll(ctx, ids)) write(ctx, held)
    await ctx.tx.sent()
  }
}
