import { afterAll, beforeAll, expect, test } from 'vitest'
import { act as actAs } from '#app/context.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Who } from '#kernel/who.ts'
import { answers, fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { met, owner, examiner as staff } from '#test/restaurant.ts'
import type { CasePage } from './schema/desk.ts'

let city: TestCity
let clerk: Client
let examiner: Client
let decider: Client
let citizen: Client
let id: string

beforeAll(async () => {
  city = await openTestCity('2023-09-27T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  ;[clerk, examiner, decider] = (await Promise.all(['liufang', 'zengwei', 'chenguodong'].map(city.staff))) as [Client, Client, Client]
  id = (await sendDraft(citizen, await fillDraft(citizen, answers))).body.id
}, 120_000)
afterAll(() => city.close())

const page = async (who = examiner): Promise<CasePage> => (await who.get(`/work/cases/${id}`)).body
const act = (who: Client, verb: string, input: object = {}) => who.post(`/work/cases/${id}/${verb}`, { input })
const judge = (point: string, verdict: string, note?: string) =>
  examiner.post(`/work/cases/${id}/points`, { points: [{ point, verdict, ...(note ? { note } : {}) }] })
const verdicts = ({ points }: Pick<CasePage, 'points'>) => Object.fromEntries(points.map((p) => [p.id, `${p.judgedBy} ${p.verdict}`]))
const facts = async (who: string) =>
  city.sql<{ count: string }>(`select count(*) from ledger.fact where about = $1`, [`${who}:${id}`]).then((r) => Number(r[0]!.count))

test('before acceptance nothing is judged; then the machine has judged what the city holds', async () => {
  expect(await page()).toMatchObject({ points: [], judges: false })
  expect((await judge('areas', 'met')).body.code).toBe('case.points-closed')
  await act(clerk, 'accept')
  const now = await page()
  expect(now.judges).toBe(true)
  expect(verdicts(now)).toEqual({
    'licence-scope': 'machine met',
    'same-operator': 'machine met',
    distance: 'nobody unknown',
    areas: 'nobody unknown',
    apart: 'nobody unknown',
    health: 'nobody unknown',
    rules: 'nobody unknown',
    equipment: 'nobody unknown',
  })
})

test('an opinion waits for its points, and says for which', async () => {
  await act(examiner, 'examine')
  const why = '还有 6 个审查要点没有定'
  expect((await page()).verbs.find((v) => v.verb === 'propose')).toMatchObject({ open: false, why: expect.stringContaining(why) })
  const refused = await act(examiner, 'propose', { verdict: 'approve', opinion: '材料齐全，建议准予' })
  expect([refused.status, refused.body.code]).toEqual([409, 'case.points-open'])
  const { body } = await examiner.post('/work/batches/preview', { verb: 'propose', ids: [id] })
  expect(body).toMatchObject({ can: [], out: [{ why: expect.stringContaining(why) }] })
})

test('a judgement is kept as it is given, moves nothing else of the case, and is taken back by another', async () => {
  const { seq } = await page()
  expect((await judge('areas', 'met')).status).toBe(200)
  expect((await judge('areas', 'unknown')).body.points.find((p: { id: string }) => p.id === 'areas').verdict).toBe('unknown')
  expect((await judge('areas', 'met')).status).toBe(200)
  const now = await page()
  expect(now.seq).toBe(seq)
  expect(now.points.find((p) => p.id === 'areas')).toMatchObject({ verdict: 'met', why: '曾伟判符合' })
  expect(now.track.filter((t) => t.sentence.startsWith('曾伟判“加工与就餐面积相称”')).length).toBe(3)
})

test('twice the same press is one judgement', async () => {
  const before = await facts('case-points')
  const press = () => examiner.post(`/work/cases/${id}/points`, { points: [{ point: 'apart', verdict: 'met' }] }, 'press-1')
  expect([(await press()).status, (await press()).status]).toEqual([200, 200])
  expect(await facts('case-points')).toBe(before + 1)
})

test('who finds against the applicant or the machine says why; who may not judge is told so', async () => {
  expect((await judge('distance', 'not met')).body.code).toBe('case.point-note')
  expect((await judge('same-operator', 'not met')).body.code).toBe('case.point-note')
  expect((await judge('none', 'met')).body.code).toBe('case.no-point')
  const outsider = await clerk.post(`/work/cases/${id}/points`, { points: [{ point: 'areas', verdict: 'met' }] })
  expect(outsider.status).toBe(403)
  expect((await judge('distance', 'not met', '离垃圾站 18 米')).status).toBe(200)
})

test('the opinion goes with the points, and carries them to the one who decides', async () => {
  for (const point of ['health', 'rules', 'equipment']) await judge(point, 'met')
  expect((await page()).verbs.find((v) => v.verb === 'propose')?.open).toBe(true)
  const against = await act(examiner, 'propose', { verdict: 'approve', opinion: '材料齐全，建议准予' })
  expect([against.status, against.body.code]).toEqual([422, 'case.points-against'])
  await judge('distance', 'met')
  const all = await act(examiner, 'propose', { verdict: 'refuse', opinion: '场所离污染源太近' })
  expect(all.body.code).toBe('case.points-against')
  expect((await act(examiner, 'propose', { verdict: 'approve', opinion: '材料齐全，建议准予' })).status).toBe(200)
  const shown = await page(decider)
  expect([shown.status, shown.judges, shown.points.length]).toEqual(['deciding', false, 8])
  expect(shown.points.find((p) => p.id === 'distance')).toMatchObject({ verdict: 'met', why: '曾伟判符合' })
  expect((await judge('distance', 'not met', '离垃圾站 18 米')).body.code).toBe('case.points-closed')
})

test('sent back, everything that was judged is still there, and given with the opinion counts too', async () => {
  await act(decider, 'sendBack', { reason: '请补充核查的情况' })
  expect((await page()).points.every((p) => p.verdict === 'met')).toBe(true)
  await act(examiner, 'propose', { verdict: 'approve', opinion: '已补充核查情况', points: met })
  await act(decider, 'sendBack', { reason: '再核一次面积' })
  expect(new Set(Object.values(verdicts(await page())))).toEqual(new Set(['person met']))
})

test('a paper that came later is looked at again', async () => {
  await city.sql(
    `insert into cases.material (case_id, code, version, name, provide, files, at, by_whom)
     select case_id, code, version + 1, name, provide, files, '2023-09-28'::timestamptz, by_whom from cases.material
     where case_id = $1 and code = 'layout' order by version desc limit 1`,
    [id],
  )
  expect((await page()).points.filter((p) => p.verdict === 'unknown').map((p) => p.id)).toEqual(['areas', 'apart'])
})

test('the applicant does not read over the shoulder of the one who examines', async () => {
  const read = (who: Who) => actAs(city.house, who, (ctx) => listFacts(ctx.tx, `case-points:${id}`))
  expect(await read(owner)).toEqual([])
  expect((await read(staff)).length).toBeGreaterThan(5)
})
