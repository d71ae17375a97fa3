/** What a clock says. All answers are functions of (limit, events, calendar, now): nothing is stored, so a new holiday notice needs no migration. */
import type { Calendar, ClockEvent, ClockState, LampRule, Limit, Reading, Standing } from '../schema.ts'
import { leansOnProvisional, tableOf } from './calendar.ts'
import { type End, endOf, ranBetween, reachAlong, type Timeline, timeline } from './count.ts'
import { cityMs, dayMs, dayOfMs, fromDay, type Moment, momentText } from './day.ts'
import { explain } from './explain.ts'
import { usualLamps } from './lamp.ts'

/** The end as first told: no pause, no extension. */
function originalEnd(t: Timeline, limit: Limit, calendar: Calendar): string | undefined {
  if (!t.start) return undefined
  const free: Timeline = { ...t, total: limit.amount, spans: [{ from: t.start.day0 + t.axis.step, to: Number.POSITIVE_INFINITY }] }
  return fromDay(endOf(free, limit, calendar)!.day)
}

function stateOf(t: Timeline): ClockState {
  if (t.stop) return 'stopped'
  if (!t.start) return 'waiting'
  return t.paused ? 'paused' : 'running'
}

/** The last day, 'YYYY-MM-DD', or undefined before the start and while a pause is open: the quick way for work lists, equal to `read().dueOn`. */
export function dueOn(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): string | undefined {
  const end = endOf(timeline(limit, events, calendar), limit, calendar)
  return end && fromDay(end.day)
}

/** The last instant in time as milliseconds since the epoch: the number to index and to order work lists by. */
export function dueMs(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): number | undefined {
  const end = endOf(timeline(limit, events, calendar), limit, calendar)
  return end && end.ms - cityMs(new Date(0))
}

/** A clock at a moment, without its day rows. `now` is not earlier than any event. */
export function stand(limit: Limit, events: readonly ClockEvent[], calendar: Calendar, now: Moment, rule: LampRule = usualLamps): Standing {
  return standingOf(timeline(limit, events, calendar), limit, calendar, cityMs(now), rule)
}

function standingOf(t: Timeline, limit: Limit, calendar: Calendar, nowMs: number, rule: LampRule): Standing {
  const state = stateOf(t)
  const extendedBy = t.total - limit.amount
  if (!t.start) {
    const rest = { pausedFor: 0, counted: 0, remaining: t.total, overdue: false, overdueBy: 0, provisional: false }
    return { limit, state, total: t.total, extendedBy, ...rest, stoppedAt: t.stop?.event.at }
  }
  const end = endOf(t, limit, calendar)
  const warn = warnMs(t, rule)
  return {
    limit,
    state,
    startedOn: fromDay(t.axis.step === 1 ? t.start.day0 : dayOfMs(t.start.ms)),
    stoppedAt: t.stop?.event.at,
    dueOn: end && fromDay(end.day),
    dueAt: end && momentText(end.ms),
    warnOn: warn === undefined ? undefined : fromDay(dayOfMs(warn)),
    warnAt: warn === undefined ? undefined : momentText(warn),
    originalDueOn: originalEnd(t, limit, calendar),
    total: t.total,
    extendedBy,
    ...amountsOf(t, end, nowMs),
    provisional: leans(t, limit, calendar, end),
  }
}

/** The first instant with no more left than the rule warns at; undefined where a suspension is open before that. */
function warnMs(t: Timeline, rule: LampRule): number | undefined {
  const byShare = (t.total * (100 - rule.percent)) / 100
  if (t.axis.step === 0) return reachAlong(t, byShare * t.axis.per)
  const used = Math.min(byShare, t.total - rule.days)
  const day = used > 0 ? reachAlong(t, used) : t.start!.act
  return day === undefined ? undefined : day * dayMs
}

/** What is used, left and exceeded, up to the stop or to now; the day of the stop and today are days used. */
function amountsOf(t: Timeline, end: End | undefined, nowMs: number) {
  const { step, per } = t.axis
  const first = t.start!.day0 + step
  const until = (t.stop?.at ?? t.axis.at(nowMs)) + step
  const ran = ranBetween(t, first, until)
  const open = until > first ? t.axis.count(first, until) : 0
  const overdue = end !== undefined && (t.stop?.ms ?? nowMs) > end.ms
  const counted = Math.min(t.total, ran / per)
  return {
    pausedFor: (open - ran) / per,
    counted,
    remaining: t.total - counted,
    overdue,
    overdueBy: overdue ? ranBetween(t, end.position + step, until) / per : 0,
  }
}

/** Calendar days and plain hours ask no calendar, unless their last day rolls. */
function leans(t: Timeline, limit: Limit, calendar: Calendar, end: End | undefined): boolean {
  const table = tableOf(calendar)
  if (limit.unit === 'hour' || (limit.unit === 'calendarDay' && limit.rollBasis === undefined)) return false
  const last = end?.day ?? dayOfMs(t.start!.ms)
  return leansOnProvisional(table, limit.unit === 'calendarDay' ? last : dayOfMs(t.start!.ms), last)
}

/** A clock at a moment with its reasons, one row a day from the act to the last day (or to today, if that is later). */
export function read(limit: Limit, events: readonly ClockEvent[], calendar: Calendar, now: Moment, rule: LampRule = usualLamps): Reading {
  const t = timeline(limit, events, calendar)
  const nowMs = cityMs(now)
  return { ...standingOf(t, limit, calendar, nowMs, rule), days: explain(t, limit, calendar, endOf(t, limit, calendar), nowMs) }
}

/** The day a fresh clock would end, were its act on this day: what a guide promises before anybody applies. */
export const wouldEndOn = (limit: Limit, actOn: string, calendar: Calendar): string =>
  dueOn(limit, [{ kind: 'start', at: `${actOn}T00:00:00+08:00`, reason: '' }], calendar)!
