/** What the standard says of imports beyond the compatibility kit's cases (DMN 1.5 §6.3.3, §6.3.4, §7.3.3): names are qualified by the import's name, and mean one thing. */
import { describe, expect, test } from 'vitest'
import { compile, type Model } from '../src/index.ts'

const dmn = 'https://www.omg.org/spec/DMN/20230324/MODEL/'

const definitions = (namespace: string, body: string) =>
  `<definitions xmlns="${dmn}" name="${namespace}" namespace="${namespace}">\n${body}\n</definitions>`
const imports = (name: string, namespace: string) => `<import name="${name}" namespace="${namespace}" importType="${dmn}"/>\n`
const literal = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`
const variable = (name: string, type: string) => `<variable name="${name}"${type ? ` typeRef="${type}"` : ''}/>`
const input = (name: string, type = '') => `<inputData id="${name}" name="${name}">${variable(name, type)}</inputData>\n`
const decision = (name: string, logic: string, requires = '', type = '') =>
  `<decision id="${name}" name="${name}">${variable(name, type)}${requires}${logic}</decision>\n`
const needs = (kind: 'Decision' | 'Input', ...hrefs: string[]) =>
  hrefs.map((href) => `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`).join('')
const knows = (...hrefs: string[]) =>
  hrefs.map((href) => `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`).join('')
const knowledge = (name: string, parameter: string, text: string) =>
  `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic><formalParameter name="${parameter}" typeRef="number"/>${literal(text)}</encapsulatedLogic></businessKnowledgeModel>\n`
const type = (name: string, base: string, allowed: string) =>
  `<itemDefinition name="${name}"><typeRef>${base}</typeRef><allowedValues><text>${allowed}</text></allowedValues></itemDefinition>\n`

const importProblems = (model: Model) =>
  model.problems.filter((each) => each.code === 'import').map(({ severity, says }) => `${severity}: ${says}`)

describe('two imported models that name things alike', () => {
  const county = definitions('urn:county', input('base', 'number') + decision('rate', literal('base * 2'), needs('Input', '#base')))
  const city = definitions('urn:city', input('base', 'number') + decision('rate', literal('base * 3'), needs('Input', '#base')))
  const model = compile(
    definitions(
      'urn:m',
      imports('county', 'urn:county') +
        imports('city', 'urn:city') +
        decision('rate', literal('1000')) +
        decision(
          'd',
          literal('[county.rate, city.rate, rate, county.base, city.base]'),
          needs('Decision', 'urn:county#rate', 'urn:city#rate', '#rate') + needs('Input', 'urn:county#base', 'urn:city#base'),
        ),
    ),
    { imports: [city, county] },
  )
  const facts = { 'urn:county#base': 5, 'urn:city#base': 7 }

  test('lend each its own', () => {
    expect(model.problems).toEqual([])
    expect(model.evaluate('d', facts)).toEqual([10, 21, 1000, 5, 7])
  })
  test('are asked for by the import’s name or the namespace, and the plain name stays the model’s own', () => {
    expect(model.evaluate('urn:city#rate', facts)).toBe(21)
    expect(model.evaluate('rate', facts)).toBe(1000)
    expect(model.evaluate('county.rate', facts)).toBe(10)
    expect(model.evaluate('rate', facts)).toBe(1000)
  })
})

describe('types of imported models', () => {
  const county = definitions('urn:county', type('tLevel', 'string', '"low", "high"') + input('level', 'tLevel'))
  const city = definitions('urn:city', type('tLevel', 'string', '"1", "2"') + input('level', 'tLevel'))
  const model = compile(
    definitions(
      'urn:m',
      imports('the county', 'urn:county') +
        imports('city', 'urn:city') +
        type('tLevel', 'string', '"a"') +
        input('one', 'the county.tLevel') +
        input('two', 'city.tLevel') +
        input('own', 'tLevel') +
        decision('d', literal('[one, two, own]'), needs('Input', '#one', '#two', '#own')) +
        decision(
          'is',
          literal('[one instance of the county.tLevel, 1 instance of the county.tLevel, one instance of city.tLevel]'),
          needs('Input', '#one'),
        ) +
        decision('far', literal('the county.level'), needs('Input', 'urn:county#level')),
    ),
    { imports: [county, city] },
  )

  test('of the same name keep their allowed values apart', () => {
    expect(model.problems).toEqual([])
    expect(model.evaluate('d', { one: 'low', two: '2', own: 'a' })).toEqual(['low', '2', 'a'])
    expect(model.evaluate('d', { one: '2', two: 'a', own: 'low' })).toEqual([null, null, null])
  })
  test('are known to expressions', () => {
    expect(model.evaluate('is', { one: 'low' })).toEqual([true, false, true])
  })
  test('bind the inputs of their own models', () => {
    expect(model.evaluate('far', { level: 'high' })).toBe('high')
    expect(model.evaluate('far', { level: '1' })).toBeNull()
  })
  test('a built-in type is no type of an imported model', () => {
    const { problems } = compile(definitions('urn:m', imports('county', 'urn:county') + input('a', 'county.number')), { imports: [county] })
    expect(problems.map((each) => each.says)).toEqual(['There is no type “county.number”.'])
  })
  test('stand on one another across models', () => {
    const limits = definitions('urn:limits', type('tAge', 'number', '[0..150]'))
    const people = definitions(
      'urn:people',
      imports('limits', 'urn:limits') + type('tAdult', 'limits.tAge', '>= 18').replace('>= 18', '&gt;= 18'),
    )
    const own = definitions(
      'urn:m',
      imports('people', 'urn:people') + input('age', 'people.tAdult') + decision('d', literal('age'), needs('Input', '#age')),
    )
    const made = compile(own, { imports: [limits, people] })
    expect(made.problems).toEqual([])
    expect([20, 10, 200].map((age) => made.evaluate('d', { age }))).toEqual([20, null, null])
  })
})

describe('an import’s name', () => {
  const lender = definitions('urn:lender', decision('rate of interest', literal('4')))
  const asked = (name: string, text: string, more = '') =>
    compile(
      definitions(
        'urn:m',
        imports(name, 'urn:lender') +
          more +
          decision('d', literal(text), needs('Decision', 'urn:lender#rate of interest', ...(more ? ['#bank'] : []))),
      ),
      {
        imports: [lender],
      },
    )

  test.each([
    ['the lender', 'the lender.rate of interest + 1'],
    ['the  lender', 'the lender . rate of interest + 1'],
    ['贷款', '贷款.rate of interest + 1'],
    ['a-b', 'a-b.rate of interest + 1'],
    ['', 'rate of interest + 1'],
  ])('may be “%s”', (name, text) => {
    const model = asked(name, text)
    expect(model.problems).toEqual([])
    expect(model.evaluate('d')).toBe(5)
  })

  test('that something in the model has as well is told, and both are found', () => {
    const model = asked('bank', 'bank.rate of interest + bank.fee', decision('bank', literal('{fee: 10}')))
    expect(importProblems(model)).toEqual(['warning: “bank” is the name of an import and of something in this model.'])
    expect(model.evaluate('d')).toBe(14)
  })

  test('is not given twice', () => {
    const model = compile(definitions('urn:m', imports('x', 'urn:lender') + imports('x', 'urn:other') + decision('d', literal('1'))), {
      imports: [lender, definitions('urn:other', '')],
    })
    expect(importProblems(model)).toEqual(['error: Two imports have the name “x”.'])
    expect(model.problems[0]).toMatchObject({ line: 3 })
  })

  test('is not needed to be the only one of a model', () => {
    const model = compile(
      definitions(
        'urn:m',
        imports('x', 'urn:lender') +
          imports('y', 'urn:lender') +
          decision('d', literal('x.rate of interest + y.rate of interest'), needs('Decision', 'urn:lender#rate of interest')),
      ),
      { imports: [lender] },
    )
    expect(model.problems).toEqual([])
    expect(model.evaluate('d')).toBe(8)
  })

  test('left out twice leaves things that are named alike without a meaning', () => {
    const other = definitions('urn:other', decision('rate of interest', literal('5')) + type('tX', 'number', '1'))
    const another = definitions('urn:another', type('tX', 'number', '2'))
    const model = compile(
      definitions(
        'urn:m',
        imports('', 'urn:lender') +
          imports('', 'urn:other') +
          imports('', 'urn:another') +
          decision('d', literal('rate of interest'), needs('Decision', 'urn:lender#rate of interest', 'urn:other#rate of interest')) +
          decision('t', literal('1'), '', 'tX'),
      ),
      { imports: [lender, other, another] },
    )
    expect(importProblems(model)).toEqual([
      'error: Two things that are required here have the name “rate of interest”.',
      'error: Two imported models have a type “tX”.',
    ])
  })
})

describe('models that import models', () => {
  const c = definitions('urn:c', input('x', 'number') + decision('value', literal('x + 1'), needs('Input', '#x')))
  const b = definitions('urn:b', imports('c', 'urn:c') + decision('value', literal('c.value * 10'), needs('Decision', 'urn:c#value')))
  const own = (more: string) => definitions('urn:a', imports('b', 'urn:b') + more)

  test('lend what they work out from others', () => {
    const model = compile(own(decision('value', literal('b.value + 0.5'), needs('Decision', 'urn:b#value'))), { imports: [c, b] })
    expect(model.problems).toEqual([])
    expect(model.evaluate('value', { x: 1 })).toBe(20.5)
  })
  test('hand nothing on that they import themselves', () => {
    const model = compile(own(decision('d', literal('1'), needs('Decision', 'urn:c#value'))), { imports: [b, c] })
    expect(importProblems(model)).toEqual(['error: “value” stands in a model that is not imported: urn:c'])
  })
  test('in a circle are refused, once for each', () => {
    const back = definitions('urn:c', imports('a', 'urn:a') + decision('value', literal('2')))
    const model = compile(own(decision('d', literal('b.value'), needs('Decision', 'urn:b#value'))), { imports: [b, back] })
    expect(importProblems(model)).toEqual(['error: Models import one another in a circle: urn:a → urn:b → urn:c → urn:a'])
    expect(model.evaluate('d')).toBe(20)
  })
  test('may not import themselves', () => {
    expect(importProblems(compile(definitions('urn:a', imports('a', 'urn:a'))))).toEqual([
      'error: Models import one another in a circle: urn:a → urn:a',
    ])
  })
  test('without names, in a circle of types that nobody defines, still end', () => {
    const [one, two] = [definitions('urn:1', imports('', 'urn:2') + input('i', 'tGone')), definitions('urn:2', imports('', 'urn:1'))]
    expect(compile(one, { imports: [two] }).problems.map((each) => each.says)).toEqual([
      'Models import one another in a circle: urn:1 → urn:2 → urn:1',
      'There is no type “tGone”.',
    ])
  })
  test('by two ways are no circle', () => {
    const d = definitions('urn:d', imports('c', 'urn:c') + decision('value', literal('c.value * 100'), needs('Decision', 'urn:c#value')))
    const model = compile(
      definitions(
        'urn:a',
        imports('b', 'urn:b') +
          imports('d', 'urn:d') +
          decision('sum', literal('b.value + d.value'), needs('Decision', 'urn:b#value', 'urn:d#value')),
      ),
      { imports: [d, b, c] },
    )
    expect(model.problems).toEqual([])
    expect(model.evaluate('sum', { x: 1 })).toBe(220)
  })
})

test('namespaces are the same only letter by letter', () => {
  const [plain, slashed] = ['http://city.example/fees', 'http://city.example/fees/']
  const lender = (namespace: string, text: string) => definitions(namespace, decision('fee', literal(text)))
  const own = definitions(
    'urn:m',
    imports('plain', plain) +
      imports('slashed', slashed) +
      decision('d', literal('[plain.fee, slashed.fee]'), needs('Decision', `${plain}#fee`, `${slashed}#fee`)),
  )
  const model = compile(own, { imports: [lender(slashed, '2'), lender(plain, '1')] })
  expect(model.problems).toEqual([])
  expect(model.evaluate('d')).toEqual([1, 2])
  expect(importProblems(compile(own, { imports: [lender(plain, '1')] }))).toEqual([
    `error: The model that is imported as “slashed” was not given: ${slashed}`,
  ])
})

