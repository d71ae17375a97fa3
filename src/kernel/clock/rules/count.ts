/** The reckoning itself, the same for days and hours: a clock runs in spans, and the limit is used up along them. */
import type { Calendar, ClockEvent, Limit, TimeUnit } from '../schema.ts'
import { countWorkdays, momentOfOpen, nthWorkday, openBefore, type Table, tableOf } from './calendar.ts'
import { cityMs, dayMs, dayOfMs } from './day.ts'

/**
 * A unit as an axis of integers: day numbers for days, city milliseconds for hours. The day of an act is never counted, so on
 * an axis of days a span begins one `step` after the act; an hour runs from the very moment.
 */
export type Axis = {
  step: 0 | 1
  /** axis units in one unit of the limit */
  per: number
  at(ms: number): number
  /** where an act of starting falls: for working days, on the next one if the office was closed that day or had closed already */
  start(ms: number): number
  /** axis units that count in [from, to) */
  count(from: number, to: number): number
  /** the position at which `amount` > 0 axis units from `from` on are used up */
  reach(from: number, amount: number): number
}

const hourMs = 3_600_000

/** Whether the office had closed for the day at a moment; before it opens and over lunch the day is still this one. */
const isAfterHours = (t: Table, ms: number): boolean => ms - dayOfMs(ms) * dayMs >= (t.open.at(-1)?.to ?? dayMs)

const axes: Record<TimeUnit, (t: Table) => Axis> = {
  workday: (t) => ({
    step: 1,
    per: 1,
    at: dayOfMs,
    start: (ms) => nthWorkday(t, dayOfMs(ms) + (isAfterHours(t, ms) ? 1 : 0), 1),
    count: (from, to) => countWorkdays(t, from, to),
    reach: (from, amount) => nthWorkday(t, from, Math.ceil(amount)),
  }),
  calendarDay: () => ({
    step: 1,
    per: 1,
    at: dayOfMs,
    start: dayOfMs,
    count: (from, to) => Math.max(0, to - from),
    reach: (from, amount) => from + Math.ceil(amount) - 1,
  }),
  workhour: (t) => ({
    step: 0,
    per: hourMs,
    at: (ms) => ms,
    start: (ms) => ms,
    count: (from, to) => (to > from ? openBefore(t, to) - openBefore(t, from) : 0),
    reach: (from, amount) => momentOfOpen(t, openBefore(t, from) + amount),
  }),
  hour: () => ({
    step: 0,
    per: hourMs,
    at: (ms) => ms,
    start: (ms) => ms,
    count: (from, to) => Math.max(0, to - from),
    reach: (from, amount) => from + amount,
  }),
}

const built = new WeakMap<Table, Record<TimeUnit, Axis>>()

/** The axis of a unit in a calendar, made once. */
export function axisOf(unit: TimeUnit, calendar: Calendar): Axis {
  const t = tableOf(calendar)
  let known = built.get(t)
  if (!known) {
    known = { workday: axes.workday(t), calendarDay: axes.calendarDay(t), workhour: axes.workhour(t), hour: axes.hour(t) }
    built.set(t, known)
  }
  return known[unit]
}

/** Running time as half-open spans of an axis; the last one may have no end. */
export type Span = { from: number; to: number }
/** A suspension as the first pause that opened it, and its first running position afterwards. */
export type Pause = { from: number; to: number; event: ClockEvent; ended?: ClockEvent }

export type Timeline = {
  axis: Axis
  spans: Span[]
  pauses: Pause[]
  /** the limit with its extensions, in the limit's unit */
  total: number
  extensions: (ClockEvent & { kind: 'extend' })[]
  paused: boolean
  start?: { act: number; day0: number; ms: number; event: ClockEvent }
  stop?: { at: number; ms: number; event: ClockEvent }
}

const inOrder = (events: readonly ClockEvent[]): { ms: number; event: ClockEvent }[] => {
  const dated = events.map((event) => ({ ms: cityMs(event.at), event }))
  return dated.every((d, i) => i === 0 || dated[i - 1]!.ms <= d.ms) ? dated : dated.sort((a, b) => a.ms - b.ms)
}

/** A timeline while it is being folded: the keys of open pauses, and where the running span begins. */
type Fold = Timeline & { limit: Limit; calendar: Calendar; open: Set<string>; running?: number }

/** Whether the last instant of a clock had passed at a moment, as it stood then. */
function isPast(f: Fold, ms: number): boolean {
  const running = f.running === undefined ? [] : [{ from: f.running, to: Number.POSITIVE_INFINITY }]
  const end = endOf({ ...f, spans: [...f.spans, ...running] }, f.limit, f.calendar)
  return end !== undefined && ms > end.ms
}

