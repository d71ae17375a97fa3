/** Days as integers, so that reckoning allocates nothing: day 0 is 1970-01-01, and the city is always UTC+8 (no summer time since 1992). */

/** A moment as it may come in: an ISO 8601 text with offset, or a Date. */
export type Moment = string | Date

export const dayMs = 86_400_000
const cityOffsetMs = 8 * 3_600_000

/** Milliseconds since 1970-01-01T00:00 on the city's own clock. A text without an offset is a fault of the caller (RangeError). */
export function cityMs(at: Moment): number {
  if (typeof at !== 'string') return at.getTime() + cityOffsetMs
  const ms = /(Z|[+-]\d\d:\d\d)$/.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(ms)) throw new RangeError(`not a moment with an offset: ${at}`)
  return ms + cityOffsetMs
}

export const dayOfMs = (ms: number): number => Math.floor(ms / dayMs)

/** The city's calendar day of a moment, 'YYYY-MM-DD'. */
export const dayOf = (at: Moment): string => fromDay(dayOfMs(cityMs(at)))

/** Day number of 'YYYY-MM-DD' in the proleptic Gregorian calendar (days_from_civil, H. Hinnant). */
export function toDay(on: string): number {
  const year = Number(on.slice(0, 4))
  const month = Number(on.slice(5, 7))
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(on.slice(8, 10)) - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Year, month 1–12 and day 1–31 of a day number. */
export function civil(day: number): { year: number; month: number; date: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, date: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

export function fromDay(day: number): string {
  const { year, month, date } = civil(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** A city moment as text: '2023-06-27T23:59:59.999+08:00'; whole seconds are written without the fraction. */
export function momentText(ms: number): string {
  const rest = ms - dayOfMs(ms) * dayMs
  const time = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`
  const fraction = rest % 1000 === 0 ? '' : `.${String(rest % 1000).padStart(3, '0')}`
  return `${fromDay(dayOfMs(ms))}T${time}${fraction}+08:00`
}

/** The last day of a validity of so many months that begins on a day: the eve of its date, or the end of a month that has no such date. */
export function lastDayAfter(on: string, months: number): string {
  const { year, month, date } = civil(toDay(on))
  const at = month - 1 + months
  const first = toDay(`${year + Math.floor(at / 12)}-${two((at % 12) + 1)}-01`)
  const next = toDay(`${year + Math.floor((at + 1) / 12)}-${two(((at + 1) % 12) + 1)}-01`)
  return fromDay(Math.min(first + date - 2, next - 1))
}
