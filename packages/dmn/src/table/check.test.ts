import { expect, test } from 'vitest'
import { compile } from '../model.ts'
import { tableModel } from './fixture.ts'

const says = (table: Parameters<typeof tableModel>[0]) =>
  compile(tableModel(table))
    .check()
    .map(({ code, says: text }) => `${code}: ${text}`)

test('a table that covers everything once is sound', () => {
  expect(
    says({
      hitPolicy: 'UNIQUE',
      inputs: { age: 'number', member: 'boolean' },
      rules: [
        ['< 18', '-', '1'],
        ['>= 18', 'true', '2'],
        ['>= 18', 'false', '3'],
      ],
    }),
  ).toEqual([])
})

test('two rules that can match at once overlap', () => {
  expect(
    says({
      hitPolicy: 'UNIQUE',
      inputs: { age: 'number' },
      rules: [
        ['<= 18', '1'],
        ['>= 18', '2'],
      ],
    }),
  ).toEqual(['overlap: Rules 1 and 2 overlap, but only one may match (hit policy UNIQUE).'])
})

test('values that no rule covers are gaps, as intervals and as names', () => {
  expect(
    says({
      hitPolicy: 'UNIQUE',
      inputs: { age: 'number', level: 'string' },
      allowed: { level: '"gold", "silver", "iron"' },
      rules: [
        ['< 18', '-', '1'],
        ['(18..60]', '"gold", "silver"', '2'],
        ['> 60', 'not("iron")', '3'],
      ],
    }),
  ).toEqual([
    'gap: No rule covers age: 18; level: -.',
    'gap: No rule covers age: (18..60]; level: "iron".',
    'gap: No rule covers age: > 60; level: "iron".',
  ])
})

test('a rule that earlier ones cover together is shadowed', () => {
  expect(
    says({
      hitPolicy: 'FIRST',
      inputs: { age: 'number' },
      rules: [
        ['< 30', '1'],
        ['>= 30', '2'],
        ['[20..40]', '3'],
      ],
    }),
  ).toEqual(['shadowed: Rule 3 never fires: the rules before it cover all of it.'])
})

test('rules of ANY that disagree are in conflict, those that agree are not', () => {
  expect(
    says({
      hitPolicy: 'ANY',
      inputs: { age: 'number' },
      rules: [
        ['< 30', '1'],
        ['>= 20', '1'],
        ['> 25', '2'],
      ],
    }),
  ).toEqual([
    'conflict: Rules 1 and 3 overlap and give different results (hit policy ANY).',
    'conflict: Rules 2 and 3 overlap and give different results (hit policy ANY).',
  ])
})

test('dates have no days between neighbours', () => {
  expect(
    says({
      hitPolicy: 'UNIQUE',
      inputs: { day: 'date' },
      rules: [
        ['<= date("2026-01-01")', '1'],
        ['>= date("2026-01-02")', '2'],
      ],
    }),
  ).toEqual([])
})

test('a problem says where it stands in the file', () => {
  const xml = tableModel({
    hitPolicy: 'UNIQUE',
    inputs: { age: 'number' },
    rules: [
      ['<= 18', '1'],
      ['>= 18', '2'],
    ],
  })
  const [{ line, column } = { line: 0, column: 0 }] = compile(xml).check()
  expect(xml.split('\n')[line - 1]!.slice(column - 1)).toMatch(/^<rule id="r2">/)
})

test('what is wrong in a cell is found at its very place, entities counted', () => {
  const xml = tableModel({ hitPolicy: 'UNIQUE', inputs: { age: 'number' }, rules: [['< 18 ++', '1']] })
  const [{ line, column, code } = { line: 0, column: 0, code: '' }] = compile(xml).problems
  expect(code).toBe('syntax')
  expect(xml.split('\n')[line - 1]!.slice(column - 1)).toMatch(/^\+<\/text>/)
})

test('a large table, looked up through its grid, decides as a small one does', () => {
  const cells = (i: number) => [i % 3 ? `[${i}..${i + 7})` : `>= ${i}, null`, i % 2 ? '"a", "b"' : 'not("a")', `${i}`]
  const all = Array.from({ length: 300 }, (_, i) => cells(i))
  const inputs = { n: 'Any', level: 'string' }
  const large = compile(tableModel({ hitPolicy: 'COLLECT', inputs, rules: all }), { backEnd: 'closures' })
  const halves = [all.slice(0, 100), all.slice(100, 200), all.slice(200)].map((rules) =>
    compile(tableModel({ hitPolicy: 'COLLECT', inputs, rules })),
  )
  for (const n of [0, 6.5, 7, 150, 299, 305, 306, -1, null, 'x', true]) {
    for (const level of ['a', 'b', 'c', null]) {
      expect(large.evaluate('d', { n, level })).toEqual(halves.flatMap((each) => each.evaluate('d', { n, level })))
    }
  }
})

test('cells of another type than their column are found', () => {
  const xml = tableModel({
    hitPolicy: 'FIRST',
    inputs: { age: 'number' },
    rules: [
      ['"old"', '1'],
      ['[1..5]', '"x"'],
    ],
    output: { type: 'number' },
  })
  expect(compile(xml).problems.map(({ code, severity, says }) => [code, severity, says])).toEqual([
    ['type', 'warning', 'A number is never equal to a string, nor within it: the test is never met.'],
    ['type', 'error', 'The result is no number: it would be null.'],
  ])
})