function close(f: Fold, at: number): void {
  if (f.running !== undefined && at > f.running) f.spans.push({ from: f.running, to: at })
  f.running = undefined
}

const verbs: { [K in ClockEvent['kind']]: (f: Fold, event: ClockEvent & { kind: K }, at: number, ms: number) => void } = {
  start(f, event, at, ms) {
    if (f.start) return
    const day0 = f.axis.start(ms)
    f.start = { act: at, day0, ms, event }
    if (f.open.size === 0) f.running = day0 + f.axis.step
  },
  pause(f, event, at) {
    if (f.open.size === 0) {
      f.pauses.push({ from: at, to: Number.POSITIVE_INFINITY, event })
      close(f, at)
    }
    f.open.add(event.key ?? '')
  },
  resume(f, event, at) {
    if (f.open.size === 0) return
    if (event.key === undefined) f.open.clear()
    else f.open.delete(event.key)
    if (f.open.size > 0) return
    const pause = f.pauses.at(-1)!
    pause.to = at + f.axis.step
    pause.ended = event
    if (f.start) f.running = Math.max(pause.to, f.start.day0 + f.axis.step)
  },
  extend(f, event, _, ms) {
    if (isPast(f, ms)) return
    f.total += event.amount
    f.extensions.push(event)
  },
  stop(f, event, at, ms) {
    f.stop = { at, ms, event }
  },
}

/**
 * The running spans of a clock. The rule of suspension in one sentence: every day that a suspension touches, from the day of
 * its act to the day on which the last open one is ended, is left out, and the count goes on the day after (hours stop and go
 * on at the moment itself). The first start and the first stop hold; whatever is dated after the stop changes nothing, and an
 * extension after the last day has passed cures nothing (行政许可法 第四十二条).
 */
export function timeline(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): Timeline {
  const axis = axisOf(limit.unit, calendar)
  const f: Fold = { axis, limit, calendar, spans: [], pauses: [], total: limit.amount, extensions: [], paused: false, open: new Set() }
  for (const { ms, event } of inOrder(events)) {
    if (f.stop) break
    const act = verbs[event.kind] as (f: Fold, event: ClockEvent, at: number, ms: number) => void
    act(f, event, axis.at(ms), ms)
  }
  f.paused = f.open.size > 0
  close(f, Number.POSITIVE_INFINITY)
  return f
}

/** Axis units that ran in [from, to). */
export function ranBetween(t: Timeline, from: number, to: number): number {
  let sum = 0
  for (const s of t.spans) {
    const a = Math.max(s.from, from)
    const b = Math.min(s.to, to)
    if (b > a) sum += t.axis.count(a, b)
  }
  return sum
}

/** Where `amount` axis units are used up, or undefined while a suspension is open before that. */
export function reachAlong(t: Timeline, amount: number): number | undefined {
  if (!t.start) return undefined
  if (amount <= 0) return t.start.day0
  let left = amount
  for (const s of t.spans) {
    if (s.to === Number.POSITIVE_INFINITY) return t.axis.reach(s.from, left)
    const counted = t.axis.count(s.from, s.to)
    if (counted >= left) return t.axis.reach(s.from, left)
    left -= counted
  }
  return undefined
}

/** The last day of a period: it moves to the next working day where the limit says so (民法典 第二百零三条). Hours never move. */
function rolled(limit: Limit, calendar: Calendar, position: number): number {
  return limit.rollBasis !== undefined && limit.unit === 'calendarDay' ? nthWorkday(tableOf(calendar), position, 1) : position
}

/** Noon, where a half day ends: the first closing of the office. */
const noonMs = (calendar: Calendar): number => tableOf(calendar).open[0]!.to

/** The last instant that is in time, in city milliseconds. A whole last day ends at midnight, a half one at noon. */
function lastInstant(limit: Limit, calendar: Calendar, position: number, total: number): number {
  if (limit.unit === 'hour' || limit.unit === 'workhour') return position
  const part = total % 1
  return position * dayMs + (part > 0 && part <= 0.5 ? noonMs(calendar) : dayMs - 1)
}

/** Where a clock ends: its last position on the axis, its last instant in city ms. */
export type End = { position: number; ms: number; day: number }

/** The end of a clock, or undefined before its start and while a suspension is open. */
export function endOf(t: Timeline, limit: Limit, calendar: Calendar): End | undefined {
  const reached = reachAlong(t, t.total * t.axis.per)
  if (reached === undefined) return undefined
  const position = rolled(limit, calendar, reached)
  const ms = lastInstant(limit, calendar, position, t.total)
  return { position, ms, day: dayOfMs(ms) }
}
