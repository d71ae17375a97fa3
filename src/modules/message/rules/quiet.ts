import { cityMs, dayMs, dayOfMs } from '#kernel/clock/rules/day.ts'
import type { Quiet } from '../schema.ts'

/** The city's own rule: nobody is woken by a text message. */
export const usualQuiet: Quiet = { from: '21:00', to: '08:00' }

const ofDay = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000

/** The first moment at or after `at` outside the quiet hours, on the city's clock. The last quiet moment is the one before `to`. */
export function afterQuiet(at: Date, quiet: Quiet = usualQuiet): Date {
  const ms = cityMs(at)
  const midnight = dayOfMs(ms) * dayMs
  const time = ms - midnight
  const [from, to] = [ofDay(quiet.from), ofDay(quiet.to)]
  const acrossNight = from > to
  const isQuiet = acrossNight ? time >= from || time < to : time >= from && time < to
  if (!isQuiet) return at
  const end = acrossNight && time >= from ? midnight + dayMs + to : midnight + to
  return new Date(at.getTime() + end - ms)
}
