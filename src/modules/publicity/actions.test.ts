import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Recorded } from '#kernel/module.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { met, tooNear } from '#test/restaurant.ts'
import { sweep } from './actions/publish.ts'
import { onDecision } from './actions/react.ts'
import { type DraftInput, frozenEntries, publish } from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:00:00+08:00')
})
afterAll(() => city.close())

const list = async (query = '') =>
  (await city.anyone().get(`/publicity${query}`)).body.rows as { id: string; title: string; state: string }[]
const one = async (id: string, who: Client = city.anyone()) => (await who.get(`/publicity/${id}`)).body

/** A case of the demo's restaurant from application to decision, on the spot of the test's clock. */
async function decide(verdict: 'approve' | 'refuse'): Promise<string> {
  const citizen = await city.citizen('钟家明')
  const { body } = await sendDraft(citizen, await fillDraft(citizen))
  const [clerk, examiner, decider] = (await Promise.all(['liufang', 'zengwei', 'chenguodong'].map(city.staff))) as [Client, Client, Client]
  const take = async (who: Client, verb: string, input: object = {}) => {
    const answer = await who.post(`/work/cases/${body.id}/${verb}`, { input })
    expect([verb, answer.status, answer.body?.title]).toEqual([verb, 200, undefined])
  }
  await take(clerk, 'accept')
  await take(examiner, 'examine')
  await take(examiner, 'propose', { verdict, points: verdict === 'approve' ? met : tooNear, opinion: '材料齐全，符合法定条件' })
  await take(decider, verdict, verdict === 'refuse' ? { reason: '经营场所不符合规定的卫生条件', article: '食品安全法第三十三条' } : {})
  return body.id
}

const factOf = async (id: string): Promise<Recorded> => {
  const [row] = await city.sql<Recorded & { by_whom: string }>(
    "select * from ledger.fact where about = $1 and name in ('case.approved', 'case.refused')",
    [`case:${id}`],
  )
  return { ...row!, by: row!.by_whom, id: Number(row!.id) }
}

const payout = (change: Partial<DraftInput> = {}): DraftInput => ({
  source: `test:${change.title ?? ''}`,
  kind: 'payout',
  title: '稳岗补贴拟兑付名单（演示）',
  facts: [{ name: '政策', value: '稳岗补贴（演示）' }],
  entries: [
    { key: 'qingfeng', title: '赣州青峰电子科技有限公司（演示）', about: '拟兑付 12,000 元' },
    { key: 'yangming-shuwu', title: '章贡区阳明书屋有限公司（演示）', about: '拟兑付 3,000 元' },
  ],
  organ: 'market-360702',
  division: '360702',
  decidedAt: city.clock.now(),
  objection: { workdays: 5, basis: '兑付办法规定的公示期（演示）' },
  demo: true,
  ...change,
})
const asHouse = async (draft: DraftInput) => {
  const made = await act(city.house, system, (ctx) => publish(ctx, draft))
  await city.drain()
  return made
}

describe('双公示', () => {
  let id = ''
  test('准予的许可一作出就公示，写着谁、什么、哪个机关、哪天，在 7 个工作日内', async () => {
    id = await decide('approve')
    expect(await list()).toEqual([])
    await city.drain()
    const [row] = await list()
    const { publication } = await one(row!.id)
    const value = (name: string) => publication.facts.find((f: { name: string }) => f.name === name)?.value
    expect(publication).toMatchObject({
      state: 'open',
      kind: 'licence',
      dueOn: '2023-06-27',
      endsOn: null,
      organName: '章贡区市场监督管理局',
    })
    expect([value('行政相对人'), value('统一社会信用代码'), value('决定'), value('决定日期')]).toEqual([
      '章贡区客家小院餐饮店（演示）',
      '92360702MA9A00125A',
      '准予行政许可',
      '2023年6月15日',
    ])
    expect(value('文书号')).toMatch(/〔2023〕第\d+号/)
  })
  test('同一个决定再来几次，还是一条公示、一条事实', async () => {
    const fact = await factOf(id)
    for (let i = 0; i < 3; i++) await act(city.house, system, (ctx) => onDecision(ctx, fact))
    await Promise.all([1, 2].map(() => act(city.house, system, (ctx) => onDecision(ctx, fact))))
    await city.drain()
    await act(city.house, system, (ctx) => sweep(ctx, {}))
    expect(await list()).toHaveLength(1)
    expect(await city.sql("select 1 from ledger.fact where name = 'publication.published'")).toHaveLength(1)
  })
  test('不予许可的公示结果，不公示理由', async () => {
    await decide('refuse')
    await city.drain()
    const row = (await list()).find((p) => p.title.includes('不予许可'))
    expect(JSON.stringify(await one(row!.id))).not.toContain('卫生条件')
  })
  test('按期率从公示记录里现算', async () => {
    const { body } = await city.anyone().get('/kpis/publicity.in-time')
    expect([body.value, body.unit]).toEqual([100, '%'])
    expect((await city.anyone().get('/kpis/publicity.published')).body.value).toBe(2)
  })
  test('逾期没公示的拉低按期率；没到期的不算', async () => {
    const waiting = (dueOn: string) =>
      city.sql(
        `insert into publicity.publication (id, source, kind, title, facts, organ, organ_name, division, decided_at, due_on, state, made_at)
         values ($1, $1, 'licence', '没有公示的', '[]', 'market-360702', '章贡区市场监督管理局', '360702', '2023-06-02T10:00+08:00', $2, 'waiting', '2023-06-02T10:00+08:00')`,
        [`waiting-${dueOn}`, dueOn],
      )
    await waiting('2023-06-14')
    await waiting('2023-06-15')
    expect((await city.anyone().get('/kpis/publicity.in-time')).body.value).toBe(66.7)
    await city.sql("delete from publicity.publication where state = 'waiting'")
  })
  test('许可公示不设异议期，提不了异议', async () => {
    const [row] = await list()
    const citizen = await city.citizen('曾小满')
    expect((await citizen.post(`/publicity/${row!.id}/object`, { text: '这家店的地址写得不对，请核实' })).body.code).toBe(
      'publicity.no-objections',
    )
  })
})

