/** Two at once, twice the same, too late, and in a year nobody has a calendar for: one of it happens, and everyone is told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { addGrant } from '#kernel/permission/store/grant.ts'
import { lookers, met } from '#test/restaurant.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'
import { holdings, keepsNothing, told } from './told.ts'

let city: TestCity
let citizen: Client
let clerk: Client
let examiner: Client
let decider: Client
let deputy: Client

/** Another organ's decider stands in here, so that two people may decide the same case. */
const standIn = () =>
  act(city.house, system, (ctx) =>
    addGrant(ctx.tx, {
      id: 'stand-in',
      account: 'staff:yangming',
      role: 'decider',
      permission: null,
      organ: 'market-360702',
      division: '*',
      fromOn: '2023-01-01',
      toOn: null,
      reason: '临时代理',
      proposedBy: 'system',
      proposedAt: ctx.now,
      confirmedBy: 'system:founding',
      confirmedAt: ctx.now,
      demo: true,
    }),
  )

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  await standIn()
  citizen = await city.citizen('钟家明')
  ;[clerk, examiner, decider, deputy] = (await Promise.all(['liufang', 'zengwei', 'chenguodong', 'yangming'].map(city.staff))) as [
    Client,
    Client,
    Client,
    Client,
  ]
})
afterAll(() => city.close())

const take = (who: Client, id: string, verb: string, input: object = {}, seen?: number) =>
  who.post(`/work/cases/${id}/${verb}`, { input, seen })
const statusOf = async (id: string) => (await city.sql<{ status: string }>('select status from cases.file where id = $1', [id]))[0]!.status
const factsOf = async (id: string, name: string) =>
  (await city.sql('select 1 from ledger.fact where about = $1 and name = $2', [`case:${id}`, name])).length

async function proposed(): Promise<string> {
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  for (const [who, verb, input] of [
    [clerk, 'accept', {}],
    [examiner, 'examine', {}],
    [examiner, 'survey', { people: lookers('zengwei', 'shangguanlei'), on: '2023-06-15', result: '布局合理', passed: true }],
    [examiner, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，建议准予' }],
  ] as const)
    expect([verb, (await take(who, id, verb, input)).status]).toEqual([verb, 200])
  return id
}

describe('two at once', () => {
  test('two people decide the same case: one decision stands, the other person is told what it is now', async () => {
    const id = await proposed()
    const answers = await Promise.all([take(decider, id, 'approve'), take(deputy, id, 'approve')])
    const [first, second] = answers.sort((a, b) => a.status - b.status) as [Answer, Answer]
    expect(first.status).toBe(200)
    expect(told(second)).toEqual([409, '现在是“准予”，不能准予。请刷新看最新情况'])
    expect([await statusOf(id), await factsOf(id, 'case.approved')]).toEqual(['approved', 1])
  })

  test('one approves while the other refuses: never both', async () => {
    const id = await proposed()
    const refusal = { reason: '场所距污染源不足 25 米，不符合条件', article: '食品安全法第三十三条' }
    const answers = await Promise.all([take(decider, id, 'approve'), take(deputy, id, 'refuse', refusal)])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    expect((await factsOf(id, 'case.approved')) + (await factsOf(id, 'case.refused'))).toBe(1)
  })

  test('what somebody decides on an old page is refused, and what was typed stays with the person', async () => {
    const { id, seq } = (await sendDraft(citizen, await fillDraft(citizen))).body
    expect((await take(clerk, id, 'accept', {}, seq)).status).toBe(200)
    await take(examiner, id, 'examine')
    expect(told(await take(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全' }, seq))).toEqual([
      409,
      '您打开之后，这一件又有了新的动作。请看一眼最新情况，再办一次；您填的内容还在',
    ])
    expect(await factsOf(id, 'case.proposed')).toBe(0)
  })
})

describe('twice the same', () => {
  test('fifty sends of one submission at the same moment are one case and fifty equal answers', async () => {
    const draft = await fillDraft(citizen)
    const before = await holdings(city)
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendDraft(citizen, draft, 'pressed-fifty-times')))
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]))
    for (const answer of answers) expect(answer.body).toEqual(answers[0]!.body)
    const after = await holdings(city)
    expect([after.cases! - before.cases!, after.drafts! - before.drafts!, await factsOf(answers[0]!.body.id, 'case.submitted')]).toEqual([
      1, -1, 1,
    ])
  })

  test('two tabs with keys of their own send the same draft: one case, and the second tab is told', async () => {
    const draft = await fillDraft(citizen)
    const before = await holdings(city)
    const answers = await Promise.all([sendDraft(citizen, draft), sendDraft(citizen, draft)])
    const second = answers.find((a) => a.status !== 200)!
    expect(told(second)).toEqual([404, expect.stringContaining('草稿')])
    expect((await holdings(city)).cases! - before.cases!).toBe(1)
  })

  test('a repeat after the answer was lost gets the first answer, and nothing more happens', async () => {
    const draft = await fillDraft(citizen)
    const first = await sendDraft(citizen, draft, 'line-went-dead')
    await keepsNothing(city, async () => expect((await sendDraft(citizen, draft, 'line-went-dead')).body).toEqual(first.body))
  })

  test('the same key with other content is refused, and so is one that is too long, or none', async () => {
    const columns = { key: 'columns', value: ['item'] }
    expect((await clerk.post('/work/preferences', columns, 'one-key')).status).toBe(200)
    await keepsNothing(city, async () => {
      expect(told(await clerk.post('/work/preferences', { ...columns, value: ['due'] }, 'one-key'))[0]).toBe(422)
      expect(told(await clerk.post('/work/preferences', { key: 'columns', value: ['no'] }, 'one-key'))).toEqual([
        422,
        '这次提交的编号已经用在另一份内容上。请回到上一页刷新后再提交',
      ])
      expect(told(await clerk.post('/work/preferences', { key: 'columns', value: ['no'] }, 'x'.repeat(101)))).toEqual([
        422,
        '提交编号太长，请刷新页面后再提交',
      ])
    })
    const draft = await fillDraft(citizen)
    await keepsNothing(city, async () => {
      const bare = await citizen.send('POST', `${draft}/check`, {
        body: '{"agree":"yes"}',
        headers: { 'content-type': 'application/json' },
      })
      expect(told(bare)).toEqual([422, '请求缺少提交编号（idempotency-key）。请刷新页面后再提交'])
    })
  })
})

describe('a year without a calendar', () => {
  afterAll(() => city.clock.set('2023-06-15T10:00:00+08:00'))

  test('says whose turn it is to put it in, and keeps the draft', async () => {
    city.clock.set('2023-06-15T10:00:00+08:00')
    const draft = await fillDraft(await city.citizen('钟家明'))
    city.clock.set('2029-06-15T10:00:00+08:00')
    const later = await city.citizen('钟家明')
    await keepsNothing(city, async () => {
      const sentence =
        '2029 年的放假安排还没有录入，算不出期限。请系统管理员导入国务院办公厅公布的 2029 年放假通知；还没公布的，先录入暂定日历'
      expect(told(await sendDraft(later, draft))).toEqual([409, sentence])
      expect((await later.page(draft)).status).toBe(200)
    })
  })
})

test('after all of this every chain of the ledger verifies', async () => expect((await verify(city.house.db)).broken).toEqual([]))
