import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeUntil, cutDay, whyNotTake } from './rules.ts'

const nine = new Date('2023-06-20T09:00:00+08:00')
const before = new Date('2023-06-20T08:59:59+08:00')

test.each([
  ['a free place before it begins', { capacity: 2, taken: 1, closedWhy: null }, before, undefined],
  ['the last place is gone', { capacity: 2, taken: 2, closedWhy: null }, before, 'slot.full'],
  ['it begins this second', { capacity: 2, taken: 0, closedWhy: null }, nine, 'slot.over'],
  ['closed tells more than full', { capacity: 2, taken: 2, closedWhy: '停电' }, before, 'slot.closed'],
  ['over tells more than full', { capacity: 2, taken: 2, closedWhy: null }, nine, 'slot.over'],
] as const)('%s', (_, opening, now, why) => {
  expect(whyNotTake({ startsAt: nine, ...opening }, now)).toBe(why)
})

test('one changes by oneself until so many minutes before', () => {
  expect(changeUntil(nine, 60)).toEqual(new Date('2023-06-20T08:00:00+08:00'))
  expect(changeUntil(nine, 0)).toEqual(nine)
})

test('a morning is cut on the city’s clock, and a rest too short is left out', () => {
  expect(cutDay('2023-06-20', { from: '09:00', to: '10:15', minutes: 30 })).toEqual([
    { startsAt: nine, endsAt: new Date('2023-06-20T09:30:00+08:00') },
    { startsAt: new Date('2023-06-20T09:30:00+08:00'), endsAt: new Date('2023-06-20T10:00:00+08:00') },
  ])
  expect(cutDay('2023-06-20', { from: '10:00', to: '09:00', minutes: 30 })).toEqual([])
  expect(() => cutDay('2023-06-20', { from: '09:00', to: '10:00', minutes: 0 })).toThrow(RangeError)
})

const two = (n: number) => String(n).padStart(2, '0')
test('openings of a day follow each other without a gap, and never leave its hours', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_439 }),
      fc.integer({ min: 0, max: 1_439 }),
      fc.integer({ min: 1, max: 600 }),
      (a, b, minutes) => {
        const time = (n: number) => `${two(Math.floor(n / 60))}:${two(n % 60)}`
        const cut = cutDay('2023-06-20', { from: time(a), to: time(b), minutes })
        expect(cut).toHaveLength(Math.max(0, Math.floor((b - a) / minutes)))
        for (const [i, o] of cut.entries()) {
          expect(o.endsAt.getTime() - o.startsAt.getTime()).toBe(minutes * 60_000)
          if (i > 0) expect(o.startsAt).toEqual(cut[i - 1]!.endsAt)
        }
      },
    ),
  ))
