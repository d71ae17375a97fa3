import { describe, expect, it } from 'vitest'
import { changed, city, food, foodFile } from '../fixtures/city.ts'
import { HandlingItem, ItemFile } from '../schema/item.ts'
import { checkTaskCode } from './code.ts'
import { expandItem } from './expand.ts'

describe('一份事项写成各机关的实施清单和办理项', () => {
  const { catalogue, handlings } = expandItem(foodFile, city)

  it('十八个县区的市场监管局和五个功能区的行政审批局各有一个办理项', () => {
    expect(handlings).toHaveLength(23)
    expect(catalogue).toEqual({ code: '360131001000', name: '食品经营许可', taskType: '01', demo: true })
  })

  it('章贡区的业务办理项编码就是办事指南上印的那个', () => expect(food.handlingCode).toBe('11360702MB9A00030K436013100100001'))

  it('每个编码都校验得过，没有两个相同，每个办理项都合乎模式', () => {
    expect(handlings.filter((h) => checkTaskCode(h.handlingCode))).toEqual([])
    expect(new Set(handlings.map((h) => h.handlingCode)).size).toBe(23)
    for (const h of handlings) expect(HandlingItem.parse(h)).toEqual(h)
  })

  it('救济写明本地政府；功能区没有自己的政府，由市政府答复', () => {
    const organOf = (division: string) => handlings.find((h) => h.impl.division === division)?.remedies.reconsideration.organ
    expect([organOf('360702'), organOf('360781'), organOf('360702400')]).toEqual(['章贡区人民政府', '瑞金市人民政府', '赣州市人民政府'])
  })

  it('功能区按委托行使，电话地点取自机构名录，单写的地点优先', () => {
    const zone = handlings.find((h) => h.impl.division === '360702400')
    expect(zone?.impl).toMatchObject({ powerSource: '5', entrustedBy: '赣州市市场监督管理局', place: { name: '赣州经开区企业服务中心' } })
    expect(food.impl).toMatchObject({ powerSource: '1', phone: '0797-0001001', complaintPhone: '0797-0001002' })
    const place = { name: '二楼综合受理窗口', address: '演示路 1 号', hours: '工作日' }
    const own = changed(foodFile, (f) => (f.implementedBy = [{ organ: 'market-360702', place }]))
    expect(expandItem(own, city).handlings.map((h) => h.impl.place)).toEqual([place])
  })

  it.each([
    ['名录里没有的机关', [{ organ: 'market-360799' }], /market-360799 不在机构名录里/],
    ['没有这个条线', [{ branch: 'moon', in: ['city' as const], except: [] }], /没有这个条线/],
    ['同一个机关写了两次', [{ organ: 'market-360702' }, { branch: 'market', in: ['counties' as const], except: [] }], /写了两次/],
  ])('%s，说清楚再拒绝', (_, implementedBy, sentence) => {
    expect(() => expandItem({ ...foodFile, implementedBy }, city)).toThrow(sentence)
  })

  it('可以排除个别县区', () => {
    const some = changed(foodFile, (f) => (f.implementedBy = [{ branch: 'market', in: ['city', 'counties'], except: ['360702'] }]))
    expect(expandItem(some, city).handlings.map((h) => h.impl.division)).not.toContain('360702')
    expect(expandItem(some, city).handlings).toHaveLength(18)
  })

  it('字段名写错、编码写成数字，都读不进来', () => {
    const { success } = ItemFile.safeParse({ ...foodFile, promisse: foodFile.promise })
    expect(success).toBe(false)
    expect(ItemFile.safeParse({ ...foodFile, catalogue: { ...foodFile.catalogue, taskType: 1 } }).success).toBe(false)
  })

  it('是不是演示看事项自己写的，写出来的每一份都一样', () => {
    for (const demo of [true, false]) {
      const { catalogue, handlings } = expandItem({ ...foodFile, demo }, city)
      expect(new Set([catalogue.demo, ...handlings.flatMap((h) => [h.demo, h.catalogue.demo, h.impl.demo])])).toEqual(new Set([demo]))
    }
  })
})
