/** Whatever a model or an expression says, it ends with a clear error or in bounded time, and reaches nothing. */
import { describe, expect, test } from 'vitest'
import { BudgetError, compile, compileExpression, XmlError } from '../src/index.ts'
import { tableModel } from '../src/table/fixture.ts'

const namespace = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
const decision = (text: string) =>
  `<definitions xmlns="${namespace}" name="m" namespace="urn:m"><decision id="d" name="d"><variable name="d"/><literalExpression><text>${escaped(text)}</text></literalExpression></decision></definitions>`

/** Milliseconds of the processor, which a busy machine does not stretch. */
function milliseconds(act: () => unknown): number {
  const start = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

describe('a file that is no model', () => {
  test.each([
    ['an open tag', '<definitions>', /well-formed/],
    ['no XML at all', 'once upon a time', /well-formed/],
    ['another language', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', /no DMN model/],
    [
      'an entity bomb',
      `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">]><definitions xmlns="${namespace}">&b;</definitions>`,
      /document type/,
    ],
    ['an external entity', `<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions xmlns="${namespace}"/>`, /document type/],
    ['elements without end', `<definitions xmlns="${namespace}">${'<a>'.repeat(5_000)}`, /levels deep/],
  ])('%s is refused with its place', (_, xml, message) => {
    const wrong = (() => {
      try {
        compile(xml)
      } catch (error) {
        return error
      }
    })()
    expect(wrong).toBeInstanceOf(XmlError)
    expect((wrong as XmlError).message).toMatch(message)
    expect((wrong as XmlError).place.line).toBeGreaterThan(0)
  })

  test('50 MB are read or refused, as the limit says', () => {
    const filler = `<!-- ${'x'.repeat(1_000)} -->`.repeat(50_000)
    const xml = decision('1 + 1').replace('</definitions>', `${filler}</definitions>`)
    expect(xml.length).toBeGreaterThan(50_000_000)
    expect(compile(xml).evaluate('d')).toBe(2)
    expect(() => compile(xml, { limits: { bytes: 10_000_000 } })).toThrow('larger than 10000000 bytes')
  })
})

describe('an expression that would not end', () => {
  const budget = { milliseconds: 200, items: 1_000_000, depth: 200 }
  test.each([
    ['a loop in loops', 'count(for a in 1..100000, b in 1..100000, c in 1..100000 return a)'],
    ['a loop that keeps nothing', 'some a in 1..1000000000 satisfies a < 0'],
    ['a list of ten million', 'for i in 1..10000000 return i'],
    ['a text that doubles', '(for i in 1..60 return if i = 1 then "xxxxxxxxxxxxxxxx" else partial[-1] + partial[-1])[60]'],
    ['lists that double', '(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[60]'],
    ['a pattern with a reference that steps back for ever', 'matches(string join(for i in 1..40 return "a"), "^(a*)*(a*)*(a*)*\\1b$")'],
  ])('%s is stopped', (_, text) => {
    const expression = compileExpression(text, { budget })
    expect(expression.problems).toEqual([])
    expect(milliseconds(() => expect(() => expression.evaluate()).toThrow(BudgetError))).toBeLessThan(5_000)
  })

  test('a function that calls itself without end is stopped', () => {
    const xml = `<definitions xmlns="${namespace}" name="m" namespace="urn:m"><businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>f(n + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel></definitions>`
    expect(() => compile(xml).evaluate('f', { n: 1 })).toThrow(BudgetError)
  })

  test('a decision that needs itself is an error of the model, and null', () => {
    const xml = decision('d + 1').replace(
      '<variable name="d"/>',
      '<variable name="d"/><informationRequirement><requiredDecision href="#d"/></informationRequirement>',
    )
    const model = compile(xml)
    expect(model.problems.map((p) => p.code)).toContain('circle')
    expect(model.evaluate('d')).toBeNull()
  })

  test('a pattern that makes others step back for ever is answered at once', () => {
    const text = `matches("${'a'.repeat(5_000)}", "^(a+)+$") and not(matches("${'a'.repeat(5_000)}!", "^(a|aa)+$"))`
    expect(milliseconds(() => expect(compileExpression(text).evaluate()).toBe(true))).toBeLessThan(5_000)
  })

  test.each([
    ['brackets', '('.repeat(100_000)],
    ['lists', '['.repeat(100_000)],
    ['minus signs', '-'.repeat(100_000)],
    ['conditions', 'if '.repeat(100_000)],
    ['filters', `a${'[b'.repeat(100_000)}`],
  ])('%s nested without end are refused', (_, text) => {
    expect(
      milliseconds(() => expect(compileExpression(text).problems[0]).toMatchObject({ severity: 'error', code: 'syntax' })),
    ).toBeLessThan(5_000)
  })

  test('a sum of a hundred thousand terms is an answer or a clear error', () => {
    const { problems, evaluate } = compileExpression(Array.from({ length: 100_000 }, () => '1').join(' + '))
    const answer = problems.length > 0 ? 'refused' : evaluate()
    expect(['refused', 100_000]).toContain(answer)
  })
})

describe('a model that goes too deep', () => {
  const chain = (count: number) =>
    `<definitions xmlns="${namespace}" name="m" namespace="urn:m">${Array.from(
      { length: count },
      (_, i) =>
        `<decision id="d${i}" name="d${i}"><variable name="d${i}"/><informationRequirement><requiredDecision href="#d${i + 1}"/></informationRequirement><literalExpression><text>d${i + 1}</text></literalExpression></decision>`,
    ).join(
      '',
    )}<decision id="d${count}" name="d${count}"><variable name="d${count}"/><literalExpression><text>1</text></literalExpression></decision></definitions>`

  test('by decisions is told so, and still ends', () => {
    const model = compile(chain(20_000))
    expect(model.problems.some(({ says }) => /in a row/.test(says))).toBe(true)
    expect(() => model.evaluate('d0')).toThrow(BudgetError)
    expect(compile(chain(100)).evaluate('d0')).toBe(1)
  })

  test('by types is told so', () => {
    const types = Array.from(
      { length: 20_000 },
      (_, i) => `<itemDefinition name="t${i}"><typeRef>t${i + 1}</typeRef></itemDefinition>`,
    ).join('')
    const xml = decision('1')
      .replace('<decision ', `${types}<decision `)
      .replace('<variable name="d"/>', '<variable name="d" typeRef="t0"/>')
    expect(compile(xml).problems.some(({ code }) => code === 'type')).toBe(true)
  })
})

describe('numbers without measure', () => {
  test.each([
    'exp(10 ** 15)',
    '2 ** (10 ** 15)',
    '1.0000001 ** (10 ** 15)',
    'log(10 ** 6000)',
    'sqrt(10 ** 6001)',
    'string(10 ** 6000)',
    '0.5 ** 100000',
    '10 ** 6000 * 10 ** 6000',
    'decimal(1/3, 6176)',
    'modulo(10 ** 6000, 0.7)',
    '1 / (10 ** 6000) / (10 ** 6000)',
  ])('%s is worked out or null at once', (text) => {
    const expression = compileExpression(text)
    expect(milliseconds(() => expression.evaluate())).toBeLessThan(3_000)
  })
})

test('repeats of nothing do not keep a pattern from being read', () => {
  const expression = compileExpression('matches("a", "(?:(?:(?:(?:){99999}){99999}){99999}){99999}")', { budget: { milliseconds: 300 } })
  expect(() => expression.evaluate()).toThrow(BudgetError)
})

test('a table of 10,000 rules is read, decided and checked in bounded time', () => {
  const rules = Array.from({ length: 10_000 }, (_, i) => [`[${i}..${i + 1})`, i % 2 ? '"a"' : '-', `${i}`])
  const xml = tableModel({ hitPolicy: 'UNIQUE', inputs: { n: 'number', level: 'string' }, rules })
  const model = compile(xml)
  expect(model.evaluate('d', { n: 5_000.5, level: 'b' })).toBe(5_000)
  expect(milliseconds(() => model.evaluate('d', { n: 9_998.5, level: 'a' }))).toBeLessThan(1_000)
  expect(milliseconds(() => expect(model.check().some((p) => p.code === 'overlap')).toBe(false))).toBeLessThan(30_000)
})

describe('a model reaches nothing but its inputs', () => {
  const attacks = [
    'constructor',
    'constructor.constructor("return process")()',
    '__proto__',
    '{}.constructor',
    '{}.__proto__',
    '[].constructor',
    '"".constructor',
    'toString()',
    '{a: 1}.hasOwnProperty',
    'process.exit(1)',
    'globalThis',
    'this',
    'require("fs")',
    'import("fs")',
    'eval("1")',
    'Function("return 1")()',
    'function() external {java: {class: "java.lang.Runtime", method signature: "getRuntime()"}}()',
    '(function(x) x.constructor)("a")',
    'get value({}, "constructor")',
    'get value({}, "__proto__")',
    'input.constructor',
    'input.__proto__.polluted',
    'sort.constructor',
    'date("2020-01-01").constructor',
    '[1][item.constructor = 1][1].constructor',
    '"\\"];globalThis.polluted=1;//"[1].x',
    '{"];globalThis.polluted=1;//": 1}.`];globalThis.polluted=1;//`',
    '{"\u2028];globalThis.polluted=1;//": globalThis}',
  ]
  test.each(attacks)('%s', (text) => {
    const input = { input: { a: 1 } }
    for (const backEnd of ['script', 'closures'] as const) {
      const xml = decision(text)
        .replace('<decision ', '<inputData id="input" name="input"><variable name="input"/></inputData><decision ')
        .replace(
          '<variable name="d"/>',
          '<variable name="d"/><informationRequirement><requiredInput href="#input"/></informationRequirement>',
        )
      const value = compile(xml, { backEnd }).evaluate('d', input)
      expect(JSON.stringify(value) ?? 'null').toMatch(/^(null|\[\]|\{[\s\S]*null\})$/)
    }
    expect('polluted' in globalThis).toBe(false)
    expect('polluted' in {}).toBe(false)
  })

  test('names that mean something to JavaScript are only names', () => {
    const context = { ['__proto__']: 5 } as unknown as Record<string, unknown>
    expect(compileExpression('{"__proto__": 1, constructor: 2, "toString": 3}').evaluate()).toEqual(
      Object.assign(
        Object.create(null),
        Object.fromEntries([
          ['__proto__', 1],
          ['constructor', 2],
          ['toString', 3],
        ]),
      ),
    )
    expect(compileExpression('context put({}, "__proto__", {polluted: true})').evaluate()).toBeDefined()
    expect('polluted' in {}).toBe(false)
    expect(compileExpression('constructor').evaluate({})).toBeNull()
    expect(compileExpression('hasOwnProperty').evaluate(context)).toBeNull()
  })

  test('generated code holds no text of the model but letters, digits and spaces', async () => {
    const { quoted } = await import('../src/run/emitter.ts')
    expect(quoted('"];\u2028\n`$' + '{x}//\\')).toMatch(/^"(?:\\u[0-9a-f]{4}|[A-Za-z0-9 ])*"$/)
  })

  test('getters and proxies of the caller are read once, at the border', () => {
    let reads = 0
    const given = {
      get a() {
        reads++
        return 5
      },
    }
    expect(compileExpression('a + a + a').evaluate(given)).toBe(15)
    expect(reads).toBe(1)
  })
})
