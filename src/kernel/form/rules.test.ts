import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foodForm, foodMaterials, sources, zhong } from './fixtures/food.ts'
import { fieldsOf, holds } from './rules/conditions.ts'
import { materialLines, materialsFor, missingMaterials } from './rules/materials.ts'
import { fenOf, plainCode, plainDate, plainNumber } from './rules/narrow.ts'
import { mostCharacters, normalise } from './rules/normalise.ts'
import { nextTask, plan, stepOf, taskBefore } from './rules/plan.ts'
import { applyPost, readPost } from './rules/post.ts'
import { prefill, withKnown } from './rules/prefill.ts'
import { yuanText } from './rules/show.ts'
import { changes, questionOfField, summary } from './rules/summary.ts'
import { findQuestion, stopOf, visible } from './rules/visible.ts'
import { type Draft, emptyDraft } from './schema/answers.ts'
import type { Condition } from './schema/condition.ts'

const held = new Set(['business-licence', 'id-card', 'health-certificates'])
const draftOf = (answers: Draft['answers'], more: Partial<Draft> = {}): Draft => ({ ...emptyDraft, answers, ...more })

describe('conditions', () => {
  const answers = { a: 'x', n: 5, list: ['p', 'q'], blank: '' }
  const table: [Condition, boolean][] = [
    [{ field: 'a', is: 'x' }, true],
    [{ field: 'a', not: 'x' }, false],
    [{ field: 'a', in: ['y', 'x'] }, true],
    [{ field: 'list', has: 'q' }, true],
    [{ field: 'list', has: 'z' }, false],
    [{ field: 'a', exists: true }, true],
    [{ field: 'a', exists: false }, false],
    [{ field: 'blank', exists: false }, true],
    [{ field: 'missing', not: 'x' }, false],
    [{ not: { field: 'missing', is: 'x' } }, true],
    [{ field: 'n', gt: 5 }, false],
    [{ field: 'n', gte: 5 }, true],
    [{ field: 'n', lt: 6 }, true],
    [{ field: 'n', lte: 4 }, false],
    [
      {
        all: [
          { field: 'a', is: 'x' },
          { field: 'n', gt: 4 },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { field: 'a', is: 'y' },
          { field: 'n', gt: 9 },
        ],
      },
      false,
    ],
    [{ field: 'toString', exists: true }, false],
  ]
  test.each(table)('%j is %s', (condition, expected) => expect(holds(condition, answers)).toBe(expected))
  test('the fields it looks at are named once each', () => {
    expect(
      fieldsOf({
        any: [
          { field: 'a', is: 1 },
          {
            not: {
              all: [
                { field: 'b', is: 1 },
                { field: 'a', gt: 2 },
              ],
            },
          },
        ],
      }),
    ).toEqual(['a', 'b'])
  })
})

describe('what is shown', () => {
  test('自酿酒 is asked only of who sells meals', () => {
    expect(visible(foodForm, { sells: 'bulk' }).questions.has('brewing')).toBe(false)
    expect(visible(foodForm, { sells: 'meals' }).questions.has('brewing')).toBe(true)
  })
  test('an answer that is hidden now is not sent, and is named', () => {
    const shown = visible(foodForm, { ...zhong, sells: 'bulk', brewing: 'yes' })
    expect(shown.answers).not.toHaveProperty('brewing')
    expect(shown.hidden).toEqual(['brewing'])
  })
  test('what hangs on a hidden answer is hidden with it', () => {
    const shown = visible(foodForm, { officerSame: 'yes', officer: '李某', officerPhone: '13800001234' })
    expect([...shown.fields]).not.toContain('officer')
  })
  test('只卖预包装食品 is told what to do instead', () => {
    expect(stopOf(foodForm, { sells: 'packaged' })).toMatchObject({ item: 'packaged-food-record' })
    expect(stopOf(foodForm, zhong)).toBeUndefined()
  })
})