describe('异议', () => {
  test('对一行提异议，只冻结那一行；答复后解冻', async () => {
    const { id } = await asHouse(payout({ title: '名单一（演示）' }))
    const citizen = await city.citizen('曾小满')
    const { body: objection } = await citizen.post(`/publicity/${id}/object`, {
      entry: 'qingfeng',
      text: '这家企业上个月已经停产，不应当兑付',
    })
    expect(objection).toMatchObject({ state: 'open', dueOn: '2023-06-25' })
    expect((await one(id)).frozen).toEqual(['qingfeng'])
    expect(await act(city.house, system, (ctx) => frozenEntries(ctx, id))).toEqual(['qingfeng'])
    const publisher = await city.staff('zengqiang')
    const answered = await publisher.post(`/publicity/objections/${objection.id}`, {
      verdict: 'rejected',
      answer: '经现场核实，企业正常生产，异议不成立',
    })
    expect(answered.status).toBe(200)
    expect((await one(id)).frozen).toEqual([])
    expect((await one(id, citizen)).mine).toMatchObject([{ state: 'rejected', answer: '经现场核实，企业正常生产，异议不成立' }])
  })
  test('谁提的、写了什么，只有本人和公示发布员看得到', async () => {
    const { id } = await asHouse(payout({ title: '名单二（演示）' }))
    const citizen = await city.citizen('曾小满')
    await citizen.post(`/publicity/${id}/object`, { text: '整份名单的金额算错了，请重新核算' })
    for (const stranger of [city.anyone(), await city.citizen('钟家明'), await city.staff('liufang')]) {
      const seen = await stranger.get(`/publicity/${id}`)
      expect(seen.body).toMatchObject({ mine: [], wholeFrozen: true })
      expect(seen.text).not.toContain('重新核算')
    }
    const waiting = (await (await city.staff('zengqiang')).get('/publicity/objections')).body
    expect(waiting.map((o: { text: string }) => o.text)).toContain('整份名单的金额算错了，请重新核算')
    expect((await (await city.staff('liufang')).get('/publicity/objections')).status).toBe(403)
  })
  test('提异议的人收到两条消息：收到了、几号前答复；核实的结果。发布员知道要答复', async () => {
    const { id } = await asHouse(payout({ title: '名单零（演示）' }))
    const citizen = await city.citizen('曾小满')
    const { body: objection } = await citizen.post(`/publicity/${id}/object`, { text: '这份名单漏了一家，请核实后补上' })
    const publisher = await city.staff('zengqiang')
    const of = async (template: string, channel = 'inbox') =>
      (
        await city.sql<{ text: string }>('select text from message.outbox where template = $1 and channel = $2 and source like $3', [
          template,
          channel,
          `objection:${objection.id}:%`,
        ])
      )[0]?.text
    expect(await of('publicity.objected')).toContain('在6月25日（周日）前核实并答复您')
    expect(await of('publicity.to-answer')).toContain('名单零（演示）')
    await publisher.post(`/publicity/objections/${objection.id}`, { verdict: 'upheld', answer: '核实属实，已经补上漏掉的一家。' })
    expect(await of('publicity.answered')).toContain('核实后认为成立：核实属实，已经补上漏掉的一家。')
    expect(await of('publicity.answered', 'sms')).toMatch(/^【好办赣州】/)
    const own = (await publisher.get('/publicity/own')).body.rows
    expect(own.find((p: { id: string }) => p.id === id)).toMatchObject({ state: 'open', waiting: 0 })
  })
  test('同一处不能连着提两次，不在名单里的行提不了，没登录的先登录', async () => {
    const { id } = await asHouse(payout({ title: '名单三（演示）' }))
    const citizen = await city.citizen('曾小满')
    const say = (body: object) => citizen.post(`/publicity/${id}/object`, { text: '这一行的金额不对，请核实', ...body })
    expect((await say({ entry: 'qingfeng' })).status).toBe(200)
    expect((await say({ entry: 'qingfeng' })).body.code).toBe('publicity.objected')
    expect((await say({ entry: 'nobody' })).body.code).toBe('publicity.no-entry')
    expect((await city.anyone().post(`/publicity/${id}/object`, { text: '这一行的金额不对，请核实' })).status).toBe(401)
  })
  test('写得太短：字还在，旁边写着怎么改', async () => {
    const { id } = await asHouse(payout({ title: '名单四（演示）' }))
    const { status, text } = await (await city.citizen('曾小满')).submit(`/publicity/${id}/object`, { entry: 'qingfeng', text: '不对' })
    expect(status).toBe(422)
    for (const words of ['不对', '至少 10 个字']) expect(text).toContain(words)
  })
  test('期满后不再收异议，还在核实的行写进期满的事实', async () => {
    const { id } = await asHouse(payout({ title: '名单五（演示）' }))
    const citizen = await city.citizen('曾小满')
    await citizen.post(`/publicity/${id}/object`, { entry: 'yangming-shuwu', text: '书屋已经不在原地址经营' })
    city.clock.set('2023-06-26T00:10:00+08:00')
    const late = await (await city.citizen('曾小满')).post(`/publicity/${id}/object`, {
      entry: 'qingfeng',
      text: '过了期才想起来要提的异议',
    })
    expect(late.body.code).toBe('publicity.no-objections')
    await city.run('publicity.sweep')
    await city.run('publicity.sweep')
    const facts = await city.sql("select data from ledger.fact where about = $1 and name = 'publication.closed'", [`publication:${id}`])
    expect(facts).toMatchObject([{ data: { frozen: ['yangming-shuwu'] } }])
    expect((await one(id)).publication.state).toBe('closed')
  })
})

