/** Dates, durations and repetitions as ISO 8601 writes them, and the moments they mean. Pure: the present comes in as a number. */

export type Duration = { years: number; months: number; days: number; seconds: number }

/** Milliseconds since 1970 in UTC. */
type Moment = number

const durationForm = /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/
const dateForm = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/
const cycleForm = /^R(\d*)(?:\/([^/]+))?\/([^/]+)$/

/** Undefined where the text is no duration. Negative durations are none: nothing fires before it is set. */
export function durationOf(text: string): Duration | undefined {
  const parts = durationForm.exec(text)?.slice(1)
  if (!parts) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = parts.map((p) => Number((p ?? '0').replace(',', '.')))
  return { years: years!, months: months!, days: weeks! * 7 + days!, seconds: hours! * 3600 + minutes! * 60 + seconds! }
}

const limits = [
  [1, 12],
  [1, 31],
  [0, 24],
  [0, 59],
  [0, 60],
] as const

/** Minutes to be taken off for UTC; times without a zone are read as UTC, so that every host reads them alike. */
function offsetOf(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0)
  return zone.startsWith('-') ? -minutes : minutes
}

const inRange = (fields: readonly number[]) => fields.every((n, i) => n >= limits[i]![0] && n <= limits[i]![1])

export function momentOf(text: string): Moment | undefined {
  const parts = dateForm.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((p) => Number((p ?? '0').replace(',', '.'))) as Six
  const midnight = Date.UTC(year, month - 1, day)
  // 30 February would be read as 2 March.
  if (!inRange([month, day, hour, minute, second]) || new Date(midnight).getUTCDate() !== day) return undefined
  return midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 - offsetOf(parts[7]) * 60_000
}

type Six = [number, number, number, number, number, number]

/** `times` undefined repeats without end; `from` and `until` are its first and last moments where the text says them. */
export type Cycle = { times: number | undefined; every: Duration; from?: Moment; until?: Moment }

/** `first` is undefined where the text holds a duration alone. */
function cycleFrom(times: number | undefined, first: string | undefined, every: Duration): Cycle | undefined {
  if (first === undefined) return { times, every }
  const from = momentOf(first)
  return from === undefined ? undefined : { times, every, from }
}

export function cycleOf(text: string): Cycle | undefined {
  const parts = cycleForm.exec(text)
  if (!parts) return undefined
  const [, count, first, second] = parts
  const times = count === '' ? undefined : Number(count)
  const tail = durationOf(second!)
  if (tail) return cycleFrom(times, first, tail)
  const [head, until] = [first === undefined ? undefined : durationOf(first), momentOf(second!)]
  return head && until !== undefined ? { times, every: head, until } : undefined
}

/** Months keep the day, or take the month's last one (31 January + P1M = 28 or 29 February). */
export function plus(at: Moment, d: Duration): Moment {
  const date = new Date(at)
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + d.years * 12 + d.months
  const [year, month] = [Math.floor(months / 12), months % 12]
  const day = Math.min(date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate())
  const clock = at - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  return Date.UTC(year, month, day) + clock + d.days * 86_400_000 + d.seconds * 1000
}

export type TimerKind = 'date' | 'duration' | 'cycle'

/** A timer as the machine hands it out. `fired` tells how often it has fired already. */
export type Timer = { kind: TimerKind; value: string; fired: number }

/**
 * When the timer is due: a moment, or undefined where it is not due any more (a cycle run out).
 * `since` is the moment when it was set or, for the second time and later, when it was due before.
 * A moment in the past is answered as it stands: such a timer is due at once.
 */
export function dueAt({ kind, value, fired }: Timer, since: Moment): Moment | undefined {
  if (kind === 'date') return momentOf(value)
  if (kind === 'duration') return plus(since, durationOf(value)!)
  const cycle = cycleOf(value)!
  const due = cycle.from !== undefined && fired === 0 ? cycle.from : plus(since, cycle.every)
  const over = (cycle.times !== undefined && fired >= cycle.times) || (cycle.until !== undefined && due > cycle.until)
  return over ? undefined : due
}

const readers: Readonly<Record<TimerKind, (text: string) => unknown>> = { date: momentOf, duration: durationOf, cycle: cycleOf }

export const isTime = (kind: TimerKind, text: string): boolean => readers[kind](text) !== undefined

/** How many times it fires: Infinity for a cycle without end. */
export const timesOf = (kind: TimerKind, value: string): number => (kind === 'cycle' ? (cycleOf(value)?.times ?? Infinity) : 1)

const kindOf: Readonly<Record<string, TimerKind>> = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' }
const asks: Readonly<Record<TimerKind, string>> = {
  date: 'is no date or time of ISO 8601, such as 2026-11-25T09:00:00Z.',
  duration: 'is no duration of ISO 8601, such as P5D or PT30M.',
  cycle: 'is no repetition of ISO 8601, such as R3/PT10M.',
}

/** What begins like ISO 8601 is meant to be it; all else is an expression that is evaluated when the timer is set. */
const looksLikeTime = /^(-?P(\d|T|$)|R-?\d*(\/|$)|\d+([-:/]|\s*[a-z])|[Pp]?[Tt]\d+[HMShms]$|[Pp]?\d+[YMWDymwd]$|P[YMWDH]\d+$)/i

export function timeFault(element: string, text: string): string | undefined {
  const kind = kindOf[element]
  if (!kind || !looksLikeTime.test(text) || isTime(kind, text)) return undefined
  return asks[kind]
}
