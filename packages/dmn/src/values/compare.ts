/** Equality and order (DMN 1.5 §10.3.2.13, Tables 53 and 54), three-valued: null where the values do not compare. */
import { nothing, tick } from '../run/reasons.ts'
import type { DayTimeDuration, YearMonthDuration } from './duration.ts'
import { compareNumbers, type Num } from './number.ts'
import { type FeelDate, type FeelDateTime, type FeelTime, timeOffset } from './temporal.ts'
import { type Context, type FeelRange, type Kind, kindOf, type Value } from './value.ts'

type Order = (a: never, b: never) => number | null

const sign = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

/** Both on the same footing: both placed on the earth, or both local. */
function compareMoments(a: FeelDateTime, b: FeelDateTime): number | null {
  if (a.isPlaced !== b.isPlaced) return null
  return sign(a.instant, b.instant)
}

function compareTimes(a: FeelTime, b: FeelTime): number | null {
  const [p, q] = [timeOffset(a), timeOffset(b)]
  if ((p === undefined) !== (q === undefined)) return null
  return sign(a.secondOfDay - (p ?? 0), b.secondOfDay - (q ?? 0))
}

/** Dates and times compare by whole seconds: a second of FEEL is a whole number (Table 53: hour, minute, second, time offset). */
const orders: Partial<Record<Kind, Order>> = {
  number: (a: Num, b: Num) => compareNumbers(a, b),
  string: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
  date: (a: FeelDate, b: FeelDate) => sign(a.days, b.days),
  time: compareTimes,
  'date and time': compareMoments,
  'days and time duration': (a: DayTimeDuration, b: DayTimeDuration) => sign(a.seconds, b.seconds) || sign(a.nano, b.nano),
  'years and months duration': (a: YearMonthDuration, b: YearMonthDuration) => sign(a.months, b.months),
}

/** -1, 0 or 1; null where the two have no order. */
export function order(a: Value, b: Value): number | null {
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return null
  const compare = orders[kind]
  return compare ? compare(a as never, b as never) : null
}

type Same = (a: never, b: never) => boolean | null

function sameLists(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) {
    tick()
    if (equal(a[i]!, b[i]!) !== true) return false
  }
  return true
}

function sameContexts(a: Context, b: Context): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name]!, b[name]!) === true)
}

const sameRanges = (a: FeelRange, b: FeelRange) =>
  a.form === b.form &&
  a.startIncluded === b.startIncluded &&
  a.endIncluded === b.endIncluded &&
  equal(a.start, b.start) === true &&
  equal(a.end, b.end) === true

const sames: Partial<Record<Kind, Same>> = {
  boolean: (a: boolean, b: boolean) => a === b,
  list: sameLists,
  context: sameContexts,
  range: sameRanges,
  function: (a: unknown, b: unknown) => a === b,
}

/** Whether two values are equal; null where they are of different kinds and neither is null. */
export function equal(a: Value, b: Value): boolean | null {
  if (typeof a === typeof b && typeof a !== 'object') return a === b
  if (a === null || b === null) return a === b
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return null
  const same = sames[kind]
  if (same) return same(a as never, b as never)
  const compared = order(a, b)
  return compared === null ? false : compared === 0
}

/** The other kinds of nothing: says why two values did not compare. */
export const incomparable = (a: Value, b: Value): null =>
  a === null || b === null ? null : nothing(`${kindOf(a)} and ${kindOf(b)} do not compare`)

export const lt = (a: Value, b: Value): boolean | null =>
  typeof a === 'number' && typeof b === 'number' ? a < b : judged(order(a, b), a, b, (c) => c < 0)
export const le = (a: Value, b: Value): boolean | null =>
  typeof a === 'number' && typeof b === 'number' ? a <= b : judged(order(a, b), a, b, (c) => c <= 0)
export const gt = (a: Value, b: Value): boolean | null =>
  typeof a === 'number' && typeof b === 'number' ? a > b : judged(order(a, b), a, b, (c) => c > 0)
export const ge = (a: Value, b: Value): boolean | null =>
  typeof a === 'number' && typeof b === 'number' ? a >= b : judged(order(a, b), a, b, (c) => c >= 0)

const judged = (compared: number | null, a: Value, b: Value, holds: (c: number) => boolean): boolean | null =>
  compared === null ? incomparable(a, b) : holds(compared)

export function eq(a: Value, b: Value): boolean | null {
  const same = equal(a, b)
  return same === null ? incomparable(a, b) : same
}

export function ne(a: Value, b: Value): boolean | null {
  const same = eq(a, b)
  return same === null ? null : !same
}

const both = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true

/** Whether a value lies in a range; null where it does not compare with an end. */
export function within(value: Value, range: FeelRange): boolean | null {
  const { start, end, form } = range
  if (form === 'hole') return ne(value, start)
  if (form === 'half' && value !== null)
    return start === null
      ? isBelow(value, range)
      : end === null
        ? isAbove(value, range)
        : both(isAbove(value, range), isBelow(value, range))
  return both(isAbove(value, range), isBelow(value, range))
}

const isAbove = (value: Value, { start, startIncluded }: FeelRange) => (startIncluded ? ge(value, start) : gt(value, start))
const isBelow = (value: Value, { end, endIncluded }: FeelRange) => (endIncluded ? le(value, end) : lt(value, end))

export const between = (value: Value, low: Value, high: Value): boolean | null => both(ge(value, low), le(value, high))
