import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Divisions } from '#kernel/party/schema.ts'
import { foodForm, sources, zhong } from './fixtures/food.ts'
import { assemble } from './rules/assemble.ts'
import { checks } from './rules/checks.ts'
import { conditionSchema, holds } from './rules/conditions.ts'
import { examine, type RawCheck } from './rules/examine.ts'
import { prefill, withKnown } from './rules/prefill.ts'
import { sentenceOf } from './rules/sentences.ts'
import { visible } from './rules/visible.ts'
import type { Answers } from './schema/answers.ts'
import type { Condition } from './schema/condition.ts'
import { dialect, FormFile } from './schema/form.ts'
import { examineForm, newAjv, validate } from './validate/compile.ts'
import { standaloneSource } from './validate/standalone.ts'

const places = Divisions.parse(JSON.parse(readFileSync(new URL('../../../city/ganzhou/divisions.json', import.meta.url), 'utf8')))
const without = (...names: string[]): Answers => Object.fromEntries(Object.entries(zhong).filter(([n]) => !names.includes(n)))
const sentenceFor = (change: Record<string, unknown>, field: string) =>
  validate(foodForm, { ...zhong, ...change }, { places }).find((e) => e.field === field)?.sentence

describe('what is wrong is said with what to do', () => {
  test('a right application has nothing to correct', () => expect(validate(foodForm, zhong)).toEqual([]))

  test.each([
    [{ shopName: '' }, 'shopName', '请填写店铺名称'],
    [{ format: '' }, 'format', '请选择主体业态'],
    [{ online: undefined }, 'online', '请回答“网上也卖吗？”'],
    [{ area: '0' }, 'area', '面积：请填比 0 大的数字，比如 120'],
    [{ area: '很大' }, 'area', '面积：请填比 0 大的数字，比如 120'],
    [{ area: 2_000_000 }, 'area', '面积：最多填 1000000 平方米，比如 120'],
    [{ area: '1.234' }, 'area', '面积最多填到小数点后 2 位，比如 120'],
    [{ address: '章贡区文清路' }, 'address', '实际地址还差门牌号，请补上，例如：文清路 18 号'],
    [{ uscc: '92360781MA9A000455' }, 'uscc', '统一社会信用代码第 18 位对不上，可能有一位填错了，请照着执照再核对一遍'],
    [{ division: '360721' }, 'division', '所在县（市、区）：赣县 2016 年已改为赣县区，请选“赣县区”'],
    [{ shopName: '店'.repeat(101) }, 'shopName', '店铺名称最多写 100 个字，现在是 101 个，请删短一些'],
    [{ projects: [] }, 'projects', '请选择经营项目'],
    [{ staff: [] }, 'staff', '请至少填写一位从业人员'],
    [{ staff: [...(zhong.staff as object[]), {}] }, 'staff[1][idNo]', '请填写第 2 位从业人员的身份证号码'],
    [{ delivery: 'post' }, 'deliveryAddress', '请填写收件地址'],
  ])('%j', (change, field, sentence) => expect(sentenceFor(change, field)).toBe(sentence))

  test.each([
    [{ type: 'integer', minimum: 1 }, 'minimum', '人数：请填 1 或更大的整数，比如 3'],
    [{ type: 'integer', minimum: 1, maximum: 2 }, 'type', '人数：请填 1 或更大的整数，比如 2'],
    [{ type: 'integer', minimum: 1, maximum: 20 }, 'maximum', '人数：最多填 20 人'],
    [{ type: 'number', minimum: 5 }, 'minimum', '人数：最少填 5 人'],
    [{ type: 'integer' }, 'type', '人数：请填整数'],
  ] as const)('%j broken at %s: %s', (schema, keyword, sentence) =>
    expect(sentenceOf({ label: '人数', ui: { widget: 'number', unit: '人' }, schema }, { keyword })).toBe(sentence),
  )

  test('𠮷 is one character', () => expect(sentenceFor({ shopName: '𠮷'.repeat(100) }, 'shopName')).toBeUndefined())
  test('0.07 has two places, whatever floats say', () => expect(sentenceFor({ area: '0.07' }, 'area')).toBeUndefined())
  test('someone born tomorrow is found out where today is known', () => {
    const form = assemble(
      FormFile.parse({
        $schema: dialect,
        schema: {
          type: 'object',
          properties: { id: { format: 'cn-id' }, on: { format: 'date' } },
          required: ['id', 'on'],
          additionalProperties: false,
        },
        ui: {
          sections: [{ id: 's', title: '人', questions: [{ id: 'q', title: '谁？', fields: ['id', 'on'] }] }],
          fields: { id: { label: '身份证号码', widget: 'id-number' }, on: { label: '去世日期', widget: 'date', day: 'past' } },
        },
      }),
    )
    const answers = { id: '360702199003070017', on: '2023-06-15' }
    expect(validate(form, answers, { today: '2023-06-15' })).toEqual([])
    expect(validate(form, answers, { today: '1990-03-06' })).toEqual([
      { field: 'id', sentence: '身份证号码：身份证号里的出生日期在今天以后，请照着身份证再核对一遍' },
      { field: 'on', sentence: '去世日期不能晚于今天，请核对年月日' },
    ])
  })
  test('one sentence a field, in the order of the pages', () => {
    const fields = validate(foodForm, {}).map((e) => e.field)
    expect(new Set(fields).size).toBe(fields.length)
    expect(fields.slice(0, 4)).toEqual(['sells', 'licensed', 'format', 'projects'])
  })
  test('a saved question is checked by itself', () => {
    expect(validate(foodForm, { area: 'x' }, { partial: ['area'] }).map((e) => e.field)).toEqual(['area'])
  })
  test('hidden questions are not asked for, and hidden answers are not sent', () => {
    const examined = examineForm(foodForm, { ...without('kitchenArea'), format: 'sales', officer: '1' })
    expect(examined).toMatchObject({ errors: [], hidden: ['officer'] })
    expect(examined.answers).not.toHaveProperty('officer')
  })
  test('known values count', () =>
    expect(validate(foodForm, withKnown(without('uscc', 'operator', 'operatorId'), prefill(foodForm, sources)))).toEqual([]))
  test('no sentence scares or hides behind a code', () => {
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        for (const { sentence } of validate(foodForm, answers))
          expect(sentence).not.toMatch(/非法|无效|undefined|null|NaN|\[object|must |schema/)
      }),
      { numRuns: 200 },
    )
  })
})