test('imported knowledge with the same parameters is called each on its own, by place and by name', () => {
  const model = compile(
    definitions(
      'urn:m',
      imports('one', 'urn:1') +
        imports('two', 'urn:2') +
        decision(
          'd',
          literal('[one.fee(2), two.fee(2), one.fee(n: 3), two.fee(n: 3), one.fee(two.fee(1))]'),
          knows('urn:1#fee', 'urn:2#fee'),
        ),
    ),
    { imports: [definitions('urn:1', knowledge('fee', 'n', 'n + 1')), definitions('urn:2', knowledge('fee', 'n', 'n * 100'))] },
  )
  expect(model.problems).toEqual([])
  expect(model.evaluate('d')).toEqual([3, 200, 4, 300, 101])
})

describe('an imported decision service', () => {
  const service = (output: string, more: string) =>
    `<decisionService id="s" name="s"><variable name="s"/>${output}${more}</decisionService>\n`

  test('is called under the import’s name, and decides anew over its arguments', () => {
    const lender = definitions(
      'urn:lender',
      input('a', 'number') +
        decision('b', literal('100')) +
        decision('sum', literal('a + b'), needs('Input', '#a') + needs('Decision', '#b')) +
        service('<outputDecision href="#sum"/>', '<inputDecision href="#b"/><inputData href="#a"/>'),
    )
    const model = compile(
      definitions(
        'urn:m',
        imports('the lender', 'urn:lender') +
          decision('d', literal('[the lender.s(1, 2), the lender.s(b: 5, a: 1)]'), knows('urn:lender#s')),
      ),
      { imports: [lender] },
    )
    expect(model.problems).toEqual([])
    expect(model.evaluate('d')).toEqual([3, 6])
  })

  test('over inputs of two models that are named alike keeps them apart by the imports’ names', () => {
    const of = (namespace: string, text: string) =>
      definitions(namespace, input('x', 'number') + decision('y', literal(text), needs('Input', '#x')))
    const model = compile(
      definitions(
        'urn:m',
        imports('one', 'urn:1') +
          imports('two', 'urn:2') +
          service(
            '<outputDecision href="urn:1#y"/><outputDecision href="urn:2#y"/>',
            '<inputData href="urn:1#x"/><inputData href="urn:2#x"/>',
          ),
      ),
      { imports: [of('urn:1', 'x + 1'), of('urn:2', 'x * 2')] },
    )
    expect(model.problems).toEqual([])
    expect(model.evaluate('s', { 'one.x': 10, 'two.x': 20 })).toEqual({ 'one.y': 11, 'two.y': 40 })
  })
})
