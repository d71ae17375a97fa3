import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { infoOf } from '#app/open.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Who } from '#kernel/who.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { whistle } from '#test/whistle.ts'
import { checkOrders } from './actions/check.ts'
import { mergeOrders, splitOrder } from './actions/move.ts'
import { openOrder } from './actions/open-order.ts'
import { order, orders } from './actions/read.ts'
import { settleKinds } from './actions/ring.ts'
import { recall, take } from './actions/take.ts'
import type { OrderKind } from './schema/kind.ts'
import type { NewOrder } from './schema/order.ts'
import { findBySource, findOrder, listLinks } from './store/order.ts'

/** The same kind for the demo city's people: its permissions are those that some of them hold. */
const held: Record<string, string> = { 'whistle.answer': 'rectification.handle', 'whistle.blow': 'rectification.supervise' }
const heldBy = (names: readonly string[]) => names.map((n) => held[n]!)
const ofStaff: OrderKind = {
  ...whistle,
  prefix: 'CT',
  verbs: Object.fromEntries(
    Object.entries(whistle.verbs).map(([name, v]) => [name, { ...v, may: heldBy(v.may), fact: v.fact.replace('whistle', 'siren') }]),
  ),
  clocks: {
    report: { ...whistle.clocks.report!, on: { 'order.opened': 'start', 'order.assigned': 'start', 'siren.reported': 'stop' } },
  },
  sees: heldBy(whistle.sees),
  handlers: held[whistle.handlers]!,
  supervisors: held[whistle.supervisors]!,
  merges: held['whistle.blow']!,
}

const organs = ['market-360702', 'approval-360700', 'approval-360702'] as const
const [market, approval, district] = organs
let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-09-28T16:00:00+08:00')
  const room = infoOf({
    ...{ id: 'whistle', title: '吹哨报到', measures: [] },
    permissions: { 'whistle.answer': '报到', 'whistle.blow': '吹哨' },
    orders: { whistle: { ...whistle, merges: 'whistle.answer' }, siren: ofStaff },
  })
  city.house.infos = [...city.house.infos, room]
  await act(city.house, system, settleKinds)
})
afterAll(() => city.close())

const who = (id: string, permission: string, organ: string, division = '*'): Who => ({
  ...{ id: `staff:${id}`, kind: 'staff', name: id, organ, parties: [] },
  grants: [{ permission, organ, division }],
})
const [a, b, c] = organs.map((organ) => who(organ, 'whistle.answer', organ)) as [Who, Who, Who]
const park = who('park', 'whistle.blow', 'park')
const stranger = who('stranger', 'whistle.answer', 'approval-360781')

const call: NewOrder = {
  ...{ kind: 'whistle', source: 'park', sourceId: 'x', title: '厂区断水', summary: '三号楼断水', organ: market, division: '360702' },
  with: [
    { organ: approval, division: '360700' },
    { organ: district, division: '360702' },
  ],
  owner: { organ: 'park', division: '360702' },
  demo: true,
}
const as = <T>(person: Who, work: (ctx: Ctx) => Promise<T>) => act(city.house, person, work)
const open = (sourceId: string, change: Partial<NewOrder> = {}) => as(system, (ctx) => openOrder(ctx, { ...call, sourceId, ...change }))
const does = (person: Who, id: string, verb: string, input: Record<string, unknown> = {}) =>
  as(person, (ctx) => take(ctx, { id, verb, input }))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? String(error),
  )
const namesOf = async (id: string) => (await as(system, (ctx) => listFacts(ctx.tx, `order:${id}`))).map((f) => f.name)

test('同一个来源同时问五次，只开一张；编号是类别、日子和当天的第几张', async () => {
  const five = await Promise.all(Array.from({ length: 5 }, () => open('once')))
  expect(new Set(five.map((o) => o.id)).size).toBe(1)
  expect(five[0]!.no).toMatch(/^CS20230928\d{4}$/)
  expect(await namesOf(five[0]!.id)).toEqual(['order.opened'])
})

