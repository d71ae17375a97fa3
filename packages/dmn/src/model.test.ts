import { describe, expect, test } from 'vitest'
import { compile } from './model.ts'
import { tableModel } from './table/fixture.ts'

const version = (date: string) => `https://www.omg.org/spec/DMN/${date}/MODEL/`
const model = (body: string, more = '') =>
  `<definitions xmlns="${version('20230324')}" name="m" namespace="urn:m" ${more}>${body}</definitions>`
const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`
const decision = (id: string, logic: string, needs = '', type = '') =>
  `<decision id="${id}" name="${id}"><variable name="${id}"${type ? ` typeRef="${type}"` : ''}/>${needs}${logic}</decision>`
const input = (id: string, type = '') =>
  `<inputData id="${id}" name="${id}"><variable name="${id}"${type ? ` typeRef="${type}"` : ''}/></inputData>`
const needsInput = (id: string) => `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`
const needs = (id: string) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`
const knows = (id: string) => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`

test.each(['20151101/dmn.xsd', '20180521/MODEL/', '20191111/MODEL/', '20211108/MODEL/', '20230324/MODEL/'])(
  'a model of the version %s is read',
  (path) => {
    expect(
      compile(
        `<definitions xmlns="http://www.omg.org/spec/DMN/${path}" name="m" namespace="n">${decision('d', literal('1 + 1'))}</definitions>`,
      ).evaluate('d'),
    ).toBe(2)
  },
)

describe('boxed expressions', () => {
  const entry = (name: string, text: string) => `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`
  test.each<[string, string, unknown]>([
    [
      'a context with a result',
      `<context>${entry('a', '2')}${entry('b c', 'a * 3')}<contextEntry>${literal('b c + 1')}</contextEntry></context>`,
      7,
    ],
    ['a list', `<list>${literal('1')}${literal('"x"')}</list>`, [1, 'x']],
    ['a relation', `<relation><column name="a"/><column name="b"/><row>${literal('1')}${literal('2')}</row></relation>`, [{ a: 1, b: 2 }]],
    [
      'a condition',
      `<conditional><if>${literal('1 &lt; 2')}</if><then>${literal('"yes"')}</then><else>${literal('"no"')}</else></conditional>`,
      'yes',
    ],
    ['a filter', `<filter><in>${literal('[1, 2, 3]')}</in><match>${literal('item &gt; 1')}</match></filter>`, [2, 3]],
    ['a loop', `<for iteratorVariable="i"><in>${literal('1..3')}</in><return>${literal('i * i')}</return></for>`, null],
    [
      'a loop over a list',
      `<for iteratorVariable="i"><in>${literal('[1, 2, 3]')}</in><return>${literal('i * i + count(partial)')}</return></for>`,
      [1, 5, 11],
    ],
    ['some', `<some iteratorVariable="i"><in>${literal('[1, 2]')}</in><satisfies>${literal('i = 2')}</satisfies></some>`, true],
    ['every', `<every iteratorVariable="i"><in>${literal('[1, 2]')}</in><satisfies>${literal('i = 2')}</satisfies></every>`, false],
    [
      'an invocation',
      `<invocation>${literal('string length')}<binding><parameter name="string"/>${literal('"abc"')}</binding></invocation>`,
      3,
    ],
  ])('%s', (_, logic, expected) => {
    for (const backEnd of ['script', 'closures'] as const)
      expect(compile(model(decision('d', logic)), { backEnd }).evaluate('d')).toEqual(expected)
  })
})

describe('hit policies', () => {
  const rules = [
    ['> 1', '10'],
    ['> 2', '30'],
    ['> 3', '20'],
  ]
  const values = '30, 20, 10'
  test.each<[string, number, unknown, { aggregation?: string; otherwise?: string }?]>([
    ['UNIQUE', 2, 10],
    ['UNIQUE', 4, null],
    ['FIRST', 4, 10],
    ['ANY', 4, null],
    ['PRIORITY', 4, 30],
    ['OUTPUT ORDER', 4, [30, 20, 10]],
    ['RULE ORDER', 4, [10, 30, 20]],
    ['COLLECT', 4, [10, 30, 20]],
    ['COLLECT', 4, 60, { aggregation: 'SUM' }],
    ['COLLECT', 4, 10, { aggregation: 'MIN' }],
    ['COLLECT', 4, 30, { aggregation: 'MAX' }],
    ['COLLECT', 4, 3, { aggregation: 'COUNT' }],
    ['UNIQUE', 0, 7, { otherwise: '7' }],
    ['UNIQUE', 0, null],
  ])('%s over %d gives %j', (hitPolicy, n, expected, { aggregation, otherwise } = {}) => {
    const xml = tableModel({ hitPolicy, aggregation, inputs: { n: 'number' }, rules, output: { values, otherwise } })
    for (const backEnd of ['script', 'closures'] as const) expect(compile(xml, { backEnd }).evaluate('d', { n })).toEqual(expected)
  })
})

describe('types', () => {
  const types = `<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
    <itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent><itemComponent name="age"><typeRef>tAge</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>`
  const people = compile(
    model(
      types +
        input('people', 'tPeople') +
        decision('d', literal('people[age &gt; 17].full name'), needsInput('people')) +
        decision('n', literal('"x"'), '', 'number'),
    ),
  )

  test('names with spaces are found through them', () => {
    expect(people.problems).toEqual([])
    expect(
      people.evaluate('d', {
        people: [
          { 'full name': 'Li', age: 30 },
          { 'full name': 'Bo', age: 3 },
        ],
      }),
    ).toEqual(['Li'])
  })
  test('one value stands for a list of one', () => {
    expect(people.evaluate('d', { people: { 'full name': 'Li', age: 30 } })).toEqual(['Li'])
  })
  test('a value that is not allowed is null, and the reason says so', () => {
    const { value, reasons } = people.trace('d', { people: [{ 'full name': 'Li', age: 300 }] })
    expect(value).toBeNull()
    expect(reasons[0]!.says).toBe('The input people is a list and no tPeople')
    expect(people.evaluate('n')).toBeNull()
  })
  test('a name that is not there is a problem with its place', () => {
    const xml = model(`${input('a', 'number')}\n${decision('d', literal('a &lt; 5 and b'), needsInput('a'))}`)
    const [problem] = compile(xml).problems
    expect(problem).toMatchObject({ code: 'unknown-name', line: 2, in: 'd' })
    expect(xml.split('\n')[1]!.slice(problem!.column - 1)).toMatch(/^b<\/text>/)
  })
})

test('knowledge is called, and may call itself', () => {
  const factorial = `<businessKnowledgeModel id="f" name="factorial of"><variable name="factorial of"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('if n &lt; 2 then 1 else n * factorial of(n - 1)')}</encapsulatedLogic></businessKnowledgeModel>`
  const made = compile(model(factorial + decision('d', literal('factorial of(n: 5)'), knows('f'))))
  expect(made.evaluate('d')).toBe(120)
  expect(made.evaluate('factorial of', { n: 3 })).toBe(6)
})

test('a decision service decides anew over its arguments', () => {
  const service =
    '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#sum"/><inputDecision href="#b"/><inputData href="#a"/></decisionService>'
  const made = compile(
    model(
      input('a', 'number') +
        decision('b', literal('100')) +
        decision('sum', literal('a + b'), needsInput('a') + needs('b')) +
        service +
        decision('d', literal('[s(1, 2), sum]'), needs('sum') + knows('s')),
    ),
  )
  expect(made.evaluate('d', { a: 5 })).toEqual([3, 105])
  expect(made.evaluate('s', { a: 7, b: 1 })).toBe(8)
})

test('an imported model lends its types, decisions and knowledge under its name', () => {
  const lender = `<definitions xmlns="${version('20211108')}" name="lender" namespace="urn:lender"><itemDefinition name="tRate"><typeRef>number</typeRef></itemDefinition>${input('base', 'tRate')}${decision('rate', literal('base * 2'), needsInput('base'))}</definitions>`
  const xml = model(
    `<import name="the lender" namespace="urn:lender" importType="${version('20211108')}"/>${decision('d', literal('the lender.rate + 1'), '<informationRequirement><requiredDecision href="urn:lender#rate"/></informationRequirement>', 'the lender.tRate')}`,
  )
  expect(compile(xml, { imports: [lender] }).evaluate('d', { base: 3 })).toBe(7)
  expect(compile(xml).problems.map((p) => p.code)).toContain('import')
})

test('an explanation goes through the decisions that are needed', () => {
  const made = compile(
    model(
      input('age', 'number') +
        decision('adult', literal('age &gt;= 18'), needsInput('age')) +
        decision('d', literal('adult = true'), needs('adult')),
    ),
  )
  expect(made.explain('d', {})).toMatchObject({ verdict: 'unknown', missing: ['age'] })
  expect(made.explain('d', { age: 20 })).toMatchObject({
    verdict: 'met',
    because: [{ decision: 'adult', verdict: 'met', rules: [{ cells: [{ input: 'age', test: '>= 18' }] }] }],
  })
})

test('an evaluation is the same whatever was evaluated before it', () => {
  const made = compile(model(input('a') + decision('d', literal('a + 1'), needsInput('a'))))
  expect(made.trace('d', { a: 'x' }).reasons).toHaveLength(1)
  expect(made.trace('d', { a: 1 })).toEqual({ value: 2, reasons: [] })
})
