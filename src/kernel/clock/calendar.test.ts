import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import y2022 from '../../../city/ganzhou/calendar/2022.json' with { type: 'json' }
import y2023 from '../../../city/ganzhou/calendar/2023.json' with { type: 'json' }
import y2024 from '../../../city/ganzhou/calendar/2024.json' with { type: 'json' }
import y2025 from '../../../city/ganzhou/calendar/2025.json' with { type: 'json' }
import y2026 from '../../../city/ganzhou/calendar/2026.json' with { type: 'json' }
import y2027 from '../../../city/ganzhou/calendar/2027.json' with { type: 'json' }
import hours from '../../../city/ganzhou/hours.json' with { type: 'json' }
import { addWorkdays, isWorkday, makeCalendar, natureOf, nextWorkday, withHours, withYear, workdaysBetween } from './rules/calendar.ts'
import { civil, dayOf, fromDay, momentText, toDay, weekdayOf } from './rules/day.ts'
import { CalendarYear } from './schema.ts'

const official = [y2022, y2023, y2024, y2025, y2026]
const calendar = makeCalendar(official, hours)
const days = (from: string, to: string) => Array.from({ length: toDay(to) - toDay(from) + 1 }, (_, i) => fromDay(toDay(from) + i))

describe('日子是整数', () => {
  test('与 JavaScript 的日期逐日相同', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 100_000 }), (day) => {
        const date = new Date(day * 86_400_000)
        expect(fromDay(day)).toBe(date.toISOString().slice(0, 10))
        expect(toDay(fromDay(day))).toBe(day)
        expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7)
        expect(civil(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() })
      }),
    )
  })
  test('夜里的事算在北京时间的那一天', () => {
    expect(dayOf('2023-06-26T15:59:59Z')).toBe('2023-06-26')
    expect(dayOf('2023-06-26T16:00:00Z')).toBe('2023-06-27')
    expect(dayOf(new Date('2023-06-26T23:30:00+08:00'))).toBe('2023-06-26')
    expect(momentText(toDay('2023-06-27') * 86_400_000 + 63_300_000)).toBe('2023-06-27T17:35:00+08:00')
  })
  test('没写时区的时刻不猜', () => expect(() => dayOf('2023-06-26T15:59:59')).toThrow(RangeError))
})

describe('赣州的日历', () => {
  test('2022 至 2026 年逐日与 chinese-days 一致', () => {
    for (const on of days('2022-01-01', '2026-12-31')) expect([on, isWorkday(calendar, on)]).toEqual([on, chineseDays.isWorkday(on)])
  })
  test('2027 年只按法定假日推算，并且标明', () => {
    const lunar = (date: string) => chineseDays.getSolarDateFromLunar(date).date
    const spring = toDay(lunar('2027-01-01'))
    const fixed = ['2027-01-01', ...[-1, 0, 1, 2].map((n) => fromDay(spring + n)), chineseDays.getSolarTermDate(2027, 4, 'pure_brightness')]
    const rest = ['2027-05-01', '2027-05-02', lunar('2027-05-05'), lunar('2027-08-15'), '2027-10-01', '2027-10-02', '2027-10-03']
    expect(y2027.status).toBe('provisional')
    expect(y2027.off).toEqual([...fixed, ...rest].sort())
    expect(y2027.work).toEqual([])
  })
  test('2023 年有 249 个工作日，每月分别是', () => {
    const perMonth = [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21]
    const counted = perMonth.map((_, m) => {
      const first = `2023-${String(m + 1).padStart(2, '0')}-01`
      const next = m === 11 ? '2024-01-01' : `2023-${String(m + 2).padStart(2, '0')}-01`
      return workdaysBetween(calendar, fromDay(toDay(first) - 1), fromDay(toDay(next) - 1))
    })
    expect(counted).toEqual(perMonth)
    expect(counted.reduce((a, b) => a + b)).toBe(249)
  })
  test.each([
    ['2023-04-28', 5, '2023-05-09'],
    ['2023-09-28', 3, '2023-10-09'],
    ['2023-09-28', 20, '2023-11-01'],
    ['2023-05-22', 20, '2023-06-19'],
    ['2023-01-19', 1, '2023-01-20'],
    ['2023-12-29', 1, '2024-01-02'],
    ['2023-06-16', 5, '2023-06-26'],
    ['2023-06-15', 5, '2023-06-25'],
    ['2023-09-27', 20, '2023-10-31'],
    ['2023-06-17', 0, '2023-06-19'],
  ])('%s 起第 %i 个工作日是 %s', (from, n, due) => expect(addWorkdays(calendar, from, n)).toBe(due))

  test('放假、调休、周末各有名字', () => {
    expect(natureOf(calendar, '2023-06-22')).toMatchObject({ kind: 'holiday', name: '端午' })
    expect(natureOf(calendar, '2023-06-25')).toMatchObject({ kind: 'makeup', name: '端午' })
    expect(natureOf(calendar, '2023-06-18').kind).toBe('weekend')
    expect(nextWorkday(calendar, '2023-09-29')).toBe('2023-10-07')
  })
})

describe('没有录入的年份', () => {
  const sentence = { code: 'clock.no-calendar', status: 409, data: { year: 2024 } }
  const only2023 = makeCalendar([y2023])
  test('拒绝计算，绝不当成平常年份', () => {
    expect(() => addWorkdays(only2023, '2023-12-29', 1)).toThrow(expect.objectContaining(sentence))
    expect(() => addWorkdays(only2023, '2023-12-29', 1)).toThrow('2024 年的放假安排还没有录入')
    expect(() => isWorkday(only2023, '2024-01-01')).toThrow(expect.objectContaining(sentence))
    expect(() => workdaysBetween(only2023, '2023-12-01', '2024-02-01')).toThrow(expect.objectContaining(sentence))
    expect(() => nextWorkday(makeCalendar([]), '2024-01-01')).toThrow(expect.objectContaining(sentence))
    expect(addWorkdays(only2023, '2023-12-28', 1)).toBe('2023-12-29')
  })
  test('中间缺一年也一样，说出缺的是哪一年', () => {
    const gap = makeCalendar([y2023, y2025])
    expect(() => addWorkdays(gap, '2023-12-29', 1)).toThrow(expect.objectContaining(sentence))
    expect(() => workdaysBetween(gap, '2023-12-01', '2025-02-01')).toThrow(expect.objectContaining(sentence))
    expect(addWorkdays(gap, '2025-01-02', 1)).toBe('2025-01-03')
  })
  test('同一年不能有两份，正式的换掉暂定的', () => {
    expect(() => makeCalendar([y2023, y2023])).toThrow(expect.objectContaining({ code: 'clock.year-twice' }))
    const announced = CalendarYear.parse({ ...y2027, status: 'official' })
    expect(withYear(makeCalendar([y2026, y2027]), announced).years.map((y) => [y.year, y.status])).toEqual([
      [2026, 'official'],
      [2027, 'official'],
    ])
  })
})

test('年历写错会被指出来', () => {
  expect(CalendarYear.safeParse({ ...y2023, off: ['2024-01-01'] }).success).toBe(false)
  expect(CalendarYear.safeParse({ ...y2023, work: ['2023-06-22'] }).success).toBe(false)
  expect(() => withHours(calendar, [{ from: '13:00', to: '12:00' }])).toThrow()
})
