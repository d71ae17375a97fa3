/** Conversions (DMN 1.5 §10.3.4.1) and the logical `not` (§10.3.4.2). */
import { lex, type Token } from '../feel/lexer.ts'
import { makeRange } from '../run/range.ts'
import { type DayTimeDuration, parseDuration, YearMonthDuration } from '../values/duration.ts'
import { asInteger, decimal, type Num, parseNumber } from '../values/number.ts'
import { FeelDate, FeelDateTime, FeelTime, parseDate, parseDateTime, parseTime } from '../values/temporal.ts'
import type { FeelRange, Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'
import { textOf } from './text.ts'

const integers = (...values: Num[]): number[] | undefined => {
  const whole = values.map(asInteger)
  return whole.includes(undefined) ? undefined : (whole as number[])
}

/** A date alone begins its day. */
const dateTimeOf = (text: string): FeelDateTime | undefined => {
  const date = parseDate(text)
  return date ? new FeelDateTime(date, new FeelTime(0, 0, 0)) : parseDateTime(text)
}

/** What an @-literal says; null where it says nothing. */
export const literalOf = (text: string): Value => parseDate(text) ?? parseDateTime(text) ?? parseTime(text) ?? parseDuration(text)

function timeOf(hour: Num, minute: Num, second: Num, place: { offset?: number; zone?: string } = {}): FeelTime | undefined {
  const parts = integers(hour, minute)
  const [whole, nano] = secondParts(second)
  return parts && FeelTime.of(parts[0]!, parts[1]!, whole, nano, place)
}

/** Seconds with a fraction, to the nanosecond. */
function secondParts(second: Num): [number, number] {
  const whole = decimal(second).floor()
  return [whole.toNumber(), decimal(second).minus(whole).times(1e9).floor().toNumber()]
}

function dateOf(year: Num, month: Num, day: Num): FeelDate | undefined {
  const parts = integers(year, month, day)
  return parts && FeelDate.of(parts[0]!, parts[1]!, parts[2]!)
}

function momentOf(parts: readonly Num[], place: { offset?: number; zone?: string } = {}): FeelDateTime | undefined {
  const [year, month, day, hour, minute, second] = parts as [Num, Num, Num, Num, Num, Num]
  const date = dateOf(year, month, day)
  const time = timeOf(hour, minute, second, place)
  return date && time && new FeelDateTime(date, time)
}

const separators = new Set([' ', ',', '.'])

/** Digits grouped by one sign and split by another; the two must differ. */
function numberOf(text: string, grouping?: string | null, point?: string | null): Num | undefined {
  const isOdd = (sign: string | null | undefined, allowed: ReadonlySet<string>) => typeof sign === 'string' && !allowed.has(sign)
  if (isOdd(grouping, separators) || isOdd(point, new Set([',', '.'])) || (grouping && grouping === point)) return undefined
  const bare = grouping ? text.replaceAll(grouping, '') : text
  return parseNumber(point && point !== '.' ? bare.replace('.', '?').replace(point, '.') : bare)
}

/** Whole months between two days; a month that is not full does not count. */
function monthsBetween(from: FeelDate, to: FeelDate): YearMonthDuration {
  const months = (to.year - from.year) * 12 + (to.month - from.month)
  const partial = to.day - from.day
  if (months > 0 && partial < 0) return new YearMonthDuration(months - 1)
  if (months < 0 && partial > 0) return new YearMonthDuration(months + 1)
  return new YearMonthDuration(months)
}

const dayOf = (value: Value): FeelDate | undefined =>
  value instanceof FeelDate ? value : value instanceof FeelDateTime ? value.date : undefined

function betweenMonths(from: Value, to: Value): YearMonthDuration | undefined {
  const [a, b] = [dayOf(from), dayOf(to)]
  return a && b && monthsBetween(a, b)
}

/** Ends of a range in text: a literal, or a conversion of one. */
const calls: Record<string, (text: string) => Value> = {
  date: (text) => parseDate(text) ?? null,
  time: (text) => parseTime(text) ?? null,
  'date and time': (text) => dateTimeOf(text) ?? null,
  duration: parseDuration,
}

function endOf(tokens: readonly Token[]): Value | undefined {
  const [first, second] = tokens
  if (tokens.length === 1 && first!.kind === 'number') return parseNumber(first!.text)
  if (tokens.length === 2 && first!.text === '-' && second!.kind === 'number') return parseNumber(`-${second!.text}`)
  if (tokens.length === 1 && first!.kind === 'string') return first!.text
  if (tokens.length === 1 && first!.kind === 'at') return literalOf(first!.text) ?? undefined
  if (tokens.length === 1 && first!.text === 'null') return null
  return callOf(tokens)
}

function callOf(tokens: readonly Token[]): Value | undefined {
  const [close, text, open] = tokens.slice(-3).reverse()
  if (open?.text !== '(' || text?.kind !== 'string' || close?.text !== ')') return undefined
  const name = tokens
    .slice(0, -3)
    .map((token) => token.text)
    .join(' ')
  return Object.hasOwn(calls, name) ? (calls[name]!(text.text) ?? undefined) : undefined
}

/** `range("[1..5)")`: brackets and literals, nothing to compute. */
function rangeOf(text: string): FeelRange | undefined {
  let tokens: Token[]
  try {
    tokens = lex(text).slice(0, -1)
  } catch {
    return undefined
  }
  const dots = tokens.findIndex((token) => token.kind === 'sign' && token.text === '..')
  const [open, close] = [tokens[0], tokens.at(-1)]
  if (dots < 1 || !/^[[(\]]$/.test(open!.text) || !/^[\])[]$/.test(close!.text)) return undefined
  const [start, end] = [endOf(tokens.slice(1, dots)), endOf(tokens.slice(dots + 1, -1))]
  if (start === undefined || end === undefined) return undefined
  return makeRange(start, end, open!.text === '[', close!.text === ']') ?? undefined
}

const six = 'year: number, month: number, day: number, hour: number, minute: number, second: number'
type Six = [Num, Num, Num, Num, Num, Num]

export const conversionFunctions: readonly Builtin[] = [
  builtin(
    'date',
    'date',
    ['from: string', (text: string) => parseDate(text)],
    ['from: date', (date: FeelDate) => date],
    ['from: date and time', (moment: FeelDateTime) => moment.date],
    ['year: number, month: number, day: number', dateOf],
  ),
  builtin(
    'time',
    'time',
    ['from: string', (text: string) => parseTime(text)],
    ['from: time', (time: FeelTime) => time],
    ['from: date', () => new FeelTime(0, 0, 0, 0, { offset: 0 })],
    ['from: date and time', (moment: FeelDateTime) => moment.time],
    [
      'hour: number, minute: number, second: number, offset: days and time duration?',
      (hour: Num, minute: Num, second: Num, offset?: DayTimeDuration | null) =>
        timeOf(hour, minute, second, offset ? { offset: offset.seconds } : {}),
    ],
  ),
  builtin(
    'date and time',
    'date and time',
    ['from: string', (text: string) => dateTimeOf(text)],
    ['from: date and time', (moment: FeelDateTime) => moment],
    ['date: date, time: time', (date: FeelDate, time: FeelTime) => new FeelDateTime(date, time)],
    ['date: date and time, time: time', (moment: FeelDateTime, time: FeelTime) => new FeelDateTime(moment.date, time)],
    [six, (...parts: Six) => momentOf(parts)],
    [
      `${six}, offset: days and time duration`,
      (...args: [...Six, DayTimeDuration]) => momentOf(args.slice(0, 6) as Six, { offset: args[6].seconds }),
    ],
    [`${six}, timezone: string`, (...args: [...Six, string]) => momentOf(args.slice(0, 6) as Six, { zone: args[6] })],
  ),
  builtin(
    'duration',
    'Any',
    ['from: string', (text: string) => parseDuration(text) ?? undefined],
    ['from: days and time duration', (d: DayTimeDuration) => d],
    ['from: years and months duration', (d: YearMonthDuration) => d],
  ),
  builtin('years and months duration', 'years and months duration', ['from: Any, to: Any', betweenMonths]),
  builtin(
    'number',
    'number',
    ['from: string, grouping separator: string?, decimal separator: string?', numberOf],
    ['from: number', (value: Num) => value],
  ),
  builtin('string', 'string', ['from: Any', (value: Value) => (value === null || typeof value === 'string' ? value : textOf(value))]),
  builtin('range', 'range', ['from: string', rangeOf]),
  builtin('not', 'boolean', ['negand: Any', (value: Value) => (typeof value === 'boolean' ? !value : null)]),
]
