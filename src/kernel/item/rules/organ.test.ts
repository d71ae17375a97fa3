import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { city, foodFile } from '../fixtures/city.ts'
import type { Contact } from '../schema/organ-desk.ts'
import { asToday, saidFor } from './contact.ts'
import { expandItem } from './expand.ts'
import { changeDiffs, contactFaults, contactOf, diffText, foundFaults, levelOf, merged, nameFaults, organFrom, overtaken } from './organ.ts'

const market = city.organs.find((o) => o.id === 'market-360702')!
const others = city.organs.filter((o) => o.id !== market.id)
const now = contactOf(market)
const wrong = (change: Partial<Contact>) => contactFaults({ ...now, ...change }, others)

describe('联系方式', () => {
  it('名录里的每个机构都过得了自己的规则', () => {
    for (const o of city.organs)
      expect(
        contactFaults(
          o,
          city.organs.filter((other) => other.id !== o.id),
        ),
      ).toEqual([])
  })

  it.each<[string, Partial<Contact>, string, string]>([
    ['没有区号', { phone: '8123456' }, 'phone', '带区号'],
    ['手机号', { phone: '13800000000' }, 'phone', '带区号'],
    ['空着', { phone: '' }, 'phone', '带区号'],
    ['别家的电话', { phone: others[0]!.complaintPhone }, 'phone', others[0]!.name],
    ['两个一样', { complaintPhone: now.phone }, 'complaintPhone', '不能和咨询电话是同一个'],
    ['别家的简称', { shortName: others[0]!.shortName }, 'shortName', others[0]!.name],
    ['地址没写全', { address: '一号' }, 'address', '请写全'],
    ['时间空着', { hours: '' }, 'hours', '请写全'],
  ])('%s，说在那一格', (_, change, field, word) => {
    expect(wrong(change)).toEqual([{ field, sentence: expect.stringContaining(word) }])
  })

  it('电话可以带分机', () => expect(wrong({ phone: '0797-8123456-801' })).toEqual([]))
})

describe('两个人同时改', () => {
  const a = { ...now, phone: '0797-8000001' }
  it('改的不是一格，两个人的都在', () => {
    const b = { ...now, hours: '工作日 8:30–17:30' }
    expect(overtaken(now, a, b)).toEqual([])
    expect(merged(now, a, b)).toEqual({ ...now, phone: a.phone, hours: b.hours })
  })
  it('改的是同一格，后一个人被告知；两个人改得一样就不用', () => {
    expect(overtaken(now, a, { ...now, phone: '0797-8000002' })).toEqual(['phone'])
    expect(overtaken(now, a, a)).toEqual([])
  })
  it('没有被告知的，合起来不丢任何一个人的改动', () => {
    const text = fc.constantFrom('a', 'b', 'c')
    const contact = fc.record({ shortName: text, phone: text, complaintPhone: text, hall: text, address: text, hours: text })
    fc.assert(
      fc.property(contact, contact, contact, (seen, first, second) => {
        if (overtaken(seen, first, second).length > 0) return
        const both = merged(seen, first, second)
        for (const f of Object.keys(seen) as (keyof Contact)[]) {
          if (second[f] !== seen[f]) expect(both[f]).toBe(second[f])
          else expect(both[f]).toBe(first[f])
        }
      }),
    )
  })
})

