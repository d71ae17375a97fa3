/** The kinds of values whose tests split a line or a set: how they are ordered, and what lies between two of them. */

import { order } from '../values/compare.ts'
import { DayTimeDuration, YearMonthDuration } from '../values/duration.ts'
import { cheapest, decimal, type Num } from '../values/number.ts'
import { FeelDate, FeelDateTime, FeelTime } from '../values/temporal.ts'
import { kindOf, type Value } from '../values/value.ts'

export type LineKind = 'number' | 'date' | 'date and time' | 'days and time duration' | 'years and months duration'
export type SetKind = 'string' | 'boolean'
export type ColumnKind = LineKind | SetKind

type Line = {
  /** A value below all others given, or above. */
  readonly beyond: (value: never, direction: 1 | -1) => Value
  /** A value strictly between two; undefined where there is none. */
  readonly between: (a: never, b: never) => Value | undefined
}

const middle = (a: number, b: number): number | undefined => (b - a > 1 ? a + Math.floor((b - a) / 2) : undefined)
const some = <T, R>(value: T | undefined, make: (value: T) => R): R | undefined => (value === undefined ? undefined : make(value))

const lines: Record<LineKind, Line> = {
  number: {
    beyond: (n: Num, direction) => cheapest(decimal(n).plus(direction)),
    between: (a: Num, b: Num) => cheapest(decimal(a).plus(decimal(b)).div(2)) ?? undefined,
  },
  date: {
    beyond: (d: FeelDate, direction) => FeelDate.ofDays(d.days + direction) ?? null,
    between: (a: FeelDate, b: FeelDate) => some(middle(a.days, b.days), (days) => FeelDate.ofDays(days)),
  },
  'date and time': {
    beyond: (m: FeelDateTime, direction) => FeelDateTime.ofLocal(m.local + direction, 0, m.time) ?? null,
    between: (a: FeelDateTime, b: FeelDateTime) =>
      some(middle(a.instant, b.instant), (instant) => FeelDateTime.ofLocal(instant + (a.offset ?? 0), 0, a.time)),
  },
  'days and time duration': {
    beyond: (d: DayTimeDuration, direction) => new DayTimeDuration(d.seconds + direction, d.nano),
    between: (a: DayTimeDuration, b: DayTimeDuration) =>
      new DayTimeDuration(
        (a.seconds + b.seconds) / 2 - ((a.seconds + b.seconds) % 2) / 2,
        (((a.seconds + b.seconds) % 2) * 1e9) / 2 + Math.floor((a.nano + b.nano) / 2),
      ),
  },
  'years and months duration': {
    beyond: (d: YearMonthDuration, direction) => new YearMonthDuration(d.months + direction),
    between: (a: YearMonthDuration, b: YearMonthDuration) => some(middle(a.months, b.months), (months) => new YearMonthDuration(months)),
  },
}

/** A value of the kind, whichever: what stands for all where no constant tells them apart. */
export const anyValue: Record<LineKind, Value> = {
  number: 0,
  date: new FeelDate(2000, 1, 1),
  'date and time': new FeelDateTime(new FeelDate(2000, 1, 1), new FeelTime(0, 0, 0)),
  'days and time duration': new DayTimeDuration(0),
  'years and months duration': new YearMonthDuration(0),
}

export const isLine = (kind: ColumnKind): kind is LineKind => Object.hasOwn(lines, kind)

/** The one kind of all constants that a column names; undefined where they are mixed, or of a kind that does not split. */
export function kindOfAll(constants: readonly Value[], declared: string): ColumnKind | undefined {
  const kinds = new Set<string>(constants.map(kindOf))
  if (kinds.size === 0)
    return declared === 'string' || declared === 'boolean' || Object.hasOwn(lines, declared) ? (declared as ColumnKind) : 'string'
  const [kind] = kinds
  const isKnown = kind === 'string' || kind === 'boolean' || Object.hasOwn(lines, kind!)
  return kinds.size === 1 && isKnown && arePlacedAlike(constants) ? (kind as ColumnKind) : undefined
}

const arePlacedAlike = (constants: readonly Value[]) =>
  new Set(constants.flatMap((value) => (value instanceof FeelDateTime ? [value.isPlaced] : []))).size < 2

/** Distinct, ascending. */
export function sortedValues(constants: readonly Value[]): Value[] {
  const sorted = constants.toSorted((a, b) => order(a, b) ?? 0)
  return sorted.filter((value, i) => i === 0 || order(sorted[i - 1]!, value) !== 0)
}

/** A value of each part into which the cuts split the line: below, at, between, …, above. Parts without values are undefined. */
export function representatives(kind: LineKind, cuts: readonly Value[]): (Value | undefined)[] {
  const { beyond, between } = lines[kind]
  if (cuts.length === 0) return [undefined]
  const parts: (Value | undefined)[] = [beyond(cuts[0] as never, -1)]
  cuts.forEach((cut, i) => {
    parts.push(cut)
    const next = cuts[i + 1]
    parts.push(next === undefined ? beyond(cut as never, 1) : between(cut as never, next as never))
  })
  return parts
}
