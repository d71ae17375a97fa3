import { dayText, dueText } from '../day.ts'

/** A moment in the city: '6月15日 10:08', or '10:08' on the day in which the moment `now` falls there. */
export function momentText(at: string, now?: string): string {
  const time = new Date(new Date(at).getTime() + 28_800_000).toISOString().slice(11, 16)
  const on = cityDay(at)
  return now !== undefined && on === cityDay(now) ? time : `${dayText(on)} ${time}`
}
/** Until when: a limit that ends with a day, at midnight, is told as that day: '6月25日（周日）', else '6月25日 17:00'. */
export function untilText(at: string): string {
  const atMidnight = new Date(at).getTime() % 86_400_000 === 57_600_000
  return atMidnight ? dueText(cityDay(new Date(new Date(at).getTime() - 1).toISOString())) : momentText(at)
}
export const cityDay = (at: string): string => new Date(new Date(at).getTime() + 28_800_000).toISOString().slice(0, 10)
/** The last twelve digits of a case number: day and serial. */
export const shortNo = (no: string): string => `${no.slice(-8, -4)} ${no.slice(-4)}`
