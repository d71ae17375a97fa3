/** The day-by-day table behind every date: which day counts, which does not, and by which act or notice. */
import type { Calendar, CalendarYear, ClockEvent, ClockKind, DayKind, DayRow, Limit } from '../schema.ts'
import { type DayNature, natureOf } from './calendar.ts'
import type { End, Pause, Timeline } from './count.ts'
import { dayMs, dayOfMs, fromDay } from './day.ts'

/** What the last day of each clock is called on the page. */
const lastDay: Record<ClockKind, string> = {
  promised: '承诺的最后一天',
  statutory: '法定的最后一天',
  step: '这一步的最后一天',
  notice: '答复的最后一天',
  delivery: '送达的最后一天',
}

/** The ground of a day off, as the page cites it; a year not announced yet says so. */
export const arrangementOf = (year: CalendarYear): string =>
  year.status === 'official' ? `${year.year} 年放假安排` : `${year.year} 年放假安排还没公布，暂按法定假日推算`

type Scene = {
  t: Timeline
  limit: Limit
  calendar: Calendar
  end: End | undefined
  actDay: number
  day0: number
  stopDay: number | undefined
  /** limit units used up before the day at hand */
  used: number
}

/** Rows from the act to the last day or to the day reached (stop or now), whichever is later; a stopped clock ends with its stop. */
export function explain(t: Timeline, limit: Limit, calendar: Calendar, end: End | undefined, nowMs: number): DayRow[] {
  if (!t.start) return []
  const actDay = dayOfMs(t.start.ms)
  const stopDay = t.stop && dayOfMs(t.stop.ms)
  const day0 = t.axis.step === 1 ? t.start.day0 : actDay
  const last = Math.max(day0, stopDay ?? Math.max(end?.day ?? 0, dayOfMs(nowMs)))
  const scene: Scene = { t, limit, calendar, end, actDay, day0, stopDay, used: 0 }
  const rows: DayRow[] = []
  for (let day = actDay; day <= last; day++) {
    const ran = unitsOn(scene, day)
    rows.push(rowOf(scene, day, ran))
    scene.used += ran
  }
  return rows
}

/** How much of the limit one day uses up: whole days, the rest of a half one, or hours. */
function unitsOn({ t, limit, used, end }: Scene, day: number): number {
  const scale = t.axis.step === 1 ? 1 : dayMs
  let ran = 0
  for (const s of t.spans) {
    const from = Math.max(s.from, day * scale)
    const to = Math.min(s.to, (day + 1) * scale, t.stop ? t.stop.at + t.axis.step : Number.POSITIVE_INFINITY)
    if (to > from) ran += t.axis.count(from, to)
  }
  if (limit.unit === 'calendarDay' && end && day > end.day - 1 && used >= t.total) return day === end.day ? 0 : ran
  const units = ran / t.axis.per
  return end && day <= end.day ? Math.min(units, Math.max(0, t.total - used)) : units
}

function rowOf(s: Scene, day: number, ran: number): DayRow {
  const on = fromDay(day)
  if (day < s.day0 || (day === s.day0 && s.t.axis.step === 1)) return startRow(s, day, on)
  if (ran > 0) return countedRow(s, day, on, ran)
  return idleRow(s, day, on)
}

function startRow(s: Scene, day: number, on: string): DayRow {
  const { event } = s.t.start!
  const from = s.limit.unit === 'workday' ? '从下一个工作日数起' : '从第二天数起'
  const row: DayRow = { on, kind: 'start', counts: false, why: `${event.reason}当天，${from}`, short: event.reason }
  const cited = cite(row, event)
  if (s.actDay === s.day0) return cited
  if (day === s.actDay) return { ...cited, why: `${event.reason}${worksOn(s, on) ? '时已经下班' : '当天不上班'}，按下一个工作日算` }
  return day === s.day0 ? { ...cited, why: `按这天${event.reason}，${from}` } : idleRow(s, day, on)
}

const worksOn = (s: Scene, on: string): boolean => ['workday', 'makeup'].includes(natureOf(s.calendar, on).kind)

const cite = (row: DayRow, event: ClockEvent): DayRow => ({
  ...row,
  ...(event.basis === undefined ? {} : { basis: event.basis }),
  ...(event.factId === undefined ? {} : { factId: event.factId }),
})

const isDays = (limit: Limit): boolean => limit.unit === 'workday' || limit.unit === 'calendarDay'

