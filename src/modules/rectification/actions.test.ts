import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import { settleKinds } from '#kernel/order/actions/ring.ts'
import { checkOrders, findOrder, type NewOrder, openOrder, ratesOf } from '#kernel/order/api.ts'
import type { Who } from '#kernel/who.ts'
import { consoleOf } from '#test/console.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

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
  kind: 'rectification',
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

/** Who was told of an order by a template. */
const toldOf = async (id: string, template: string) =>
  (
    await city.sql<{ recipient: string }>('select recipient from message.outbox where link = $1 and template = $2', [
      `/desk/rectifications/${id}`,
      template,
    ])
  ).map((r) => r.recipient)
/** The last day of a clock. */
const lastDay = async (id: string, clock: string) =>
  (
    await city.sql<{ on: string }>(
      `select ((due_at at time zone 'Asia/Shanghai')::date)::text "on" from orders.clock where order_id = $1 and clock = $2`,
      [id, clock],
    )
  )[0]?.on

test('同一个来源只开一张单，问两次还是那一张', async () => {
  const [first, again] = [await open(), await open()]
  expect(again.id).toBe(first.id)
  const five = await Promise.all(Array.from({ length: 5 }, () => open({ sourceId: 'at-once' })))
  expect(new Set(five.map((o) => o.id)).size).toBe(1)
})

test('本单位负责人收到通知，被投诉的人收不到、看不到', async () => {
  const { id } = await open({ sourceId: 'b', barred: ['staff:laizhiqiang'] })
  const other = await open({ sourceId: 'b2' })
  await city.drain()
  expect(await toldOf(id, 'order.opened')).not.toContain('staff:laizhiqiang')
  expect(await toldOf(other.id, 'order.opened')).toContain('staff:laizhiqiang')
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
  expect((await (await city.staff('zengwei')).get('/rectifications')).body.code).toBe('order.not-yours')
})

