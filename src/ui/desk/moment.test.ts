import { expect, test } from 'vitest'
import { cityDay, momentText, untilText } from './moment.ts'

test.each([
  ['2023-06-15T02:08:00Z', '2023-06-15T09:00:00Z', '10:08'],
  ['2023-06-14T23:30:00Z', '2023-06-14T23:59:00Z', '07:30'],
  ['2023-06-14T16:30:00Z', '2023-06-15T15:59:00Z', '00:30'],
  ['2023-06-14T15:30:00Z', '2023-06-14T16:30:00Z', '6月14日 23:30'],
  ['2023-06-15T02:08:00Z', undefined, '6月15日 10:08'],
])('%s seen at %s is %s', (at, now, text) => {
  expect(momentText(at, now)).toBe(text)
})

test('a day begins in the city eight hours before it does at Greenwich', () => {
  expect([cityDay('2023-06-14T15:59:59Z'), cityDay('2023-06-14T16:00:00Z')]).toEqual(['2023-06-14', '2023-06-15'])
})

test('a limit that ends with a day is told as that day', () => {
  expect(untilText('2023-06-25T16:00:00Z')).toContain('6月25日')
  expect(untilText('2023-06-25T09:00:00Z')).toBe('6月25日 17:00')
})
