/** Whether a place can be taken or given back, and how a day is cut into openings. */
import { cityMs, type Moment, momentText } from '#kernel/clock/rules/day.ts'
import type { BookingState } from './schema/slot.ts'

const minuteMs = 60_000

export type OpeningNow = { startsAt: Date; capacity: number; taken: number; closedWhy: string | null }

export type Obstacle = 'slot.closed' | 'slot.over' | 'slot.full'

/** Why nobody can take a place at this moment; undefined where one can. Of several reasons the one that lasts is told. */
export function whyNotTake(o: OpeningNow, now: Date): Obstacle | undefined {
  if (o.closedWhy !== null) return 'slot.closed'
  if (o.startsAt <= now) return 'slot.over'
  return o.taken >= o.capacity ? 'slot.full' : undefined
}

/** The last moment at which one moves or cancels by oneself. */
export const changeUntil = (startsAt: Date, changeMinutes: number): Date => new Date(startsAt.getTime() - changeMinutes * minuteMs)

/** From which states a booking comes to which. Whoever came late after all is taken from 'missed' to 'attended'. */
export const ways = {
  confirm: { from: ['held'], to: 'booked' },
  move: { from: ['booked'], to: 'booked' },
  cancel: { from: ['booked'], to: 'cancelled' },
  attend: { from: ['booked', 'missed'], to: 'attended' },
  miss: { from: ['booked'], to: 'missed' },
} as const satisfies Record<string, { from: readonly BookingState[]; to: BookingState }>
export type Way = keyof typeof ways

/**
 * Cuts the hours of a day into equal openings: `on` 'YYYY-MM-DD', `from` and `to` 'HH:MM' on the city's clock. A rest too short for a whole one
 * is left out.
 */
export function cutDay(
  on: string,
  { from, to, minutes }: { from: string; to: string; minutes: number },
): { startsAt: Date; endsAt: Date }[] {
  if (minutes <= 0) throw new RangeError(`openings of ${minutes} minutes`)
  const at = (time: string): number => cityMs(`${on}T${time}:00+08:00` satisfies Moment)
  const [first, last, length] = [at(from), at(to), minutes * minuteMs]
  const count = Math.max(0, Math.floor((last - first) / length))
  const moment = (ms: number) => new Date(momentText(ms))
  return Array.from({ length: count }, (_, n) => ({ startsAt: moment(first + n * length), endsAt: moment(first + (n + 1) * length) }))
}
