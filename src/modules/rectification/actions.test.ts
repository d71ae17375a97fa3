import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Who } from '#kernel/who.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { openOrder } from './actions/open-order.ts'
import { fold, type OrderFact } from './rules/fold.ts'
import type { NewOrder } from './schema.ts'
import { findOrder, listOrders, ratesOf } from './store.ts'

const roles = JSON.parse(readFileSync(new URL('../../../city/ganzhou/roles.json', import.meta.url), 'utf8')) as {
  id: string
  permissions: string[]
}[]
const staff = (login: string, role: string, organ = 'market-360702'): Who => ({
  id: `staff:${login}`,
  kind: 'staff',
  name: login,
  organ,
  parties: [],
  grants: (roles.find((r) => r.id === role)?.permissions ?? []).map((permission) => ({ permission, organ, division: '*' })),
})
const matter: NewOrder = {
  source: 'hotline',
  sourceId: 'a',
  title: '占道经营',
  summary: '文清路占道',
  organ: 'market-360702',
  division: '360702',
  barred: ['staff:liufang'],
  demo: true,
}

let city: TestCity
let chief: Client
let supervisor: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  chief = await city.staff('laizhiqiang')
  supervisor = await city.staff('linyi')
})
afterAll(() => city.close())

const open = (change: Partial<NewOrder> = {}) => act(city.house, system, (ctx) => openOrder(ctx, { ...matter, ...change }))
/** Sessions end with the hours that a test skips. */
async function jump(at: string): Promise<void> {
  city.clock.set(at)
  chief = await city.staff('laizhiqiang')
  supervisor = await city.staff('linyi')
}
const take = (client: Client, id: string, verb: string, input: Record<string, unknown> = {}) =>
  client.post(`/rectifications/${id}/${verb}`, { input })

test('同一个来源只开一张单，问两次还是那一张', async () => {
  const [first, again] = [await open(), await open()]
  expect(again.id).toBe(first.id)
  const five = await Promise.all(Array.from({ length: 5 }, () => open({ sourceId: 'at-once' })))
  expect(new Set(five.map((o) => o.id)).size).toBe(1)
})

test('本单位负责人收到通知，被投诉的人收不到、看不到', async () => {
  const { id } = await open({ sourceId: 'b', barred: ['staff:laizhiqiang'] })
  const told = await city.sql<{ recipient: string }>('select recipient from message.outbox where source = $1', [`order:${id}:opened`])
  expect(told.map((r) => r.recipient)).not.toContain('staff:laizhiqiang')
  expect((await chief.get(`/rectifications/${id}`)).status).toBe(404)
  expect((await take(chief, id, 'claim')).status).toBe(404)
  expect((await supervisor.get(`/rectifications/${id}`)).status).toBe(200)
})

test('别的单位和没有权限的人，数据库里就看不到', async () => {
  const { id } = await open({ sourceId: 'c' })
  for (const who of [
    staff('liaochunhua', 'chiefRep', 'approval-360700'),
    staff('zengwei', 'examiner'),
    { ...staff('x', 'none'), kind: 'citizen' as const, id: 'citizen:x' },
  ])
    expect(await act(city.house, who, (ctx) => findOrder(ctx.tx, id))).toBeUndefined()
  expect((await (await city.staff('zengwei')).get('/rectifications')).body.code).toBe('rectification.not-yours')
})

test('退回重派到另一个单位，联系的一天重新算，总的期限不变', async () => {
  const { id } = await open({ sourceId: 'd' })
  await take(chief, id, 'claim')
  expect((await take(chief, id, 'sendBack', { reason: '不是本单位的职权' })).body).toMatchObject({ state: 'returned', holder: null })
  await jump('2023-06-16T10:00:00+08:00')
  expect((await take(supervisor, id, 'assign', { organ: 'nowhere', reason: '职权在市局' })).body.code).toBe('rectification.no-organ')
  expect((await take(supervisor, id, 'assign', { organ: 'approval-360700', reason: '职权在市局' })).body).toMatchObject({
    state: 'open',
    organ: 'approval-360700',
    division: '360700',
    contactDueOn: '2023-06-19',
    dueOn: '2023-06-25',
  })
  expect((await chief.get(`/rectifications/${id}`)).status).toBe(404)
  expect((await (await city.staff('liaochunhua')).get(`/rectifications/${id}`)).body.verbs).toContainEqual({
    verb: 'claim',
    label: '认领',
    open: true,
  })
})

