import { dayText } from '../day.ts'

/** A moment in the city: '6月15日 10:08', or '10:08' on the day `today`. */
export function momentText(at: string, today?: string): string {
  const city = new Date(new Date(at).getTime() + 28_800_000).toISOString()
  const [on, time] = [city.slice(0, 10), city.slice(11, 16)]
  return on === today ? time : `${dayText(on)} ${time}`
}
export const cityDay = (at: string): string => new Date(new Date(at).getTime() + 28_800_000).toISOString().slice(0, 10)
/** The last twelve digits of a case number: day and serial. */
export const shortNo = (no: string): string => `${no.slice(-8, -4)} ${no.slice(-4)}`
