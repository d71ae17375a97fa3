/** Taking a place: held for some minutes, or booked at once. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { whyNotTake } from '../rules.ts'
import type { BookingView } from '../schema/slot.ts'
import {
  addBooking,
  type Booking,
  dropHolds,
  findBooking,
  findLive,
  lockOpenings,
  type Opening,
  type Placed,
  settleBooking,
} from '../store.ts'
import { bookingFact, bookingView, kindOf, refuse, whenText } from './kind.ts'

/** `opening` where one wants to go, `person` the party whose place it will be, `purpose` what for: one live place for each purpose of a kind. */
export type Wanted = { opening: string; person: string; purpose: string }

const minuteMs = 60_000

const isHeld = (b: Placed, now: Date): boolean => b.state === 'held' && b.expiresAt! > now

/** Holds the opening and the one in which the person holds a place already, which he gives up; what ran out there is let go. */
async function openFor(ctx: Ctx, { opening }: Wanted, before: Placed | undefined): Promise<Opening> {
  const ids = [opening, ...(before ? [before.opening] : [])]
  if (!(await lockOpenings(ctx.tx, ids)).some((o) => o.id === opening)) throw refuse('slot.none')
  await dropHolds(ctx.tx, ids, ctx.now, before?.id)
  const found = (await lockOpenings(ctx.tx, [opening]))[0]!
  const obstacle = whyNotTake(found, ctx.now)
  if (obstacle) throw refuse(obstacle, { why: found.closedWhy })
  return found
}

async function take(ctx: Ctx, kind: string, wanted: Wanted, state: 'held' | 'booked'): Promise<Placed> {
  const { holdMinutes, onceEver = false } = kindOf(ctx, kind)
  const { person, purpose } = wanted
  const before = await findLive(ctx.tx, { kind, person, purpose })
  if (before?.state === 'booked') throw refuse('slot.twice', { when: whenText(before, ctx.now) })
  const at = await openFor(ctx, wanted, before)
  if (at.kind !== kind) throw refuse('slot.none')
  const { id: opening, organ, division, place, startsAt, endsAt, closedWhy } = at
  const booking: Booking = {
    ...{ id: ctx.id(), opening, kind, organ, division, person, purpose, by: ctx.who.id, state, ever: onceEver, why: null, madeAt: ctx.now },
    expiresAt: state === 'held' ? new Date(ctx.now.getTime() + holdMinutes * minuteMs) : null,
  }
  if (!(await addBooking(ctx.tx, booking))) {
    const other = await findLive(ctx.tx, { kind, person, purpose })
    throw other ? refuse('slot.twice', { when: whenText(other, ctx.now) }) : refuse('slot.had')
  }
  return { ...booking, place, startsAt, endsAt, closedWhy }
}

const told = (ctx: Ctx, b: Placed) =>
  ctx.emit({ ...bookingFact('booked', b, { opening: b.opening, place: b.place, startsAt: b.startsAt.toISOString() }), begins: true })

/**
 * Keeps a place for the minutes that the kind gives, for somebody who is still writing. Another place that he held for the same purpose is
 * given up; the same place stays his until it was to end. A hold is no fact: nothing has happened yet. Whether whoever asks may act for the
 * person, the room has asked before. Refuses `slot.none`, `slot.closed`, `slot.over`, `slot.full`, `slot.twice` and, where one comes once
 * only, `slot.had`.
 */
export function holdPlace(ctx: Ctx, kind: string, wanted: Wanted): Promise<BookingView> {
  return asSystem(ctx.tx, async () => {
    const before = await findLive(ctx.tx, { kind, ...wanted })
    if (before?.opening === wanted.opening && isHeld(before, ctx.now)) return bookingView(ctx, before)
    return bookingView(ctx, await take(ctx, kind, wanted, 'held'))
  })
}

/** Books a place at once; one that the person held for this purpose is given up for it. Refuses as `holdPlace` does. */
export function bookPlace(ctx: Ctx, kind: string, wanted: Wanted): Promise<BookingView> {
  return asSystem(ctx.tx, async () => {
    const booked = await take(ctx, kind, wanted, 'booked')
    await told(ctx, booked)
    return bookingView(ctx, booked)
  })
}

/** A place that is held, and that whoever asks sees, with its opening held. */
async function openHold(ctx: Ctx, id: string): Promise<Placed> {
  const seen = await findBooking(ctx.tx, id)
  if (!seen) throw refuse('slot.hold-over')
  return asSystem(ctx.tx, async () => {
    await lockOpenings(ctx.tx, [seen.opening])
    const hold = await findBooking(ctx.tx, id)
    if (!hold || !isHeld(hold, ctx.now)) throw refuse('slot.hold-over')
    return hold
  })
}

/** Books the place that was held. Refuses (`slot.hold-over`) a hold that ran out, (`slot.closed`, `slot.over`) an opening that was closed or began meanwhile. */
export async function confirmHold(ctx: Ctx, id: string): Promise<BookingView> {
  const hold = await openHold(ctx, id)
  if (hold.closedWhy !== null) throw refuse('slot.closed', { why: hold.closedWhy })
  if (hold.startsAt <= ctx.now) throw refuse('slot.over')
  return asSystem(ctx.tx, async () => {
    await settleBooking(ctx.tx, id, { ...hold, state: 'booked' }, ctx.now)
    const booked: Placed = { ...hold, state: 'booked', expiresAt: null }
    await told(ctx, booked)
    return bookingView(ctx, booked)
  })
}

/** Gives a place back that was held. Refuses (`slot.hold-over`) a hold that ran out. */
export async function releaseHold(ctx: Ctx, id: string): Promise<void> {
  const { opening } = await openHold(ctx, id)
  await asSystem(ctx.tx, () => dropHolds(ctx.tx, [opening], ctx.now, id))
}