describe('how answers are kept', () => {
  const kept = (raw: Record<string, unknown>) => normalise(foodForm, raw).answers
  test.each([
    [{ shopName: '  客家小院　' }, { shopName: '客家小院' }],
    [{ shopName: '上\r\n下' }, { shopName: '上 下' }],
    [{ uscc: '９２３６０７８１ma9a000454' }, { uscc: '92360781MA9A000454' }],
    [{ operatorId: '360702 1990 0307 001x' }, { operatorId: '36070219900307001X' }],
    [{ phone: '+86 138-0000-1234' }, { phone: '13800001234' }],
    [{ area: '１２０平方米' }, { area: 120 }],
    [{ area: '1,200.5' }, { area: 1200.5 }],
    [{ area: '很大' }, { area: '很大' }],
    [{ operator: '阿·买买提' }, { operator: '阿·买买提' }],
    [{ staff: [{ name: ' 李𠮷 ', idNo: '', job: 'cook', __proto__: 'x' }] }, { staff: [{ name: '李𠮷', job: 'cook' }] }],
    [{ projects: 'hot' }, { projects: ['hot'] }],
    [{ projects: ['hot', 'hot', ''] }, { projects: ['hot'] }],
    [{ shopName: 'e\u0301' }, { shopName: '\u00e9' }],
  ])('%j', (raw, expected) => expect(kept(raw)).toEqual(expected))

  test('NUL and halves of a character are refused with a sentence', () => {
    expect(normalise(foodForm, { shopName: '店\u0000' }).wrong).toEqual([
      { field: 'shopName', sentence: '店铺名称里有看不见的特殊字符，请删掉后重新输入' },
    ])
    expect(normalise(foodForm, { shopName: '\ud842' }).wrong).toHaveLength(1)
  })
  test('names the form does not know are dropped and recorded, prototype keys among them', () => {
    const raw = JSON.parse('{"shopName":"店","__proto__":{"polluted":1},"constructor":"x","extra":1}') as Record<string, unknown>
    const { answers, unknown } = normalise(foodForm, raw)
    expect(Object.keys(answers)).toEqual(['shopName'])
    expect(unknown.toSorted()).toEqual(['__proto__', 'constructor', 'extra'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
  test('too much text is refused, not cut', () => {
    expect(() => kept({ shopName: '字'.repeat(mostCharacters + 1) })).toThrow('最多 200,000 个字')
  })
  test('whatever comes in, what is kept is kept again unchanged', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.array(fc.string()),
      fc.object(),
    )
    const body = fc.dictionary(fc.constantFrom(...Object.keys(foodForm.schema.properties), 'junk'), value)
    fc.assert(
      fc.property(body, (raw) => {
        const once = normalise(foodForm, raw).answers
        expect(normalise(foodForm, once).answers).toEqual(once)
      }),
      { numRuns: 150 },
    )
  })
})

describe('numbers as people type them', () => {
  test.each([
    ['１，２００', '1200'],
    ['1,234,567.8', '1234567.8'],
    ['12 000', '12000'],
    ['¥30元', '30'],
    ['1e3', undefined],
    ['-5', '-5'],
    ['1234567890123456', undefined],
  ] as const)('%s', (typed, plain) => expect(plainNumber(typed)).toBe(plain))
  test.each([
    ['1,200.5', 120050],
    ['0.1', 10],
    ['0.29', 29],
    ['19.999', undefined],
    ['-0', 0],
    ['一百', undefined],
  ] as const)('%s yuan', (typed, fen) => expect(fenOf(typed)).toBe(fen))
  test('fen survive being shown and read again', () => {
    fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (fen) => void expect(fenOf(yuanText(fen))).toBe(fen)))
  })
  test.each([
    ['2023年6月5日', '2023-06-05'],
    ['2023/6/15', '2023-06-15'],
    ['明天', '明天'],
  ])('%s', (typed, on) => expect(plainDate(typed)).toBe(on))
  test('a code loses what is not code', () => expect(plainCode('３６０７ ０２—x')).toBe('360702X'))
})

describe('what the house knows', () => {
  test('comes with its source and asks to be confirmed', () => {
    expect(prefill(foodForm, sources).address).toEqual({
      value: '章贡区文清路 18 号一层',
      source: { from: '营业执照', at: '2023-04-12', note: '2023-04-12 签发' },
      confirm: true,
      fixed: false,
      typed: false,
    })
  })
  test('comes from the source that the element trusts most', () => {
    expect(prefill(foodForm, sources).operator).toMatchObject({ value: '钟家明', source: { from: '身份证' }, fixed: true, confirm: false })
  })
  test('never overwrites what was typed, even a blank', () => {
    const draft = draftOf({ address: '', division: '360703' })
    const all = withKnown(draft.answers, prefill(foodForm, sources, draft))
    expect(all).toMatchObject({ address: '', division: '360703' })
  })
  test('cannot be talked over where the register decides', () => {
    const draft = draftOf({ operatorId: '110105194912310021' })
    expect(withKnown(draft.answers, prefill(foodForm, sources, draft)).operatorId).toBe('360702199003070017')
  })
  test('is left out where it is not of the kind that is asked', () => {
    expect(prefill(foodForm, { 'premises.area': { value: '很大', from: '不动产权证书' } })).toEqual({})
  })
})

