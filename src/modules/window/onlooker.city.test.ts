import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { act, type House } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import type { Who } from '#kernel/who.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { Client, openTestCity, type TestCity } from '#test/kit.ts'

const morning = '2023-06-15T10:00:00+08:00'
let city: TestCity
let second: House
let liu: Client
let zeng: Client
let id: string

/** The same person, who comes to the other server with his next request. */
function elsewhere(client: Client): Client {
  const same = new Client(openApp(second))
  for (const [name, value] of client.jar()) same.keep(name, value)
  same.csrf = client.csrf
  return same
}
const lookOn = async (who: Client) => (await who.post(`/work/cases/${id}/look-on`)).body
const namesFor = async (who: Client): Promise<string[]> => (await lookOn(who)).names
const rows = () =>
  city.sql<{ account: string; until: Date; xmin: string }>(
    'select account, until, xmin::text from windows.onlooker where case_id = $1 order by account',
    [id],
  )
const secondsLater = (seconds: number) => city.clock.set(new Date(Date.parse(morning) + seconds * 1_000).toISOString())

beforeAll(async () => {
  city = await openTestCity(morning)
  second = await openHouse(
    city.house.url,
    { HAOBAN_DATA: inject('database').dataDir, HAOBAN_KEY: '11'.repeat(32), HAOBAN_STORAGE: '/tmp' },
    { log: city.house.log, clock: city.clock, seed: false },
  )
  const citizen = await city.citizen('钟家明')
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  ;[liu, zeng] = [await city.staff('liufang'), await city.staff('zengwei')]
  await liu.post(`/work/cases/${id}/accept`, { input: {} })
}, 120_000)
afterAll(async () => {
  await second.db.close()
  await city.close()
})
beforeEach(async () => {
  city.clock.set(morning)
  await city.sql('truncate windows.onlooker')
})

describe('who else has a case open', () => {
  test('is seen at the other server, and oneself is not among them', async () => {
    expect(await namesFor(zeng)).toEqual([])
    expect(await namesFor(elsewhere(liu))).toEqual(['曾伟'])
    expect(await namesFor(zeng)).toEqual(['刘芳'])
  })

  test('goes at once where he says so, and by himself where he says nothing', async () => {
    await lookOn(zeng)
    expect((await elsewhere(zeng).post(`/work/cases/${id}/look-away`)).status).toBe(200)
    expect(await namesFor(liu)).toEqual([])
    await lookOn(zeng)
    secondsLater(19)
    expect(await namesFor(liu)).toEqual(['曾伟'])
    secondsLater(20)
    expect(await namesFor(liu)).toEqual([])
  })

  test('stays as long as his page beats, and came when he came', async () => {
    const lai = await city.staff('laizhiqiang')
    await lookOn(zeng)
    secondsLater(5)
    await lookOn(lai)
    for (const seconds of [12, 24, 36]) {
      secondsLater(seconds)
      await lookOn(zeng)
      await lookOn(lai)
    }
    expect(await namesFor(liu)).toEqual(['曾伟', '赖志强'])
  })

  test('writes nothing while nothing has changed', async () => {
    await lookOn(zeng)
    const before = await rows()
    const commands = async () => (await city.sql<{ n: number }>('select count(*)::int n from base.command'))[0]!.n
    const kept = await commands()
    for (const seconds of [3, 6, 10]) {
      secondsLater(seconds)
      await zeng.send('POST', `/work/cases/${id}/look-on`, { body: '{}', headers: { 'content-type': 'application/json' } })
      expect(await rows()).toEqual(before)
    }
    expect(await commands()).toBe(kept)
    secondsLater(11)
    await lookOn(zeng)
    expect((await rows())[0]!.until).toEqual(new Date(Date.parse(morning) + 31_000))
  })

  test('is told as writing and not as looking while he has the pen', async () => {
    await lookOn(zeng)
    await zeng.post(`/work/cases/${id}/pen`)
    expect(await lookOn(liu)).toMatchObject({ pen: { name: '曾伟', mine: false }, names: [] })
    await zeng.post(`/work/cases/${id}/pen-down`)
    expect(await lookOn(liu)).toEqual({ pen: null, names: ['曾伟'] })
  })

  test('counts in an organ that is only asked, as long as it is', async () => {
    const wu = await city.staff('wuhaibo')
    expect((await wu.post(`/work/cases/${id}/look-on`)).status).toBe(404)
    await city.sql("select base.let_in($1, 'asked', 'health-360702', '360702')", [`case:${id}`])
    await lookOn(zeng)
    expect(await namesFor(wu)).toEqual(['曾伟'])
    expect(await namesFor(zeng)).toEqual(['吴海波'])
    await city.sql("select base.let_out($1, 'asked')", [`case:${id}`])
    expect((await wu.post(`/work/cases/${id}/look-on`)).status).toBe(404)
    expect((await wu.post(`/work/cases/${id}/look-away`)).status).toBe(200)
    expect(await namesFor(zeng)).toEqual([])
  })

  test('is nothing that the ledger, the applicant or the history hears of', async () => {
    const facts = async () => (await city.sql<{ n: number }>('select count(*)::int n from ledger.fact'))[0]!.n
    const before = await facts()
    await lookOn(zeng)
    await zeng.post(`/work/cases/${id}/look-away`)
    await lookOn(zeng)
    expect(await facts()).toBe(before)
    const citizen = await city.citizen('钟家明')
    expect((await citizen.page(`/cases/${id}`)).text).not.toContain('在看')
    expect((await citizen.post(`/work/cases/${id}/look-on`)).body.code).toBe('window.staff-only')
    expect((await city.anyone().post(`/work/cases/${id}/look-on`)).status).toBe(401)
  })

  test('is told to nobody who does not see the case, by the database either', async () => {
    await lookOn(zeng)
    const stranger = await city.staff('huangbin')
    expect((await stranger.post(`/work/cases/${id}/look-on`)).status).toBe(404)
    const seenBy = (who: Who) => act(city.house, who, (ctx) => ctx.tx.sql<{ name: string }>`select name from windows.onlooker`)
    const [at] = await city.sql<{ organ: string; division: string }>('select organ, division from cases.file where id = $1', [id])
    const reader = (organ: string, division: string): Who => ({
      id: 'staff:somebody',
      kind: 'staff',
      name: '某人',
      organ,
      parties: [],
      grants: [{ permission: 'case.read', organ, division }],
    })
    expect(await seenBy(reader(at!.organ, at!.division))).toEqual([{ name: '曾伟' }])
    expect(await seenBy(reader(at!.organ, '360733'))).toEqual([])
    expect(await seenBy(reader('tax-360702', at!.division))).toEqual([])
    const party = (await city.sql<{ applicant: string }>('select applicant from cases.file where id = $1', [id]))[0]!.applicant
    expect(await seenBy({ id: 'citizen:x', kind: 'citizen', name: '', parties: [party], grants: [] })).toEqual([])
    await expect(
      act(
        city.house,
        reader(at!.organ, at!.division),
        (ctx) =>
          ctx.tx.sql`insert into windows.onlooker values (${id}, 'staff:other', '别人', ${at!.organ}, ${at!.division}, now(), now())`,
      ),
    ).rejects.toThrow(/row-level security/)
  })

  test('is swept away some time after he went without a word', async () => {
    await lookOn(zeng)
    await city.run('window.onlooker-sweep')
    expect(await rows()).toHaveLength(1)
    secondsLater(3_600)
    await city.run('window.onlooker-sweep')
    expect(await rows()).toEqual([])
  })
})