test('三家单位和吹哨的园区看得见，别家、没有权限的、被投诉的看不见', async () => {
  const { id } = await open('walls', { barred: [b.id] })
  const sees = (person: Who) => as(person, async (ctx) => (await findOrder(ctx.tx, id)) !== undefined)
  expect(await Promise.all([a, c, park, b, stranger, who('x', 'case.read', market)].map(sees))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  const elsewhere = who('y', 'whistle.answer', market, '360781')
  expect(await sees(elsewhere)).toBe(false)
  expect(await codeOf(does(stranger, id, 'report'))).toBe('order.unknown')
})

describe('一张三家的单', () => {
  test('各报各的到，全到了才会商；园区升级、销哨；动态里写明类别、来源、结果、是不是按时', async () => {
    const { id } = await open('life')
    expect((await does(a, id, 'report')).state).toBe('called')
    expect(await codeOf(does(a, id, 'report'))).toBe('order.part-done')
    expect(await codeOf(does(b, id, 'solve', { result: 'solved' }))).toBe('order.not-now')
    await does(b, id, 'report')
    expect(await does(c, id, 'report')).toMatchObject({ state: 'working', dueAt: null })
    expect(await codeOf(does(a, id, 'raise', { reason: '还没修好' }))).toBe('order.may-not')
    expect(await does(park, id, 'raise', { reason: '还没修好' })).toMatchObject({ supervision: 1 })
    expect(await codeOf(does(park, id, 'solve', {}))).toBe('form.invalid')
    expect(await does(park, id, 'solve', { result: 'solved' })).toMatchObject({ state: 'solved', outcome: 'solved' })
    const last = (await as(system, (ctx) => listFacts(ctx.tx, `order:${id}`))).at(-1)!
    expect(last).toMatchObject({
      name: 'order.closed',
      data: { kind: 'whistle', source: 'park', sourceId: 'life', outcome: 'solved', onTime: true },
    })
    const page = await as(park, (ctx) => order(ctx, { id }))
    expect(page.history.map((h) => h.label)).toEqual(['开单', '报到', '报到', '报到', '升级', '销哨'])
    expect(page.history.at(-1)!.told).toEqual([{ label: '结果', value: '已解决' }])
    expect(page.clocks.map((l) => [l.state, l.late])).toEqual(Array(3).fill(['stopped', false]))
  })

  test('到三十分钟才响，没报到的两家各响一次，再找也不再响；报了到的不响', async () => {
    const { id } = await open('ring')
    await does(a, id, 'report')
    city.clock.set('2023-09-28T16:30:00+08:00')
    await city.run('order.ring')
    expect(await namesOf(id)).not.toContain('order.overdue')
    city.clock.set('2023-09-28T16:30:00.001+08:00')
    await Promise.all([city.run('order.ring'), city.run('order.ring')])
    await city.run('order.ring')
    const late = (await as(system, (ctx) => listFacts(ctx.tx, `order:${id}`))).filter((f) => f.name === 'order.overdue')
    expect(late.map((f) => [f.data.clock, f.data.organ])).toEqual([
      ['report', approval],
      ['report', district],
    ])
    expect((await as(a, (ctx) => orders(ctx, { kind: 'whistle', overdue: true }))).rows.map((r) => r.id)).toContain(id)
    city.clock.set('2023-09-28T16:00:00+08:00')
  })

  test('过了时限才来办的，先记超期，再记这一步', async () => {
    const { id } = await open('late')
    city.clock.set('2023-09-28T16:45:00+08:00')
    await does(b, id, 'report')
    expect(await namesOf(id)).toEqual(['order.opened', 'order.overdue', 'order.overdue', 'order.overdue', 'whistle.reported'])
    city.clock.set('2023-09-28T16:00:00+08:00')
  })

  test('刚办的一步，本人十秒内能撤回，别人不能，过了不能', async () => {
    const { id } = await open('recall')
    const { seq, recallUntil } = await does(a, id, 'report')
    expect(recallUntil).toEqual(new Date('2023-09-28T16:00:10+08:00'))
    expect(await codeOf(as(b, (ctx) => recall(ctx, { id, seq })))).toBe('order.recall-others')
    expect(await as(a, (ctx) => recall(ctx, { id, seq }))).toMatchObject({ state: 'called', holder: null, seq: 3 })
    await does(a, id, 'report')
    city.clock.set('2023-09-28T16:00:10+08:00')
    expect(await codeOf(as(a, (ctx) => recall(ctx, { id, seq: 4 })))).toBe('order.recall-late')
    city.clock.set('2023-09-28T16:00:00+08:00')
  })
})

test('清单按最先到期的排，每张只有一行，翻页不漏不重；园区和单位看到的是同一批', async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, (_, i) => open(`list-${i}`, { source: 'list' }))).then((all) =>
    all.map((o) => o.id),
  )
  const walk = async (person: Who) => {
    const found: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await as(person, (ctx) => orders(ctx, { kind: 'whistle', source: 'list', after }))
      found.push(...page.rows.map((r) => r.id))
      if (!page.next) return found
      after = page.next
    }
  }
  const two: Who = { ...a, grants: [...a.grants, ...b.grants] }
  for (const person of [a, two, park, who('all', 'whistle.blow', '*')]) expect((await walk(person)).sort()).toEqual([...ids].sort())
  expect(await walk(stranger)).toEqual([])
  expect(await codeOf(as(who('x', 'case.read', market), (ctx) => orders(ctx, {})))).toBe('order.not-yours')
})

