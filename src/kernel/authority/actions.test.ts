import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { authorityOf } from './actions/grant.ts'
import type { AuthorityPage } from './schema.ts'

const item = 'food-business-licence-new'
const at = { item, division: '360702' }
let city: TestCity
let editor: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  editor = await city.staff('zengxianhui')
})
afterAll(() => city.close())

const page = async (): Promise<AuthorityPage> => (await editor.get(`/authorities/page?item=${item}&division=360702`)).body
const give = (change: object) =>
  editor.post('/authorities', {
    ...at,
    organ: 'approval-360702',
    kind: 'transferred',
    basis: '赣府字〔2023〕1号 第二条',
    fromOn: '2023-07-01',
    ...change,
  })

describe('谁有权决定', () => {
  test('建城时每个事项在每个地区都有机关有权，没有空档', async () => {
    const list = (await editor.get('/authorities/list')).body
    expect([list.gaps, list.rows.length > 100, list.on]).toEqual([0, true, '2023-06-15'])
    const one = (await editor.get(`/authorities/list?q=${item}&division=360702`)).body.rows
    expect(one).toEqual([
      expect.objectContaining({ divisionName: '章贡区', holder: expect.objectContaining({ organ: 'market-360702', kind: 'statutory' }) }),
    ])
  })

  test('同一天给第二个机关，说出是谁在前、依据哪一条', async () => {
    const refused = await give({})
    expect(refused.status).toBe(409)
    expect(refused.body.title).toContain('章贡区市场监督管理局已经有权决定（法定，依据：中华人民共和国食品安全法第三十五条）')
  })

  test('移交：前一天为止，当天接上，中间没有空档；决定引用接手机关的依据', async () => {
    const [now] = (await page()).grants
    const moved = await editor.post(`/authorities/${now!.id}/transfer`, {
      organ: 'approval-360702',
      kind: 'transferred',
      basis: '赣府字〔2023〕1号 第二条',
      fromOn: '2023-07-01',
      reason: '相对集中行政许可权',
    })
    expect(moved.status).toBe(200)
    const after = await page()
    expect(after.grants.map((g) => [g.organ, g.fromOn, g.toOn, g.state])).toEqual([
      ['approval-360702', '2023-07-01', null, 'coming'],
      ['market-360702', '2020-01-01', '2023-06-30', 'now'],
    ])
    expect(after.gaps).toEqual([])
    const decide = (organ: string) => act(city.house, system, (ctx) => authorityOf(ctx, { ...at, organ }))
    expect((await decide('market-360702')).basis).toContain('食品安全法')
    city.clock.set('2023-07-01T09:00:00+08:00')
    await expect(decide('market-360702')).rejects.toThrow(/由章贡区行政审批局决定（划转，依据：赣府字〔2023〕1号 第二条）/)
    expect((await decide('approval-360702')).kind).toBe('transferred')
  })

  test('一级没有机关有权的，由上一级决定；自己有权的，先看自己', async () => {
    const zone = '360702400'
    const decide = (organ: string) => act(city.house, system, (ctx) => authorityOf(ctx, { item, division: zone, organ }))
    const [own] = await city.sql<{ organ: string }>(
      "update authority.authority set to_on = '2023-06-30' where item = $1 and division = $2 returning organ",
      [item, zone],
    )
    const up = await decide('approval-360702')
    expect([up.division, up.organ]).toEqual(['360702', 'approval-360702'])
    if (own) await city.sql('update authority.authority set to_on = null where item = $1 and division = $2', [item, zone])
    else expect((await give({ division: zone, organ: 'approval-360702400' })).status).toBe(200)
    await expect(decide('approval-360702')).rejects.toThrow(/决定/)
    expect((await decide(own?.organ ?? 'approval-360702400')).division).toBe(zone)
  })

  test('收回以后的空档点名，列在前面；补登记就没有了', async () => {
    city.clock.set('2023-07-03T09:00:00+08:00')
    editor = await city.staff('zengxianhui')
    const [now] = (await page()).grants
    expect((await editor.post(`/authorities/${now!.id}/end`, { toOn: '2023-07-10', reason: '短' })).body.fields[0].sentence).toContain(
      '至少 4 个字',
    )
    expect((await editor.post(`/authorities/${now!.id}/end`, { toOn: '2023-07-10', reason: '试点结束' })).status).toBe(200)
    expect((await page()).gaps).toEqual([{ fromOn: '2023-07-11', toOn: null }])
    const gaps = (await editor.get('/authorities/list?show=gaps&on=2023-07-11')).body
    expect(gaps.rows.map((r: { item: string; division: string }) => [r.item, r.division])).toEqual([[item, '360702']])
    expect((await give({ organ: 'market-360702', kind: 'statutory', fromOn: '2023-07-11' })).status).toBe(200)
    expect((await page()).gaps).toEqual([])
    expect((await editor.post(`/authorities/${now!.id}/end`, { toOn: '2023-08-01', reason: '再收一次' })).body.title).toContain('已经结束')
  })

  test('没有写依据的、不在名录里的机关，不收；没有权限的人不能登记', async () => {
    expect((await give({ basis: '' })).body.fields[0].sentence).toContain('依据')
    expect((await give({ organ: 'nobody-360702' })).body.title).toContain('没有这个机关')
    expect((await (await city.staff('fangzheng')).post('/authorities', {})).status).toBe(403)
    expect((await (await city.staff('fangzheng')).get('/authorities/list')).status).toBe(200)
  })
})
