import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { ElementsFile } from '#kernel/form/schema/element.ts'
import type { Who } from '#kernel/who.ts'
import { city } from './fixtures/city.ts'
import { beginFile, beginForm } from './rules/begin.ts'
import { changeAt, findingsOf, mayChange } from './rules/edit.ts'
import { type Standing, verbStates, whyNotTake } from './rules/turns.ts'
import { Offers } from './schema/draft.ts'
import type { VersionStatus } from './schema/life.ts'

const folder = new URL('../../../city/ganzhou/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8')
const elements = new Map(ElementsFile.parse(parse(read('elements.yaml'))).elements.map((e) => [e.id, e]))
const food = parse(read('items/food-business-licence-new/item.yaml')) as Record<string, unknown>
const foodForm = JSON.parse(read('items/food-business-licence-new/form.json')) as unknown
const findings = (file: unknown, form: unknown = foodForm) => findingsOf(file, form, { city, elements })

describe('改一处', () => {
  test.each([
    ['名称', { path: 'name', value: '新名' }, { name: '新名', list: ['a', 'b'], deep: { x: 1 } }],
    ['列表里的一项', { path: 'list.1', value: 'c' }, { name: '旧名', list: ['a', 'c'], deep: { x: 1 } }],
    ['列表后面添一项', { path: 'list.2', value: 'c' }, { name: '旧名', list: ['a', 'b', 'c'], deep: { x: 1 } }],
    ['去掉列表里的一项，后面的往前移', { path: 'list.0' }, { name: '旧名', list: ['b'], deep: { x: 1 } }],
    ['去掉一栏', { path: 'deep' }, { name: '旧名', list: ['a', 'b'] }],
    [
      '没有的地方一路建起来',
      { path: 'fees.rows.0.name', value: '工本费' },
      { name: '旧名', list: ['a', 'b'], deep: { x: 1 }, fees: { rows: [{ name: '工本费' }] } },
    ],
  ])('%s', (_, change, after) => {
    const before = { name: '旧名', list: ['a', 'b'], deep: { x: 1 } }
    expect(changeAt(before, change)).toEqual(after)
    expect(before).toEqual({ name: '旧名', list: ['a', 'b'], deep: { x: 1 } })
  })

  it('改了再改回来，跟没改一样', () => {
    const key = fc.constantFrom('name', 'lead', 'promise', 'materials', 'fees')
    fc.assert(
      fc.property(key, fc.jsonValue(), (path, value) => {
        fc.pre(value !== undefined)
        const there = changeAt(food, { path, value: value as never })
        expect(changeAt(there, { path, value: food[path] as never })).toEqual(food)
      }),
    )
  })

  it('哪个事项、哪条基本目录，不在这里改', () => {
    expect(['code', 'catalogue.name', 'demo', 'order'].filter(mayChange)).toEqual([])
    expect(['name', 'materials.0.name', 'fees.charged'].filter((p) => !mayChange(p))).toEqual([])
  })
})

describe('要改的地方', () => {
  it('在用的事项没有要改的', () => expect(findings(food).filter((f) => f.severity === 'error')).toEqual([]))

  test.each([
    ['没写名称', { path: 'name' }, 'name', /请填写/],
    ['承诺比法定还长', { path: 'promise.amount', value: 30 }, 'promise.amount', /不能超过法定/],
    ['材料叫“其他材料”', { path: 'materials.0.name', value: '其他相关材料' }, 'materials.0.name', /兜底/],
    ['收费没有依据', { path: 'fees.charged', value: true }, 'fees.basis', /收费依据/],
    ['实施机关不在名录里', { path: 'implementedBy', value: [{ organ: 'market-360799' }] }, 'implementedBy', /名录/],
    ['删了表单用到的情形', { path: 'scenarios.2' }, 'materials.5.when', /不是前面问过的情形/],
  ])('%s，指出在哪一栏', (_, change, path, sentence) => {
    const found = findings(changeAt(food, change))
    expect(found.find((f) => f.path === path)?.sentence).toMatch(sentence)
  })

  it('改成什么样都说中文，不出错', () => {
    const key = fc.constantFrom('name', 'promise', 'materials.0', 'fees', 'flow', 'results.0.type', 'implementedBy', 'themes', 'scenarios')
    fc.assert(
      fc.property(key, fc.jsonValue(), (path, value) => {
        for (const f of findings(changeAt(food, { path, value: value as never }))) expect(f.sentence).toMatch(/[\u4e00-\u9fff]/)
      }),
      { numRuns: 40 },
    )
  })

  it('刚认领的事项，缺什么一处一处列出来，基本目录给的不用再填', () => {
    const offers = Offers.parse(parse(read('catalogue.yaml')))
    for (const offer of offers) {
      const found = findings(beginFile({ code: 'new-item', name: offer.name }, offer, 'market-360702', true), beginForm)
      expect(found.map((f) => f.path)).toEqual(expect.arrayContaining(['lead', 'who', 'conditions', 'flow', 'results']))
      expect(found.filter((f) => f.path.startsWith('catalogue') || f.path === 'name' || f.path === 'code')).toEqual([])
    }
  })
})

const person = (id: string, permission: string, organ = '*'): Who => ({
  id,
  kind: 'staff',
  name: id,
  organ,
  parties: [],
  grants: [{ permission, organ, division: '*' }],
})
const editor = person('zeng', 'item.edit', 'market-360702')
const standing = (status: VersionStatus, change: Partial<Standing> = {}): Standing => ({
  status,
  steps: [],
  editors: ['zeng'],
  organs: ['market-360702', 'market-360703'],
  errors: 0,
  ...change,
})

describe('谁能走哪一步', () => {
  test.each([
    ['实施单位的编制员可以提交', 'drafting', 'submit', editor, {}, undefined],
    ['别的单位的编制员不能', 'drafting', 'submit', person('x', 'item.edit', 'civil-360702'), {}, /实施这个事项的单位/],
    ['有错没改完不能提交', 'drafting', 'submit', editor, { errors: 2 }, /还有 2 处要改/],
    ['动过笔的人不能审核，哪怕不是他提交的', 'departmentReview', 'endorse', person('zeng', 'item.review'), {}, /另一位同事/],
    ['另一位审核员可以', 'departmentReview', 'endorse', person('fang', 'item.review'), {}, undefined],
    [
      '审核过的人不能审定',
      'reformReview',
      'approve',
      person('fang', 'item.approve'),
      { steps: [{ verb: 'endorse' as const, by: 'fang' }] },
      /另一位同事/,
    ],
    ['有错也能退回', 'departmentReview', 'return', person('fang', 'item.review'), { errors: 2 }, undefined],
    ['编制员不能发布', 'approved', 'publish', editor, {}, /由事项审定员来做/],
  ] as const)('%s', (_, status, verb, who, change, why) => {
    const said = whyNotTake(standing(status, change), verb, who)
    if (why) expect(said).toMatch(why)
    else expect(said).toBeUndefined()
  })

  it('按钮和服务器说的一样', () => {
    for (const status of ['drafting', 'departmentReview', 'reformReview', 'approved', 'published'] as const)
      for (const who of [editor, person('fang', 'item.review'), person('zengxh', 'item.approve')])
        for (const v of verbStates(standing(status), who)) expect(v.why).toBe(whyNotTake(standing(status), v.verb, who))
  })
})