const junk = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
)
const someValue = (name: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(zhong[name]) },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
const choice = (name: string, values: readonly string[]) => fc.record({ [name]: fc.constantFrom(...values, undefined) })
const randomAnswers: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record(Object.fromEntries(Object.keys(foodForm.schema.properties).map((n) => [n, someValue(n)]))),
    choice('sells', ['meals', 'bulk', 'packaged']),
    choice('officerSame', ['yes', 'no']),
    choice('delivery', ['post', 'electronic', 'window']),
    fc.record({
      staff: fc.array(
        fc.dictionary(fc.constantFrom('name', 'idNo', 'job', 'x'), fc.oneof(junk, fc.constantFrom('李𠮷', '360781198506150028', 'cook'))),
        { maxLength: 4 },
      ),
    }),
  )
  .map((parts) => Object.assign({}, ...parts))

describe('the browser checks as the server does', () => {
  const source = standaloneSource(foodForm)
  const load = async () => {
    const made = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as {
      default: (c: typeof checks) => RawCheck
    }
    return made.default(checks)
  }
  test('the source imports nothing and evaluates nothing', () => {
    expect(source).not.toMatch(/\beval\b|new Function|Function\(|require\(|\bimport\b/)
    expect(source.match(/export/g)).toEqual(['export'])
  })
  test('for any answers, both say the same', async () => {
    const check = await load()
    let wrong = 0
    fc.assert(
      fc.property(randomAnswers, (answers) => {
        const here = examineForm(foodForm, answers, { today: '2023-06-15' })
        expect(examine(foodForm, answers, check, { today: '2023-06-15' })).toEqual(here)
        if (here.errors.length) wrong++
      }),
      { numRuns: 500 },
    )
    expect(wrong).toBeGreaterThan(100)
  })
})

describe('the published schema alone', () => {
  test('is met by what passes and by nothing else', () => {
    fc.assert(
      fc.property(randomAnswers, (raw) => {
        const { answers, errors } = examineForm(foodForm, raw)
        const again = validate(foodForm, answers)
        if (errors.length === 0) expect(again).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
  test('a condition as JSON Schema holds exactly when the condition does', () => {
    const leaf = fc.oneof(
      fc.record({ field: fc.constantFrom('a', 'b'), is: fc.constantFrom('x', 'y') }),
      fc.record({ field: fc.constantFrom('a', 'b'), not: fc.constantFrom('x', 'y') }),
      fc.record({ field: fc.constantFrom('a', 'b'), in: fc.constantFrom(['x'], ['x', 'y']) }),
      fc.record({ field: fc.constantFrom('a', 'n'), exists: fc.boolean() }),
      fc.record({ field: fc.constant('n'), gte: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ field: fc.constant('l'), has: fc.constantFrom('x', 'y') }),
    )
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf as fc.Arbitrary<Condition>,
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        tie('tree').map((not) => ({ not })),
      ),
    }))
    const answers = fc.record(
      {
        a: fc.constantFrom('x', 'y'),
        b: fc.constantFrom('x', 'z'),
        n: fc.integer({ min: 0, max: 5 }),
        l: fc.constantFrom(['x'], ['x', 'y'], ['z']),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        tree,
        answers,
        (condition, given) => void expect(newAjv().compile(conditionSchema(condition))(given)).toBe(holds(condition, given as Answers)),
      ),
      { numRuns: 60 },
    )
  })
  test('what is sent is a fixed point: shown answers show the same questions', () => {
    fc.assert(
      fc.property(randomAnswers, (raw) => {
        const { answers } = examineForm(foodForm, raw)
        expect(visible(foodForm, answers).answers).toEqual(answers)
      }),
      { numRuns: 200 },
    )
  })
})

describe('formats', () => {
  test.each([
    ['cn-id', '11010519491231002X', true],
    ['cn-id', '360730200002290035', true],
    ['cn-id', '360730200102290033', false],
    ['uscc', '91440300708461136T', true],
    ['uscc', '91440300708461136I', false],
    ['cn-phone', '0797-0001001', true],
    ['cn-phone', '8100000', false],
    ['person-name', '李𠮷', true],
    ['person-name', '阿不都·买买提', true],
    ['person-name', '李4', false],
    ['address', '文清路 18 号', true],
    ['address', '沙河镇华林村下坝组', true],
    ['address', '文清路', false],
    ['date', '2023-02-29', false],
    ['date', '2024-02-29', true],
    ['division', '360702', true],
    ['division', '360702400', true],
    ['division', '360782', true],
    ['division', '36078', false],
    ['bank-card', '6222020000000000008', false],
    ['bank-card', '4111111111111111', true],
    ['year-month', '2023-13', false],
    ['postcode', '341000', true],
    ['email', 'a@b', false],
  ] as const)('%s %s', (format, text, right) => expect(checks[format](text)).toBe(right))
})
