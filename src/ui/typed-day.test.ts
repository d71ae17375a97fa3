import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinDay, splitDay } from './typed-day.ts'

describe('一天分三格填', () => {
  test.each([
    ['2023', '7', '1', '2023-07-01'],
    ['２０２３', '１２', '３１', '2023-12-31'],
    [' 2023年', '7月', '1号', '2023-07-01'],
    ['2023', '', '5', '2023--5'],
    ['', '', '', ''],
    ['去年', '7', '1', '去-7-1'],
  ])('“%s”年“%s”月“%s”日存成“%s”', (year, month, day, text) => expect(joinDay({ year, month, day })).toBe(text))

  test.each([
    ['2023-06-05', '2023', '6', '5'],
    ['2023年6月5日', '2023', '6', '5'],
    ['2023/6/15', '2023', '6', '15'],
    ['2023--5', '2023', '', '5'],
    ['明天', '明天', '', ''],
    ['', '', '', ''],
  ])('存的“%s”放回三格', (text, year, month, day) => expect(splitDay(text)).toEqual({ year, month, day }))

  test('填的每一天，存了再放回来，还是那一天', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const text = date.toISOString().slice(0, 10)
        expect(joinDay(splitDay(text))).toBe(text)
      }),
    )
  })
})
