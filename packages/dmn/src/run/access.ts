/** Reaching into values: paths, entries of items, filters, and what loops run over. */
import { propertyOf } from '../feel/properties.ts'
import { asInteger, compareNumbers, isNum } from '../values/number.ts'
import { FeelDate } from '../values/temporal.ts'
import { convert, type Type, typeText } from '../values/type.ts'
import { FeelRange, isContext, isList, kindOf, type Value } from '../values/value.ts'
import { isVerdict } from './logic.ts'
import { nothing, take, tick } from './reasons.ts'

/** `value.name`; of a list, the name of each item (§10.3.2.11). */
export function path(value: Value, name: string): Value {
  if (value === null) return null
  if (isList(value)) {
    take(value.length)
    return value.map((item) => path(item, name))
  }
  if (isContext(value)) return Object.hasOwn(value, name) ? value[name]! : nothing(`There is no “${name}” in the context`)
  const property = propertyOf(value, name)
  return property === undefined ? nothing(`A ${kindOf(value)} has no “${name}”`) : property
}

/** The item's own entry of that name; undefined where it has none. */
export function entryOf(item: Value, name: string): Value | undefined {
  return isContext(item) && Object.hasOwn(item, name) ? item[name]! : undefined
}

/** `list[position]`, from 1, or from the end where negative; null outside. */
export function at(list: readonly Value[], position: Value): Value {
  const index = asInteger(position)
  if (index === undefined || index === 0 || Math.abs(index) > list.length) return nothing('The list has no such position')
  return list[index > 0 ? index - 1 : list.length + index]!
}

const listOf = (value: Value): readonly Value[] => (isList(value) ? value : [value])

/** `list[test]`: by position where the test is a number, else those items for which it is true. Of null there is nothing to filter. */
export function filter(of: Value, test: (item: Value) => Value, strict = false): Value {
  if (of === null) return null
  const list = listOf(of)
  const kept: Value[] = []
  for (let i = 0; i < list.length; i++) {
    tick()
    const verdict = test(list[i]!)
    if (strict && !isVerdict(verdict)) return null
    if (verdict === true) kept.push(list[i]!)
    else if (i === 0 && isNum(verdict)) return at(list, verdict)
  }
  take(kept.length)
  return kept
}

/** What a loop runs over: null where that is nothing to run over. */
export function* domain(from: Value, to?: Value): Generator<Value, void> {
  if (to === undefined && !(from instanceof FeelRange)) {
    yield* listOf(from)
    return
  }
  const range = from instanceof FeelRange ? closed(from) : { start: from, end: to! }
  if (isNum(range.start)) yield* numbers(asInteger(range.start)!, asInteger(range.end)!)
  else yield* days(range.start as FeelDate, range.end as FeelDate)
}

/** The first and the last of a range that can be counted through. */
function closed({ start, end, startIncluded, endIncluded }: FeelRange): { start: Value; end: Value } {
  const shift = (value: Value, by: number): Value =>
    value instanceof FeelDate ? (FeelDate.ofDays(value.days + by) ?? null) : isNum(value) ? (asInteger(value) ?? 0) + by : value
  return { start: startIncluded ? start : shift(start, 1), end: endIncluded ? end : shift(end, -1) }
}

/** Whether a loop can run over this: a range must count through whole numbers or days. */
export function isDomain(from: Value, to?: Value): boolean {
  if (to === undefined && !(from instanceof FeelRange)) return from !== null || nothing('A loop needs a list to run over') !== null
  const [start, end] = from instanceof FeelRange ? [from.start, from.end] : [from, to!]
  const isCountable =
    (asInteger(start) !== undefined && asInteger(end) !== undefined) || (start instanceof FeelDate && end instanceof FeelDate)
  return isCountable || nothing('A loop counts through whole numbers or days') !== null
}

function* numbers(start: number, end: number): Generator<Value, void> {
  const step = compareNumbers(start, end) <= 0 ? 1 : -1
  for (let i = start; step > 0 ? i <= end : i >= end; i += step) yield i
}

function* days(start: FeelDate, end: FeelDate): Generator<Value, void> {
  const step = start.days <= end.days ? 1 : -1
  for (let day = start.days; step > 0 ? day <= end.days : day >= end.days; day += step) yield FeelDate.ofDays(day) ?? null
}

/** The value made fit for its declared type, or null with the reason. */
export function fit(value: Value, type: Type, what: string): Value {
  const fitting = convert(value, type)
  return fitting === undefined ? nothing(`${what} is a ${kindOf(value)} and no ${typeText(type)}`) : fitting
}
