import { expect, test } from 'vitest'
import { figureText, momentsOf, yearOf } from './figure.ts'

test('没说哪一段，就是今年到今天', () => {
  expect(yearOf('2023-06-15')).toEqual({ from: '2023-01-01', to: '2023-06-15' })
})

test('统计的最后一天整天都算，按北京时间', () => {
  const { since, until } = momentsOf('2023-06-01', '2023-06-15')
  expect([since.toISOString(), until.toISOString()]).toEqual(['2023-05-31T16:00:00.000Z', '2023-06-15T16:00:00.000Z'])
})

test.each([
  [null, '件', '暂无'],
  [0, '件', '0 件'],
  [1234, '件', '1,234 件'],
  [93.456, '%', '93.46%'],
])('数字 %s（单位 %s）写作“%s”', (value, unit, text) => {
  expect(figureText(value, unit)).toBe(text)
})
