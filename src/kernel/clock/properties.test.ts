/** The reckoning against a slow, obvious one that walks day by day, over random calendars and random histories. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCalendar, withYear } from './rules/calendar.ts'
import { dayOf, fromDay, momentText, toDay, weekdayOf } from './rules/day.ts'
import { lampOf } from './rules/lamp.ts'
import { dueOn, read, stand } from './rules/read.ts'
import type { Calendar, CalendarYear, ClockEvent, Limit } from './schema.ts'

const dayMs = 86_400_000
const first = toDay('2023-01-01')
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
]

const yearOf = (year: number, status: CalendarYear['status'] = 'official') =>
  fc
    .record({
      off: fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 60 }),
      work: fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 12 }),
    })
    .map(({ off, work }): CalendarYear => {
      const on = (i: number) => fromDay(toDay(`${year}-01-01`) + i)
      const extra = work.filter((i) => weekdayOf(toDay(on(i))) > 4 && !off.includes(i)).map(on)
      return { year, status, off: off.map(on), work: extra, names: {}, notice: { title: '随机' } }
    })
/** Years of a random city, and two that it always has, so that no reckoning of these tests runs off the end. */
const calendars = fc.tuple(yearOf(2023), yearOf(2024)).map((years) => makeCalendar([...years, ...[2025, 2026].map(plain)], hours))
const plain = (year: number): CalendarYear => ({ year, status: 'official', off: [], work: [], names: {}, notice: { title: '平常' } })

/** A quarter of an hour within 2023, as a moment. */
const moments = fc.integer({ min: 0, max: 300 * 96 }).map((q) => momentText(first * dayMs + q * 900_000))
const act = { at: moments, reason: fc.constant('因') }
const keys = fc.constantFrom(undefined, 'a', 'b')
const histories = fc
  .tuple(
    fc.record({ kind: fc.constant('start' as const), ...act }),
    fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('pause' as const), key: keys, ...act }),
        fc.record({ kind: fc.constant('resume' as const), key: keys, ...act }),
        fc.record({ kind: fc.constant('extend' as const), amount: fc.integer({ min: 1, max: 15 }), ...act }),
      ),
      { maxLength: 8 },
    ),
  )
  .map(([start, more]): ClockEvent[] => [...more, start])
const limitOf = (unit: Limit['unit']) =>
  fc.integer({ min: 0, max: 60 }).map((n): Limit => ({ amount: unit === 'workhour' ? n / 4 : n / 2, unit, basis: '随机' }))

const works = (calendar: Calendar, day: number): boolean => {
  const on = fromDay(day)
  const year = calendar.years.find((y) => on.startsWith(String(y.year)))!
  return year.work.includes(on) || (weekdayOf(day) < 5 && !year.off.includes(on))
}

const byMoment = (a: ClockEvent, b: ClockEvent) => Date.parse(a.at) - Date.parse(b.at)

function switchKey(open: Set<string>, e: ClockEvent): void {
  if (e.kind === 'pause') open.add(e.key ?? '')
  if (e.kind === 'resume' && e.key === undefined) open.clear()
  if (e.kind === 'resume' && e.key !== undefined) open.delete(e.key)
}

/** Stretches during which something is suspended, in ms; both ends are moments of acts. */
function suspensions(events: readonly ClockEvent[]): [number, number][] {
  const out: [number, number][] = []
  const open = new Set<string>()
  for (const e of [...events].sort(byMoment)) {
    const before = open.size
    switchKey(open, e)
    if (before === 0 && open.size > 0) out.push([Date.parse(e.at), Number.POSITIVE_INFINITY])
    if (before > 0 && open.size === 0) out.at(-1)![1] = Date.parse(e.at)
  }
  return out
}

const totalOf = (limit: Limit, events: readonly ClockEvent[]) =>
  events.reduce((n, e) => (e.kind === 'extend' ? n + e.amount : n), limit.amount)
const cityDay = (ms: number) => toDay(dayOf(new Date(ms)))

