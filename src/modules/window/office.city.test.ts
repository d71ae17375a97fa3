import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { copyCase } from '#test/many.ts'
import { met } from '#test/restaurant.ts'

let city: TestCity
let clerk: Client
let examiner: Client
let chief: Client
let accepted: string
let made = 0
const [liufang, zengwei] = ['staff:liufang', 'staff:zengwei']

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const citizen = await city.citizen('钟家明')
  ;[clerk, examiner, chief] = [await city.staff('liufang'), await city.staff('zengwei'), await city.staff('laizhiqiang')]
  accepted = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  await clerk.post(`/work/cases/${accepted}/accept`, { input: {} })
  await city.drain()
}, 120_000)
afterAll(() => city.close())

const fresh = (n: number) =>
  copyCase(city.house.db.pool, accepted, n, () => ({ no: `${'9'.repeat(31)}20230601${String(++made).padStart(4, '0')}` }))
const claim = async (who: Client, ids: string[]) => {
  for (const id of ids) await who.post(`/work/cases/${id}/claim`, { input: {} })
}
const holdersOf = async (ids: string[]) =>
  (
    await city.sql<{ holder: string | null }>('select holder from cases.file where id = any($1) order by array_position($1, id)', [ids])
  ).map((r) => r.holder)
const free = async () => {
  await city.sql('update cases.file set holder = null, holder_name = null')
}

describe('a leave', () => {
  test('hands everything over in one act, and gives back in one what is not done yet', async () => {
    const ids = await fresh(3)
    await claim(clerk, ids)
    const { id } = (await clerk.post('/work/leaves', { standIn: zengwei, from: '2023-06-15', to: '2023-06-20', reason: '年休假' })).body
    await city.drain()
    expect(await holdersOf(ids)).toEqual([zengwei, zengwei, zengwei])
    expect((await chief.get('/work/leaves')).body.leaves[0]).toMatchObject({ name: '刘芳', standIn: '曾伟', state: 'away' })
    await examiner.post(`/work/cases/${ids[0]}/release`, { input: {} })
    expect((await clerk.post(`/work/leaves/${id}/end`)).status).toBe(200)
    await city.drain()
    expect(await holdersOf(ids)).toEqual([null, liufang, liufang])
    expect((await clerk.post(`/work/leaves/${id}/end`)).status).toBe(409)
  })
  test('that begins later hands over on its first day, and can be called off before', async () => {
    await free()
    const ids = await fresh(1)
    await claim(clerk, ids)
    const ask = { standIn: zengwei, from: '2023-06-16', to: '2023-06-16', reason: '培训' }
    const { id } = (await clerk.post('/work/leaves', ask)).body
    await city.drain()
    expect(await holdersOf(ids)).toEqual([liufang])
    expect((await clerk.post('/work/leaves', ask)).body.code).toBe('window.leave-twice')
    await clerk.post(`/work/leaves/${id}/end`)
    await clerk.post('/work/leaves', ask)
    await city.sql(
      "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'window.leave-begin'), run_at => now())",
    )
    await city.drain()
    expect(await holdersOf(ids)).toEqual([zengwei])
  })
  test('of a colleague is registered by the chief alone, and never by somebody who stands in for himself', async () => {
    const ask = { account: zengwei, standIn: liufang, from: '2023-07-01', to: '2023-07-02', reason: '病假' }
    expect((await clerk.post('/work/leaves', ask)).body.code).toBe('window.not-your-leave')
    expect((await examiner.post('/work/leaves', { ...ask, account: undefined, standIn: zengwei })).status).toBe(422)
    expect(
      (await clerk.post('/work/leaves', { ...ask, account: undefined, from: '2023-07-02', to: '2023-07-01' })).body.fields[0].field,
    ).toBe('to')
    expect((await chief.post('/work/leaves', ask)).status).toBe(200)
  })
})

describe('the load', () => {
  test('is what each one carries; it is moved by the chief, and every move can be taken back', async () => {
    await free()
    const ids = await fresh(6)
    await city.sql("update cases.file set due_on = '2023-06-14' where id = $1", [ids[0]])
    await claim(clerk, ids)
    const rowOf = async (account: string) =>
      (await chief.get('/work/load')).body.rows.find((r: { account: string }) => r.account === account)
    expect(await rowOf(liufang)).toMatchObject({ open: 6, ages: [6, 0, 0, 0] })
    const batch = (await chief.post('/work/load/move', { from: liufang, to: zengwei, count: 2, reason: '匀一匀' })).body
    await city.drain()
    expect([(await rowOf(liufang)).open, (await rowOf(zengwei)).open]).toEqual([4, 2])
    await chief.post(`/work/batches/${batch.id}/back`)
    await city.drain()
    expect([(await rowOf(liufang)).open, (await rowOf(zengwei)).open]).toEqual([6, 0])
    expect((await clerk.get('/work/load')).status).toBe(403)
    expect((await clerk.post('/work/load/move', { from: zengwei, to: liufang, count: 1, reason: '匀一匀' })).status).toBe(403)
  })
})

