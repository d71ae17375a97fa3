/** Openings: giving places out, looking for free ones, changing their number, closing them. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import type { BookingView, NewOpening, OpeningView } from '../schema/slot.ts'
import { addOpening, dropHolds, listOpenings as list, listIn, lockOpenings, type Opening, setCapacity, shutOpening } from '../store.ts'
import { bookingView, kindOf, openingFact, openingView, refuse } from './kind.ts'

/**
 * Adds openings of a kind and answers their ids. One whose place is open at that time already is left out, so that a plan can be laid twice.
 * Whether whoever asks may do so, the room has asked before.
 */
export async function addOpenings(ctx: Ctx, kind: string, openings: readonly NewOpening[]): Promise<string[]> {
  kindOf(ctx, kind)
  return asSystem(ctx.tx, async () => {
    const ids: string[] = []
    for (const opening of openings) {
      const id = ctx.id()
      if (!(await addOpening(ctx.tx, { ...opening, id, kind }, ctx.now))) continue
      const { place, capacity } = opening
      const [startsAt, endsAt] = [opening.startsAt.toISOString(), opening.endsAt.toISOString()]
      await ctx.emit({ ...openingFact('opened', { ...opening, id }, { kind, place, startsAt, endsAt, capacity }), begins: true })
      ids.push(id)
    }
    return ids
  })
}

const most = 1_000

/** Openings of a kind that begin from one moment to before another, a thousand at most, with the places left in each. Anybody may look. */
export function listOpenings(ctx: Ctx, asked: { kind: string; from: Date; to: Date; place?: string | undefined }): Promise<OpeningView[]> {
  const range = { ...asked, place: asked.place, limit: most }
  return asSystem(ctx.tx, async () => (await list(ctx.tx, range, ctx.now)).map((o) => openingView(o, ctx.now)))
}

/** An opening held until the transaction is over, with holds that ran out let go. */
async function heldOpening(ctx: Ctx, id: string): Promise<Opening> {
  await lockOpenings(ctx.tx, [id])
  await dropHolds(ctx.tx, [id], ctx.now)
  const [opening] = await lockOpenings(ctx.tx, [id])
  if (!opening) throw refuse('slot.none')
  return opening
}

/** Gives an opening more places, or fewer. Refuses (`slot.small`) fewer than are taken. */
export function resizeOpening(ctx: Ctx, id: string, capacity: number): Promise<void> {
  return asSystem(ctx.tx, async () => {
    const opening = await heldOpening(ctx, id)
    if (capacity < Math.max(opening.taken, 1)) throw refuse('slot.small', { taken: opening.taken })
    await setCapacity(ctx.tx, id, capacity)
    await ctx.emit(openingFact('resized', opening, { from: opening.capacity, to: capacity }))
  })
}

/**
 * Closes an opening: nobody takes a place in it any more. Answers the bookings that stand in it, whose people the room tells to move; they may
 * until it ends, however late. Refuses (`slot.closed`) one that is closed already.
 */
export function closeOpening(ctx: Ctx, id: string, why: string): Promise<BookingView[]> {
  return asSystem(ctx.tx, async () => {
    const opening = await heldOpening(ctx, id)
    if (opening.closedWhy !== null) throw refuse('slot.closed', { why: opening.closedWhy })
    await shutOpening(ctx.tx, id, why, ctx.now)
    const left = (await listIn(ctx.tx, id)).filter((b) => b.state === 'booked')
    await ctx.emit(openingFact('closed', opening, { why, left: left.length }))
    return left.map((b) => bookingView(ctx, b))
  })
}