describe('设立、更名', () => {
  const data = {
    ...now,
    branch: 'data',
    division: '360702',
    name: '章贡区数据局',
    shortName: '章贡区数据局',
    uscc: '11360702mb9a 999070',
    kind: '1' as const,
    phone: '0797-0009001',
    complaintPhone: '0797-0009002',
  }
  const faults = (change: object) => foundFaults(organFrom({ ...data, ...change }, true), city.organs, city.organs).map((f) => f.field)

  it('标识是条线加区划，代码按大写记', () => {
    expect(organFrom(data, true)).toMatchObject({ id: 'data-360702', uscc: '11360702MB9A999070', level: '4', isApprovalBureau: false })
    expect([levelOf('360700'), levelOf('360781'), levelOf('360702400')]).toEqual(['3', '4', '4'])
  })
  it('代码校验不过、被别家用着、名字重了、条线在这里已经有了，都说在那一格', () => {
    expect(faults({})).toEqual([])
    expect(faults({ uscc: '11360702MB9A999071' })).toEqual(['uscc'])
    expect(faults({ uscc: market.uscc })).toEqual(['uscc'])
    expect(faults({ uscc: '1136' })).toEqual(['uscc'])
    expect(faults({ uscc: market.uscc, name: market.name })).toEqual(['name', 'uscc'])
    expect(faults({ branch: 'market' })).toEqual(['branch'])
    expect(faults({ parent: 'nobody-360700' })).toEqual(['parent'])
  })
  it('改名要写全，不能和别家重', () => {
    expect(nameFaults({ name: '局', shortName: '' }, others).map((f) => f.field)).toEqual(['name', 'shortName'])
    expect(nameFaults({ name: others[3]!.name, shortName: '新简称' }, others)[0]?.sentence).toContain('已经叫这个名字')
  })
  it('改了什么，说得出原来和现在', () => {
    const diffs = changeDiffs(
      { before: market, content: { name: '章贡区市场监督管理和知识产权局', shortName: market.shortName } },
      (id) => id,
    )
    expect(diffs).toEqual([{ title: '全称', before: market.name, after: '章贡区市场监督管理和知识产权局' }])
    expect(diffText(diffs)).toBe(`全称 ${market.name} → 章贡区市场监督管理和知识产权局`)
    expect(changeDiffs({ before: market, content: { successor: 'approval-360702' } }, () => '章贡区行政审批局')[0]).toMatchObject({
      before: market.name,
      after: '章贡区行政审批局',
    })
  })
})

describe('事项的版本和名录', () => {
  const handlings = expandItem(foodFile, city).handlings
  const food = handlings.find((h) => h.impl.organ === 'market-360702')!
  const moved = { ...market, name: '章贡区市场监督管理和知识产权局', phone: '0797-8000001', address: '章贡区新大厅 2 号' }

  it('版本没有自己写的，按名录现在的；名录没变，就是原来那一个对象', () => {
    const said = saidFor(foodFile, food.impl)
    expect(asToday(food, said, market)).toBe(food)
    expect(asToday(food, said, moved).impl).toEqual({
      ...food.impl,
      organName: moved.name,
      phone: moved.phone,
      place: { name: moved.hall, address: moved.address, hours: moved.hours },
    })
    expect(asToday(food, said, moved).materials).toBe(food.materials)
  })

  it('版本自己写了电话和地点的，按版本的；单位的名字总按名录', () => {
    const place = { name: '南门分厅', address: '章贡区南门口 1 号', hours: '工作日 9:00–17:00', traffic: '公交 1 路' }
    const file = { ...foodFile, implementedBy: [{ organ: 'market-360702', phone: '0797-0001003', place }] }
    const [own] = expandItem(file, city).handlings
    const today = asToday(own!, saidFor(file, own!.impl), moved).impl
    expect(today).toMatchObject({ phone: '0797-0001003', place, complaintPhone: market.complaintPhone, organName: moved.name })
  })

  it('按条线写的，只认它写的范围和例外', () => {
    const by = { branch: 'market', in: ['counties' as const], except: ['360703'], phone: '0797-0001003' }
    const file = { implementedBy: [by] }
    expect(saidFor(file, { organ: 'market-360702', division: '360702' })).toBe(by)
    expect(saidFor(file, { organ: 'market-360703', division: '360703' })).toEqual({})
    expect(saidFor(file, { organ: 'market-360700', division: '360700' })).toEqual({})
    expect(saidFor(file, { organ: 'supermarket-360702', division: '360702' })).toEqual({})
  })
})
