import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOf, monthsOf, nextMonth, spanOf } from './span.ts'

test.each([
  ['2023-01-01', '2023-06-15', '2023-01-01', '2023-06-01'],
  ['2023-01-15', '2023-03-31', '2023-02-01', '2023-04-01'],
  ['2023-02-01', '2023-02-28', '2023-02-01', '2023-03-01'],
  ['2022-12-31', '2023-01-31', '2023-01-01', '2023-02-01'],
  ['2023-02-02', '2023-02-28', '2023-02-02', '2023-02-02'],
  ['2023-02-15', '2023-03-15', '2023-02-15', '2023-02-15'],
  ['2024-02-01', '2024-02-28', '2024-02-01', '2024-02-01'],
])('%s 到 %s：整月从 %s 到 %s 以前', (from, to, wholeFrom, wholeTo) => {
  expect(spanOf(from, to)).toEqual({ from, to, wholeFrom, wholeTo })
})

const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2018, 0, 1 + n)).toISOString().slice(0, 10))

test('每一天正好属于整月或者零头之一', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      const { wholeFrom, wholeTo } = spanOf(from, to)
      for (const d of daysOf({ from, to }, 5000)) {
        const [before, whole, after] = [d >= from && d < wholeFrom, d >= wholeFrom && d < wholeTo, d >= wholeTo && d <= to]
        expect([before, whole, after].filter(Boolean)).toHaveLength(1)
      }
      expect([wholeFrom, wholeTo].filter((d) => d.endsWith('-01')).length).toBe(wholeFrom === wholeTo && !wholeFrom.endsWith('-01') ? 0 : 2)
    }),
  )
})

test('月份连着排，跨年也对', () => {
  expect(monthsOf({ from: '2022-11-20', to: '2023-02-01' })).toEqual(['2022-11-01', '2022-12-01', '2023-01-01', '2023-02-01'])
  expect(monthsOf({ from: '2010-01-01', to: '2023-06-01' }).length).toBe(36)
  expect(nextMonth('2023-12-31')).toBe('2024-01-01')
})