describe('撤下', () => {
  test('撤下后只剩时间和原因，名字搜不到，也不能再撤一次', async () => {
    const { id } = await asHouse(payout({ title: '要撤下的名单（演示）', facts: [{ name: '企业', value: '青峰电子' }] }))
    const publisher = await city.staff('zengqiang')
    expect((await publisher.post(`/publicity/${id}/withdraw`, { reason: '名单有误，更正后重新公示' })).status).toBe(200)
    const seen = await city.anyone().get(`/publicity/${id}`)
    expect(seen.body.publication).toMatchObject({ state: 'withdrawn', withdrawnReason: '名单有误，更正后重新公示', facts: [], entries: [] })
    expect(seen.text).not.toContain('青峰')
    expect(await list(`?q=${encodeURIComponent('要撤下的')}`)).toEqual([])
    expect((await list()).find((p) => p.id === id)?.title).toBe('已撤下的公示')
    expect((await publisher.post(`/publicity/${id}/withdraw`, { reason: '名单有误，更正后重新公示' })).body.code).toBe(
      'publicity.withdrawn',
    )
  })
  test('没有权限的人、别的机关的公示发布员都不能撤', async () => {
    const { id } = await asHouse(payout({ title: '市里的名单（演示）', organ: 'approval-360700', division: '360700' }))
    expect((await (await city.staff('liufang')).post(`/publicity/${id}/withdraw`, { reason: '窗口人员试着撤下' })).status).toBe(403)
    expect((await (await city.staff('zengqiang')).post(`/publicity/${id}/withdraw`, { reason: '区里的人撤市里的' })).body.code).toBe(
      'publicity.not-yours',
    )
  })
})

describe('列表', () => {
  test('按种类、状态、地区、文字筛选，翻页不重不漏', async () => {
    for (let i = 0; i < 25; i++)
      await act(city.house, system, (ctx) => publish(ctx, payout({ source: `page:${i}`, title: `分页${i}（演示）` })))
    await city.drain()
    const asked = `/publicity?kind=payout&state=open&division=360702&q=${encodeURIComponent('分页')}`
    const { body: first } = await city.anyone().get(asked)
    const { body: second } = await city.anyone().get(`${asked}&after=${first.next}`)
    const ids = [...first.rows, ...second.rows].map((r: { id: string }) => r.id)
    expect([first.rows.length, second.rows.length, new Set(ids).size]).toEqual([20, 5, 25])
    expect([first.previous, second.next]).toEqual([null, null])
    const { body: back } = await city.anyone().get(`${asked}&before=${second.previous}`)
    expect([back.rows, back.previous]).toEqual([first.rows, null])
    expect(await list('?kind=rating')).toEqual([])
    expect((await city.anyone().page('/publicity?kind=rating')).text).toContain('没有符合条件的公示')
  })
  test('没公示的群众看不到，也猜不到', async () => {
    const { id } = await act(city.house, system, (ctx) => publish(ctx, payout({ title: '还没公示的（演示）' })))
    expect((await city.anyone().get(`/publicity/${id}`)).body.code).toBe('publicity.unknown')
    expect((await city.anyone().get('/publicity/nothing')).status).toBe(404)
  })
})
