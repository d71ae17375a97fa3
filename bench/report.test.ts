import { expect, test } from 'vitest'
import { pageOf, type Result } from './report.ts'

const row = (ratio: number, atLeast?: number) => ({
  name: `at ${ratio}`,
  value: 5,
  unit: 'ms',
  yardstick: { name: 'bare | pg', value: 4 },
  ratio,
  atLeast,
})
const result = (rows: Result['rows']): Result => ({
  title: 'Lives',
  at: '2026-11-25T05:00',
  seconds: 60,
  load: 0.4,
  machine: '2 × chip',
  versions: 'Node 20',
  rows,
})

test('the page counts the promises that hold and names those that do not', () => {
  const page = pageOf({ life: result([row(0.5, 0.25), row(0.1, 0.25), row(9)]) })
  expect(page).toContain('1 of 2 promises hold; not: at 0.1.')
  expect(page).toMatch(/\| at 0\.1 .*\| \*\*no\*\* \|/)
  expect(page).toMatch(/\| at 9 .*\|\s+\|\s+\|/)
})

test('a ratio that is no number holds no promise', () => {
  expect(pageOf({ life: result([row(Number.NaN, 0.25)]) })).toContain('0 of 1 promises hold')
})

test('a bar in a name does not break the table', () => {
  expect(pageOf({ life: result([row(1)]) })).toContain('bare \\| pg')
})

test('each subject tells its command, date, machine and load', () => {
  expect(pageOf({ life: result([]) })).toContain('`npm run bench -- life --write`, 2026-11-25T05:00 UTC, 60 s, 2 × chip, load 0.4')
})
