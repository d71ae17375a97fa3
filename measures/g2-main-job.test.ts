/**
 * G2 · 标准化、规范化、智能化、便利化、专业化: a citizen finds an item, applies, and gets a lawful decision in time.
 * One story over HTTP, from the search to the rating; every date was reckoned by hand on the wall calendar of 2023.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookers, met, tooNear } from '#test/restaurant.ts'
import { blob, fillDraft, pdf, sendDraft } from '../test/food.ts'
import { type Client, openTestCity, type TestCity } from '../test/kit.ts'

let city: TestCity
let citizen: Client
let clerk: Client
let examiner: Client
let chief: Client
let decider: Client
let issuer: Client

beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:00:00+08:00')
  citizen = await city.citizen('钟家明')
})
afterAll(() => city.close())

/** Signs the desk in again: a session of staff lives eight hours, and the story takes a month. */
async function atDesk(at: string): Promise<void> {
  city.clock.set(at)
  citizen = await city.citizen('钟家明')
  ;[clerk, examiner, chief, decider, issuer] = (await Promise.all(
    ['liufang', 'zengwei', 'laizhiqiang', 'chenguodong', 'xiemin'].map(city.staff),
  )) as [Client, Client, Client, Client, Client]
}

const act = async (who: Client, id: string, verb: string, input: Record<string, unknown> = {}) => {
  const answer = await who.post(`/work/cases/${id}/${verb}`, { input })
  expect([verb, answer.status, answer.body?.title]).toEqual([verb, 200, undefined])
  return answer.body
}
const dueOf = async (id: string, clock: string) => {
  const [row] = await city.sql<Record<string, string>>(
    'select promise_due_on promise, legal_due_on legal, due_on press, clock from cases.file where id = $1',
    [id],
  )
  return row![clock]
}

