import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carriedTo, factsOf, nextAsked } from './rules/ask.ts'
import { assess, assessmentText, listedIn, resultFor } from './rules/assess.ts'
import { findingsOf } from './rules/check.ts'
import { derive } from './rules/derive.ts'
import { gather } from './rules/facts.ts'
import { readModel } from './rules/read.ts'
import { sayResult } from './rules/say.ts'
import { ruleText, testText } from './rules/words.ts'
import type { Facts, KnownFact } from './schema/assessment.ts'
import type { DecisionModel, Derivation } from './schema/model.ts'

const file = (code: string) => readFileSync(new URL(`../../../city/ganzhou/items/${code}/decision.dmn`, import.meta.url), 'utf8')
const models = new Map<string, DecisionModel>()
const model = (code: string): DecisionModel => {
  if (!models.has(code)) models.set(code, readModel(file(code)).model!)
  return models.get(code)!
}
const now = '2023-06-15T01:00:00.000Z'
const known = (values: Record<string, KnownFact['value']>): Facts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: '申请表', source: 'answer:x' }]))
const ask = (code: string, facts: Facts) => assess(model(code), { model: code, version: 1, now, facts })

describe('what is worked out of a value', () => {
  test.each<[Derivation, unknown, string, unknown]>([
    ['age', '360702194306160017', '2023-06-15', 79],
    ['age', '360702194306150017', '2023-06-15', 80],
    ['months', '2022-12-15', '2023-06-15', 6],
    ['months', '2022-12-16', '2023-06-15', 5],
    ['sex', '360702198809180229', '2023-06-15', '2'],
    ['city', '360702400', '2023-06-15', '360700'],
    ['yes', 'no', '2023-06-15', false],
    ['none', ['none'], '2023-06-15', true],
    ['none', ['car'], '2023-06-15', false],
    ['schoolAge', '2017-08-31', '2023-06-15', 6],
    ['schoolAge', '2017-09-01', '2023-06-15', 5],
    ['age', '不是证件号', '2023-06-15', undefined],
  ])('%s of %j on %s is %j', (as, value, today, expected) => {
    expect(derive(as, value, today)).toBe(expected)
  })
})

describe('words of a cell', () => {
  const of = { type: 'number', unit: '周岁' } as const
  test.each([
    ['>= 80', '不少于 80 周岁'],
    ['[16..55)', '16 周岁到 55 周岁（不含）'],
    ['< 18, >= 60', '不到 18 周岁或不少于 60 周岁'],
    ['not(3)', '不是 3 周岁'],
  ])('%s is %s', (text, words) => {
    expect(testText(text, of)).toBe(words)
  })
})

describe('a rule in one line', () => {
  const columns = [
    { label: '在这里住了', input: { type: 'number', unit: '个月' } },
    { label: '凭哪一样', input: { type: 'string', labels: { work: '在这里工作', study: '在这里上学' } } },
    { label: '有孩子', input: { type: 'boolean' } },
  ]
  test.each([
    [['>= 6', '"work"', '-'], ['true'], '在这里住了不少于 6 个月，凭哪一样：在这里工作 ⇒ 是'],
    [['< 6', '-', ''], ['false'], '在这里住了不到 6 个月 ⇒ 否'],
    [['-', '"work", "study"', 'true'], ['true'], '凭哪一样：在这里工作或在这里上学，有孩子：是 ⇒ 是'],
    [['-', '-', '-'], ['false'], '不论怎样 ⇒ 否'],
  ])('%j ⇒ %j is %s', (tests, results, words) => expect(ruleText(columns, tests, results)).toBe(words))
})