describe('materials', () => {
  const ids = (answers: Draft['answers']) => materialsFor(foodMaterials, answers).map((m) => m.id)
  test('自酿酒检验报告 is asked only of who brews', () => {
    expect(ids({ brewing: 'yes' })).toContain('brewing-report')
    expect(ids({ brewing: 'no' })).not.toContain('brewing-report')
  })
  test('what the house holds is never asked for; what it does not hold is', () => {
    const states = (has: Set<string>) => Object.fromEntries(materialLines(foodMaterials, {}, [], has).map((l) => [l.material.id, l.state]))
    expect(states(held)).toMatchObject({ 'business-licence': 'free', layout: 'missing' })
    expect(states(new Set())).toMatchObject({ 'business-licence': 'missing' })
  })
  test('only what may follow later can be promised for later', () => {
    const given = (['layout', 'rules'] as const).map((id) => ({ id, provide: 'later' as const, files: [] }))
    const lines = materialLines(foodMaterials, {}, given, held)
    expect(missingMaterials(lines).map((l) => l.material.id)).toEqual(['layout'])
  })
})

describe('the task list', () => {
  const look = (draft: Draft, given: Parameters<typeof materialLines>[2] = []) =>
    plan(foodForm, draft, prefill(foodForm, sources, draft), {
      materials: materialLines(foodMaterials, visible(foodForm, draft.answers).answers, given, held),
    })
  const stateOf = (p: ReturnType<typeof look>, id: string) => p.sections.flatMap((s) => s.tasks).find((t) => t.id === id)?.state

  test('begins with the first question; the check cannot start; materials wait for the scenarios', () => {
    const p = look(emptyDraft)
    expect(p.next?.id).toBe('sells')
    expect([stateOf(p, 'check'), stateOf(p, 'layout'), stateOf(p, 'shop-info')]).toEqual(['blocked', 'blocked', 'confirm'])
  })
  test('a question with some answers is half done, and done with all', () => {
    expect(stateOf(look(draftOf({ format: 'catering' })), 'business')).toBe('half')
    expect(stateOf(look(draftOf({ format: 'catering', projects: ['hot'], online: 'no' })), 'business')).toBe('done')
  })
  test('optional questions hold nobody up', () => {
    const draft = draftOf(zhong)
    const p = look(draft, [
      { id: 'layout', provide: 'upload', files: [{ id: 'f', name: 'a.jpg', bytes: 1 }] },
      { id: 'rules', provide: 'later', files: [] },
    ])
    expect(stateOf(p, 'backup')).toBe('todo')
    expect(p).toMatchObject({ ready: true, next: { id: 'check' } })
    expect(p.meter.left).toBe(0)
  })
  test('an answer that is no longer right turns its task to 有要改的', () => {
    const p = plan(foodForm, draftOf(zhong), {}, { errors: [{ field: 'phone', sentence: '…' }] })
    expect(stateOf(p, 'operator')).toBe('wrong')
    expect(p.ready).toBe(false)
  })
  test('the meter adds up and says where from', () => {
    const { meter } = look(draftOf({ sells: 'meals', licensed: 'yes', brewing: 'no' }))
    expect(meter.known + meter.answered + meter.left).toBe(meter.total)
    expect(meter.from).toEqual(['营业执照', '身份证', '您的账户', '从业人员健康证明'])
    expect(meter.minutes).toBeGreaterThan(0)
  })
  test('after saving comes the next open task, and from the check page the check', () => {
    const p = look(draftOf({ sells: 'meals', licensed: 'yes', brewing: 'no' }))
    expect(nextTask(p, 'brewing').id).toBe('business')
    expect(nextTask(p, 'delivery').id).toBe('layout')
    const done = plan(foodForm, draftOf(zhong))
    expect(nextTask(done, 'sells', 'check').id).toBe('check')
  })
  test('from the check page a new question is asked before coming back', () => {
    const p = plan(foodForm, draftOf({ ...zhong, officerSame: 'no' }))
    expect(nextTask(p, 'officer', 'check').id).toBe('officer')
  })
  test('says the step in words', () => {
    const p = look(draftOf(zhong))
    expect(stepOf(p, 'where').text).toBe('第 2 步，共 5 步：店和人')
    expect(taskBefore(p, 'where')?.id).toBe('shop-info')
    expect(taskBefore(p, 'sells')).toBeUndefined()
  })
  test('for any subset of answers the states and the meter agree', () => {
    const names = Object.keys(zhong)
    fc.assert(
      fc.property(fc.subarray(names), (some) => {
        const p = look(draftOf(Object.fromEntries(some.map((n) => [n, zhong[n]!]))))
        expect(p.meter.known + p.meter.answered + p.meter.left).toBe(p.meter.total)
        expect(p.done).toBeLessThan(p.total)
        expect(p.ready).toBe(p.next?.kind === 'check')
      }),
      { numRuns: 100 },
    )
  })
})

