/** The arithmetic of FEEL (DMN 1.5 §10.3.2.13, Tables 57 to 61): what may be added to what, the rest is null. */
import { nothing, take } from '../run/reasons.ts'
import { addMonths } from './calendar.ts'
import { DayTimeDuration, YearMonthDuration } from './duration.ts'
import * as numbers from './number.ts'
import { decimal, isNum, type Num } from './number.ts'
import { FeelDate, FeelDateTime, FeelTime, midnight } from './temporal.ts'
import { type Kind, kindOf, type Value } from './value.ts'
import { offsetAt } from './zone.ts'

type Op = (a: never, b: never) => Value | undefined
type Table = Record<string, Op>

const dt = 'days and time duration'
const ym = 'years and months duration'
const moment = 'date and time'

const secondsOf = (seconds: number, nano: number): DayTimeDuration | undefined => {
  const made = new DayTimeDuration(seconds, nano)
  return Number.isSafeInteger(made.seconds) ? made : undefined
}
const monthsOf = (months: number): YearMonthDuration | undefined =>
  Number.isSafeInteger(months) ? new YearMonthDuration(months) : undefined

/** The end of a range of years is reached: no date lies beyond it. */
function later(a: FeelDateTime, seconds: number, nano: number): FeelDateTime | undefined {
  const sum = a.time.nano + nano
  const carry = Math.floor(sum / 1e9)
  const { offset, zone } = a.time
  return FeelDateTime.ofLocal(localLater(a, seconds + carry), sum - carry * 1e9, { offset, zone })
}

/** Where clocks change, an hour later is an hour of the earth, not of the clock (§10.3.2.3.6: moments are counted in UTC). */
function localLater(a: FeelDateTime, seconds: number): number {
  const { zone } = a.time
  if (zone === undefined) return a.local + seconds
  const instant = a.instant + seconds
  return instant + offsetAt(zone, instant)
}

function monthsLater(a: FeelDate, months: number): FeelDate | undefined {
  const { year, month, day } = addMonths(a.year, a.month, a.day, months)
  return FeelDate.of(year, month, day)
}

function timeLater(a: FeelTime, seconds: number, nano: number): FeelTime {
  const sum = a.nano + nano
  const carry = Math.floor(sum / 1e9)
  return FeelTime.ofSeconds(a.secondOfDay + seconds + carry, sum - carry * 1e9, a)
}

const dateLater = (a: FeelDate, d: DayTimeDuration, direction: 1 | -1) =>
  later(midnight(a), direction * d.seconds, direction * d.nano)?.date

/** Moments on the same footing only: both placed on the earth, or both local; a date is its midnight in UTC. */
function apart(a: FeelDateTime, b: FeelDateTime): DayTimeDuration | undefined {
  if (a.isPlaced !== b.isPlaced) return undefined
  return secondsOf(a.instant - b.instant, a.time.nano - b.time.nano)
}

function timesApart(a: FeelTime, b: FeelTime): DayTimeDuration | undefined {
  const [x, y] = [new FeelDateTime(epoch, a), new FeelDateTime(epoch, b)]
  return apart(x, y)
}
const epoch = new FeelDate(1970, 1, 1)

const monthsFrom = (a: FeelDateTime, months: number): FeelDateTime | undefined => {
  const date = monthsLater(a.date, months)
  return date && new FeelDateTime(date, a.time)
}

const sums: Table = {
  'number number': (a: Num, b: Num) => numbers.add(a, b) ?? undefined,
  'string string': (a: string, b: string) => {
    take((a.length + b.length) >> 4)
    return a + b
  },
  [`${dt} ${dt}`]: (a: DayTimeDuration, b: DayTimeDuration) => secondsOf(a.seconds + b.seconds, a.nano + b.nano),
  [`${ym} ${ym}`]: (a: YearMonthDuration, b: YearMonthDuration) => monthsOf(a.months + b.months),
  [`${moment} ${dt}`]: (a: FeelDateTime, b: DayTimeDuration) => later(a, b.seconds, b.nano),
  [`${moment} ${ym}`]: (a: FeelDateTime, b: YearMonthDuration) => monthsFrom(a, b.months),
  [`date ${dt}`]: (a: FeelDate, b: DayTimeDuration) => dateLater(a, b, 1),
  [`date ${ym}`]: (a: FeelDate, b: YearMonthDuration) => monthsLater(a, b.months),
  [`time ${dt}`]: (a: FeelTime, b: DayTimeDuration) => timeLater(a, b.seconds, b.nano),
}
for (const left of [moment, 'date', 'time']) {
  for (const right of [dt, ym]) {
    const op = sums[`${left} ${right}`]
    if (op) sums[`${right} ${left}`] = (a: never, b: never) => op(b, a)
  }
}

