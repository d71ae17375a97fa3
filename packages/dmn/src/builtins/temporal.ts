/** Date and time functions (DMN 1.5 §10.3.4.6, §10.3.4.8). */
import { moment as now } from '../run/clock.ts'
import { dayOfYear, weekday, weekOfYear } from '../values/calendar.ts'
import { equal } from '../values/compare.ts'
import { type FeelDate, FeelDateTime, type FeelTime } from '../values/temporal.ts'
import { kindOf, type Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** A function of a day, given as a date or as a date and time. */
const ofDay = (name: string, result: string, run: (date: FeelDate) => Value): Builtin =>
  builtin(name, result, ['date: date', run], ['date: date and time', (moment: FeelDateTime) => run(moment.date)])

const sameTime = (a: FeelTime, b: FeelTime) => a.toString() === b.toString()

/** Equal, and written the same: unlike `=`, two names of one moment differ, and values of two kinds are simply not the same. */
function is(a: Value, b: Value): boolean {
  if (kindOf(a) !== kindOf(b)) return false
  if (a instanceof FeelDateTime) return a.toString() === (b as FeelDateTime).toString()
  if (kindOf(a) === 'time') return sameTime(a as FeelTime, b as FeelTime)
  return equal(a, b) === true
}

export const temporalFunctions: readonly Builtin[] = [
  builtin('is', 'boolean', ['value1: Any?, value2: Any?', (a?: Value, b?: Value) => is(a ?? null, b ?? null)]),
  builtin('now', 'date and time', ['', () => now()]),
  builtin('today', 'date', ['', () => now()?.date]),
  ofDay('day of year', 'number', (d) => dayOfYear(d.year, d.month, d.day)),
  ofDay('day of week', 'string', (d) => days[weekday(d.days) - 1]!),
  ofDay('month of year', 'string', (d) => months[d.month - 1]!),
  ofDay('week of year', 'number', (d) => weekOfYear(d.year, d.month, d.day)),
]