describe('the check page', () => {
  const draft = draftOf({ ...Object.fromEntries(Object.entries(zhong).filter(([n]) => n !== 'address')) }, { confirmed: ['address'] })
  const rows = summary(foodForm, draft.answers, prefill(foodForm, sources, draft), {
    divisionName: (c) => (c === '360702' ? '章贡区' : undefined),
  })
  const row = (field: string) => rows.flatMap((s) => s.rows).find((r) => r.field === field)
  test('shows labels, units and names instead of values', () => {
    expect(row('projects')?.lines).toEqual(['热食类食品制售', '自制饮品制售'])
    expect(row('area')?.lines).toEqual(['120 平方米'])
    expect(row('division')?.lines).toEqual(['章贡区'])
    expect(row('staff')?.lines).toEqual(['李𠮷，360***********0028，厨师、配菜'])
  })
  test('masks numbers of persons', () => {
    expect([row('operatorId')?.lines, row('phone')?.lines]).toEqual([['360***********0017'], ['138****1234']])
  })
  test('says where a known answer is from, and that it was looked at', () => {
    expect(row('address')).toMatchObject({ source: { from: '营业执照', note: '2023-04-12 签发，您已确认' }, change: true })
    expect(row('uscc')).toMatchObject({ change: false })
  })
  test('shows blanks', () => expect(row('backupName')).toMatchObject({ lines: undefined, optional: true }))
  test('leads from a field to its question', () => expect(questionOfField(foodForm, 'staff[1][name]')).toBe('people'))
  test('tells what changed between two sets of answers', () => {
    expect(changes(foodForm, zhong, { ...zhong, area: 130, projects: ['hot'] })).toEqual([
      { field: 'projects', label: '经营项目', before: ['热食类食品制售', '自制饮品制售'], after: ['热食类食品制售'] },
      { field: 'area', label: '面积', before: ['120 平方米'], after: ['130 平方米'] },
    ])
  })
})

describe('what a page posts', () => {
  const question = (id: string) => findQuestion(foodForm, id)!
  const known = prefill(foodForm, sources)
  test('unticked boxes are an answer where they stood on the page, and none where they did not', () => {
    expect(readPost(foodForm, question('business'), { _asked: 'projects', format: 'catering' }).set).toEqual({
      format: 'catering',
      projects: [],
    })
    expect(readPost(foodForm, question('business'), { format: 'catering' }).set).toEqual({ format: 'catering' })
  })
  test('a known value that comes back unchanged stays known and is confirmed', () => {
    const posted = readPost(foodForm, question('shop-info'), { division: '360702' }, known)
    expect(posted).toMatchObject({ set: {}, confirmed: ['division'] })
  })
  test('choosing the known address takes back what was typed', () => {
    const before = draftOf({ address: '别处 1 号' })
    const posted = readPost(foodForm, question('where'), { 'address.use': 'known', address: '别处 1 号' }, known)
    const after = applyPost(before, posted, question('where'))
    expect(after).toEqual({ answers: {}, confirmed: ['address'], seen: ['where'] })
  })
  test('typing another address takes back the confirmation', () => {
    const before = draftOf({}, { confirmed: ['address'] })
    const after = applyPost(before, readPost(foodForm, question('where'), { 'address.use': 'other', address: '健康路 2 号' }, known))
    expect(after).toMatchObject({ answers: { address: '健康路 2 号' }, confirmed: [] })
  })
  test('what a register decides cannot be posted', () => {
    expect(readPost(foodForm, question('operator'), { operatorId: '110105194912310021' }, known).set).toEqual({})
  })
  test('rows come nested or flat, are added, removed, and fall away when empty', () => {
    const flat = { 'staff[0][name]': '李𠮷', 'staff[1][name]': '', 'staff[1][job]': '' }
    expect(readPost(foodForm, question('people'), flat).set).toEqual({ staff: [{ name: '李𠮷' }] })
    const add = readPost(foodForm, question('people'), { staff: [{ name: '李𠮷' }], act: 'add:staff' })
    const added = applyPost(emptyDraft, add, question('people'))
    expect(added).toEqual({ answers: { staff: [{ name: '李𠮷' }, {}] }, confirmed: [], seen: [] })
    const remove = readPost(foodForm, question('people'), { staff: [{ name: '李𠮷' }, { name: '王五' }], act: 'remove:staff:0' })
    expect(applyPost(emptyDraft, remove).answers).toEqual({ staff: [{ name: '王五' }] })
  })
  test('answers of other questions and strange names are not taken in', () => {
    const posted = readPost(foodForm, question('size'), { area: '120', phone: '13800001234', evil: '1', _csrf: 'x', act: 'save' })
    expect(posted).toMatchObject({ set: { area: 120 }, unknown: ['evil'] })
  })
  test('hidden answers stay in the draft', () => {
    const draft = draftOf({ ...zhong, brewing: 'yes' })
    const after = applyPost(draft, readPost(foodForm, question('sells'), { sells: 'bulk' }), question('sells'))
    expect(after.answers.brewing).toBe('yes')
    expect(visible(foodForm, after.answers).answers).not.toHaveProperty('brewing')
  })
})
