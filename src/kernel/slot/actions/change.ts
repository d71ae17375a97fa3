/** What becomes of a booking: moved, cancelled, come, not come. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { changeUntil, type Way, ways, whyNotTake } from '../rules.ts'
import { type BookingState, type BookingView, bookingWords } from '../schema/slot.ts'
import { dropHolds, findBooking, listIn, listOf, lockOpenings, type Opening, type Placed, settleBooking } from '../store.ts'
import { bookingFact, bookingView, kindOf, refuse } from './kind.ts'

/** `anytime`: also when it is too late for the person himself; a clerk may, and the room has asked whether he is one. */
export type Change = { id: string; anytime?: boolean }

/** A booking that whoever asks sees: his own, one he made, or one of an organ whose cases he reads. Refuses (`slot.no-booking`) others. */
export async function openBooking(ctx: Ctx, id: string): Promise<BookingView> {
  const found = await findBooking(ctx.tx, id)
  if (!found) throw refuse('slot.no-booking')
  return bookingView(ctx, found)
}

/** Bookings of an opening that whoever asks sees, in the order in which they were made; holds are among them. */
export const bookingsIn = async (ctx: Ctx, opening: string): Promise<BookingView[]> =>
  (await listIn(ctx.tx, opening)).map((b) => bookingView(ctx, b))

/** A party's bookings that whoever asks sees, newest first, a hundred at most. */
export const bookingsOf = async (ctx: Ctx, person: string): Promise<BookingView[]> =>
  (await listOf(ctx.tx, person, 100)).map((b) => bookingView(ctx, b))

function mustStand(b: Placed, way: Way): void {
  const from: readonly BookingState[] = ways[way].from
  if (!from.includes(b.state)) throw refuse('slot.moved', { word: bookingWords[b.state] })
}

function mustBeInTime(ctx: Ctx, b: Placed, { anytime = false }: Change): void {
  const { changeMinutes: minutes } = kindOf(ctx, b.kind)
  if (anytime || b.closedWhy !== null || changeUntil(b.startsAt, minutes) > ctx.now) return
  throw refuse('slot.late', { minutes })
}

type Held = { booking: Placed; openings: readonly Opening[] }

/** Works on a booking with its opening, and others, held: what was read before is read again, and refused where somebody moved it meanwhile. */
async function change<T>(ctx: Ctx, id: string, others: readonly string[], work: (held: Held) => Promise<T>): Promise<T> {
  const seen = await findBooking(ctx.tx, id)
  if (!seen) throw refuse('slot.no-booking')
  return asSystem(ctx.tx, async () => {
    const openings = await lockOpenings(ctx.tx, [seen.opening, ...others])
    const booking = await findBooking(ctx.tx, id)
    if (booking?.opening !== seen.opening) throw refuse('slot.changed')
    return work({ booking, openings })
  })
}

async function settle(
  ctx: Ctx,
  b: Placed,
  way: Exclude<Way, 'move' | 'confirm'>,
  fact: string,
  why: string | null = b.why,
): Promise<BookingView> {
  const { to: state } = ways[way]
  await settleBooking(ctx.tx, b.id, { ...b, state, why }, ctx.now)
  await ctx.emit(bookingFact(fact, b, { opening: b.opening, startsAt: b.startsAt.toISOString(), ...(why === null ? {} : { why }) }))
  return bookingView(ctx, { ...b, state, why })
}

/**
 * Moves a booking to another opening of its kind: the old place is free in the moment in which the new one is taken. Refuses `slot.late` where
 * the person asks too late, and whatever taking a place refuses; the old place is then still his.
 */
export function moveBooking(ctx: Ctx, to: string, asked: Change): Promise<BookingView> {
  return change(ctx, asked.id, [to], async ({ booking, openings }) => {
    mustStand(booking, 'move')
    mustBeInTime(ctx, booking, asked)
    if (to === booking.opening) return bookingView(ctx, booking)
    if (!openings.some((o) => o.id === to && o.kind === booking.kind)) throw refuse('slot.none')
    await dropHolds(ctx.tx, [to], ctx.now)
    const at = (await lockOpenings(ctx.tx, [to]))[0]!
    const obstacle = whyNotTake(at, ctx.now)
    if (obstacle) throw refuse(obstacle, { why: at.closedWhy })
    const { organ, division, place, startsAt, endsAt, closedWhy } = at
    const moved: Placed = { ...booking, opening: to, organ, division, place, startsAt, endsAt, closedWhy }
    await settleBooking(ctx.tx, booking.id, moved, ctx.now)
    await ctx.emit(bookingFact('moved', moved, { from: booking.opening, opening: to, place, startsAt: startsAt.toISOString() }))
    return bookingView(ctx, moved)
  })
}

/** Cancels a booking; its place is free at once. Refuses `slot.late` where the person asks too late, `slot.moved` where it does not stand. */
export function cancelBooking(ctx: Ctx, { why, ...asked }: Change & { why: string }): Promise<BookingView> {
  return change(ctx, asked.id, [], async ({ booking }) => {
    mustStand(booking, 'cancel')
    mustBeInTime(ctx, booking, asked)
    return settle(ctx, booking, 'cancel', 'cancelled', why)
  })
}

/** Notes that the person has come; also where he was noted as missing before. */
export function markAttended(ctx: Ctx, id: string): Promise<BookingView> {
  return change(ctx, id, [], async ({ booking }) => {
    mustStand(booking, 'attend')
    return settle(ctx, booking, 'attend', 'attended')
  })
}

/** Notes that the person has not come. Refuses (`slot.early`) before it begins. */
export function markMissed(ctx: Ctx, id: string): Promise<BookingView> {
  return change(ctx, id, [], async ({ booking }) => {
    mustStand(booking, 'miss')
    if (booking.startsAt > ctx.now) throw refuse('slot.early')
    return settle(ctx, booking, 'miss', 'missed')
  })
}
