/** A reading as the page's table shows it: like days put together, each line with its reason. */
import type { DayKind, DayRow, Reading, Standing, TimeUnit } from '../schema.ts'
import { dayOf, type Moment } from './day.ts'
import { zhAmount, zhDate, zhRange, zhWeekday } from './text.ts'

/** One line of the table: '22–24日 · 端午放假 · 依据 … · 不算'. */
export type DayGroup = {
  from: string
  to: string
  label: string
  why: string
  basis?: string
  factId?: number
  count: string
  counts: boolean
  today: boolean
}

const foldable = new Set<DayKind>(['weekend', 'holiday', 'paused', 'rolled', 'workday', 'day'])

/** Calendar days all count; a working day keeps its line, since others between them do not. */
const mayFold = (row: DayRow): boolean => foldable.has(row.kind) && (!row.counts || row.kind === 'day')

const alike = (a: DayRow, b: DayRow): boolean =>
  mayFold(a) && mayFold(b) && a.counts === b.counts && a.kind === b.kind && a.why === b.why && a.basis === b.basis && a.factId === b.factId

/** Neighbouring days that do not count for the same reason become one line; counted working days never do. The day of `now` is spoken of by name. */
export function groupDays(reading: Pick<Reading, 'days' | 'limit'>, now?: Moment): DayGroup[] {
  const today = now === undefined ? undefined : dayOf(now)
  const runs: DayRow[][] = []
  for (const row of reading.days) {
    const run = runs.at(-1)
    if (run && alike(run.at(-1)!, row) && row.on !== today && run.at(-1)!.on !== today) run.push(row)
    else runs.push([row])
  }
  const one = monthOf(reading.days[0]) === monthOf(reading.days.at(-1))
  let month = one ? monthOf(reading.days[0]) : undefined
  return runs.map((run) => {
    const group = groupOf(run, reading.limit.unit, month, today)
    month = monthOf(run.at(-1))
    return group
  })
}

const monthOf = (row: DayRow | undefined): string | undefined => row?.on.slice(0, 7)

function groupOf(run: DayRow[], unit: TimeUnit, month: string | undefined, today: string | undefined): DayGroup {
  const first = run[0]!
  const last = run.at(-1)!
  const range = zhRange(first.on, last.on, month)
  const isToday = first.on === today
  return {
    from: first.on,
    to: last.on,
    label: first === last ? `${range} ${zhWeekday(first.on)}` : range,
    why: isToday ? `今天，${first.why}` : first.why,
    basis: first.basis,
    factId: first.factId,
    count: !first.counts ? '不算' : first === last ? countText(first, unit) : `第 ${first.nth}–${last.nth} 天`,
    counts: first.counts,
    today: isToday,
  }
}

function countText(row: DayRow, unit: TimeUnit): string {
  if (unit === 'hour' || unit === 'workhour') return row.short
  const nth = row.nth ?? 0
  return nth % 1 === 0 ? `第 ${nth} 天` : '半天，到中午'
}

/**
 * The sentence under “为什么是 6月27日”: what was promised, what moved it, what it is now. Undefined while nothing has moved.
 */
export function whyMoved(reading: Standing, now?: Moment): string | undefined {
  const today = now === undefined ? undefined : dayOf(now)
  const { originalDueOn, dueOn, limit } = reading
  if (originalDueOn === undefined || originalDueOn === dueOn) return undefined
  const causes = [
    reading.pausedFor > 0 ? `暂停了 ${zhAmount(reading.pausedFor, limit.unit)}` : undefined,
    reading.extendedBy > 0 ? `延长了 ${zhAmount(reading.extendedBy, limit.unit)}` : undefined,
  ].filter((c) => c !== undefined)
  const then = dueOn === undefined ? '恢复以后再定' : `改成 ${zhDate(dueOn, today)}`
  return `原来是 ${zhDate(originalDueOn, today)}。${causes.join('，')}，${then}。`
}
