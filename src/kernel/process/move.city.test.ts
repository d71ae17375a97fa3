/** Moving running instances to another version over HTTP: the plan with what differs, the act row by row, who may, and what is recorded. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { begin, publishModel, withdrawModel } from './api.ts'
import { file, path } from './fixtures/models.ts'

const key = 'moving'
const places = { own: { organ: 'market-360702', division: '360702' }, branches: {} }
const model = (names: string, within = 'P3D') =>
  file(
    key,
    `<startEvent id="s"/>${names
      .split(' ')
      .map((t) => `<userTask id="${t}" name="步骤${t}" haoban:within="${within}"/>`)
      .join('')}<endEvent id="e"/>${names === 'a b' ? path('s a b e') : path(`s ${names} e`)}`,
  )
let city: TestCity
let operator: Client
const ids: string[] = []

beforeAll(async () => {
  city = await openTestCity()
  operator = await city.staff('linyi')
  await act(city.house, system, async (ctx) => {
    await publishModel(ctx, { key, xml: model('a b') })
    await publishModel(ctx, { key: 'other', xml: model('a b').replaceAll(`"${key}"`, '"other"') })
    for (const n of [1, 2, 3])
      ids.push((await begin(ctx, { about: `test:${n}`, title: `第 ${n} 件`, key, places, readers: ['place:*@*'] }))!.instance.id)
    ids.push((await begin(ctx, { about: 'test:other', title: '别的', key: 'other', places, readers: ['place:*@*'] }))!.instance.id)
    await publishModel(ctx, { key, xml: model('a b c', 'P2D') })
    await publishModel(ctx, { key, xml: model('x y') })
  })
})
afterAll(() => city.close())

const plan = async (query: string) => (await operator.get(`/process-models/${key}/moves?${query}`)).body
const move = (instances: string[], to: number, reason = '加了一步', from = 1) =>
  operator.post(`/process-models/${key}/moves`, { from, to, instances, reason })

test('the plan says how the versions differ, who can move, and who cannot and why', async () => {
  const fits = await plan('from=1&to=2')
  const rows = fits.rows.map((r: { title: string; stands: string[]; cannot: string[] }) => [r.title, r.stands, r.cannot])
  expect(rows.sort()).toEqual([1, 2, 3].map((n) => [`第 ${n} 件`, ['步骤a'], []]))
  expect(fits.differences).toContainEqual({ element: 'c', name: '步骤c', change: 'added', what: '任务' })
  expect(fits.differences).toContainEqual({ element: 'a', name: '步骤a', change: 'changed', what: '办理时限：3 天 → 2 天' })
  const not = await plan('from=1&to=3')
  expect(not.rows[0].cannot).toEqual(['“步骤a”：新版本里没有这一步'])
  const asked = await plan('')
  expect([asked.from, asked.to, asked.versions.length]).toEqual([1, 3, 3])
})

test('each is moved by itself, and one that cannot move says why and holds up no other', async () => {
  const answer = await move([ids[0]!, ids[3]!, 'nobody'], 2)
  expect([answer.status, answer.body.rows]).toEqual([
    200,
    [
      { instance: ids[0], moved: true, why: '' },
      { instance: ids[3], moved: false, why: '这一件现在不在第 1 版上，可能刚换过，或已经办完' },
      { instance: 'nobody', moved: false, why: '没有找到这个流程，可能不在您能看的范围里' },
    ],
  ])
  expect((await move([ids[0]!], 2)).body.rows[0].moved).toBe(false)
  expect((await move([ids[1]!], 3)).body.rows[0].why).toBe('这一件不能换到第 3 版：“步骤a”：新版本里没有这一步')
  expect((await plan('from=1&to=2')).rows.length).toBe(2)
})

test('who moved it, from which version to which, and why, is on record', async () => {
  const [fact] = await city.sql<{ by_whom: string; data: object }>("select by_whom, data from ledger.fact where name = 'process.migrated'")
  expect(fact).toMatchObject({ by_whom: 'staff:linyi', data: { process: ids[0], from: 1, to: 2, reason: '加了一步', byName: '林依' } })
  const { steps, version } = (await operator.get(`/process-instances/${ids[0]}`)).body
  expect([version, steps[0].says]).toEqual([2, '换到新版本'])
})

test('nothing moves without a reason, into a withdrawn version, or by somebody who may not', async () => {
  expect((await move([ids[1]!], 2, '')).status).toBe(422)
  expect((await move([], 2)).status).toBe(422)
  const clerk = await city.staff('liufang')
  expect((await clerk.post(`/process-models/${key}/moves`, { from: 1, to: 2, instances: [ids[1]], reason: '想换' })).status).toBe(403)
  expect((await clerk.get(`/process-models/${key}/moves`)).status).toBe(403)
  await act(city.house, system, (ctx) => withdrawModel(ctx, { key, version: 2, reason: '画错了' }))
  const refused = await move([ids[1]!], 2)
  expect([refused.status, refused.body.code]).toEqual([409, 'process.into-withdrawn'])
})
