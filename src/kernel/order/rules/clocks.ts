/** The clocks of an order: what its facts do to them, and how they stand by a calendar. */
import { withHours } from '#kernel/clock/rules/calendar.ts'
import { cityMs, dayOf } from '#kernel/clock/rules/day.ts'
import { stand } from '#kernel/clock/rules/read.ts'
import type { Calendar, ClockEvent, Limit, Standing } from '#kernel/clock/schema.ts'
import type { ClockAct, ClockOf, LimitOf, OrderKind } from '../schema/kind.ts'
import type { ClockRun, OrderClock, OrderFact, OrderState } from '../schema/order.ts'
import { choose } from './choose.ts'

/** A limit for a level. A table that names no limit for it takes its first. */
export const limitFor = (limit: LimitOf, level: string): Limit => {
  if ('unit' in limit && typeof limit.unit === 'string') return limit as Limit
  const table = limit as Readonly<Record<string, Limit>>
  return table[level] ?? Object.values(table)[0]!
}

const eventOf = (kind: 'start' | 'pause' | 'resume' | 'stop', at: Date, reason: string): ClockEvent => ({
  kind,
  at: at.toISOString(),
  reason,
})

/** Clocks counted from the day of an act begin at its midnight, so that closing time moves nothing. */
const startOf = ({ from }: ClockOf, at: Date, reason: string): ClockEvent =>
  from === 'day' ? { kind: 'start', at: `${dayOf(at)}T00:00:00+08:00`, reason } : eventOf('start', at, reason)

const isStopped = (run: ClockRun) => run.events.some((e) => e.kind === 'stop')
const stopped = (run: ClockRun, f: OrderFact): ClockRun =>
  isStopped(run) ? run : { ...run, events: [...run.events, eventOf('stop', f.at, f.name)] }

/** One act on one clock of one organ; `run` is undefined before its first start. */
function acted(run: ClockRun | undefined, act: ClockAct, fresh: () => ClockRun, f: OrderFact): ClockRun | undefined {
  if (act === 'start') return run ?? fresh()
  if (act === 'restart') return fresh()
  if (!run) return undefined
  if (act === 'stop') return stopped(run, f)
  if (act === 'reopen') return { ...run, events: run.events.filter((e) => e.kind !== 'stop') }
  if (typeof act === 'object') {
    const amount = Number(f.data[act.extend])
    return { ...run, events: [...run.events, { kind: 'extend', amount, at: f.at.toISOString(), reason: String(f.data.reason ?? f.name) }] }
  }
  return { ...run, events: [...run.events, eventOf(act, f.at, f.name)] }
}

/** Whose clocks a fact speaks of: the organ it names, those it asks, or all. */
function organsOf(clock: ClockOf, s: OrderState, f: OrderFact, act: ClockAct): readonly string[] {
  if (clock.each !== 'organ') return ['']
  const all = s.parts.map((p) => p.organ)
  if (act === 'start' || act === 'restart') return (f.data.asked as string[] | undefined) ?? all
  return typeof f.data.organ === 'string' ? [f.data.organ] : all
}

/** What is over with the order is over with its clocks, but for those that begin with its end. */
const endsWith = (kind: OrderKind, name: string) =>
  kind.clocks[name]?.on['order.closed'] !== 'start' && kind.clocks[name]?.on['order.closed'] !== 'restart'

/** One clock of the table after a fact: the run of each organ that the fact speaks of. */
function actedAll(s: OrderState, [name, clock]: [string, ClockOf], runs: readonly ClockRun[], f: OrderFact): readonly ClockRun[] {
  const on = clock.on[f.name]
  const act = on === undefined ? null : choose(on, f.data)
  if (act === undefined || act === null) return runs
  const limit = limitFor(s.limits[name] ?? clock.limit, s.level)
  const all = [...runs]
  for (const organ of organsOf(clock, s, f, act)) {
    const at = all.findIndex((r) => r.clock === name && r.organ === organ)
    const run = acted(all[at], act, () => ({ clock: name, organ, limit, events: [startOf(clock, f.at, f.name)] }), f)
    if (run) all.splice(at < 0 ? all.length : at, 1, run)
  }
  return all
}

