import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayText, dueText, sizeText, weekdayOf } from './day.ts'
import { untilText } from './desk/moment.ts'
import { lampDays } from './lamp-words.ts'

describe('日子的写法', () => {
  test.each([
    ['2023-06-27', '6月27日（周二）'],
    ['2023-10-01', '10月1日（周日）'],
    ['2024-02-29', '2月29日（周四）'],
  ])('%s 写成 %s', (on, text) => expect(dueText(on)).toBe(text))

  test('调休上班的周日要说明', () => expect(dueText('2023-06-25', { makeUp: true, year: true })).toBe('2023年6月25日（周日，调休上班）'))
  test('时刻只取日子', () => expect(dayText('2023-06-25T09:05')).toBe('6月25日'))
  test('不是日子的字不猜', () => expect(() => dayText('明天')).toThrow(RangeError))
  test('隔 7 天总是同一个星期几', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(fc.property(day, (d) => weekdayOf(d.toISOString()) === weekdayOf(new Date(+d + 7 * 86_400_000).toISOString())))
  })
})

test.each([
  [12, '12 字节'],
  [348_160, '340 KB'],
  [1_258_291, '1.2 MB'],
  [20 * 1024 * 1024, '20 MB'],
])('%i 写成 %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))

test.each([
  ['green', 2, '还有 2 个工作日'],
  ['yellow', 0, '今天到期'],
  ['red', -3, '超了 3 个工作日'],
  ['paused', 4, '恢复后还有 4 个工作日'],
  ['green', undefined, ''],
] as const)('%s 灯、%s 天说“%s”', (lamp, days, text) => expect(lampDays(lamp, days)).toBe(text))

test('a limit that ends at midnight is told as the day that it ends with', () => {
  expect(untilText('2023-06-25T16:00:00.000Z')).toBe('6月25日（周日）')
  expect(untilText('2023-06-25T09:00:00.000Z')).toBe('6月25日 17:00')
})
