/** Whatever the table and the facts: every back end, the scan over columns and the explanation say the same. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, compileExpression, type Explanation } from '../src/index.ts'
import { tableModel } from '../src/table/fixture.ts'

const limits = ['0', '18', '18.5', '60', '100']
const number = fc.oneof(
  fc.constant('-'),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.constantFrom(...limits)).map(([sign, limit]) => `${sign} ${limit}`),
  fc
    .tuple(fc.constantFrom('[', '('), fc.nat(2), fc.integer({ min: 2, max: 4 }), fc.constantFrom(']', ')'))
    .map(([open, from, to, close]) => `${open}${limits[from]}..${limits[to]}${close}`),
  fc.constantFrom(...limits),
  fc.constantFrom('not(18)', 'not([18..60))', '< 18, > 60', '18, 60'),
)
const level = fc.constantFrom('-', '"a"', '"b"', '"a", "c"', 'not("a")', 'not("a", "b")')
const member = fc.constantFrom('-', 'true', 'false', 'not(true)')
const rule = fc.tuple(number, level, member, fc.constantFrom('1', '2', '3'))
const table = fc.record({ hitPolicy: fc.constantFrom('FIRST', 'UNIQUE', 'COLLECT'), rules: fc.array(rule, { minLength: 1, maxLength: 6 }) })

const age = fc.constantFrom(-1, 0, 17.9, 18, 18.25, 18.5, 59, 60, 99, 100, 101)
const facts = fc.record({ age: fc.option(age), level: fc.option(fc.constantFrom('a', 'b', 'c', 'd')), member: fc.option(fc.boolean()) })
type Facts = { age: number | null; level: string | null; member: boolean | null }

const inputs = { age: 'number', level: 'string', member: 'boolean' }
const names = ['a', 'b', 'c', 'd']
const columnsOf = (all: readonly Facts[]) => ({
  age: Float64Array.from(all, (f) => f.age ?? Number.NaN),
  level: { codes: Int32Array.from(all, (f) => (f.level === null ? -1 : names.indexOf(f.level))), names },
  member: Uint8Array.from(all, (f) => (f.member === null ? 2 : Number(f.member))),
})

type Scanned = { readonly verdict: number; readonly fired: number }

/** The row of a scan against the explanation of the same facts, and the value of the scalar function. */
function agree(
  { verdict, fired }: Scanned,
  explanation: Explanation,
  value: unknown,
  { hitPolicy, rules }: { hitPolicy: string; rules: readonly (readonly string[])[] },
): void {
  expect(verdict === 2).toBe(explanation.verdict === 'unknown')
  if (verdict === 2) return
  expect(explanation.value).toEqual(value)
  if (fired >= 0) expect(value).toBe(Number(rules[fired]![3]))
  if (verdict === 3 || (verdict === 0 && hitPolicy !== 'COLLECT')) expect(value).toBeNull()
}

test('scalar, closures, columns and explanation agree over random tables and facts', () => {
  fc.assert(
    fc.property(table, fc.array(facts, { minLength: 1, maxLength: 20 }), (made, all) => {
      const xml = tableModel({ ...made, inputs })
      const script = compile(xml, { backEnd: 'script' })
      const closures = compile(xml, { backEnd: 'closures' })
      const { verdicts, fired, met } = script.columns('d').scan(columnsOf(all))
      const counts = made.rules.map(() => 0)
      all.forEach((each, i) => {
        const value = script.evaluate('d', each)
        expect(closures.evaluate('d', each)).toEqual(value)
        const explanation = script.explain('d', each)
        agree({ verdict: verdicts![i]!, fired: fired![i]! }, explanation, value, made)
        for (const { rule: at, verdict } of explanation.rules) if (verdict === 'met') counts[at]!++
      })
      expect(Array.from(met)).toEqual(counts)
    }),
    { numRuns: 200 },
  )
})

test('taking a fact away never makes a verdict, over random tables', () => {
  fc.assert(
    fc.property(table, facts, fc.constantFrom('age', 'level', 'member'), ({ hitPolicy, rules }, each, name) => {
      const model = compile(tableModel({ hitPolicy, inputs, rules }), { backEnd: 'closures' })
      const before = model.explain('d', each)
      const after = model.explain('d', { ...each, [name]: null })
      if (after.verdict !== 'unknown') expect([after.verdict, after.value]).toEqual([before.verdict, before.value])
    }),
    { numRuns: 200 },
  )
})

test('a table that its check calls sound decides everything exactly once', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 5 }),
      fc.record({ age, level: fc.constantFrom('a', 'b', 'c', 'd'), member: fc.boolean() }),
      (rules, each) => {
        const model = compile(tableModel({ hitPolicy: 'UNIQUE', inputs, rules }), { backEnd: 'closures' })
        const codes = new Set(model.check().map((problem) => problem.code))
        const matching = model.explain('d', each).rules.filter(({ verdict }) => verdict === 'met').length
        if (!codes.has('overlap')) expect(matching).toBeLessThan(2)
        if (!codes.has('gap')) expect(matching).toBeGreaterThan(0)
      },
    ),
    { numRuns: 300 },
  )
})

const operand = fc.constantFrom('1', '0.1', '-2.5', 'a', 'b', 'null', '"x"', 'true')
const expression = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    operand,
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*', '/', '**', '=', '<', '>=', 'and', 'or'), tie('node'))
      .map(([x, sign, y]) => `(${x} ${sign} ${y})`),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([x, y, z]) => `(if ${x} then ${y} else ${z})`),
    tie('node').map((x) => `(for i in [1, 2, ${x}] return i)`),
    tie('node').map((x) => `[1, ${x}, 3][item > 1]`),
    tie('node').map((x) => `{c: ${x}, d: c}.d`),
    tie('node').map((x) => `(some i in [${x}, 2] satisfies i = 2)`),
    tie('node').map((x) => `(${x} in (1, > 2, [3..5]))`),
    tie('node').map((x) => `(function(p) [p, p])(${x})`),
  ),
})).node as fc.Arbitrary<string>

test('generated code and closures agree over random expressions', () => {
  fc.assert(
    fc.property(expression, fc.option(fc.integer()), fc.option(fc.string()), (text, a, b) => {
      const literal = `<literalExpression><text>${text.replace(/</g, '&lt;')}</text></literalExpression>`
      const xml = tableModel({ hitPolicy: 'FIRST', inputs: { a: 'number', b: 'string' }, rules: [['-', '-', '1']] }).replace(
        /<decisionTable[\s\S]*<\/decisionTable>/,
        literal,
      )
      const value = compile(xml, { backEnd: 'closures' }).evaluate('d', { a, b })
      expect(compile(xml, { backEnd: 'script' }).evaluate('d', { a, b })).toEqual(value)
      expect(compileExpression(text, { names: { a: { kind: 'number' }, b: { kind: 'string' } } }).evaluate({ a, b })).toEqual(value)
    }),
    { numRuns: 500 },
  )
})
