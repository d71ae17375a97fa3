/** The properties of values that are no contexts (DMN 1.5 §10.3.2.11, Table 64): what they are called and what they give. */

import { weekday } from '../values/calendar.ts'
import { DayTimeDuration, type YearMonthDuration } from '../values/duration.ts'
import { type FeelDate, type FeelDateTime, type FeelTime, timeOffset } from '../values/temporal.ts'
import { any, type SimpleKind, simple, type Type } from '../values/type.ts'
import { type FeelRange, type Kind, kindOf, type Value } from '../values/value.ts'

type Property = readonly [type: SimpleKind | 'any', read: (value: never) => Value]
type Properties = Record<string, Property>

const sign = (d: DayTimeDuration) => (d.seconds < 0 ? -1 : 1)
/** Parts of a negative duration are negative: -P1DT1H is -1 day and -1 hour. */
const part = (divisor: number, modulus: number) => (d: DayTimeDuration) => {
  const size = Math.abs(d.seconds < 0 && d.nano > 0 ? d.seconds + 1 : d.seconds)
  const value = Math.floor(size / divisor)
  return sign(d) * (modulus === 0 ? value : value % modulus) + 0
}

const offsetDuration = (seconds: number | undefined) => (seconds === undefined ? null : new DayTimeDuration(seconds))

const dateProperties: Properties = {
  year: ['number', (d: FeelDate) => d.year],
  month: ['number', (d: FeelDate) => d.month],
  day: ['number', (d: FeelDate) => d.day],
  weekday: ['number', (d: FeelDate) => weekday(d.days)],
}
const timeProperties: Properties = {
  hour: ['number', (t: FeelTime) => t.hour],
  minute: ['number', (t: FeelTime) => t.minute],
  second: ['number', (t: FeelTime) => t.second],
  'time offset': ['days and time duration', (t: FeelTime) => offsetDuration(timeOffset(t))],
  timezone: ['string', (t: FeelTime) => t.zone ?? null],
}
const of = (part: 'date' | 'time', properties: Properties): Properties =>
  Object.fromEntries(
    Object.entries(properties).map(([name, [type, read]]) => [name, [type, (m: FeelDateTime) => read(m[part] as never)] as Property]),
  )

const tables: Partial<Record<Kind, Properties>> = {
  date: dateProperties,
  time: timeProperties,
  'date and time': {
    ...of('date', dateProperties),
    ...of('time', timeProperties),
    'time offset': ['days and time duration', (m: FeelDateTime) => offsetDuration(m.offset)],
  },
  'days and time duration': {
    days: ['number', part(86400, 0)],
    hours: ['number', part(3600, 24)],
    minutes: ['number', part(60, 60)],
    seconds: ['number', part(1, 60)],
  },
  'years and months duration': {
    years: ['number', (d: YearMonthDuration) => Math.trunc(d.months / 12) + 0],
    months: ['number', (d: YearMonthDuration) => (d.months % 12) + 0],
  },
  range: {
    start: ['any', (r: FeelRange) => r.start],
    end: ['any', (r: FeelRange) => r.end],
    'start included': ['boolean', (r: FeelRange) => r.startIncluded],
    'end included': ['boolean', (r: FeelRange) => r.endIncluded],
  },
}

/** The types of the properties, by kind of value. */
export const properties: Partial<Record<string, ReadonlyMap<string, Type>>> = Object.fromEntries(
  Object.entries(tables).map(([kind, table]) => [
    kind,
    new Map(Object.entries(table).map(([name, [type]]) => [name, type === 'any' ? any : simple(type)])),
  ]),
)

/** Names with spaces, which must be known where the type is not. */
export const propertyNames = ['time offset', 'start included', 'end included']

/** undefined where the value has no such property. */
export function propertyOf(value: Value, name: string): Value | undefined {
  const table = tables[kindOf(value)]
  const property = table && Object.hasOwn(table, name) ? table[name] : undefined
  return property?.[1](value as never)
}
