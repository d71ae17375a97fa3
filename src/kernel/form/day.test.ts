import { describe, expect, test } from 'vitest'
import { dayWrong } from './rules/day.ts'

describe('填的一天错在哪里', () => {
  test.each([
    ['2023--5', 'month', '还差月份，请填上'],
    ['-6-', 'year', '还差年份和日子，请填上'],
    ['23-06-05', 'year', '年份要写 4 位数字，例如 2023'],
    ['2023-13-01', 'month', '月份要写 1 到 12'],
    ['2023-06-00', 'day', '日子要写 1 到 31'],
    ['2023-02-30', 'day', '2023年2月没有30日，请核对'],
    ['2023-02-29', 'day', '2023年2月没有29日，请核对'],
    ['明天', 'month', '还差月份和日子，请填上'],
  ])('“%s”错在哪一格，说清楚', (text, part, sentence) => expect(dayWrong(text)).toEqual({ part, sentence }))

  test.each(['', '2024-02-29', '1999-12-31'])('“%s”没有错', (text) => expect(dayWrong(text)).toBeUndefined())
})
