import { expect, test } from 'vitest'
import { told } from './rules.ts'

test('lines that are refused for the same reason are told once, in runs', () => {
  const of = (message: string, ...lines: number[]) => lines.map((line) => ({ line, message }))
  const rejected = [...of('缺少：全称', 2, 3, 4), ...of('机构名录里没有', 5), ...of('缺少：全称', 6, 7, 9)].sort((a, b) => a.line - b.line)
  expect(told(rejected)).toEqual([
    { lines: '第 2–4、6、7、9 行', message: '缺少：全称' },
    { lines: '第 5 行', message: '机构名录里没有' },
  ])
  expect(told([])).toEqual([])
})
