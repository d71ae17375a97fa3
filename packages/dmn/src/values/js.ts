/** Values at the border: what callers give, and what they get back. */
import { take } from '../run/reasons.ts'
import { DayTimeDuration, YearMonthDuration } from './duration.ts'
import { cheapest, Decimal, isDecimal } from './number.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import { emptyContext, FeelFunction, FeelRange, isContext, isList, type Value } from './value.ts'

const maxDepth = 200

/** Thrown for what is no FEEL value: a symbol, a class of one's own, a structure that holds itself. */
export class ValueError extends Error {
  override name = 'ValueError'
}

/**
 * A JavaScript value as FEEL sees it: undefined and NaN are null, a Date is a date and time in UTC, a Map or plain
 * object a context. Structures are copied, so that nothing of the caller's, getters and prototypes included, is reached later.
 */
export function fromJs(value: unknown, depth = 0): Value {
  if (depth > maxDepth) throw new ValueError(`A value is nested more than ${maxDepth} levels deep.`)
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value + 0 : null
    case 'bigint':
      return cheapest(new Decimal(value.toString()).toSignificantDigits(34))
    case 'undefined':
      return null
    case 'object':
      return value === null ? null : fromObject(value, depth)
    default:
      throw new ValueError(`A ${typeof value} is no value of FEEL.`)
  }
}

function fromObject(value: object, depth: number): Value {
  if (Array.isArray(value)) {
    take(value.length)
    return value.map((item) => fromJs(item, depth + 1))
  }
  if (value instanceof Date) return fromDate(value)
  if (value instanceof Map) return contextOf(value, depth)
  if (isContext(value)) return contextOf(Object.entries(value), depth)
  if (isKnown(value)) return value as Value
  throw new ValueError(`A ${value.constructor?.name ?? 'strange object'} is no value of FEEL.`)
}

const classes = [FeelDate, FeelTime, FeelDateTime, DayTimeDuration, YearMonthDuration, FeelRange, FeelFunction]
const isKnown = (value: object) => isDecimal(value) || classes.some((each) => value instanceof each)

function contextOf(entries: Iterable<readonly [unknown, unknown]>, depth: number): Value {
  const context = emptyContext()
  for (const [name, value] of entries) {
    take(1)
    context[String(name)] = fromJs(value, depth + 1)
  }
  return context
}

function fromDate(date: Date): Value {
  const milliseconds = date.getTime()
  if (Number.isNaN(milliseconds)) return null
  const seconds = Math.floor(milliseconds / 1000)
  return FeelDateTime.ofLocal(seconds, (milliseconds - seconds * 1000) * 1e6, { offset: 0 }) ?? null
}

/** A FEEL value for the caller: decimals of more than 15 digits become the nearest JavaScript number. */
export function toJs(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isDecimal(value)) return value.toNumber()
  if (isList(value)) return value.map(toJs)
  if (!isContext(value)) return value
  const context: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, entry] of Object.entries(value)) context[name] = toJs(entry)
  return context
}