describe('from search to rating', () => {
  let id = ''
  let no = ''
  let queryCode = ''

  test('somebody who wants to open a restaurant finds the licence in his own words', async () => {
    const found = await city.anyone().get('/items?q=%E5%BC%80%E9%A5%AD%E9%A6%86')
    expect(found.body.items.slice(0, 3).map((i: { code: string }) => i.code)).toContain('food-business-licence-new')
    const guide = await city.anyone().page('/items/food-business-licence-new?division=360702')
    expect(guide.status).toBe(200)
    for (const words of ['受理条件', '申请材料', '办理流程', '不收费', '设定依据']) expect(guide.text).toContain(words)
  })

  test('applies page by page, and gets a number and the day of the answer', async () => {
    const draft = await fillDraft(citizen)
    city.clock.set('2023-06-15T16:42:00+08:00')
    const sent = await sendDraft(citizen, draft)
    expect(sent.status).toBe(200)
    ;({ id, no, queryCode } = sent.body)
    expect([no.length, no.slice(0, 31), no.slice(31, 39)]).toEqual([43, '11360702MB9A00030K4360131001000', '20230615'])
    // 16, 19, 20, 21 June, and Sunday the 25th, which is worked; 22 to 24 June are 端午
    expect(await dueOf(id, 'press')).toBe('2023-06-25')
  })

  test('the clerk tells at once all that is missing, and the applicant supplies it', async () => {
    await atDesk('2023-06-16T10:00:00+08:00')
    await act(clerk, id, 'requestSupplement', { items: [{ id: 'layout', what: '布局图没有标尺寸，请补标', why: '看不出生熟是否分开' }] })
    // thirty calendar days from 16 June
    expect(await dueOf(id, 'press')).toBe('2023-07-16')
    const page = await citizen.page(`/cases/${id}`)
    expect(page.text).toContain('布局图没有标尺寸')
    city.clock.set('2023-06-19T15:00:00+08:00')
    citizen = await city.citizen('钟家明')
    const form = new FormData()
    form.append('file-layout', blob(pdf('layout with sizes')), '布局图（标尺寸）.pdf')
    expect((await citizen.post(`/cases/${id}/supply`, form)).status).toBe(200)
    // 20, 21, 25, 26, 27 June
    expect(await dueOf(id, 'press')).toBe('2023-06-27')
  })

  test('accepted, the promise of five and the law’s twenty working days begin', async () => {
    await atDesk('2023-06-20T09:00:00+08:00')
    await act(clerk, id, 'accept')
    // 21, 25, 26, 27, 28 June; twenty end on 19 July
    expect([await dueOf(id, 'promise'), await dueOf(id, 'legal')]).toEqual(['2023-06-28', '2023-07-19'])
  })

  test('an inspection stops the clock, once the chief agrees', async () => {
    await atDesk('2023-06-21T10:00:00+08:00')
    await act(examiner, id, 'examine')
    await act(examiner, id, 'suspend', { procedure: 'inspection', days: 4, reason: '自制米酒送检' })
    await act(chief, id, 'grantApproval')
    expect(await dueOf(id, 'promise')).toBeNull()
    await atDesk('2023-06-27T16:00:00+08:00')
    await act(examiner, id, 'resume', { result: '检验合格' })
    // 21, 25, 26, 27 June do not count: 28, 29, 30 June, 3 and 4 July do
    expect([await dueOf(id, 'promise'), await dueOf(id, 'legal')]).toEqual(['2023-07-04', '2023-07-25'])
  })

  test('two people look at the shop', async () => {
    await atDesk('2023-06-29T15:00:00+08:00')
    await act(examiner, id, 'survey', {
      people: lookers('zengwei', 'shangguanlei'),
      on: '2023-06-29',
      result: '布局合理，设备齐全',
      passed: true,
    })
  })

  test('the limit is extended once, by the head', async () => {
    await atDesk('2023-07-03T09:30:00+08:00')
    await act(examiner, id, 'extend', { days: 5, reason: '等待抽检的补充报告' })
    await act(decider, id, 'grantApproval')
    expect([await dueOf(id, 'promise'), await dueOf(id, 'legal')]).toEqual(['2023-07-11', '2023-08-01'])
  })

  test('decided by another person than who examined, on a grant of power, and delivered', async () => {
    await atDesk('2023-07-10T15:00:00+08:00')
    await act(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，现场核查合格，建议准予' })
    await act(decider, id, 'approve')
    // ten working days: 24 July
    expect(await dueOf(id, 'press')).toBe('2023-07-24')
    await atDesk('2023-07-12T09:00:00+08:00')
    await act(issuer, id, 'make')
    await act(issuer, id, 'deliver', { way: 'electronic' })
    await city.drain()
    const seen = await citizen.get(`/cases/${id}`)
    expect(seen.body.status.word).toBe('已送达')
    const titles = [
      '收件凭证',
      '申请材料补正一次性告知书',
      '受理通知书',
      '特别程序（检验检测）告知书',
      '恢复办理通知书',
      '延期办理通知书',
      '准予行政许可决定书',
      '送达回证',
    ]
    expect(seen.body.papers.map((p: { title: string }) => p.title).reverse()).toEqual(titles)
  })

  test('each paper opens as PDF for its owner alone, and anybody can check that it is ours', async () => {
    const { papers } = (await citizen.get(`/cases/${id}`)).body
    const [paper] = papers
    const opened = await citizen.get(`/papers/${paper.id}`)
    expect([opened.status, opened.headers.get('content-type'), opened.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
    expect((await city.anyone().get(`/papers/${paper.id}`)).status).toBe(401)
    const checked = await city.anyone().get(`/check/${paper.checkCode}`)
    expect(checked.body).toMatchObject({ asked: true, title: paper.title })
    expect(JSON.stringify(checked.body)).not.toContain('客家小院')
  })

  test('who looked at the material is there for the applicant to see', async () => {
    await clerk.get(`/work/cases/${id}/answers`)
    const { looks } = (await citizen.get(`/cases/${id}`)).body
    expect(looks.some((l: { who: string }) => l.who.includes('市场监督管理局'))).toBe(true)
  })

  test('the progress is there without signing in, for who knows code and number', async () => {
    const found = await city.anyone().post('/lookup', { code: queryCode, tail: '0017' })
    expect(found.body).toMatchObject({ found: true, word: '已送达' })
    expect((await city.anyone().post('/lookup', { code: queryCode, tail: '9999' })).status).toBe(404)
  })

  test('rated within five working days, and the number shows in the city’s figures', async () => {
    const rated = await citizen.post(`/cases/${id}/rate`, { moment: 'finish', grade: '5' })
    expect(rated.status).toBe(200)
    const kpis = (await city.anyone().get('/kpis')).body as { id: string; value: number }[]
    expect(kpis.find((k) => k.id === 'case.decided')?.value).toBe(1)
    expect(kpis.find((k) => k.id === 'case.on-time')?.value).toBe(100)
  })

  test('the ledger of the whole story verifies', async () => {
    const { verify } = await import('#kernel/ledger/actions.ts')
    expect((await verify(city.house.db)).broken).toEqual([])
  })
})

describe('what the law refuses, each with its sentence', () => {
  let id = ''
  const refused = async (who: Client, verb: string, input: Record<string, unknown> = {}) => {
    const answer = await who.post(`/work/cases/${id}/${verb}`, { input })
    return [answer.status, answer.body.title]
  }

  beforeAll(async () => {
    await atDesk('2023-06-15T09:00:00+08:00')
    id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  })

  test('a decision before acceptance', async () =>
    expect(await refused(decider, 'approve')).toEqual([409, expect.stringContaining('现在是“待受理”，不能准予')]))
  test('a second supplement without a new fact', async () => {
    const items = [{ id: 'rules', what: '制度缺进货查验' }]
    await act(clerk, id, 'requestSupplement', { items })
    const form = new FormData()
    form.append('file-rules', blob(pdf('rules 2')), '制度.pdf')
    expect((await citizen.post(`/cases/${id}/supply`, form)).status).toBe(200)
    expect(await refused(clerk, 'requestSupplement', { items })).toEqual([
      409,
      expect.stringContaining('只能一次告知（行政许可法第三十二条）'),
    ])
  })
  test('a refusal to accept by one person alone', async () => {
    const asked = await clerk.post(`/work/cases/${id}/notAccept`, {
      input: { reason: '不属于本机关职权', article: '行政许可法第三十二条第二项' },
    })
    expect(asked.body.waiting).toContain('等负责人同意')
    expect(await refused(clerk, 'accept')).toEqual([409, expect.stringContaining('先等审批')])
    await act(chief, id, 'denyApproval', { reason: '属于本机关职权，请受理' })
  })
  test('a survey by one person', async () => {
    await act(clerk, id, 'accept')
    await act(examiner, id, 'examine')
    const [status, title] = await refused(examiner, 'survey', {
      people: lookers('zengwei'),
      on: '2023-06-15',
      result: '合格',
      passed: true,
    })
    expect([status, title]).toEqual([422, expect.stringContaining('有 1 处要改')])
  })
  test('a survey that would stop the clock', async () =>
    expect(await refused(examiner, 'suspend', { procedure: 'survey', days: 2, reason: '到店看看' })).toEqual([
      422,
      expect.stringContaining('“现场勘验”的时间照算'),
    ]))
  test('an extension beyond ten working days', async () =>
    expect(await refused(examiner, 'extend', { days: 11, reason: '还没看完材料' })).toEqual([
      422,
      expect.stringContaining('最多延长 10 个工作日（行政许可法第四十二条）'),
    ]))
  test('a decision by the one who examined', async () => {
    await act(examiner, id, 'propose', { verdict: 'refuse', points: tooNear, opinion: '场所距污染源不足 25 米' })
    expect(await refused(examiner, 'refuse', { reason: '场所距污染源不足 25 米，不符合条件', article: '食品安全法第三十三条' })).toEqual([
      403,
      expect.stringContaining('没有在这里“不予许可”的权限'),
    ])
  })
  test('a refusal without reasons', async () => expect((await refused(decider, 'refuse', { reason: '不行', article: '' }))[0]).toBe(422))
  test('and a refusal with reasons prints both remedies', async () => {
    await act(decider, id, 'refuse', { reason: '场所距污染源不足 25 米，不符合条件', article: '食品安全法第三十三条' })
    const seen = (await citizen.get(`/cases/${id}`)).body
    expect(seen.outcome).toMatchObject({ good: false, remedies: expect.stringMatching(/60 日内.*行政复议.*6 个月内/) })
  })
  test('a withdrawal after the decision', async () => {
    const answer = await citizen.post(`/cases/${id}/withdraw`, {})
    expect([answer.status, answer.body.title]).toEqual([409, expect.stringContaining('不能撤回申请')])
  })
})