/** How a calendar is looked at: calendar days and plain hours do not ask it. */
const natureFor = (s: Scene, on: string): DayNature | undefined =>
  s.limit.unit === 'workday' || s.limit.unit === 'workhour' ? natureOf(s.calendar, on) : undefined

/** What a counted day is besides a working day, and what made it so. */
type Marks = {
  due: boolean
  late: boolean
  stopped: ClockEvent | undefined
  resumed: ClockEvent | undefined
  extended: ClockEvent | undefined
  makeup: DayNature | undefined
}

function marksOf(s: Scene, day: number, nth: number, nature: DayNature | undefined): Marks {
  const due = day === s.end?.day
  const late = s.end !== undefined && day > s.end.day
  return {
    due,
    late,
    stopped: day === s.stopDay ? s.t.stop!.event : undefined,
    resumed: s.t.pauses.find((p) => p.ended && firstDayAfter(s, p) === day)?.ended,
    extended: nth > s.limit.amount && !late ? s.t.extensions[0] : undefined,
    makeup: nature?.kind === 'makeup' ? nature : undefined,
  }
}

function reasonsOf(m: Marks, limit: Limit): string {
  const reasons = [
    m.due && (limit.kind ? lastDay[limit.kind] : '最后一天'),
    m.stopped && `${m.stopped.reason}，停止计时`,
    m.late && !m.stopped && '已经超期',
    m.resumed && `${m.resumed.reason}，接着算`,
    m.extended && !m.due && m.extended.reason,
    m.makeup && `${m.makeup.name ?? ''}调休上班`,
  ]
  return reasons.filter(Boolean).join('，')
}

function kindOf(m: Marks, nature: DayNature | undefined): DayKind {
  if (m.due) return 'due'
  if (m.stopped) return 'stopped'
  if (m.late) return 'overdue'
  return nature ? nature.kind : 'day'
}

function countedRow(s: Scene, day: number, on: string, ran: number): DayRow {
  const nature = natureFor(s, on)
  const nth = Math.round((s.used + ran) * 1000) / 1000
  const marks = marksOf(s, day, nth, nature)
  const why = reasonsOf(marks, s.limit) || (nature ? '工作日' : '照常算')
  const short = isDays(s.limit) ? `第${nth}天` : `${Math.round(ran * 100) / 100}小时`
  const row: DayRow = { on, kind: kindOf(marks, nature), counts: true, nth, why, short }
  const cause = marks.resumed ?? marks.extended ?? marks.stopped
  if (cause) return cite(row, cause)
  return marks.makeup ? { ...row, basis: arrangementOf(marks.makeup.year) } : row
}

/** The first day that can count after a pause, to say there why it counts again. */
function firstDayAfter(s: Scene, pause: Pause): number | undefined {
  const { t } = s
  const span = t.spans.find((x) => x.from >= pause.to)
  if (!span || span.from !== pause.to) return undefined
  const from = t.axis.reach(span.from, 1)
  return t.axis.step === 1 ? from : dayOfMs(from)
}

function idleRow(s: Scene, day: number, on: string): DayRow {
  const nature = natureFor(s, on)
  if (nature && (nature.kind === 'weekend' || nature.kind === 'holiday')) return offRow(on, nature)
  const scale = s.t.axis.step === 1 ? 1 : dayMs
  const pause = s.t.pauses.find((p) => p.from < (day + 1) * scale && p.to > day * scale)
  if (pause) return cite({ on, kind: 'paused', counts: false, why: `${pause.event.reason}，暂停`, short: '暂停' }, pause.event)
  if (s.end && s.limit.rollBasis && day <= s.end.day) return rolledRow(s, day, on)
  if (day === s.end?.day) return { on, kind: 'due', counts: false, why: '当天办结', short: '当天' }
  return { on, kind: nature ? 'workday' : 'day', counts: false, why: '办公时间以外', short: '' }
}

const offRow = (on: string, nature: DayNature): DayRow => {
  if (nature.kind === 'weekend') return { on, kind: 'weekend', counts: false, why: '周末', short: '周末' }
  const name = nature.name ?? ''
  return { on, kind: 'holiday', counts: false, why: `${name}放假`, short: name || '放假', basis: arrangementOf(nature.year) }
}

function rolledRow(s: Scene, day: number, on: string): DayRow {
  const basis = s.limit.rollBasis
  if (day === s.end!.day) return { on, kind: 'due', counts: false, why: '顺延后的最后一天', short: '到期', basis }
  return { on, kind: 'rolled', counts: false, why: '最后一天遇放假，顺延', short: '顺延', basis }
}
