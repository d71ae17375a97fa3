import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileExpression } from '../expression.ts'
import { addMonths, epochDay, fromEpochDay, weekday, weekOfYear } from './calendar.ts'
import { DayTimeDuration, parseDuration, YearMonthDuration } from './duration.ts'
import { add, Decimal, decimal, divide, multiply, type Num, numberText, parseNumber, subtract } from './number.ts'
import { parseDate, parseDateTime, parseTime } from './temporal.ts'

const written = fc
  .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.nat(8))
  .map(([n, places]) => new Decimal(n).div(new Decimal(10).pow(places)).toFixed())
const operations: readonly [string, (a: Num, b: Num) => Num | null, (a: Decimal, b: Decimal) => Decimal][] = [
  ['sums', add, (a, b) => a.plus(b)],
  ['differences', subtract, (a, b) => a.minus(b)],
  ['products', multiply, (a, b) => a.times(b)],
  ['quotients', divide, (a, b) => a.div(b)],
]

test.each(operations)('%s are those of decimals of 34 digits', (_, fast, exact) => {
  fc.assert(
    fc.property(written, written, (a, b) => {
      const result = fast(parseNumber(a)!, parseNumber(b)!)
      const expected = exact(new Decimal(a), new Decimal(b))
      if (expected.isFinite()) expect(numberText(result!)).toBe(numberText(expected.toNumber() === 0 ? 0 : expected))
      else expect(result).toBeNull()
    }),
    { numRuns: 500 },
  )
})

test('a number reads back as what it writes', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
      expect(Number(numberText(n))).toBe(n + 0)
    }),
  )
  expect(decimal(0.1).toString()).toBe('0.1')
})

test('days count as the platform counts them, and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (days) => {
      const date = new Date(days * 86_400_000)
      const { year, month, day } = fromEpochDay(days)
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
      expect(epochDay(year, month, day)).toBe(days)
      expect(weekday(days) % 7).toBe(date.getUTCDay())
      expect(weekOfYear(year, month, day)).toBeGreaterThan(0)
    }),
  )
  expect(addMonths(2024, 1, 31, 1)).toEqual({ year: 2024, month: 2, day: 29 })
})

test('durations read back as what they write', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 999_999_999 }), (seconds, nano) => {
      const whole = new DayTimeDuration(Math.trunc(seconds / 4), nano)
      const read = parseDuration(whole.toString()) as DayTimeDuration
      expect([read.seconds, read.nano]).toEqual([whole.seconds, whole.nano])
      const months = new YearMonthDuration(Math.trunc(seconds / 12))
      expect(parseDuration(months.toString())).toEqual(months)
    }),
  )
})

test.each(['2024-02-30', '24-01-01', '2024-1-01', '+2024-01-01', '01234-01-01', '1000000000-01-01', ''])('%j is no date', (text) => {
  expect(parseDate(text)).toBeUndefined()
})

test.each(['24:00:00', '23:60:00', '7:00:00', '10:00', '10:00:00+19:00', '10:00:00@Nowhere/City', '10:00:00Z@Europe/Paris'])(
  '%j is no time',
  (text) => {
    expect(parseTime(text)).toBeUndefined()
  },
)

test('a zone has the offset of its day, and summer begins at two', () => {
  expect(parseDateTime('2026-07-01T12:00:00@Europe/Paris')!.offset).toBe(7_200)
  expect(parseDateTime('2026-01-01T12:00:00@Europe/Paris')!.offset).toBe(3_600)
  expect(parseDateTime('2026-03-29T01:59:59@Europe/Paris')!.offset).toBe(3_600)
  expect(parseDateTime('2026-03-29T03:00:00@Europe/Paris')!.offset).toBe(7_200)
})

test('an hour later is an hour of the earth where the clocks change, and a day is twenty-four of them', () => {
  const later = (text: string) => String(compileExpression(text).evaluate({}))
  expect(later('@"2021-03-14T01:30:00@America/New_York" + @"PT1H"')).toBe('2021-03-14T03:30:00@America/New_York')
  expect(later('@"2021-03-14T12:00:00@America/New_York" - @"P1D"')).toBe('2021-03-13T11:00:00@America/New_York')
  expect(later('@"2021-03-14T01:30:00@America/New_York" + @"P1M"')).toBe('2021-04-14T01:30:00@America/New_York')
  const there = '@"2021-11-06T00:30:00@America/New_York"'
  expect(later(`(${there} + @"PT30H") - ${there}`)).toBe('P1DT6H')
  expect(later('@"2021-06-01T10:00:00@Asia/Shanghai" + @"P1D"')).toBe('2021-06-02T10:00:00@Asia/Shanghai')
})
