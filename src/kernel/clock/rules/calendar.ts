import { refusals } from '#base/refusal.ts'
import { Calendar, CalendarYear, type OfficeHours } from '../schema.ts'
import { civil, dayMs, fromDay, toDay, weekdayOf } from './day.ts'

const refuse = refusals({
  'clock.no-calendar': [
    409,
    '{year} 年的放假安排还没有录入，算不出期限。请系统管理员导入国务院办公厅公布的 {year} 年放假通知；还没公布的，先录入暂定日历',
  ],
  'clock.year-twice': [409, '{year} 年的日历有两份。请只留一份，正式公布的替换暂定的'],
})

/** The hall's hours in the demo city. */
export const usualHours: OfficeHours = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
]

/** A calendar from year files (checked here) and office hours. Treat it as immutable: its tables are built once per object. */
export function makeCalendar(years: readonly unknown[], hours: OfficeHours = usualHours): Calendar {
  const sorted = years.map((y) => CalendarYear.parse(y)).sort((a, b) => a.year - b.year)
  const twice = sorted.find((y, i) => y.year === sorted[i - 1]?.year)
  if (twice) throw refuse('clock.year-twice', { year: twice.year })
  return Calendar.parse({ years: sorted, hours })
}

/** The calendar after a year is announced: the official year takes the place of the provisional one. */
export const withYear = (calendar: Calendar, year: CalendarYear): Calendar =>
  makeCalendar([...calendar.years.filter((y) => y.year !== year.year), year], calendar.hours)

/** The same days with other office hours, for an office that keeps its own (12345 works through lunch). */
export const withHours = (calendar: Calendar, hours: OfficeHours): Calendar => makeCalendar(calendar.years, hours)

/** A calendar as sums over days, so that any question about a range is two look-ups. Index 0 is the day `first`. */
export type Table = {
  first: number
  length: number
  /** working days, days of provisional years and days of missing years before each index */
  workBefore: Int32Array
  provisionalBefore: Int32Array
  missingBefore: Int32Array
  /** day number of the k-th working day */
  workdays: Int32Array
  open: { from: number; to: number }[]
  openMs: number
}

const tables = new WeakMap<Calendar, Table>()

export function tableOf(calendar: Calendar): Table {
  const known = tables.get(calendar)
  if (known) return known
  const table = build(calendar)
  tables.set(calendar, table)
  return table
}

const sums = (length: number, flag: (i: number) => boolean): Int32Array => {
  const out = new Int32Array(length + 1)
  for (let i = 0; i < length; i++) out[i + 1] = out[i]! + (flag(i) ? 1 : 0)
  return out
}

const ofDay = (time: string): number => Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000

function build(calendar: Calendar): Table {
  const years = new Map(calendar.years.map((y) => [y.year, y]))
  const numbers = [...years.keys()]
  const from = numbers.length ? Math.min(...numbers) : 1970
  const to = numbers.length ? Math.max(...numbers) : 1969
  const first = toDay(`${from}-01-01`)
  const length = toDay(`${to + 1}-01-01`) - first
  const off = new Set(calendar.years.flatMap((y) => y.off.map(toDay)))
  const extra = new Set(calendar.years.flatMap((y) => y.work.map(toDay)))
  const status = (i: number) => years.get(civil(first + i).year)?.status
  const works = (i: number) => {
    const day = first + i
    return status(i) !== undefined && (extra.has(day) || (weekdayOf(day) < 5 && !off.has(day)))
  }
  const workBefore = sums(length, works)
  const workdays = new Int32Array(workBefore[length]!)
  for (let i = 0; i < length; i++) if (workBefore[i + 1]! > workBefore[i]!) workdays[workBefore[i]!] = first + i
  const open = calendar.hours.map((h) => ({ from: ofDay(h.from), to: ofDay(h.to) }))
  return {
    first,
    length,
    workBefore,
    workdays,
    provisionalBefore: sums(length, (i) => status(i) === 'provisional'),
    missingBefore: sums(length, (i) => status(i) === undefined),
    open,
    openMs: open.reduce((sum, o) => sum + o.to - o.from, 0),
  }
}