/** The clocks after one more fact; `s` is the order with everything else of the fact folded in. */
export function clocksAfter(kind: OrderKind, s: OrderState, f: OrderFact, ended: boolean): ClockRun[] {
  const gone = (run: ClockRun) => run.organ !== '' && !s.parts.some((p) => p.organ === run.organ)
  const kept = s.clocks.map((run) => (gone(run) || (ended && endsWith(kind, run.clock)) ? stopped(run, f) : run))
  return Object.entries(kind.clocks)
    .reduce<readonly ClockRun[]>((runs, clock) => actedAll(s, clock, runs, f), kept)
    .map((run) => named(run, f))
}

/** A fact may say itself when a clock ends. */
function named(run: ClockRun, f: OrderFact): ClockRun {
  const until = (f.data.until as Record<string, string> | undefined)?.[run.clock]
  return until && !isStopped(run) ? { ...run, until } : run
}

/** The clocks under the limits of another level; a due moment that was named is no longer. */
export const relimited = (kind: OrderKind, s: OrderState): ClockRun[] =>
  s.clocks.map((run) => {
    const { until, ...rest } = run
    const limit = limitFor(s.limits[run.clock] ?? kind.clocks[run.clock]!.limit, s.level)
    return limit.amount === run.limit.amount && limit.unit === run.limit.unit ? run : { ...rest, limit }
  })

const hoursOf = new WeakMap<Calendar, Map<string, Calendar>>()

/** The calendar with the office hours of a clock, made once. */
function calendarFor(clock: ClockOf, calendar: Calendar): Calendar {
  if (!clock.hours) return calendar
  const known = hoursOf.get(calendar) ?? new Map<string, Calendar>()
  hoursOf.set(calendar, known)
  const key = JSON.stringify(clock.hours)
  const made = known.get(key) ?? withHours(calendar, clock.hours)
  known.set(key, made)
  return made
}

/** How a clock of an order stands at a moment. */
export function standingOf(kind: OrderKind, run: ClockRun, calendar: Calendar, now: Date): Standing {
  const standing = stand(run.limit, run.events, calendarFor(kind.clocks[run.clock]!, calendar), now)
  if (!run.until || standing.state === 'paused') return standing
  const late = cityMs(standing.stoppedAt ?? now) > cityMs(run.until)
  return { ...standing, dueAt: run.until, dueOn: dayOf(run.until), overdue: late }
}

const momentOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))

/** A clock as its row. */
export function clockRow(kind: OrderKind, run: ClockRun, calendar: Calendar, now: Date): OrderClock {
  const standing = standingOf(kind, run, calendar, now)
  return {
    clock: run.clock,
    organ: run.organ,
    state: standing.state === 'waiting' ? 'running' : standing.state,
    startedAt: new Date(run.events.find((e) => e.kind === 'start')!.at),
    dueAt: momentOf(standing.dueAt),
    warnAt: momentOf(standing.warnAt),
    stoppedAt: momentOf(standing.stoppedAt),
    rungAt: run.rungAt ?? null,
    rings: kind.clocks[run.clock]!.rings !== false,
  }
}

/** Whether a clock stopped, or would stop now, within its time. */
export const isInTime = ({ dueAt, stoppedAt }: Pick<OrderClock, 'dueAt' | 'stoppedAt'>, now: Date): boolean =>
  dueAt === null || (stoppedAt ?? now) <= dueAt

/** Clocks that have run out and of which nobody was told. */
export const dueClocks = (kind: OrderKind, s: OrderState, calendar: Calendar, now: Date): OrderClock[] =>
  s.clocks
    .map((run) => clockRow(kind, run, calendar, now))
    .filter((c) => c.rings && c.state === 'running' && c.rungAt === null && c.dueAt !== null && c.dueAt < now)
