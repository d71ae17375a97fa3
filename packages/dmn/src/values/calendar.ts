/** The proleptic Gregorian calendar in whole numbers, for years far beyond what a JavaScript Date can hold. */

export const maxYear = 999_999_999
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
export const daysInMonth = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : lengths[month - 1]!)
export const isDay = (year: number, month: number, day: number) =>
  Math.abs(year) <= maxYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

/** Days since 1970-01-01. */
export function epochDay(year: number, month: number, day: number): number {
  const y = year - 1
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leaps + daysBefore[month - 1]! + (month > 2 && isLeap(year) ? 1 : 0) + day - 719_163
}

/** The inverse of `epochDay`, by eras of 400 years that begin in March so that the leap day comes last. */
export function fromEpochDay(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * march + 2) / 5) + 1,
  }
}

export const dayOfYear = (year: number, month: number, day: number) => epochDay(year, month, day) - epochDay(year, 1, 1) + 1

/** 1 is Monday, 7 Sunday (ISO 8601). */
export const weekday = (days: number) => ((((days + 3) % 7) + 7) % 7) + 1

/** ISO 8601: week 1 holds the year's first Thursday. */
export function weekOfYear(year: number, month: number, day: number): number {
  const days = epochDay(year, month, day)
  const thursday = days - weekday(days) + 4
  const { year: weekYear } = fromEpochDay(thursday)
  return Math.floor((thursday - epochDay(weekYear, 1, 1)) / 7) + 1
}

/** Adds months and keeps the day where the month has it, else takes the month's last. */
export function addMonths(year: number, month: number, day: number, months: number): { year: number; month: number; day: number } {
  const total = year * 12 + (month - 1) + months
  const newYear = Math.floor(total / 12)
  const newMonth = total - newYear * 12 + 1
  return { year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) }
}
