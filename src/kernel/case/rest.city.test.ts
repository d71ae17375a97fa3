import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { keepHolding } from '#kernel/holding/api.ts'
import type { Holding } from '#kernel/holding/schema.ts'
import { mustNotDemandHeld } from '#kernel/item/rules/lint.ts'
import type { Ctx, Who } from '#kernel/module.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { submit, take } from './api.ts'

let city: TestCity
let citizen: Who
let clerk: Who
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  citizen = { id: 'citizen:zhong-jiaming', kind: 'citizen', name: '钟家明', parties: ['zhong-jiaming', 'kejia-xiaoyuan'], grants: [] }
  const grant = (permission: string) => ({ permission, organ: 'market-360702', division: '360702' })
  clerk = {
    id: 'staff:liufang',
    kind: 'staff',
    name: '刘芳',
    organ: 'market-360702',
    parties: [],
    grants: ['case.read', 'case.accept', 'case.supplement'].map(grant),
  }
})
afterAll(() => city.close())

const as = <T>(who: Who, work: (ctx: Ctx) => Promise<T>) => act(city.house, who, work)

const licence = (id: string, change: Partial<Holding> = {}): Omit<Holding, 'called'> => ({
  id,
  party: 'kejia-xiaoyuan',
  type: '11360700MB9A000141001',
  register: '电子证照库',
  no: 'JY23607020000017',
  identifier: `1.2.156.3005.2.${id}`,
  organ: 'market-360702',
  organName: '章贡区市场监督管理局',
  state: 'valid',
  fromOn: '2023-01-01',
  toOn: '2027-12-31',
  demo: true,
  ...change,
})
const keep = (id: string, change: Partial<Holding> = {}) =>
  as(system, (ctx) => keepHolding(ctx, licence(id, change), { 'premises.address': '文清路 58 号' }))

const application = {
  item: 'food-business-licence-change',
  division: '360702',
  applicant: 'kejia-xiaoyuan',
  channel: 'web' as const,
  declared: true as const,
  answers: {
    change: 'name',
    shopName: '章贡区客家小院餐饮店（演示）',
    uscc: '92360702MA9A00125A',
    division: '360702',
    licenceNo: 'JY23607020000017',
    operator: '钟家明',
    operatorId: '360702199003070017',
    phone: '13800000001',
    newName: '章贡区客家大院餐饮店（演示）',
    changedOn: '2023-06-01',
    officer: '钟家明',
    officerPhone: '13800000001',
    delivery: 'electronic',
  },
  materials: [],
}
const apply = () => as(citizen, (ctx) => submit(ctx, application))

test('库里没有的证照，和别的材料一样要交', async () => {
  await expect(apply()).rejects.toMatchObject({ status: 422, data: { fields: [{ field: 'material.food-licence' }] } })
})

describe('库里有的证照', () => {
  let id = ''
  test('不用交，办件写明从哪里取，用证记录里有这一次', async () => {
    await keep('licence:a')
    id = (await apply()).id
    const [row] = await city.sql("select provide, source from cases.material where case_id = $1 and code = 'food-licence'", [id])
    expect(row).toEqual({ provide: 'licence', source: '电子证照库：食品经营许可证 JY23607020000017' })
    expect(await city.sql('select subject, material, organ_name, purpose, by_name from holding.use')).toEqual([
      {
        subject: `case:${id}`,
        material: 'food-licence',
        organ_name: '章贡区市场监督管理局',
        purpose: '办理食品经营许可（变更）',
        by_name: '钟家明',
      },
    ])
  })
  test('用证记录谁也改不了、删不掉', async () => {
    for (const change of ["update holding.use set purpose = 'x'", 'delete from holding.use'])
      await expect(as(system, ({ tx }) => tx.sql([change] as unknown as TemplateStringsArray))).rejects.toThrow(/permission denied/)
  })
  test('别人看不到', async () => {
    const other: Who = { ...citizen, id: 'citizen:zeng-xiaoman', parties: ['zeng-xiaoman'] }
    expect(await as(other, ({ tx }) => tx.sql`select id from holding.held`)).toEqual([])
    expect(await as(other, ({ tx }) => tx.sql`select id from holding.use`)).toEqual([])
    expect(await as(citizen, ({ tx }) => tx.sql`select id from holding.held`)).toEqual([{ id: 'licence:a' }])
  })
  test('吊销以后，马上不能受理，也说明为什么', async () => {
    await keep('licence:a', { state: 'revoked' })
    await expect(as(clerk, (ctx) => take(ctx, { id, verb: 'accept', input: {} }))).rejects.toMatchObject({
      code: 'case.holding-gone',
      message: expect.stringContaining('“食品经营许可证 JY23607020000017”被吊销'),
    })
  })
  test('依据它的在办件，都记下一条，按钮也变灰', async () => {
    await city.drain()
    const facts = await city.sql("select name from ledger.fact where about = $1 and name = 'case.rest-gone'", [`case:${id}`])
    expect(facts).toHaveLength(1)
    await city.drain()
    await expect(as(clerk, (ctx) => take(ctx, { id, verb: 'accept', input: {} }))).rejects.toMatchObject({ code: 'case.holding-gone' })
  })
  test('新的申请要交材料', async () => {
    await expect(apply()).rejects.toMatchObject({ status: 422 })
  })
  test('恢复有效以后，又能受理', async () => {
    await keep('licence:a')
    await city.drain()
    expect((await as(clerk, (ctx) => take(ctx, { id, verb: 'accept', input: {} }))).status).toBe('accepted')
  })
  test('过了有效期的，没有人登记也不算', async () => {
    await keep('licence:a', { toOn: '2023-06-14' })
    await expect(apply()).rejects.toMatchObject({ status: 422 })
  })
})

describe('同时发生', () => {
  test('二十次提交和吊销同时来：吊销以后提交成功的一件也没有', async () => {
    let sent = 0
    for (let round = 0; round < 20; round++) {
      await keep('licence:a', { toOn: null })
      const revoke = () => keep('licence:a', { toOn: null, state: 'revoked' })
      const [application, revocation] = await Promise.allSettled([apply(), setTimeout(round * 12).then(revoke)])
      expect(revocation.status).toBe('fulfilled')
      if (application.status === 'fulfilled') sent++
      const [{ last }] = (await city.sql<{ last: string }>("select max(id) last from ledger.fact where name = 'holding.changed'")) as [
        { last: string },
      ]
      // Facts are numbered as they are written: a use after the revocation would bear a higher number.
      expect(await city.sql("select id from ledger.fact where name = 'holding.used' and id > $1", [last])).toEqual([])
    }
    expect(sent).toBeGreaterThan(0)
  })
  test('受理拿住证照的时候，吊销要等；吊销在先，受理就不成', async () => {
    await keep('licence:a', { toOn: null })
    const { id } = await apply()
    const order: string[] = []
    const accepting = as(clerk, async (ctx) => {
      await take(ctx, { id, verb: 'accept', input: {} })
      await setTimeout(400)
      order.push('accepted')
    })
    await setTimeout(200)
    const revoking = keep('licence:a', { toOn: null, state: 'revoked' }).then(() => order.push('revoked'))
    await Promise.all([accepting, revoking])
    expect(order).toEqual(['accepted', 'revoked'])
  })
})

test('发布时不许再要本市证照库里有的证照', () => {
  const material = { name: '原食品经营许可证（复印件）', sourceType: '20' } as never
  const types = [{ name: '食品经营许可证', also: [] }]
  expect(() => mustNotDemandHeld({ name: '某事项', materials: [material] }, types)).toThrow('要人自己交')
})
