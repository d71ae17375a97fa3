import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cycleOf, dueAt, durationOf, momentOf, plus } from '../src/index.ts'

const at = (text: string) => Date.parse(text)
const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString())

test.each([
  ['P1Y2M3DT4H5M6.5S', { years: 1, months: 2, days: 3, seconds: 14_706.5 }],
  ['P2W', { years: 0, months: 0, days: 14, seconds: 0 }],
  ['PT0S', { years: 0, months: 0, days: 0, seconds: 0 }],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['P1S', undefined],
  ['-P1D', undefined],
  ['1D', undefined],
])('%s is the duration %j', (text, duration) => expect(durationOf(text)).toEqual(duration))

test.each([
  ['2026-11-25', '2026-11-25T00:00:00.000Z'],
  ['2026-11-25T09:00:00Z', '2026-11-25T09:00:00.000Z'],
  ['2026-11-25T09:00:00+08:00', '2026-11-25T01:00:00.000Z'],
  ['2026-11-25T09:00-0530', '2026-11-25T14:30:00.000Z'],
  ['2026-11-25T09:00:00.25', '2026-11-25T09:00:00.250Z'],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-11-25T25:00:00Z', undefined],
  ['tomorrow', undefined],
])('%s is the moment %s', (text, moment) => expect(iso(momentOf(text))).toBe(moment))

test.each([
  ['2026-01-31T10:00:00Z', 'P1M', '2026-02-28T10:00:00.000Z'],
  ['2024-02-29T00:00:00Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
  ['2026-12-31T23:59:59Z', 'PT1S', '2027-01-01T00:00:00.000Z'],
  ['2026-03-01T00:00:00Z', 'P1M1DT1H', '2026-04-02T01:00:00.000Z'],
])('%s and %s make %s', (from, duration, sum) => expect(iso(plus(at(from), durationOf(duration)!))).toBe(sum))

describe('a timer is due', () => {
  const set = at('2026-11-25T09:00:00Z')
  test.each([
    ['date', '2020-01-01', 0, '2020-01-01T00:00:00.000Z'],
    ['duration', 'PT5M', 0, '2026-11-25T09:05:00.000Z'],
    ['cycle', 'R2/PT1H', 0, '2026-11-25T10:00:00.000Z'],
    ['cycle', 'R2/PT1H', 1, '2026-11-25T10:00:00.000Z'],
    ['cycle', 'R2/PT1H', 2, undefined],
    ['cycle', 'R0/PT1H', 0, undefined],
    ['cycle', 'R/P1D', 99, '2026-11-26T09:00:00.000Z'],
    ['cycle', 'R3/2027-01-01T00:00:00Z/P1D', 0, '2027-01-01T00:00:00.000Z'],
    ['cycle', 'R3/2027-01-01T00:00:00Z/P1D', 1, '2026-11-26T09:00:00.000Z'],
    ['cycle', 'R/PT1H/2026-11-25T09:30:00Z', 0, undefined],
  ] as const)('as %s %s, fired %i times already: %s', (kind, value, fired, due) =>
    expect(iso(dueAt({ kind, value, fired }, set))).toBe(due),
  )
})

test.each(['R3', 'R-1/PT1H', 'R3/soon/PT1H', 'R3/PT1H/never', 'PT1H'])('%s is no cycle', (text) => expect(cycleOf(text)).toBeUndefined())

test('what a date is written as is read as that moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('1000-01-01'), max: at('9999-12-31') }), (moment) => {
      expect(momentOf(new Date(moment).toISOString())).toBe(moment)
    }),
  )
})
