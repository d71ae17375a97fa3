/** Spans of days as figures are read over them. */

/** Days as `2023-06-15`, both included. The months from `wholeFrom` to before `wholeTo` lie whole in it; where none does the two are equal. */
export type Span = { from: string; to: string; wholeFrom: string; wholeTo: string }

/** The first day of the month after that of a day. */
export function nextMonth(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return month === 12 ? `${year + 1}-01-01` : `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Parts a span of days into whole months and the days before and after them. */
export function spanOf(from: string, to: string): Span {
  const wholeFrom = from === monthOf(from) ? from : nextMonth(from)
  const wholeTo = monthOf(dayAfter(to))
  return wholeTo <= wholeFrom ? { from, to, wholeFrom: from, wholeTo: from } : { from, to, wholeFrom, wholeTo }
}

/** The first days of all months that a span touches, at most so many, the last ones. */
export function monthsOf({ from, to }: Pick<Span, 'from' | 'to'>, atMost = 36): string[] {
  const months: string[] = []
  for (let month = monthOf(from); month <= to; month = nextMonth(month)) months.push(month)
  return months.slice(-atMost)
}

/** All days of a span, at most so many, the last ones. */
export function daysOf({ from, to }: Pick<Span, 'from' | 'to'>, atMost = 92): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day)
  return days.slice(-atMost)
}
