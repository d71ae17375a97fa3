import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = readFileSync(new URL('../GLOSSARY.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|(-|\s*中文)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

const twice = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i)

test('每个术语都有中文名、英文标识和解释', () => {
  expect(rows.length).toBeGreaterThanOrEqual(80)
  expect(rows.filter((cells) => cells.length !== 3 || cells.some((cell) => cell === ''))).toEqual([])
  expect(rows.filter(([chinese, identifier]) => !/\p{Script=Han}/u.test(chinese!) || !/^`[\w]+`/.test(identifier!))).toEqual([])
})

test('一个中文术语只译一次，一个英文标识只指一件事', () => {
  expect(twice(rows.map(([chinese]) => chinese!))).toEqual([])
  expect(twice(rows.map(([, identifier]) => identifier!))).toEqual([])
})
