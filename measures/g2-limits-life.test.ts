/**
 * G2 · 标准化、智能化: before an organ promises a shorter time, it sees what the promise would have meant for the cases of the year
 * before. One story over HTTP: a case is decided after four working days; a promise of one would have been broken by three.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { met } from '#test/restaurant.ts'
import { fillDraft, sendDraft } from '../test/food.ts'
import { openTestCity, type TestCity } from '../test/kit.ts'

const item = 'food-business-licence-new'
let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-12T10:00:00+08:00')
})
afterAll(() => city.close())

test('a case is accepted on a Monday and decided on the Friday', async () => {
  const citizen = await city.citizen('钟家明')
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  const take = async (login: string, verb: string, input: object = {}) => {
    const answer = await (await city.staff(login)).post(`/work/cases/${id}/${verb}`, { input })
    expect([verb, answer.status, answer.body.title]).toEqual([verb, 200, undefined])
  }
  await take('liufang', 'accept')
  await city.drain()
  city.clock.set('2023-06-16T15:00:00+08:00')
  await take('zengwei', 'examine')
  await take('zengwei', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件' })
  await take('chenguodong', 'approve')
  await city.drain()
})

test('a shorter promise is rehearsed by the clock of the house: which cases would have been late, and by how much', async () => {
  const by = await city.staff('zengqiang')
  const { draft } = (await by.post(`/item-versions/${item}/change`, { reason: '想把承诺时限压到一天' })).body
  const page = async () => (await by.get(`/item-drafts/${draft}`)).body
  const change = async (path: string, value: unknown) =>
    by.post(`/item-drafts/${draft}/edit`, { revision: (await page()).revision, changes: [{ path, value }] })
  expect((await page()).limits).toMatchObject({ changed: false, why: '承诺时限和法定时限都没有改，不用预演' })
  expect((await by.post(`/item-drafts/${draft}/rehearse`)).body.code).toBe('item.not-now')
  await change('promise.amount', 1)
  expect((await by.post(`/item-drafts/${draft}/rehearse`)).status).toBe(200)
  await city.drain()
  const { limits } = await page()
  expect(limits).toMatchObject({ changed: true, rehearsed: true, rehearsal: { kind: 'limits', status: 'done', looked: 1, changed: 1 } })
  expect(limits.rehearsal.tally).toEqual([{ what: '承诺时限', before: '按时', after: '超期', count: 1 }])
  expect(limits.rehearsal.groups).toEqual([expect.objectContaining({ looked: 1, before: 0, after: 1 })])
  const { rows } = (await by.get(`/item-drafts/${draft}/changes`)).body
  expect(rows[0]).toMatchObject({
    before: '按时（2023-06-19 到期）',
    after: '超期 3 个工作日（2023-06-13 到期）',
    because: '2023-06-12 受理，2023-06-16 决定',
  })
  // other words leave the rehearsal as it is; other limits do not
  await change('promiseNote', '从受理那天的第二天算起')
  expect((await page()).limits.rehearsed).toBe(true)
  await change('promise.amount', 2)
  expect((await page()).limits).toMatchObject({ rehearsed: false, rehearsal: { fresh: false } })
})