test('说复杂要说明理由；说明了，从开单那天起算十五个工作日', async () => {
  await jump('2023-06-15T11:00:00+08:00')
  const { id } = await open({ sourceId: 'e' })
  await take(chief, id, 'claim')
  await take(chief, id, 'contact', { reached: false, note: '电话没人接，发了短信' })
  await jump('2023-06-19T11:00:00+08:00')
  expect((await take(chief, id, 'rectify', { measures: '三家单位一起查', level: 'complex' })).body.title).toContain(
    '为什么 5 个工作日内办不完',
  )
  expect((await take(chief, id, 'rectify', { measures: '三家单位一起查', level: 'complex', reason: '涉及三家单位' })).body).toMatchObject({
    dueOn: '2023-07-07',
    level: 'complex',
  })
  expect((await take(chief, id, 'appeal', { reason: '不是我们的责任' })).body.code).toBe('rectification.nothing-to-appeal')
})

test('复核不通过可以申诉，申诉成立就不予采纳，别的房间收到一个“办结”', async () => {
  const { id } = await open({ sourceId: 'f' })
  await take(chief, id, 'claim')
  await take(chief, id, 'contact', { reached: true, note: '已联系' })
  await take(chief, id, 'explain', { answer: '依法不能办', article: '食品安全法第三十五条' })
  expect((await take(supervisor, id, 'review', { passed: 'false', opinion: '说明不充分' })).body).toMatchObject({
    state: 'rectifying',
    outcome: null,
  })
  expect((await take(chief, id, 'appeal', { reason: '依据清楚，请复议' })).body).toMatchObject({ state: 'appealed' })
  expect((await take(supervisor, id, 'decideAppeal', { upheld: true, opinion: '申诉成立' })).body).toMatchObject({
    state: 'rejected',
    outcome: 'rejected',
  })
  const facts = await act(city.house, system, (ctx) => listFacts(ctx.tx, `order:${id}`))
  expect(facts.filter((f) => f.name === 'rectification.closed').map((f) => f.data)).toMatchObject([
    { source: 'hotline', sourceId: 'f', outcome: 'rejected' },
  ])
})

test('每张单的行就是它全部动态的折叠', async () => {
  for (const row of await act(city.house, system, (ctx) => listOrders(ctx.tx, { today: '2023-06-19', limit: 50 }))) {
    const facts = (await act(city.house, system, (ctx) => listFacts(ctx.tx, `order:${row.id}`))) as OrderFact[]
    expect(row).toEqual(fold(facts))
  }
})

test('超期的单留一条动态、告诉督办员，一次为止；统计里算超期', async () => {
  const { id } = await open({ sourceId: 'g' })
  const period = { since: new Date('2023-06-01T00:00:00+08:00'), until: new Date('2023-08-01T00:00:00+08:00') }
  const late = async () => (await act(city.house, system, (ctx) => ratesOf(ctx.tx, 'hotline', period))).late
  expect(await late()).toBe(0)
  await jump('2023-07-10T09:00:00+08:00')
  await city.run('rectification.sweep')
  await city.run('rectification.sweep')
  const facts = await act(city.house, system, (ctx) => listFacts(ctx.tx, `order:${id}`))
  expect(facts.filter((f) => f.name === 'rectification.overdue')).toHaveLength(1)
  const told = await city.sql<{ recipient: string }>('select recipient from message.outbox where source = $1', [`order:${id}:overdue`])
  expect(told.map((r) => r.recipient)).toEqual(['staff:linyi'])
  expect(await late()).toBeGreaterThan(0)
  const list = (await supervisor.get('/rectifications?overdue=true')).body.rows as { sourceId: string }[]
  expect(list.map((o) => o.sourceId)).toContain('g')
})
