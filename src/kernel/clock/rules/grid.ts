/** A reading as a month view: whole weeks, one square a day. */
import type { Calendar, DayKind, DayRow, Reading } from '../schema.ts'
import { type DayNature, natureOf } from './calendar.ts'
import { civil, dayOf, fromDay, type Moment, toDay } from './day.ts'
import { weekOf, zhFullDate } from './text.ts'

/** One square. `look` is its class, `flag` the corner mark of a day off or of a weekend that is worked. */
export type GridCell = {
  on: string
  date: number
  look: 'plain' | 'off' | 'on' | 'pause' | 'due' | 'late'
  label: string
  flag?: '休' | '班'
  today: boolean
}
export type CalendarGrid = { caption: string; weeks: GridCell[][] }

const looks: Record<DayKind, GridCell['look']> = {
  start: 'plain',
  workday: 'on',
  makeup: 'on',
  day: 'on',
  weekend: 'off',
  holiday: 'off',
  rolled: 'off',
  paused: 'pause',
  due: 'due',
  overdue: 'late',
  stopped: 'on',
}

type Marks = Record<string, string>

/**
 * Weeks from Monday to Sunday, from the first day to the last. `marks` puts a word on days, also outside the reckoning:
 * `{'2023-06-15': '提交'}`. Days of years that the calendar does not have are drawn plain.
 */
export function calendarGrid(reading: Pick<Reading, 'days'>, calendar: Calendar, now?: Moment, marks: Marks = {}): CalendarGrid {
  const rows = new Map(reading.days.map((row) => [row.on, row]))
  const ons = [...rows.keys(), ...Object.keys(marks)].sort()
  if (ons.length === 0) return { caption: '', weeks: [] }
  const { from } = weekOf(ons[0]!)
  const { to } = weekOf(ons.at(-1)!)
  const today = now === undefined ? undefined : dayOf(now)
  const cell = (day: number): GridCell => {
    const on = fromDay(day)
    const made = cellOf(on, rows.get(on), natureIn(calendar, on))
    return { ...made, label: marks[on] ?? made.label, today: on === today }
  }
  const weeks: GridCell[][] = []
  for (let day = toDay(from); day <= toDay(to); day += 7) weeks.push(Array.from({ length: 7 }, (_, i) => cell(day + i)))
  const until = from.slice(0, 4) === to.slice(0, 4) ? zhFullDate(to).slice(5) : zhFullDate(to)
  return { caption: `${zhFullDate(from)}到${until}，哪天算、哪天不算`, weeks }
}

const natureIn = (calendar: Calendar, on: string): DayNature['kind'] =>
  calendar.years.some((y) => y.year === Number(on.slice(0, 4))) ? natureOf(calendar, on).kind : 'workday'

const flags: Partial<Record<DayNature['kind'], GridCell['flag']>> = { holiday: '休', makeup: '班' }

function lookOf(row: DayRow | undefined, nature: DayNature['kind']): GridCell['look'] {
  if (!row) return nature === 'weekend' || nature === 'holiday' ? 'off' : 'plain'
  return looks[row.kind] === 'on' && !row.counts ? 'plain' : looks[row.kind]
}

function cellOf(on: string, row: DayRow | undefined, nature: DayNature['kind']): Omit<GridCell, 'today'> {
  const flag = flags[nature]
  return { on, date: civil(toDay(on)).date, look: lookOf(row, nature), label: row?.short ?? '', ...(flag ? { flag } : {}) }
}
