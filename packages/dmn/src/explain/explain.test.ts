import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../model.ts'
import { tableModel } from '../table/fixture.ts'

const allowance = compile(
  tableModel({
    hitPolicy: 'FIRST',
    inputs: { age: 'number', resident: 'boolean', level: 'string' },
    rules: [
      ['>= 80', 'true', '-', 'true'],
      ['[70..80)', 'true', '"low", "none"', 'true'],
      ['-', '-', '-', 'false'],
    ],
  }),
)

describe('an explanation', () => {
  test('names the rule that fired and the verdict of every cell', () => {
    const { verdict, value, fired, rules } = allowance.explain('d', { age: 82, resident: true })
    expect({ verdict, value, fired }).toEqual({ verdict: 'met', value: true, fired: [0] })
    expect(rules[0]!.cells.map((cell) => [cell.input, cell.test, cell.verdict])).toEqual([
      ['age', '>= 80', 'met'],
      ['resident', 'true', 'met'],
      ['level', '-', 'met'],
    ])
    expect(rules[1]!.cells.map((cell) => cell.verdict)).toEqual(['not met', 'met', 'unknown'])
  })

  test('names the facts that are missing, and only those that matter', () => {
    expect(allowance.explain('d', { age: 75 })).toMatchObject({ verdict: 'unknown', missing: ['resident', 'level'] })
    expect(allowance.explain('d', { age: 82 })).toMatchObject({ verdict: 'unknown', missing: ['resident'] })
    expect(allowance.explain('d', { age: 60 })).toMatchObject({ verdict: 'not met', missing: [] })
  })

  test('offers the smallest changes that would do, and tries them out', () => {
    const { ways } = allowance.explain('d', { age: 68, resident: true, level: 'low' })
    expect(ways).toEqual([
      { rule: 0, changes: [{ input: 'age', from: 68, to: '>= 80', nearest: 80 }], open: [] },
      { rule: 1, changes: [{ input: 'age', from: 68, to: '[70..80)', nearest: 70 }], open: [] },
    ])
  })

  test('reads a condition as its parts', () => {
    const xml = tableModel({
      hitPolicy: 'FIRST',
      inputs: { age: 'number', member: 'boolean', level: 'string' },
      rules: [['-', '-', '-', '1']],
    }).replace(
      /<decisionTable[\s\S]*<\/decisionTable>/,
      '<literalExpression><text>age &gt;= 60 and member and level in ("a", "b")</text></literalExpression>',
    )
    const { verdict, rules, ways } = compile(xml).explain('d', { age: 50, member: true, level: 'a' })
    expect(verdict).toBe('not met')
    expect(rules[0]!.cells.map((cell) => `${cell.input} ${cell.test}: ${cell.verdict}`)).toEqual([
      'age >= 60: not met',
      'member true: met',
      'level "a", "b": met',
    ])
    expect(ways).toEqual([{ rule: 0, changes: [{ input: 'age', from: 50, to: '>= 60', nearest: 60 }], open: [] }])
  })
})

const input = fc.record({
  age: fc.option(fc.integer({ min: 60, max: 90 })),
  resident: fc.option(fc.boolean()),
  level: fc.option(fc.constantFrom('low', 'none', 'high')),
})

describe('whatever the facts', () => {
  test('a known verdict has the value of the scalar function', () => {
    fc.assert(
      fc.property(input, (facts) => {
        const { verdict, value } = allowance.explain('d', facts)
        if (verdict !== 'unknown') expect(value).toBe(allowance.evaluate('d', facts))
      }),
    )
  })

  test('a verdict stays when missing facts are filled in, and is never made by taking one away', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('age', 'resident', 'level'), (facts, name) => {
        const whole = allowance.explain('d', facts)
        const { verdict } = allowance.explain('d', { ...facts, [name]: null })
        if (verdict !== 'unknown') expect(verdict).toBe(whole.verdict)
      }),
    )
  })

  test('a way leads where it says', () => {
    fc.assert(
      fc.property(input, (facts) => {
        for (const { changes, open } of allowance.explain('d', facts).ways) {
          if (open.length > 0 || changes.some((change) => change.nearest === undefined)) continue
          const changed = { ...facts, ...Object.fromEntries(changes.map((change) => [change.input, change.nearest])) }
          expect(allowance.evaluate('d', changed)).toBe(true)
        }
      }),
    )
  })
})