describe('a verdict', () => {
  const loan = { 有营业执照: true, 属于哪一类: 'graduate', 年龄: 25, 想贷的金额: 200_000, 贷几年: '3' }

  test('counts what is met, names what is lacking, and says what would do', () => {
    const facts = known({ ...loan, 想贷的金额: 350_000 })
    const said = sayResult(model('startup-loan'), facts, resultFor(ask('startup-loan', facts), 'eligibility')!)
    expect([said.score, said.verdict]).toEqual(['满足 4/5', 'not met'])
    expect(said.summary).toBe('缺：想贷的金额：不超过 300,000 元（现在是 350,000 元）')
    expect(said.ways).toEqual(['若想贷的金额不超过 300,000 元，就可以'])
    expect(said.rules[0]).toMatchObject({ basis: '就业促进法 第十九条', fired: false })
  })

  test('names the facts that are missing', () => {
    const { 年龄: _, ...rest } = loan
    const said = sayResult(model('startup-loan'), known(rest), resultFor(ask('startup-loan', known(rest)), 'eligibility')!)
    expect([said.verdict, said.score, said.summary]).toEqual(['unknown', '满足 4/5', '还要知道：年龄'])
  })

  test('of materials is the list of those that may follow, and empty where none may', () => {
    const list = (facts: Record<string, boolean>) => listedIn(resultFor(ask('food-business-licence-new', known(facts)), 'tolerance'))
    expect(list({ 布局图交了: true, 卖自酿酒: false })).toEqual(['rules'])
    expect(list({ 布局图交了: false, 卖自酿酒: false })).toEqual([])
    expect(list({ 卖自酿酒: false })).toBeUndefined()
  })

  test('of materials is told by their names, and as none where there is none', () => {
    const told = (given: Record<string, boolean>) => {
      const facts = known(given)
      const found = resultFor(ask('food-business-licence-new', facts), 'tolerance')!
      return sayResult(model('food-business-licence-new'), facts, found, { rules: '食品安全管理制度' }).value
    }
    expect(told({ 布局图交了: true, 卖自酿酒: false })).toBe('食品安全管理制度')
    expect(told({ 布局图交了: false, 卖自酿酒: false })).toBe('没有')
    expect(told({ 卖自酿酒: false })).toBeUndefined()
  })

  const codes = [
    'elderly-allowance',
    'unemployment-benefit',
    'startup-loan',
    'flexible-employment-insurance',
    'residence-permit',
    'road-freight-licence',
    'fertility-registration',
  ]
  const values = (code: string) =>
    fc.record(
      Object.fromEntries(
        model(code).inputs.map((input) => [
          input.name,
          fc.constantFrom(...input.question!.options.map((o) => o.value as KnownFact['value'])),
        ]),
      ),
    )

  test.each(codes)('that used a fact becomes unknown without it, and never met: %s', (code) => {
    const used = model(code)
    fc.assert(
      fc.property(values(code), fc.nat(), (all, pick) => {
        const whole = resultFor(ask(code, known(all)), 'eligibility')!
        const decisive = whole.proof.rules.find((r) => r.rule === whole.proof.fired[0])!.cells.filter((c) => c.test !== '-')
        const gone = decisive[pick % decisive.length]!.input
        const name = used.outline.decisions[0]!.table!.inputs.find((i) => i.label === gone)!.expression
        const { [name]: _, ...rest } = all
        const without = resultFor(ask(code, known(rest)), 'eligibility')!
        if (whole.verdict === 'met') expect(without.verdict).not.toBe('not met')
        expect(without.verdict === 'met' && whole.verdict !== 'met').toBe(false)
        if (whole.verdict === 'met' && without.verdict === 'met') expect(otherwise(used, all, name)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  /** A fact that changes nothing, whatever it is, was not used. */
  const otherwise = (used: DecisionModel, all: Record<string, KnownFact['value']>, name: string) =>
    used.inputs
      .find((i) => i.name === name)!
      .question!.options.every((o) => used.compiled.evaluate(used.decisions[0]!.name, { ...all, [name]: o.value }) === true)

  test('comes out of its snapshot to the same bytes, also after it was kept as text', () => {
    fc.assert(
      fc.property(values('startup-loan'), (all) => {
        const kept = assessmentText(ask('startup-loan', known(all)))
        const { model: code, facts } = JSON.parse(kept) as { model: string; facts: Facts }
        expect(assessmentText(ask(code, facts))).toBe(kept)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the questions of the guide', () => {
  const loan = model('startup-loan')
  const decision = loan.decisions[0]!.name

  test('end as soon as the answer is certain', () => {
    expect(nextAsked(loan, decision, { shop: '1' })).toBeUndefined()
  })

  test('begin with the one that tells most, and skip those that can change nothing', () => {
    const permit = model('residence-permit')
    const first = nextAsked(permit, permit.decisions[0]!.name, {})!
    expect(first.name).toBe('在这里住了')
    expect(nextAsked(permit, permit.decisions[0]!.name, { stayed: '1' })).toBeUndefined()
  })

  test('lead to an answer from every choice, never asking one twice', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const chosen: Record<string, string> = {}
        for (const n of stream) {
          const input = nextAsked(loan, decision, chosen)
          if (!input) break
          expect(Object.hasOwn(chosen, input.id)).toBe(false)
          chosen[input.id] = String(n % input.question!.options.length)
        }
        const facts = factsOf(loan, chosen)
        expect(resultFor(assess(loan, { model: 'x', version: 1, now, facts }), 'eligibility')!.verdict).not.toBe('unknown')
      }),
      { numRuns: 40 },
    )
  })

  test('are carried to the form where they answer a field of it', () => {
    expect(carriedTo(loan, { shop: '0', kindof: '2', age: '0' })).toEqual({ licensed: 'yes', group: 'veteran' })
  })
})

describe('the facts of a case', () => {
  const given = {
    form: { ui: { fields: { mine: { element: 'person.idNo', label: '身份证号码' }, where: { label: '户籍地' } } }, scenarios: [] },
    answers: { mine: '360702194001010017' },
    materials: {},
    words: { today: '2023-06-15', channel: 'web', division: '360702', applicantKind: 'natural' },
    known: {},
  } as never

  test('come from the first source that knows them, and hold an age and no identity number', () => {
    const facts = gather(model('elderly-allowance'), given)
    expect(facts).toEqual({ 年龄: { value: 1001, from: '申请表：身份证号码', source: 'element:person.idNo' } })
  })
})

describe('publishing is refused', () => {
  const xml = file('residence-permit')
  const ground = { elements: new Map(), fields: ['since', 'ground'] }
  const codesOf = (text: string) => findingsOf(text, ground).findings.map((f) => f.code)

  test.each([
    ['a model that is no DMN', 'nothing', 'xml'],
    ['a binding that leads nowhere', xml.replace('answer:since', 'answer:nowhere'), 'binding'],
    ['what works out another type', xml.replace('as="months"', 'as="sex"'), 'binding-type'],
    ['a rule without its article', xml.replace('name="依据"', 'name="别的"'), 'basis'],
    ['a test case that does not pass', xml.replace('value="5"', 'value="7"'), 'case'],
    ['a decision of the wrong type', xml.replaceAll('typeRef="boolean"', 'typeRef="string"'), 'purpose-type'],
  ])('for %s', (_, text, code) => {
    expect(codesOf(text)).toContain(code)
  })

  test('and nothing is found in the one that stands', () => {
    expect(codesOf(xml)).toEqual([])
  })
})
