import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Refusal } from '#base/refusal.ts'
import { findFile, submit, takeByName } from '#kernel/case/api.ts'
import type { Verb } from '#kernel/case/schema.ts'
import { findFact, listFacts } from '#kernel/ledger/store.ts'
import type { Who } from '#kernel/who.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { application, chief, clerk, decider, examiner, met, owner, staff } from '#test/restaurant.ts'
import { orderClosed, record } from './actions/follow.ts'
import { openContact, publicView, ratingOf, ratings, review } from './actions/read.ts'
import { ended } from './actions/serve.ts'
import evaluation from './module.ts'
import { findRater, listServices } from './store.ts'

const reviewer = staff('fangzheng', '方正', 'evaluation.review', '*')

let city: TestCity
let folder: string
let citizen: Client
const start = '2023-06-15T09:00:00+08:00'
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haoban-outbox-'))
  process.env.HAOBAN_OUTBOX = folder
  city = await openTestCity(start)
  citizen = await city.citizen('钟家明')
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
  delete process.env.HAOBAN_OUTBOX
})

const take = (who: Who, id: string, verb: Verb, input: unknown = {}) => act(city.house, who, (ctx) => takeByName(ctx, { id, verb, input }))
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e: Refusal) => e.code ?? String(e),
  )

/** A case that was decided at a moment; everything in between on the same day. */
async function decided(channel: 'web' | 'window' = 'web', at = start): Promise<string> {
  city.clock.set(at)
  const { id } = await act(city.house, channel === 'window' ? clerk : owner, (ctx) => submit(ctx, { ...application, channel }))
  await take(clerk, id, 'accept')
  await take(examiner, id, 'examine')
  await take(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合要求' })
  await take(decider, id, 'approve')
  await city.drain()
  return id
}
const rate = (id: string, body: Record<string, unknown>) => citizen.post(`/cases/${id}/rate`, { moment: 'finish', ...body })
const ratingId = async (id: string, nth = 1) =>
  (
    await city.sql<{ id: string }>(
      'select r.id from evaluation.rating r join evaluation.service s on s.id = r.service_id where s.case_id = $1 and r.nth = $2',
      [id, nth],
    )
  )[0]!.id
const orderOf = async (rating: string) =>
  (
    await city.sql<{ id: string; state: string; level: string; due_on: string; contact_due_on: string; barred: string[]; no: string }>(
      `select o.*, (select ((c.due_at at time zone 'Asia/Shanghai')::date)::text from orders.clock c where c.order_id = o.id and c.clock = 'answer') due_on,
        (select ((c.due_at at time zone 'Asia/Shanghai')::date)::text from orders.clock c where c.order_id = o.id and c.clock = 'contact') contact_due_on
      from orders.order o where source = 'evaluation' and source_id = $1`,
      [rating],
    )
  )[0]

describe('what can be rated', () => {
  test('网上办的一事一评：办结后五个工作日，收到邀请', async () => {
    const id = await decided()
    const [service, ...more] = await act(city.house, owner, (ctx) => listServices(ctx.tx, id))
    expect(more).toEqual([])
    // Thursday 15 June; 16, 19, 20, 21 are worked, 22–24 is the Dragon Boat holiday, Sunday 25 is worked: the fifth day.
    expect(service).toMatchObject({ moment: 'finish', mode: 'online', closesOn: '2023-06-25', staff: null })
    const [letter] = await city.sql<{ text: string; link: string }>(
      "select text, link from message.outbox where template = 'evaluation.invited' and channel = 'inbox' and link = $1",
      [`/cases/${id}/rate`],
    )
    expect(letter!.text).toContain('6月25日（周日）前都可以评')
  })

  test('大厅一次一评：收件、办结各评一次，评事也评人', async () => {
    const id = await decided('window')
    const services = await act(city.house, owner, (ctx) => listServices(ctx.tx, id))
    expect(services.map((s) => [s.moment, s.mode, s.staffName]).sort()).toEqual([
      ['finish', 'offline', '刘芳'],
      ['handling', 'offline', '刘芳'],
    ])
    expect((await rate(id, { grade: 5 })).body).toMatchObject({
      code: 'form.invalid',
      fields: [{ field: 'staffGrade', sentence: '请选对窗口人员的评价' }],
    })
    expect((await rate(id, {})).body.fields.map((f: { field: string }) => f.field)).toEqual(['grade', 'staffGrade'])
    expect((await rate(id, { grade: 5, staffGrade: 4, tags: ['态度好'] })).status).toBe(200)
  })

  test('同一个办结动态再来一次，不多开，也不多请', async () => {
    const id = await decided()
    const [{ id: fact }] = (await city.sql<{ id: number }>("select id from ledger.fact where about = $1 and name = 'case.approved'", [
      `case:${id}`,
    ])) as [{ id: number }]
    const count = async () =>
      (
        await city.sql<{ n: string }>("select (select count(*) from evaluation.service) || '/' || (select count(*) from message.outbox) n")
      )[0]!.n
    const before = await count()
    await act(city.house, system, async (ctx) => ended(ctx, (await findFact(ctx.tx, fact))!))
    expect(await count()).toBe(before)
  })

  test('首评一次、追评一次，第三次不收；别人不能评', async () => {
    const id = await decided()
    const stranger = await city.citizen('刘秀英')
    expect((await stranger.post(`/cases/${id}/rate`, { moment: 'finish', grade: 5 })).body.code).toBe('evaluation.not-yours')
    const desk = await city.staff('liufang')
    expect((await desk.post(`/cases/${id}/rate`, { moment: 'finish', grade: 5 })).body.code).toBe('evaluation.not-yours')
    expect((await rate(id, { grade: 9 })).body.fields[0].sentence).toBe('请选一个评价')
    expect((await rate(id, { grade: 5, tags: ['办得快'], text: '很快' })).body).toEqual({ case: id, nth: 1 })
    expect((await rate(id, { grade: 4 })).body).toEqual({ case: id, nth: 2 })
    expect((await rate(id, { grade: 3 })).body.code).toBe('evaluation.twice')
  })

  test('两个人同时替一家单位评，只收一个首评', async () => {
    const id = await decided()
    const answers = await Promise.all([rate(id, { grade: 1 }), rate(id, { grade: 1 })])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
  })

  test('最后一天的晚上还能评，过了零点不行；没人评的由系统默认，不算好评', async () => {
    const [inTime, late] = [await decided(), await decided()]
    city.clock.set('2023-06-25T23:59:00+08:00')
    citizen = await city.citizen('钟家明')
    expect((await rate(inTime, { grade: 3 })).status).toBe(200)
    city.clock.set('2023-06-26T00:01:00+08:00')
    expect((await rate(late, { grade: 3 })).body.code).toBe('evaluation.late')
    await city.run('evaluation.sweep')
    const kept = await city.sql<{ is_default: boolean; grade: number }>(
      'select r.is_default, r.grade from evaluation.rating r where r.id = $1',
      [await ratingId(late)],
    )
    expect(kept).toEqual([{ is_default: true, grade: 5 }])
    const before = (await city.sql('select 1 from evaluation.rating')).length
    await city.run('evaluation.sweep')
    expect((await city.sql('select 1 from evaluation.rating')).length).toBe(before)
    const [{ n }] = (await city.sql<{ n: number }>('select count(*)::int n from evaluation.rating where not is_default')) as [{ n: number }]
    expect((await act(city.house, owner, (ctx) => publicView(ctx, {}))).total.count).toBe(n)
  })
})

describe('nobody learns who rated, nobody changes what was said', () => {
  let id: string
  let rating: string
  beforeAll(async () => {
    id = await decided('window')
    citizen = await city.citizen('钟家明')
    await rate(id, { grade: 1, staffGrade: 2, tags: ['等得太久'], text: '等了两个小时，没有人说明原因' })
    await city.drain()
    rating = await ratingId(id)
  })

  test('经办人、科长、审核人在数据库里都看不到评价人和办件', async () => {
    for (const who of [clerk, chief, reviewer, staff('linyi', '林依', 'supervisor', '*')]) {
      expect(await act(city.house, who, (ctx) => findRater(ctx.tx, rating))).toBeUndefined()
      expect(await act(city.house, who, (ctx) => listServices(ctx.tx, id))).toEqual([])
    }
    const listed = JSON.stringify(await act(city.house, chief, (ctx) => ratings(ctx, {})))
    for (const hidden of [id, 'zhong-jiaming', 'kejia-xiaoyuan', '钟家明']) expect(listed).not.toContain(hidden)
  })

  test('账本里的动态也不写是谁评的', async () => {
    const facts = await act(city.house, system, (ctx) => listFacts(ctx.tx, `evaluation:${rating}`))
    expect(facts.map((f) => [f.name, f.by])).toEqual([['evaluation.rated', 'system']])
    for (const hidden of [id, 'zhong-jiaming', 'kejia-xiaoyuan']) expect(JSON.stringify(facts)).not.toContain(hidden)
  })

  test('评价谁都改不了、删不掉，数据库管理员也不行', async () => {
    for (const sql of [
      'update evaluation.rating set grade = 5',
      'delete from evaluation.rating',
      'truncate evaluation.rating cascade',
      "update evaluation.words set text = '好'",
    ])
      await expect(city.sql(sql)).rejects.toThrow('a rating stays as it was given')
  })

  test('文字审核以前不公开，审核以后公开，不带评价人', async () => {
    const words = async () => JSON.stringify((await city.anyone().get('/evaluations')).body)
    expect(await words()).not.toContain('等了两个小时')
    expect(JSON.stringify(await act(city.house, clerk, (ctx) => ratings(ctx, {})))).not.toContain('等了两个小时')
    expect(await code(act(city.house, reviewer, (ctx) => review(ctx, { id: rating, show: false })))).toBe('evaluation.withhold-why')
    await act(city.house, reviewer, (ctx) => review(ctx, { id: rating, show: true }))
    expect(await words()).toContain('等了两个小时')
    expect(await words()).not.toContain('钟家明')
    expect(await code(act(city.house, reviewer, (ctx) => review(ctx, { id: rating, show: true })))).toBe('evaluation.reviewed')
  })

  test('回访要看联系方式：科长可以，留痕；被评的人不行', async () => {
    const handler = { ...clerk, grants: [...clerk.grants, { permission: 'evaluation.handle', organ: 'market-360702', division: '*' }] }
    expect(await code(act(city.house, handler, (ctx) => openContact(ctx, { id: rating, reason: '回访' })))).toBe('evaluation.about-you')
    expect(await act(city.house, chief, (ctx) => openContact(ctx, { id: rating, reason: '差评回访' }))).toEqual({
      name: '钟家明',
      phone: '13800000001',
    })
    const facts = await act(city.house, system, (ctx) => listFacts(ctx.tx, `evaluation-contact:${rating}`))
    expect(facts.map((f) => [f.by, f.data.reason])).toEqual([['staff:laizhiqiang', '差评回访']])
  })
})

describe('a bad rating', () => {
  test('自动开单，整改、反馈、复核、办结，再请评价人评一次', async () => {
    const id = await decided('window')
    citizen = await city.citizen('钟家明')
    await rate(id, { grade: 2, staffGrade: 1, tags: ['等得太久', '没有一次说清'] })
    await city.drain()
    const rating = await ratingId(id)
    const opened = (await orderOf(rating))!
    // Thursday 15 June: one working day is 16 June, five are 25 June (see above).
    expect(opened).toMatchObject({
      state: 'open',
      level: 'simple',
      contact_due_on: '2023-06-16',
      due_on: '2023-06-25',
      barred: ['staff:liufang'],
    })
    await act(city.house, system, (ctx) => record(ctx, { id: rating }))
    expect((await city.sql('select 1 from orders.order where source_id = $1', [rating])).length).toBe(1)

    const handler = await city.staff('laizhiqiang')
    const supervisor = await city.staff('linyi')
    const act1 = (client: Client, verb: string, input: Record<string, unknown> = {}) =>
      client.post(`/rectifications/${opened.id}/${verb}`, { input })
    expect((await act1(handler, 'claim')).body).toMatchObject({ state: 'claimed' })
    expect((await act1(handler, 'rectify', { measures: '增开一个窗口' })).body.code).toBe('order.not-now')
    expect((await act1(handler, 'contact', { reached: true, note: '电话回访，对方说等了两个小时' })).body).toMatchObject({
      state: 'verifying',
    })
    expect((await act1(handler, 'rectify', { measures: '上午高峰增开一个窗口' })).body).toMatchObject({
      state: 'rectifying',
      dueAt: '2023-06-25T15:59:59.999Z',
    })
    expect((await act1(handler, 'feedback', { answer: '上午高峰已增开一个窗口', result: '已整改' })).body).toMatchObject({
      state: 'answered',
    })
    expect((await act1(handler, 'review', { passed: true, opinion: '已办' })).body.code).toBe('order.same-person')
    expect((await act1(supervisor, 'review', { passed: true, opinion: '情况属实，已整改' })).body).toMatchObject({ state: 'reviewed' })
    expect((await rate(id, { grade: 5, staffGrade: 5 })).body.code).toBe('evaluation.waits')
    expect((await act1(supervisor, 'close')).body).toMatchObject({ state: 'closed', outcome: 'settled' })
    await city.drain()

    const asked = await city.sql<{ text: string }>(
      "select text from message.outbox where template = 'evaluation.second' and channel = 'inbox' and link = $1",
      [`/cases/${id}/rate`],
    )
    expect(asked.map((r) => r.text)).toEqual([
      '您对“食品经营许可（新办）”的评价已经核实整改：上午高峰已增开一个窗口。满意不满意，6月25日（周日）前都可以再评一次。',
    ])
    const [closing] = await city.sql<{ id: number }>("select id from ledger.fact where name = 'order.closed' and about = $1", [
      `order:${opened.id}`,
    ])
    await act(city.house, system, async (ctx) => orderClosed(ctx, (await findFact(ctx.tx, closing!.id))!))
    expect(
      (
        await city.sql("select 1 from message.outbox where template = 'evaluation.second' and channel = 'inbox' and link = $1", [
          `/cases/${id}/rate`,
        ])
      ).length,
    ).toBe(1)
    expect((await rate(id, { grade: 4, staffGrade: 4 })).body).toEqual({ case: id, nth: 2 })
  })

  test('追评还是差评，再开一张复杂工单，十五个工作日', async () => {
    const id = await decided()
    await rate(id, { grade: 5 })
    await rate(id, { grade: 1 })
    await city.drain()
    // From 15 June: 16 19 20 21 25 | 26 27 28 29 30 | 3 4 5 6 July 7.
    expect(await orderOf(await ratingId(id, 2))).toMatchObject({ level: 'complex', due_on: '2023-07-07' })
  })

  test('恶意差评举证、两人复核后不予采纳，不再计入统计', async () => {
    const id = await decided()
    await rate(id, { grade: 1 })
    await city.drain()
    const rating = await ratingId(id)
    const before = (await act(city.house, owner, (ctx) => publicView(ctx, {}))).total.count
    const order = (await orderOf(rating))!
    const [handler, supervisor] = [await city.staff('laizhiqiang'), await city.staff('linyi')]
    await handler.post(`/rectifications/${order.id}/claim`)
    await handler.post(`/rectifications/${order.id}/contact`, { input: { reached: true, note: '对方承认点错了' } })
    expect(
      (await handler.post(`/rectifications/${order.id}/reject`, { input: { reason: '评价人承认误评', evidence: [] } })).body.fields[0]
        .sentence,
    ).toContain('举证')
    await handler.post(`/rectifications/${order.id}/reject`, { input: { reason: '评价人承认误评', evidence: ['回访录音 00:35'] } })
    expect((await supervisor.post(`/rectifications/${order.id}/confirmReject`, { input: { opinion: '录音属实' } })).body).toMatchObject({
      state: 'rejected',
      outcome: 'rejected',
    })
    await city.drain()
    expect((await act(city.house, owner, (ctx) => publicView(ctx, {}))).total.count).toBe(before - 1)
    expect(
      (await city.sql("select 1 from message.outbox where template = 'evaluation.not-adopted' and link = $1", [`/cases/${id}`])).length,
    ).toBe(1)
  })
})

describe('numbers', () => {
  test('好评率、主动评价率、整改率按各自的定义，和明细对得上', async () => {
    const period = { since: new Date('2023-06-01T00:00:00+08:00'), until: new Date('2023-07-01T00:00:00+08:00') }
    const read = async (name: string) => {
      const kpi = evaluation.kpis.find((k) => k.id === name)!
      return act(city.house, system, (ctx) => kpi.read(ctx.tx, period))
    }
    const [truth] = await city.sql<Record<string, string>>(`select
      round(100.0 * count(*) filter (where grade >= 3) / count(*), 1) good from evaluation.rating r where not is_default and not exists (select from evaluation.exclusion x where x.rating_id = r.id)`)
    expect(await read('evaluation.good')).toBe(Number(truth!.good))
    const [rates] = await city.sql<Record<string, string>>(
      `select round(100.0 * count(*) filter (where closed_at is not null) / count(*), 1) done from orders.order where source = 'evaluation'`,
    )
    expect(await read('evaluation.rectified')).toBe(Number(rates!.done))
    // two were answered in time; the one of the two people who rated at once ran out at midnight of the 25th, while the clock of this file stood on the 26th
    const late = await city.sql("select 1 from ledger.fact where name = 'order.overdue'")
    expect(late).toHaveLength(1)
    expect(await read('evaluation.rectified-on-time')).toBe(66.7)
    expect(await read('evaluation.coverage')).toBe(100)
    const active = (await read('evaluation.active'))!
    expect(active > 0 && active < 100).toBe(true)
  })

  test('办事指南拿得到事项的平均分', async () => {
    const found = await act(city.house, { ...owner, kind: 'anyone', id: 'anyone', parties: [] }, (ctx) =>
      ratingOf(ctx.tx, 'food-business-licence-new'),
    )
    expect(found!.count).toBeGreaterThan(3)
    expect(found!.average >= 1 && found!.average <= 5).toBe(true)
    expect(await act(city.house, owner, (ctx) => ratingOf(ctx.tx, 'nothing'))).toBeUndefined()
  })

  test('页面都打得开：评价、谢谢、公开', async () => {
    const id = await decided()
    expect((await citizen.page(`/cases/${id}/rate`)).text).toContain('这件事办得怎么样？')
    expect((await citizen.submit(`/cases/${id}/rate`, { moment: 'finish', grade: '', text: '想说的话' })).text).toContain('想说的话')
    expect((await citizen.submit(`/cases/${id}/rate`, { moment: 'finish', grade: '4' })).headers.get('location')).toBe(
      `/cases/${id}/rate/thanks`,
    )
    expect((await citizen.page(`/cases/${id}/rate/thanks`)).text).toContain('谢谢您的评价')
    expect((await city.anyone().page('/evaluations')).text).toContain('统计口径')
    expect(await act(city.house, owner, (ctx) => findFile(ctx.tx, id))).toBeDefined()
  })
})