test('合并以后，每件事都还有人答；拆开的各有各的单', async () => {
  const [one, two, three] = await Promise.all([open('m1'), open('m2'), open('m3')])
  expect(await codeOf(as(stranger, (ctx) => mergeOrders(ctx, { into: one!.id, from: [two!.id] })))).toBe('order.unknown')
  expect(await codeOf(as(park, (ctx) => mergeOrders(ctx, { into: one!.id, from: [two!.id] })))).toBe('order.may-not-move')
  await as(a, (ctx) => mergeOrders(ctx, { into: one!.id, from: [two!.id, three!.id] }))
  for (const sourceId of ['m1', 'm2', 'm3']) expect((await as(system, (ctx) => findBySource(ctx.tx, 'park', sourceId)))?.id).toBe(one!.id)
  expect(await as(a, (ctx) => findOrder(ctx.tx, two!.id))).toMatchObject({ state: 'merged', outcome: 'merged', mergedInto: one!.id })
  const place = { organ: market, division: '360702' }
  const pieces = await as(a, (ctx) =>
    splitOrder(ctx, {
      id: one!.id,
      pieces: [
        { ...place, title: '水压', summary: '水压低' },
        { ...place, title: '水表', summary: '水表坏' },
      ],
    }),
  )
  expect(pieces.map((p) => [p.sourceId, p.part, p.splitFrom])).toEqual([
    ['m1', 2, one!.id],
    ['m1', 3, one!.id],
  ])
  expect(await as(system, (ctx) => listLinks(ctx.tx, [one!.id]))).toHaveLength(3)
  expect(await codeOf(as(a, (ctx) => mergeOrders(ctx, { into: two!.id, from: [one!.id] })))).toBe('order.over')
})

test('随便怎么办、并、拆、撤，行都等于动态的折叠，没有一件事丢了单', async () => {
  const step = fc.record({
    of: fc.nat(5),
    person: fc.constantFrom(a, b, c, park),
    verb: fc.constantFrom('report', 'raise', 'solve', 'merge', 'split', 'recall', 'more'),
    with: fc.nat(5),
    minutes: fc.integer({ min: 0, max: 40 }),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      run += 1
      let now = new Date('2023-09-28T16:00:00+08:00').getTime()
      const ids = (await Promise.all(Array.from({ length: 6 }, (_, i) => open(`r${run}-${i}`)))).map((o) => o.id)
      for (const s of steps) {
        now += s.minutes * 60_000
        city.clock.set(new Date(now).toISOString())
        const [id, other] = [ids[s.of]!, ids[s.with]!]
        const seq = (await as(system, (ctx) => findOrder(ctx.tx, id)))!.seq
        const piece = { organ: market, division: '360702', title: '拆出来的', summary: '一件' }
        const inputs: Record<string, Record<string, unknown>> = {
          raise: { reason: '急得很' },
          solve: { result: 'solved' },
          more: { organs: [market] },
        }
        const work: Record<string, () => Promise<unknown>> = {
          merge: () => as(s.person, (ctx) => mergeOrders(ctx, { into: id, from: [other] })),
          split: () => as(s.person, (ctx) => splitOrder(ctx, { id, pieces: [piece] })),
          recall: () => as(s.person, (ctx) => recall(ctx, { id, seq })),
        }
        const told = await codeOf((work[s.verb] ?? (() => does(s.person, id, s.verb, inputs[s.verb])))())
        expect(told === undefined || /^order\./.test(told)).toBe(true)
      }
      await city.run('order.ring')
      const checked = await as(system, checkOrders)
      expect(checked.wrong).toEqual([])
      for (let i = 0; i < 6; i++) expect(ids).toContain((await as(system, (ctx) => findBySource(ctx.tx, 'park', `r${run}-${i}`)))!.id)
    }),
    { numRuns: 8 },
  )
  city.clock.set('2023-09-28T16:00:00+08:00')
}, 120_000)

test('一行改坏了，检查说得出是哪一张、哪一处', async () => {
  const { id, no } = await open('broken')
  await city.sql('update orders.order set supervision = 2 where id = $1', [id])
  await city.sql('delete from orders.clock where order_id = $1 and organ = $2', [id, market])
  expect((await as(system, checkOrders)).wrong).toEqual([
    { id, no, what: 'supervision' },
    { id, no, what: 'clocks' },
  ])
})