test('退回重派到另一个单位，联系的一天重新算，总的期限不变', async () => {
  const { id } = await open({ sourceId: 'd' })
  await take(chief, id, 'claim')
  expect((await take(chief, id, 'sendBack', { reason: '不是本单位的职权' })).body).toMatchObject({ state: 'returned', holder: null })
  await jump('2023-06-16T10:00:00+08:00')
  expect((await take(supervisor, id, 'assign', { organ: 'nowhere', reason: '职权在市局' })).body.code).toBe('order.no-organ')
  expect((await take(supervisor, id, 'assign', { organ: 'approval-360700', reason: '职权在市局' })).body).toMatchObject({
    state: 'open',
    organ: 'approval-360700',
    division: '360700',
  })
  expect([await lastDay(id, 'contact'), await lastDay(id, 'answer')]).toEqual(['2023-06-19', '2023-06-25'])
  expect((await chief.get(`/rectifications/${id}`)).status).toBe(404)
  expect((await (await city.staff('liaochunhua')).get(`/rectifications/${id}`)).body.verbs).toContainEqual({
    verb: 'claim',
    label: '认领',
    open: true,
    asks: [],
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
    dueAt: '2023-07-07T15:59:59.999Z',
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
  expect(facts.filter((f) => f.name === 'order.closed').map((f) => f.data)).toMatchObject([
    { source: 'hotline', sourceId: 'f', outcome: 'rejected' },
  ])
})

test('每张单的行就是它全部动态的折叠', async () => {
  const console = consoleOf({ DATABASE_URL: city.house.url, HAOBAN_DATA: inject('database').dataDir })
  const [{ n }] = (await city.sql<{ n: number }>('select count(*)::int n from orders.order')) as [{ n: number }]
  const { code, text } = await console.run('orders', 'check', '--json')
  expect([code, JSON.parse(text)]).toEqual([0, { kinds: 1, orders: n, wrong: [] }])
  const [{ id, no, title }] = (await city.sql('select id, no, title from orders.order order by id limit 1')) as [Record<string, string>]
  await city.sql("update orders.order set title = '改过的' where id = $1", [id])
  const changed = await console.run('orders', 'check', '--json')
  await city.sql('update orders.order set title = $2 where id = $1', [id, title])
  expect([changed.code, JSON.parse(changed.text)]).toEqual([1, { kinds: 1, orders: n, wrong: [{ id, no, what: 'title' }] }])
})

test('超期的单留一条动态、告诉督办员，一次为止；统计里算超期', async () => {
  const { id } = await open({ sourceId: 'g' })
  const period = { since: new Date('2023-06-01T00:00:00+08:00'), until: new Date('2023-08-01T00:00:00+08:00') }
  const late = async () =>
    (await act(city.house, system, (ctx) => ratesOf(ctx.tx, { kind: 'rectification', clock: 'answer', source: 'hotline' }, period))).late
  expect(await late()).toBe(0)
  await jump('2023-07-10T09:00:00+08:00')
  await city.run('order.ring')
  await city.run('order.ring')
  const facts = await act(city.house, system, (ctx) => listFacts(ctx.tx, `order:${id}`))
  expect(facts.filter((f) => f.name === 'order.overdue')).toHaveLength(1)
  await city.drain()
  expect(await toldOf(id, 'order.overdue')).toEqual(['staff:linyi'])
  expect(await late()).toBeGreaterThan(0)
  const list = (await supervisor.get('/rectifications?overdue=true')).body.rows as { sourceId: string }[]
  expect(list.map((o) => o.sourceId)).toContain('g')
})

test('以前的版本开的单原样接过来；那个版本还开着的几分钟里开的、办的，也接得上', async () => {
  const before: Record<string, unknown> = {
    id: 'old-1',
    no: 'ZG202306010009',
    source: 'hotline',
    sourceId: 'old',
    title: '占道经营',
    summary: '文清路占道',
    organ: 'market-360702',
    division: '360702',
    level: 'simple',
    state: 'open',
    holder: null,
    holderName: null,
    barred: ['staff:liufang'],
    contactDueOn: '2023-07-11',
    dueOn: '2023-07-18',
    demo: true,
  }
  await jump('2023-07-10T10:00:00+08:00')
  const leaves = (name: string, data: Record<string, unknown>) =>
    act(city.house, system, (ctx) => ctx.emit({ name, about: 'order:old-1', data, readers: ['organ:*'] }))
  await leaves('rectification.opened', { order: before })
  await city.sql(`insert into rectification.order (id, no, source, source_id, title, summary, organ, division, level, state, barred, contact_due_on, due_on, opened_at, demo)
    values ('old-1', 'ZG202306010009', 'hotline', 'old', '占道经营', '文清路占道', 'market-360702', '360702', 'simple', 'open', '{staff:liufang}', '2023-07-11', '2023-07-18', '2023-07-10T10:00:00+08:00', true)`)
  const row = () => act(city.house, system, (ctx) => findOrder(ctx.tx, 'old-1'))
  expect(await row()).toMatchObject({ kind: 'rectification', state: 'open', dueAt: new Date('2023-07-18T23:59:59.999+08:00'), seq: 0 })
  expect((await chief.get('/rectifications/old-1')).status).toBe(200)
  await leaves('rectification.claimed', { byName: '赖志强', order: 'old-1' })
  await city.sql(`update rectification.order set state = 'claimed' where id = 'old-1'`)
  await act(city.house, system, settleKinds)
  expect(await row()).toMatchObject({ state: 'claimed', seq: 2 })
  expect(await lastDay('old-1', 'contact')).toBe('2023-07-11')
  expect(await act(city.house, system, checkOrders)).toMatchObject({ wrong: [] })
  expect((await take(supervisor, 'old-1', 'assign', { organ: 'approval-360700', reason: '职权在市局' })).body).toMatchObject({
    state: 'open',
  })
})