/** Counted days one by one, until the limit is used up or the clock stands still for good. */
function walkDays(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): { due?: string; counted: string[] } {
  const held = suspensions(events).map(([a, b]) => [cityDay(a), b === Number.POSITIVE_INFINITY ? b : cityDay(b)] as const)
  const isWork = (day: number) => limit.unit === 'calendarDay' || works(calendar, day)
  const { at } = events.find((e) => e.kind === 'start')!
  let day = toDay(dayOf(at)) + (limit.unit === 'workday' && at.slice(11) >= '17:00' ? 1 : 0)
  while (!isWork(day)) day++
  const counted: string[] = []
  let left = totalOf(limit, events)
  while (left > 0) {
    day++
    if (held.some(([a, b]) => day >= a && b === Number.POSITIVE_INFINITY)) return { counted }
    if (!isWork(day) || held.some(([a, b]) => day >= a && day <= b)) continue
    counted.push(fromDay(day))
    left--
  }
  return { due: fromDay(day), counted }
}

/** Quarters of an hour one by one. */
function walkQuarters(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): string | undefined {
  const held = suspensions(events)
  let ms = Date.parse(events.find((e) => e.kind === 'start')!.at)
  let left = totalOf(limit, events) * 4
  while (left > 0) {
    if (held.some(([a, b]) => ms >= a && b === Number.POSITIVE_INFINITY)) return undefined
    const day = cityDay(ms)
    const minutes = (ms + 8 * 3_600_000 - day * dayMs) / 60_000
    const open = (minutes >= 540 && minutes < 720) || (minutes >= 810 && minutes < 1020)
    if (open && works(calendar, day) && !held.some(([a, b]) => ms >= a && ms < b)) left--
    ms += 900_000
  }
  return momentText(ms + 8 * 3_600_000)
}

/** The last moment in time of a clock as it stands after some events; nothing before it starts or while it stands still for good. */
function lastMoment(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): number | undefined {
  if (!events.some((e) => e.kind === 'start')) return undefined
  if (limit.unit === 'workhour') {
    const at = walkQuarters(limit, events, calendar)
    return at === undefined ? undefined : Date.parse(at)
  }
  const { due } = walkDays(limit, events, calendar)
  const part = totalOf(limit, events) % 1
  return due === undefined ? undefined : Date.parse(`${due}T00:00:00+08:00`) + (part > 0 && part <= 0.5 ? dayMs / 2 : dayMs - 1)
}

/** The same events without the extensions that came when the last day had passed. */
function inTime(limit: Limit, events: readonly ClockEvent[], calendar: Calendar): ClockEvent[] {
  const kept: ClockEvent[] = []
  for (const e of [...events].sort(byMoment)) {
    const end = e.kind === 'extend' ? lastMoment(limit, kept, calendar) : undefined
    if (end === undefined || Date.parse(e.at) <= end) kept.push(e)
  }
  return kept
}

describe('与逐日数的笨办法一致', () => {
  for (const unit of ['workday', 'calendarDay'] as const) {
    test(`${unit}：到期日、逐日表、快算都一样`, () => {
      fc.assert(
        fc.property(calendars, histories, limitOf(unit), (calendar, events, limit) => {
          const slow = walkDays(limit, inTime(limit, events, calendar), calendar)
          const now = '2023-01-01T00:00:00+08:00'
          const reading = read(limit, events, calendar, now)
          expect(dueOn(limit, events, calendar)).toBe(slow.due)
          expect(reading.dueOn).toBe(slow.due)
          if (slow.due === undefined) return
          expect(reading.days.filter((d) => d.counts).map((d) => d.on)).toEqual(slow.counted)
          expect(reading.days.filter((d) => d.counts).at(-1)?.nth ?? 0).toBe(reading.total)
          expect(reading.days.at(-1)!.on).toBe(slow.due)
        }),
        { numRuns: 400 },
      )
    })
  }
  test('工作小时：最后一刻与一刻钟一刻钟数的一样', () => {
    fc.assert(
      fc.property(calendars, histories, limitOf('workhour'), (calendar, events, limit) => {
        const small = events.map((e) => (e.kind === 'extend' ? { ...e, amount: e.amount / 4 } : e))
        const kept = inTime(limit, small, calendar)
        if (totalOf(limit, kept) > 0)
          expect(stand(limit, small, calendar, small.at(-1)!.at).dueAt).toBe(walkQuarters(limit, kept, calendar))
      }),
      { numRuns: 100 },
    )
  })
  test('任何一刻：用掉的加剩下的等于期限，用掉的是那天为止数到的', () => {
    fc.assert(
      fc.property(calendars, histories, limitOf('workday'), fc.integer({ min: 300, max: 700 }), (calendar, events, limit, offset) => {
        const now = momentText((first + offset) * dayMs + 36_000_000)
        const s = stand(limit, events, calendar, now)
        const today = fromDay(first + offset)
        const slow = walkDays(limit, inTime(limit, events, calendar), calendar).counted.filter((on) => on <= today)
        expect(s.counted + s.remaining).toBe(s.total)
        expect(s.counted).toBe(Math.min(s.total, slow.length))
        expect(s.overdue).toBe(s.dueAt !== undefined && Date.parse(now) > Date.parse(s.dueAt))
      }),
      { numRuns: 200 },
    )
  })
})