describe('returns', () => {
  test('an opinion that was sent back counts for its examiner and its item; one that was recalled never was', async () => {
    const [back, stays, recalled] = (await fresh(3)) as [string, string, string]
    const decider = await city.staff('chenguodong')
    const take = async (who: Client, id: string, verb: string, input: object = {}) => {
      const answer = await who.post(`/work/cases/${id}/${verb}`, { input })
      expect([verb, answer.status, answer.text.slice(0, 200)]).toEqual([verb, 200, answer.text.slice(0, 200)])
      return answer.body
    }
    const opinion = { verdict: 'approve', points: met, opinion: '材料齐全，建议准予' }
    for (const id of [back, stays, recalled]) await take(examiner, id, 'examine')
    const proposed = await take(examiner, recalled, 'propose', opinion)
    expect((await examiner.post(`/work/cases/${recalled}/recall`, { seq: proposed.seq })).status).toBe(200)
    await take(examiner, back, 'propose', opinion)
    await take(examiner, stays, 'propose', opinion)
    await take(decider, back, 'sendBack', { reason: '核查记录没有写面积，请补写' })
    const { returns } = (await chief.get('/work/load')).body
    const numbers = { given: 2, returned: 1 }
    expect(returns.people).toEqual([expect.objectContaining({ key: zengwei, name: '曾伟', ...numbers })])
    expect(returns.items).toEqual([expect.objectContaining({ key: 'food-business-licence-new', ...numbers })])
    await take(examiner, back, 'propose', opinion)
    expect((await chief.get('/work/load')).body.returns.people[0]).toMatchObject({ given: 3, returned: 1 })
  })
})

describe('one pen', () => {
  test('two read, one writes; the other is told who and until when, and may ask for it', async () => {
    await free()
    const [id] = await fresh(1)
    expect((await examiner.post(`/work/cases/${id}/pen`)).body).toMatchObject({ name: '曾伟', mine: true })
    expect((await clerk.post(`/work/cases/${id}/pen`)).body).toMatchObject({ name: '曾伟', mine: false })
    expect((await clerk.get(`/work/cases/${id}`)).body.pen).toMatchObject({ name: '曾伟', mine: false })
    const refused = await clerk.post(`/work/cases/${id}/claim`, { input: {} })
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([409, 'window.pen-taken', expect.stringContaining('请他让出')])
    expect((await clerk.post(`/work/cases/${id}/ask`, { note: '急件' })).body.sentence).toContain('曾伟')
    const { letters } = (await examiner.get('/messages/mine')).body
    expect(letters).toContainEqual(expect.objectContaining({ title: '刘芳请您让出一件', link: `/desk/cases/${id}` }))
    city.clock.set('2023-06-15T10:31:00+08:00')
    expect((await clerk.post(`/work/cases/${id}/claim`, { input: {} })).status).toBe(200)
    const late = await examiner.post(`/work/cases/${id}/examine`, { input: {} })
    expect(late.body.title).toContain('刘芳')
    city.clock.set('2023-06-15T10:00:00+08:00')
  })
  test('what is written is kept as a draft, shown as one, and gone with the act', async () => {
    const [id] = await fresh(1)
    await examiner.post(`/work/cases/${id}/examine`, { input: {} })
    await examiner.post(`/work/cases/${id}/draft`, { verb: 'propose', values: { verdict: 'approve', opinion: '材料齐' } })
    const draftsOf = async (who: Client) => (await who.get(`/work/cases/${id}`)).body.drafts
    expect(await draftsOf(examiner)).toMatchObject([{ verb: 'propose', mine: true, values: { opinion: '材料齐' } }])
    expect(await draftsOf(clerk)).toMatchObject([{ verb: 'propose', by: '曾伟', mine: false, values: null }])
    await examiner.post(`/work/cases/${id}/propose`, { input: { verdict: 'approve', points: met, opinion: '材料齐全，建议准予' } })
    expect(await draftsOf(examiner)).toEqual([])
  })
  test('the chief puts back what another holds, and only with a reason', async () => {
    await free()
    const [id] = await fresh(1)
    await claim(clerk, [id!])
    expect((await examiner.post(`/work/cases/${id}/release`, { input: { reason: '我来办' } })).status).toBe(409)
    expect((await chief.post(`/work/cases/${id}/release`, { input: {} })).body.code).toBe('case.release-reason')
    expect((await chief.post(`/work/cases/${id}/release`, { input: { reason: '本人休假' } })).status).toBe(200)
  })
})
