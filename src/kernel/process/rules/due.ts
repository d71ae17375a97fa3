/** When a timer is due on the city's clock: calendar time by ISO 8601, or working days by the city's calendar. */
import { cycleOf, dueAt, type Timer } from '@haoban/bpmn'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayMs, dayOf } from '#kernel/clock/rules/day.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { Unit } from '../schema/process.ts'
import { workdaysOf } from './attributes.ts'

/** The city lies eight hours before UTC; days and months are the city's, and so is a date without an offset. */
const cityOffsetMs = 8 * 3_600_000
const offset = /(Z|[+-]\d{2}(:?\d{2})?)$/

/** The end of the n-th working day after a moment (行政许可法 第八十二条: the day of the act is not counted). */
export const endOfWorkday = (calendar: Calendar, since: Date, days: number): Date =>
  new Date(Date.parse(`${addWorkdays(calendar, dayOf(since), days)}T00:00:00+08:00`) + dayMs)

function dueByWorkdays(timer: Timer, since: Date, calendar: Calendar): Date | undefined {
  const cycle = timer.kind === 'cycle' ? cycleOf(timer.value) : undefined
  if (cycle?.times !== undefined && timer.fired >= cycle.times) return undefined
  const days = workdaysOf(timer.value.replace(/^R\d*\//, ''))
  return days === undefined ? undefined : endOfWorkday(calendar, since, days)
}

/** The moment at which a timer that was set (or was last due) at `since` fires; undefined where it does not fire any more. */
export function dueOf(timer: Timer, unit: Unit | undefined, since: Date, calendar: Calendar): Date | undefined {
  if (unit === 'workday' && timer.kind !== 'date') return dueByWorkdays(timer, since, calendar)
  if (timer.kind === 'date') {
    const at = dueAt({ ...timer, value: offset.test(timer.value.slice(10)) ? timer.value : withOffset(timer.value) }, since.getTime())
    return at === undefined ? undefined : new Date(at)
  }
  // A cycle that says its first or last moment says it absolutely.
  const cycle = timer.kind === 'cycle' ? cycleOf(timer.value) : undefined
  const shift = cycle?.from === undefined && cycle?.until === undefined ? cityOffsetMs : 0
  const at = dueAt(timer, since.getTime() + shift)
  return at === undefined ? undefined : new Date(at - shift)
}

const withOffset = (text: string): string => (text.length === 10 ? `${text}T00:00:00+08:00` : `${text}+08:00`)