describe('怎么变都讲得通', () => {
  /** A clock that stands still for good before its last day has none, which is later than any. */
  const isNotBefore = (due: string | undefined, other: string) => due === undefined || due >= other
  test('期限长一天，到期只会晚；受理晚一天，到期不会早', () => {
    fc.assert(
      fc.property(calendars, histories, limitOf('workday'), (calendar, events, limit) => {
        const due = dueOn(limit, events, calendar)
        if (due === undefined) return
        const longer = dueOn({ ...limit, amount: limit.amount + 1 }, events, calendar)
        if (longer !== undefined) expect(longer > due).toBe(true)
        const later = events.map((e) => (e.kind === 'start' ? { ...e, at: momentText(Date.parse(e.at) + 8 * 3_600_000 + dayMs) } : e))
        const dueLater = dueOn(limit, later, calendar)
        expect(isNotBefore(dueLater, due)).toBe(true)
      }),
    )
  })
  test('多停一次，到期不会早；多放一天假，到期不会早', () => {
    fc.assert(
      fc.property(calendars, histories, limitOf('workday'), moments, fc.integer({ min: 0, max: 364 }), (calendar, events, limit, at, i) => {
        const due = dueOn(limit, events, calendar)
        if (due === undefined) return
        const held: ClockEvent[] = [
          ...events,
          { kind: 'pause', key: 'own', at, reason: '停' },
          { kind: 'resume', key: 'own', at, reason: '停' },
        ]
        expect(isNotBefore(dueOn(limit, held, calendar), due)).toBe(true)
        const year = calendar.years[0]!
        const on = fromDay(first + i)
        const more = withYear(calendar, { ...year, off: [...new Set([...year.off, on])], work: year.work.filter((w) => w !== on) })
        expect(isNotBefore(dueOn(limit, events, more), due)).toBe(true)
      }),
    )
  })
  test('暂定的年份换成正式的，等于一开始就有正式的', () => {
    fc.assert(
      fc.property(
        yearOf(2023, 'provisional'),
        yearOf(2023),
        yearOf(2024),
        histories,
        limitOf('workday'),
        (rough, announced, next, events, limit) => {
          const rest = [next, plain(2025), plain(2026)]
          const before = makeCalendar([rough, ...rest])
          const now = '2023-12-31T12:00:00+08:00'
          const old = read(limit, events, before, now)
          expect(old.provisional).toBe(true)
          expect(read(limit, events, withYear(before, announced), now)).toEqual(
            read(limit, events, makeCalendar([announced, ...rest]), now),
          )
          expect(read(limit, events, before, now)).toEqual(old)
        },
      ),
    )
  })
  test('黄灯就是剩下不到两成或一个工作日', () => {
    fc.assert(
      fc.property(calendars, histories, limitOf('workday'), fc.integer({ min: 300, max: 700 }), (calendar, events, limit, offset) => {
        const now = momentText((first + offset) * dayMs + 36_000_000)
        const s = stand(limit, events, calendar, now)
        const expected = s.overdue
          ? 'red'
          : s.state === 'paused'
            ? 'paused'
            : s.remaining * 100 <= Math.max(s.total * 20, 100)
              ? 'yellow'
              : 'green'
        expect(lampOf(s, now)).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })
})