test('第二类工单只有一张表，地址、通知、到点响铃都有：单位收到、报到，园区升级，超时告诉督办员，别家打不开', async () => {
  const [chief, watcher, other] = await Promise.all(['laizhiqiang', 'linyi', 'zengwei'].map((login) => city.staff(login)))
  const { id } = await open('siren', { kind: 'siren', with: [{ organ: approval, division: '360700' }] })
  const told = async (template: string) =>
    (
      await city.sql<{ recipient: string; text: string }>(
        'select recipient, text from message.outbox where link = $1 and template = $2 order by recipient',
        [`/desk/orders/${id}`, template],
      )
    ).map((m) => [m.recipient, m.text])
  await city.drain()
  expect((await told('order.opened')).find(([to]) => to === 'staff:laizhiqiang')?.[1]).toMatch(/报到时限9月28日（周四） 16:30。/)
  expect((await chief!.get('/orders?kind=siren')).body.rows.map((r: { id: string }) => r.id)).toEqual([id])
  expect((await chief!.post(`/orders/${id}/acts/report`, {})).body).toMatchObject({ state: 'called' })
  expect((await chief!.post(`/orders/${id}/acts/raise`, { input: { reason: '还没来' } })).body.code).toBe('order.may-not')
  expect((await watcher!.post(`/orders/${id}/acts/raise`, { input: { reason: '还没来' } })).body).toMatchObject({ supervision: 1 })
  expect((await other!.get(`/orders/${id}`)).status).toBe(404)
  city.clock.set('2023-09-28T16:30:01+08:00')
  await city.run('order.ring')
  await city.drain()
  expect(await told('order.overdue')).toEqual([['staff:linyi', expect.stringContaining('过了报到时限，本应在9月28日（周四） 16:30前办好')]])
  city.clock.set('2023-09-28T16:00:00+08:00')
})

test('一批工单一起办：先看得出谁能办、谁不能，一张一张办完，十秒内整批撤回；办不了的说清为什么', async () => {
  const [chief, watcher] = (await Promise.all(['laizhiqiang', 'linyi'].map((login) => city.staff(login)))) as [Client, Client]
  const sirens = await Promise.all(
    ['b1', 'b2', 'b3'].map((sourceId) => open(sourceId, { kind: 'siren', with: [{ organ: approval, division: '360700' }] })),
  )
  const ids = sirens.map((o) => o.id)
  const elsewhere = await open('b4', { kind: 'siren', organ: approval, division: '360700', with: [] })
  await chief.post(`/orders/${ids[2]}/acts/report`, {})
  const marked = (await chief.post('/orders/marked', { ids: [...ids, elsewhere.id] })).body
  expect(marked).toMatchObject({ total: 3, merge: [], verbs: [{ kind: 'siren', verb: 'report', label: '报到', can: 2, asks: [] }] })
  expect(marked.verbs[0].out).toEqual([{ id: ids[2], no: sirens[2]!.no, why: '本单位已经报到，不用再办一次。请等其他单位' }])
  const asked = { kind: 'siren', verb: 'report', ids: [...ids, elsewhere.id] }
  const seen = (await chief.post('/orders/preview', asked)).body
  expect([seen.label, seen.can.sort(), seen.out.length, seen.gone]).toEqual(['报到', [ids[0], ids[1]].sort(), 1, 1])
  expect((await chief.post('/orders/batches', { ...asked, verb: 'nothing' })).body.code).toBe('order.no-verb')
  const begun = (await chief.post('/orders/batches', { ...asked, ids })).body
  await city.drain()
  const view = (await chief.get(`/work/batches/${begun.id}`)).body
  expect(view).toMatchObject({ state: 'done', label: '报到', counts: { done: 2, refused: 1, failed: 0 } })
  const stands = async (id: string) => (await as(system, (ctx) => listFacts(ctx.tx, `order:${id}`))).map((f) => f.name)
  expect(await stands(ids[0]!)).toEqual(['order.opened', 'siren.reported'])
  expect((await chief.post(`/work/batches/${begun.id}/recall`, {})).status).toBe(200)
  await city.drain()
  expect((await chief.get(`/work/batches/${begun.id}`)).body).toMatchObject({ state: 'recalled', counts: { recalled: 2 } })
  expect(await stands(ids[0]!)).toEqual(['order.opened', 'siren.reported', 'order.recalled'])
  expect((await as(system, checkOrders)).wrong.filter((w) => ids.includes(w.id))).toEqual([])

  expect((await watcher.post('/orders/batches', { kind: 'siren', verb: 'raise', ids, input: {} })).body.code).toBe('form.invalid')
  expect((await watcher.post('/orders/marked', { ids })).body.merge.map((m: { id: string }) => m.id).sort()).toEqual([...ids].sort())
  const [into, ...from] = ids
  expect((await chief.post('/orders/merge', { into, from })).body.code).toBe('order.may-not-move')
  expect((await watcher.post('/orders/merge', { into, from })).body).toMatchObject({ id: into })
  const piece = { organ: district, title: '水表', summary: '水表坏了' }
  expect((await watcher.post(`/orders/${into}/split`, { pieces: [{ ...piece, organ: 'nowhere' }] })).body.code).toBe('order.no-organ')
  const { pieces } = (await watcher.post(`/orders/${into}/split`, { pieces: [piece] })).body
  expect(pieces).toMatchObject([{ splitFrom: into, organ: district, division: '360702', part: 2 }])
})
