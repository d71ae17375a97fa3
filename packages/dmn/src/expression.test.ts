import { describe, expect, test } from 'vitest'
import { compileExpression, compileUnaryTests, FeelDate } from './index.ts'

const value = (text: string, context: Record<string, unknown> = {}) => compileExpression(text).evaluate(context)

describe('an expression', () => {
  test.each([
    ['1 + 2 * 3 ** 2', 19],
    ['0.1 + 0.2', 0.3],
    ['-3 ** 2', 9],
    ['1 / 0', null],
    ['if null then 1 else 2', 2],
    ['2 in [1..5] and 3 <= 3', true],
    ['for i in 1..3, j in 1..i return i * j', [1, 2, 4, 3, 6, 9]],
    ['some x in [1, 2, 3] satisfies x > 2', true],
    ['{a: 1, b: a + 1}.b', 2],
    ['[{a: 1}, {a: 2}][a > 1].a', [2]],
    ['string(date("2024-02-29") + duration("P1Y"))', '2025-02-28'],
    ['sort([3, 1, 2], function(x, y) x < y)', [1, 2, 3]],
    ['true and null', null],
    ['false and null', false],
    ['"a" = 1', null],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  test('reads names with spaces and signs by what the scope knows', () => {
    const names = ['monthly payment', 'pre-bureau risk', 'pre', 'bureau risk']
    const read = (text: string) => compileExpression(text, { names })
    expect(read('pre-bureau risk + monthly payment').reads).toEqual(['pre-bureau risk', 'monthly payment'])
    expect(read('monthly payment - pre').evaluate({ 'monthly payment': 5, pre: 2 })).toBe(3)
    expect(read('weekly payment').problems).toMatchObject([{ code: 'unknown-name', line: 1, column: 1 }])
  })

  test('says where it cannot be read, and is then worth null', () => {
    const wrong = compileExpression('1 +\n  * 2')
    expect(wrong.problems).toEqual([{ severity: 'error', code: 'syntax', says: '“*” cannot stand here.', line: 2, column: 3 }])
    expect(wrong.evaluate()).toBeNull()
  })

  test('says why it is null', () => {
    expect(
      compileExpression('a + 1')
        .trace({ a: true })
        .reasons.map((r) => r.says),
    ).toEqual(['boolean + number has no result'])
  })

  test('takes and gives values of its own for dates', () => {
    const birthday = FeelDate.of(1960, 5, 1)
    expect(value('years and months duration(birthday, date("2026-11-25")).years', { birthday })).toBe(66)
    expect(String(value('birthday', { birthday }))).toBe('1960-05-01')
  })
})

describe('unary tests', () => {
  test.each([
    ['"a", "b"', 'b', true],
    ['[18..65)', 65, false],
    ['not(< 5)', 7, true],
    ['? * 2 > 5', 3, true],
    ['-', null, true],
    ['null', null, true],
    ['> 5', null, null],
  ])('%s of %j', (text, tested, expected) => {
    expect(compileUnaryTests(text).test(tested)).toBe(expected)
  })
})