const differences: Table = {
  'number number': (a: Num, b: Num) => numbers.subtract(a, b) ?? undefined,
  [`${dt} ${dt}`]: (a: DayTimeDuration, b: DayTimeDuration) => secondsOf(a.seconds - b.seconds, a.nano - b.nano),
  [`${ym} ${ym}`]: (a: YearMonthDuration, b: YearMonthDuration) => monthsOf(a.months - b.months),
  [`${moment} ${moment}`]: apart,
  'date date': (a: FeelDate, b: FeelDate) => secondsOf((a.days - b.days) * 86400, 0),
  [`date ${moment}`]: (a: FeelDate, b: FeelDateTime) => apart(midnight(a), b),
  [`${moment} date`]: (a: FeelDateTime, b: FeelDate) => apart(a, midnight(b)),
  'time time': timesApart,
  [`${moment} ${dt}`]: (a: FeelDateTime, b: DayTimeDuration) => later(a, -b.seconds, -b.nano),
  [`${moment} ${ym}`]: (a: FeelDateTime, b: YearMonthDuration) => monthsFrom(a, -b.months),
  [`date ${dt}`]: (a: FeelDate, b: DayTimeDuration) => dateLater(a, b, -1),
  [`date ${ym}`]: (a: FeelDate, b: YearMonthDuration) => monthsLater(a, -b.months),
  [`time ${dt}`]: (a: FeelTime, b: DayTimeDuration) => timeLater(a, -b.seconds, -b.nano),
}

const billion = new numbers.Decimal(1e9)
const inNanos = (d: DayTimeDuration) => decimal(d.seconds).times(billion).plus(d.nano)

function ofNanos(nanos: numbers.Decimal): DayTimeDuration | undefined {
  const seconds = nanos.div(billion).floor()
  return secondsOf(seconds.toNumber(), nanos.minus(seconds.times(billion)).trunc().toNumber())
}

const scaledTime = (d: DayTimeDuration, by: Num) => ofNanos(inNanos(d).times(decimal(by)).trunc())
const scaledMonths = (d: YearMonthDuration, by: Num) => monthsOf(decimal(d.months).times(decimal(by)).trunc().toNumber())

const products: Table = {
  'number number': (a: Num, b: Num) => numbers.multiply(a, b) ?? undefined,
  [`${dt} number`]: scaledTime,
  [`number ${dt}`]: (a: Num, b: DayTimeDuration) => scaledTime(b, a),
  [`${ym} number`]: scaledMonths,
  [`number ${ym}`]: (a: Num, b: YearMonthDuration) => scaledMonths(b, a),
}

const quotients: Table = {
  'number number': (a: Num, b: Num) => numbers.divide(a, b) ?? undefined,
  [`${dt} number`]: (a: DayTimeDuration, b: Num) => (decimal(b).isZero() ? undefined : ofNanos(inNanos(a).div(decimal(b)).trunc())),
  [`${ym} number`]: (a: YearMonthDuration, b: Num) =>
    decimal(b).isZero() ? undefined : monthsOf(decimal(a.months).div(decimal(b)).trunc().toNumber()),
  [`${dt} ${dt}`]: (a: DayTimeDuration, b: DayTimeDuration) => numbers.cheapest(inNanos(a).div(inNanos(b))) ?? undefined,
  [`${ym} ${ym}`]: (a: YearMonthDuration, b: YearMonthDuration) => numbers.divide(a.months, b.months) ?? undefined,
}

const powers: Table = { 'number number': (a: Num, b: Num) => numbers.power(a, b) ?? undefined }

function calculate(sign: string, table: Table, a: Value, b: Value): Value {
  if (a === null || b === null) return null
  const op = table[`${kindOf(a)} ${kindOf(b)}`]
  const result = op?.(a as never, b as never)
  return result === undefined ? nothing(`${kindOf(a)} ${sign} ${kindOf(b)} has no result`) : result
}

export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return numbers.add(a, b)
  return calculate('+', sums, a, b)
}
export function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return numbers.subtract(a, b)
  return calculate('-', differences, a, b)
}
export function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return numbers.multiply(a, b)
  return calculate('*', products, a, b)
}
export const divide = (a: Value, b: Value): Value => calculate('/', quotients, a, b)
export const power = (a: Value, b: Value): Value => calculate('**', powers, a, b)

export function negate(a: Value): Value {
  if (a === null) return null
  if (isNum(a)) return numbers.negate(a)
  if (a instanceof DayTimeDuration) return new DayTimeDuration(-a.seconds, -a.nano)
  if (a instanceof YearMonthDuration) return new YearMonthDuration(-a.months)
  return nothing(`- ${kindOf(a) satisfies Kind} has no result`)
}
