/** Dates, times, and dates and times of FEEL (DMN 1.5 §10.3.2.3.3 to .7): small immutable values that compare by what they say. */
import { epochDay, fromEpochDay, isDay, maxYear } from './calendar.ts'
import { isZone, offsetOf } from './zone.ts'

const two = (n: number) => String(n).padStart(2, '0')
const yearText = (year: number) => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`

export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
    Object.freeze(this)
  }
  /** undefined where there is no such day. */
  static of(year: number, month: number, day: number): FeelDate | undefined {
    return isDay(year, month, day) ? new FeelDate(year, month, day) : undefined
  }
  static ofDays(days: number): FeelDate | undefined {
    const { year, month, day } = fromEpochDay(days)
    return Math.abs(year) <= maxYear ? new FeelDate(year, month, day) : undefined
  }
  /** Days since 1970-01-01. */
  get days(): number {
    return epochDay(this.year, this.month, this.day)
  }
  toString(): string {
    return `${yearText(this.year)}-${two(this.month)}-${two(this.day)}`
  }
  toJSON(): string {
    return this.toString()
  }
}

/** What places a clock's time on the earth: an offset in seconds, or a zone by name, or nothing (local time). */
export type Place = { offset?: number | undefined; zone?: string | undefined }

export class FeelTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nano: number
  readonly offset: number | undefined
  readonly zone: string | undefined
  constructor(hour: number, minute: number, second: number, nano = 0, place: Place = {}) {
    this.hour = hour
    this.minute = minute
    this.second = second
    this.nano = nano
    this.offset = place.offset
    this.zone = place.zone
    Object.freeze(this)
  }
  static of(hour: number, minute: number, second: number, nano = 0, place: Place = {}): FeelTime | undefined {
    const whole = [hour, minute, second, nano].every(Number.isInteger)
    const within = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && nano >= 0 && nano < 1e9
    const placed = Math.abs(place.offset ?? 0) <= 18 * 3600 && (place.zone === undefined || isZone(place.zone))
    return whole && within && placed ? new FeelTime(hour, minute, second, nano, place) : undefined
  }
  static ofSeconds(seconds: number, nano: number, place: Place): FeelTime {
    const day = ((seconds % 86400) + 86400) % 86400
    return new FeelTime(Math.floor(day / 3600), Math.floor(day / 60) % 60, day % 60, nano, place)
  }
  /** Seconds since midnight by this clock. */
  get secondOfDay(): number {
    return this.hour * 3600 + this.minute * 60 + this.second
  }
  toString(): string {
    const fraction = this.nano ? `.${String(this.nano).padStart(9, '0').replace(/0+$/, '')}` : ''
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fraction}${placeText(this)}`
  }
  toJSON(): string {
    return this.toString()
  }
}

function placeText({ offset, zone }: Place): string {
  if (zone !== undefined) return `@${zone}`
  if (offset === undefined) return ''
  if (offset === 0) return 'Z'
  const size = Math.abs(offset)
  const seconds = size % 60 ? `:${two(size % 60)}` : ''
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`
}

export class FeelDateTime {
  readonly date: FeelDate
  readonly time: FeelTime
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date
    this.time = time
    Object.freeze(this)
  }
  /** From seconds since 1970-01-01T00:00 by the local clock. */
  static ofLocal(seconds: number, nano: number, place: Place): FeelDateTime | undefined {
    const date = FeelDate.ofDays(Math.floor(seconds / 86400))
    return date && new FeelDateTime(date, FeelTime.ofSeconds(seconds, nano, place))
  }
  /** Seconds since 1970-01-01T00:00 by the local clock. */
  get local(): number {
    return this.date.days * 86400 + this.time.secondOfDay
  }
  get isPlaced(): boolean {
    return this.time.offset !== undefined || this.time.zone !== undefined
  }
  /** The offset from UTC in force, in seconds; undefined for local time. */
  get offset(): number | undefined {
    return this.time.zone === undefined ? this.time.offset : offsetOf(this.time.zone, this.local)
  }
  /** Seconds since 1970-01-01T00:00Z; local time is read as UTC. */
  get instant(): number {
    return this.local - (this.offset ?? 0)
  }
  toString(): string {
    return `${this.date}T${this.time}`
  }
  toJSON(): string {
    return this.toString()
  }
}

/** A time's offset from UTC in seconds: a zone is read as of 1970-01-01, as there is no day to ask about. */
export const timeOffset = (time: FeelTime): number | undefined =>
  time.zone === undefined ? time.offset : offsetOf(time.zone, time.secondOfDay)

/** A date as the moment its day begins in UTC (§10.3.2.3.4). */
export const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, new FeelTime(0, 0, 0, 0, { offset: 0 }))

const datePart = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d{2})-(\d{2})$/
const timePart = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?)?(?:@([A-Za-z][A-Za-z0-9_+\-/]*))?$/

export function parseDate(text: string): FeelDate | undefined {
  const found = datePart.exec(text)
  return found ? FeelDate.of(Number(found[1]), Number(found[2]), Number(found[3])) : undefined
}

export function parseTime(text: string): FeelTime | undefined {
  const found = timePart.exec(text)
  if (!found || (found[5] !== undefined && found[6] !== undefined)) return undefined
  const place = { offset: found[5] === undefined ? undefined : parseOffset(found[5]), zone: found[6] }
  const nano = Number((found[4] ?? '').slice(0, 9).padEnd(9, '0'))
  return FeelTime.of(Number(found[1]), Number(found[2]), Number(found[3]), nano, place)
}

function parseOffset(text: string): number {
  if (text === 'Z' || text === 'z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
  const size = minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : Number.POSITIVE_INFINITY
  return text.startsWith('-') ? -size : size
}

export function parseDateTime(text: string): FeelDateTime | undefined {
  const at = text.indexOf('T')
  if (at < 0) return undefined
  const date = parseDate(text.slice(0, at))
  const rest = text.slice(at + 1)
  const isEndOfDay = /^24:00:00(\.0+)?(?![\d.])/.test(rest)
  const time = parseTime(isEndOfDay ? rest.replace('24', '00') : rest)
  if (!date || !time) return undefined
  const day = isEndOfDay ? FeelDate.ofDays(date.days + 1) : date
  return day && new FeelDateTime(day, time)
}
