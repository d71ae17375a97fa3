import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, doJob, system } from '#app/context.ts'
import { submit, takeByName } from '#kernel/case/api.ts'
import type { Submit, Verb } from '#kernel/case/schema.ts'
import { findFact } from '#kernel/ledger/store.ts'
import type { Who } from '#kernel/who.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { application, chief, clerk, owner, staff } from '#test/restaurant.ts'
import { outbox, resend } from './actions/operate.ts'
import { react } from './actions/react.ts'
import { send } from './actions/send.ts'
import { countUnread, listLetters } from './store/outbox.ts'

const stranger: Who = { id: 'citizen:liu-xiuying', kind: 'citizen', name: '刘秀英', parties: ['liu-xiuying'], grants: [] }
const operator = staff('fangzheng', '方正', 'message.operate', '*')

let city: TestCity
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haoban-outbox-'))
  process.env.HAOBAN_OUTBOX = folder
  city = await openTestCity('2023-06-15T16:42:00+08:00')
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
  delete process.env.HAOBAN_OUTBOX
})

const apply = (change: Partial<Submit> = {}, who = owner) => act(city.house, who, (ctx) => submit(ctx, { ...application, ...change }))
const take = (who: Who, id: string, verb: Verb, input: unknown = {}) => act(city.house, who, (ctx) => takeByName(ctx, { id, verb, input }))
const lettersOf = (who: Who) => act(city.house, who, (ctx) => listLetters(ctx.tx, who.id, { limit: 50 }))
const sent = () => {
  try {
    return readFileSync(join(folder, 'sms.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; to: string; text: string; at: string })
  } catch {
    return []
  }
}
const rows = (source: string) =>
  city.sql<{
    id: string
    template: string
    channel: string
    state: string
    attempts: number
    last_error: string | null
    address_masked: string | null
    recipient: string
    due_at: Date
  }>('select * from message.outbox where source like $1 order by channel', [source])

describe('what the applicant is told', () => {
  test('提交以后，经营者本人收到站内消息和短信：发生了什么、该谁办、最迟哪一天', async () => {
    const { id } = await apply()
    await city.drain()
    const [letter] = await lettersOf(owner)
    expect(letter).toMatchObject({ title: '已收到您的申请', link: `/cases/${id}`, readAt: null })
    // Received Thursday 15 June; Thursday to Saturday 22–24 are the Dragon Boat holiday, Sunday 25 is worked: 16, 19, 20, 21, 25.
    expect(letter!.text).toContain('接下来由章贡区市场监管局看材料，6月25日（周日）前答复。')
    expect(sent().at(-1)).toMatchObject({ to: '13800000001' })
    expect(sent().at(-1)!.text).toContain(`/cases/${id}`)
    const [fact] = await city.sql<{ id: number }>("select id from ledger.fact where about = $1 and name = 'case.submitted'", [`case:${id}`])
    expect((await rows(`fact:${fact!.id}`)).map((r) => [r.channel, r.state, r.address_masked])).toEqual([
      ['inbox', 'sent', null],
      ['sms', 'sent', '138****0001'],
    ])
  })

  test('同一个动态再来一次，谁也不会收到第二遍', async () => {
    const { id } = await apply()
    await city.drain()
    const before = [(await lettersOf(owner)).length, sent().length]
    const facts = await city.sql<{ id: number }>('select id from ledger.fact where about = $1', [`case:${id}`])
    for (const { id: factId } of facts) await act(city.house, system, async (ctx) => react(ctx, (await findFact(ctx.tx, factId))!))
    await city.drain()
    expect([(await lettersOf(owner)).length, sent().length]).toEqual(before)
  })

  test('受理、补正各说各的话', async () => {
    const { id } = await apply()
    await city.drain()
    city.clock.set('2023-06-15T16:50:00+08:00')
    await take(clerk, id, 'requestSupplement', { items: [{ id: 'layout', what: '布局图要标出洗手池' }] })
    await city.drain()
    expect((await lettersOf(owner))[0]).toMatchObject({ title: '请补材料' })
    expect((await lettersOf(owner))[0]!.text).toContain('1. 布局图要标出洗手池')
    expect((await lettersOf(owner))[0]!.text).toContain('轮到您：请在7月15日（周六）前补好再交。')
    await take(owner, id, 'supplement')
    await take(clerk, id, 'accept')
    await city.drain()
    expect((await lettersOf(owner)).map((l) => l.title)).toEqual(expect.arrayContaining(['已收到您补的材料', '已受理']))
  })

  test('来不及说的话不乱说：已经往下走了，就不再说轮到谁', async () => {
    const { id } = await apply()
    await take(clerk, id, 'accept')
    await city.drain()
    const told = await city.sql<{ template: string; text: string }>(
      "select template, text from message.outbox where link = $1 and channel = 'inbox' order by template",
      [`/cases/${id}`],
    )
    expect(told.map((r) => [r.template, r.text.includes('接下来')])).toEqual([
      ['case.accepted', true],
      ['case.submitted', false],
    ])
  })

  test('有代办人的，代办人和本人各收一份，一人不收两份', async () => {
    const agent: Who = {
      id: 'citizen:wen-desheng',
      kind: 'citizen',
      name: '温德胜',
      parties: ['wen-desheng', 'kejia-xiaoyuan'],
      grants: [],
    }
    const { id } = await apply({ agent: 'wen-desheng' }, agent)
    await city.drain()
    const told = await city.sql<{ recipient: string }>(
      "select recipient from message.outbox where link = $1 and channel = 'inbox' order by recipient",
      [`/cases/${id}`],
    )
    expect(told.map((r) => r.recipient)).toEqual(['citizen:wen-desheng', 'citizen:zhong-jiaming'])
  })

  test('别人看不到我的消息，也标不了已读', async () => {
    const [mine] = await lettersOf(owner)
    expect(await act(city.house, stranger, (ctx) => listLetters(ctx.tx, owner.id, { limit: 10 }))).toEqual([])
    const other = await city.citizen('刘秀英')
    expect((await other.get(`/me/messages/${mine!.id}`)).status).toBe(404)
    expect((await other.post(`/me/messages/${mine!.id}`)).status).toBe(404)
    const own = await city.citizen('钟家明')
    const unread = (await own.get('/messages/mine')).body.unread as number
    expect((await own.post(`/me/messages/${mine!.id}`)).body).toEqual({ id: mine!.id, link: mine!.link })
    expect((await own.get('/messages/mine')).body.unread).toBe(unread - 1)
    expect(await act(city.house, owner, (ctx) => countUnread(ctx.tx, owner.id))).toBe(unread - 1)
    expect((await own.page('/me/messages')).text).toContain('我的消息')
    expect((await own.page('/me/messages/不存在')).status).toBe(404)
  })
})

describe('what staff are told', () => {
  test('要审批的，科室负责人收到；自己提的自己不收', async () => {
    city.clock.set('2023-06-15T17:00:00+08:00')
    const { id } = await apply()
    await take(clerk, id, 'notAccept', { reason: '不属于本机关职权范围', article: '行政许可法第三十二条' })
    await city.drain()
    const told = await city.sql<{ recipient: string; link: string }>(
      "select recipient, link from message.outbox where template = 'desk.approval-asked' and link = $1",
      [`/desk/cases/${id}`],
    )
    expect(told.map((r) => r.recipient)).toContain('staff:laizhiqiang')
    expect(told.map((r) => r.recipient)).not.toContain('staff:liufang')
    expect((await lettersOf(chief))[0]!.title).toBe('等您审批：不予受理')
  })
})

describe('sending', () => {
  test('晚上的短信等到早上八点，站内消息马上到', async () => {
    city.clock.set('2023-06-15T22:30:00+08:00')
    const { id } = await apply()
    const before = sent().length
    await city.drain()
    await city.run('message.sweep')
    expect(sent().length).toBe(before)
    const night = await city.sql<{ channel: string; state: string; due_at: Date }>(
      'select channel, state, due_at from message.outbox where link = $1 order by channel',
      [`/cases/${id}`],
    )
    expect(night.map((r) => [r.channel, r.state])).toEqual([
      ['inbox', 'sent'],
      ['sms', 'pending'],
    ])
    expect(night[1]!.due_at.toISOString()).toBe('2023-06-16T00:00:00.000Z')
    city.clock.set('2023-06-16T08:02:00+08:00')
    await city.run('message.sweep')
    expect(sent().length).toBe(before + 1)
    expect(sent().at(-1)!.at).toBe('2023-06-16T00:02:00.000Z')
  })

  test('一条短信发不出去，不耽误别人的；六次以后放弃，有人能看到、能重发', async () => {
    city.clock.set('2023-06-16T10:00:00+08:00')
    writeFileSync(join(folder, 'failing.txt'), '13800000001\n')
    const { id } = await apply(
      { agent: 'wen-desheng' },
      { ...owner, id: 'citizen:wen-desheng', parties: ['wen-desheng', 'kejia-xiaoyuan'] },
    )
    await city.drain()
    const mine = await city.sql<{ id: string; recipient: string; state: string; attempts: number; last_error: string }>(
      "select id, recipient, state, attempts, last_error from message.outbox where link = $1 and channel = 'sms' order by recipient",
      [`/cases/${id}`],
    )
    expect(mine.map((r) => [r.recipient, r.state, r.attempts])).toEqual([
      ['citizen:wen-desheng', 'sent', 1],
      ['citizen:zhong-jiaming', 'failed', 1],
    ])
    const failing = mine[1]!
    expect(failing.last_error).toContain('没有应答')
    for (let n = 2; n <= 6; n++) {
      city.clock.set(`2023-06-16T1${n}:00:00+08:00`.replace('T16:00', 'T20:00'))
      await doJob(city.house, { title: '', outside: send }, { id: failing.id })
    }
    const dead = await act(city.house, operator, (ctx) => outbox(ctx, { state: 'dead' }))
    expect(dead.rows.map((r) => [r.id, r.attempts, r.addressMasked])).toEqual([[failing.id, 6, '138****0001']])
    expect(JSON.stringify(dead)).not.toContain('13800000001')
    writeFileSync(join(folder, 'failing.txt'), '')
    await act(city.house, operator, (ctx) => resend(ctx, { id: failing.id }))
    await city.drain()
    expect((await city.sql<{ state: string }>('select state from message.outbox where id = $1', [failing.id]))[0]!.state).toBe('sent')
  })

  test('没有权限的人看不到外发记录', async () => {
    expect((await (await city.staff('liufang')).get('/messages/outbox')).status).toBe(403)
    expect((await act(city.house, clerk, (ctx) => outbox(ctx, {}))).rows).toEqual([])
  })

  test('电话号码哪里都不留', async () => {
    const kept = await city.sql(
      "select 1 from message.outbox where text like '%138000000%' or coalesce(address_masked, '') like '%138000000%' or coalesce(last_error, '') like '%138000000%'",
    )
    expect(kept).toEqual([])
  })
})

test('改模板的文字成为新版本；不认识的字段、没有签名的短信、别人刚改过，都不收', async () => {
  const editor = await city.staff('fangzheng')
  const at = '/messages/templates/case.accepted'
  const { template } = (await editor.get(at)).body
  const words = {
    title: template.title,
    text: '“{item}”已经受理，请放心。{turn}',
    sms: '【好办赣州】“{item}”已受理。{turn}',
    channels: ['inbox', 'sms'],
  }
  const save = (change: object) => editor.post(at, { ...words, version: template.version, ...change })
  expect((await save({ text: '您好{nickname}，已受理' })).body.title).toContain('“nickname”没有这个字段')
  expect((await save({ sms: '已受理' })).body.title).toContain('签名')
  expect((await save({})).body).toMatchObject({ code: 'case.accepted', version: template.version + 1 })
  expect((await save({})).body.title).toContain(`刚有了第 ${template.version + 1} 版`)
  const page = (await editor.get(at)).body
  expect(page.versions.slice(0, 2).map((v: { byName: string }) => v.byName)).toEqual(['方正', '系统'])
  expect(page.template).toMatchObject({ fact: 'case.accepted', who: 'applicant' })
})