/** Refuses unless every day of [from, to] lies in a year that the calendar has. */
export function covered(t: Table, from: number, to: number): void {
  if (from < t.first) throw refuse('clock.no-calendar', { year: civil(from).year })
  if (to >= t.first + t.length) throw refuse('clock.no-calendar', { year: civil(Math.max(from, t.first + t.length)).year })
  if (t.missingBefore[to - t.first + 1] === t.missingBefore[from - t.first]) return
  let day = from
  while (t.missingBefore[day - t.first + 1] === t.missingBefore[day - t.first]) day++
  throw refuse('clock.no-calendar', { year: civil(day).year })
}

/** Working days in [from, to), as day numbers. */
export function countWorkdays(t: Table, from: number, to: number): number {
  if (to <= from) return 0
  covered(t, from, to - 1)
  return t.workBefore[to - t.first]! - t.workBefore[from - t.first]!
}

/** The n-th working day at or after `from` (n ≥ 1). */
export function nthWorkday(t: Table, from: number, n: number): number {
  covered(t, from, from)
  const k = t.workBefore[from - t.first]! + n - 1
  const day = k < t.workdays.length ? t.workdays[k]! : t.first + t.length
  covered(t, from, day)
  return day
}

/** Whether any day of [from, to] lies in a year whose holidays are not announced yet. Days beyond the calendar are not asked about. */
export function leansOnProvisional(t: Table, from: number, to: number): boolean {
  const a = Math.min(Math.max(from - t.first, 0), t.length)
  const b = Math.min(Math.max(to + 1 - t.first, 0), t.length)
  return b > a && t.provisionalBefore[b] !== t.provisionalBefore[a]
}

/** Office milliseconds from the first instant of the table to a city moment. */
export function openBefore(t: Table, ms: number): number {
  const day = Math.floor(ms / dayMs)
  covered(t, day, day)
  const before = t.workBefore[day - t.first]!
  if (t.workBefore[day - t.first + 1] === before) return before * t.openMs
  const rest = ms - day * dayMs
  return before * t.openMs + t.open.reduce((sum, o) => sum + Math.min(Math.max(rest - o.from, 0), o.to - o.from), 0)
}

/** The first city moment by which `total` office milliseconds (> 0) of the table have passed. */
export function momentOfOpen(t: Table, total: number): number {
  const whole = Math.ceil(total / t.openMs) - 1
  if (whole >= t.workdays.length) covered(t, t.first + t.length, t.first + t.length)
  let left = total - whole * t.openMs
  for (const o of t.open) {
    if (left <= o.to - o.from) return t.workdays[whole]! * dayMs + o.from + left
    left -= o.to - o.from
  }
  throw new RangeError('a day has no more hours than it has')
}

/** What a day is in the calendar, with the name of the holiday it belongs to. */
export type DayNature = { kind: 'workday' | 'makeup' | 'weekend' | 'holiday'; name?: string; year: CalendarYear }

export function natureOf(calendar: Calendar, on: string): DayNature {
  const year = calendar.years.find((y) => y.year === Number(on.slice(0, 4)))
  if (!year) throw refuse('clock.no-calendar', { year: on.slice(0, 4) })
  const name = year.names[on]
  if (year.work.includes(on)) return { kind: 'makeup', name, year }
  if (year.off.includes(on)) return { kind: 'holiday', name, year }
  return { kind: weekdayOf(toDay(on)) < 5 ? 'workday' : 'weekend', year }
}

/** Whether offices work on a day. */
export const isWorkday = (calendar: Calendar, on: string): boolean => countWorkdays(tableOf(calendar), toDay(on), toDay(on) + 1) === 1

/** The day itself if it is worked, else the first working day after it. */
export const nextWorkday = (calendar: Calendar, on: string): string => fromDay(nthWorkday(tableOf(calendar), toDay(on), 1))

/** The n-th working day after a day (行政许可法 第八十二条: the day of the act is not counted); n = 0 gives `nextWorkday`. */
export function addWorkdays(calendar: Calendar, on: string, n: number): string {
  const t = tableOf(calendar)
  const start = nthWorkday(t, toDay(on), 1)
  return fromDay(n === 0 ? start : nthWorkday(t, start + 1, n))
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export const workdaysBetween = (calendar: Calendar, from: string, to: string): number =>
  countWorkdays(tableOf(calendar), toDay(from) + 1, toDay(to) + 1)
