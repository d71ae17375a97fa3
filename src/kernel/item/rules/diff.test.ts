import { describe, expect, it } from 'vitest'
import { changed, food } from '../fixtures/city.ts'
import { diffItem } from './diff.ts'

describe('两个版本改了什么', () => {
  it('没改就没有一行', () => expect(diffItem(food, structuredClone(food))).toEqual([]))

  it('承诺时限从 5 天改为 3 天，写成人读的话', () => {
    const next = changed(food, (i) => (i.promise.amount = 3))
    expect(diffItem(food, next)).toEqual([
      { path: 'promise', part: '承诺时限', kind: 'changed', before: '5 个工作日', after: '3 个工作日' },
    ])
  })

  it('代码读作名称', () => {
    const next = changed(food, (i) => (i.channels = ['2']))
    expect(diffItem(food, next)).toMatchObject([{ part: '办理形式', before: '窗口办理、网上办理、快递申请', after: '网上办理' }])
  })

  it('添一样材料、去一样材料、改一样材料，各是一行，不管次序', () => {
    const next = changed(food, (i) => {
      i.materials.unshift({ ...i.materials[0]!, id: 'lease', name: '房屋租赁合同' })
      i.materials = i.materials.filter((m) => m.id !== 'brewing-report')
      i.materials.find((m) => m.id === 'rules')!.need = '1'
    })
    const rows = diffItem(food, next)
    expect(rows).toHaveLength(3)
    expect(rows).toContainEqual({ path: 'materials.lease', part: '申请材料', kind: 'added', after: '房屋租赁合同' })
    expect(rows).toContainEqual({ path: 'materials.brewing-report', part: '申请材料', kind: 'removed', before: '自酿酒检验报告' })
    expect(rows).toContainEqual({
      path: 'materials.rules.need',
      part: '申请材料：必要性（食品安全管理制度）',
      kind: 'changed',
      before: '容缺后补',
      after: '必要',
    })
  })

  it('同一种特别程序有两条时，改哪条说哪条', () => {
    const two = changed(food, (i) => i.special.push({ ...i.special[0]!, note: '米酒另外送检。' }))
    const next = changed(two, (i) => (i.special[2]!.note = '果酒另外送检。'))
    expect(diffItem(two, next)).toMatchObject([{ path: 'special.inspection#2.note', before: '米酒另外送检。', after: '果酒另外送检。' }])
  })

  it('次序调了也算改动', () => {
    expect(
      diffItem(
        food,
        changed(food, (i) => i.materials.reverse()),
      ),
    ).toMatchObject([{ path: 'materials', kind: 'changed' }])
  })

  it('反过来比，前后对调', () => {
    const next = changed(food, (i) => {
      i.impl.phone = '0797-0009999'
      i.conditions = ['有营业执照。']
    })
    const swapped = diffItem(next, food).map(({ before, after, ...row }) => ({ ...row, before: after, after: before }))
    expect(swapped).toEqual(diffItem(food, next))
    expect(diffItem(food, next).map((r) => r.part)).toEqual(['受理条件', '实施主体：咨询电话'])
  })
})
