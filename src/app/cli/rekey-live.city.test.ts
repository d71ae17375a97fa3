/** A new master key while people work: a sign-in half way at a platform, a code on its way, a server that still has the old key alone. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runUrlOf } from '#base/run-login.ts'
import type { Keys } from '#base/secret.ts'
import { Provider } from '#kernel/provider.ts'
import { changedRing, consoleOf } from '#test/console.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, cityOf, openTestCity, type TestCity } from '#test/kit.ts'
import { openPlatform, type Platform, PlatformBrowser } from '#test/platform/platform.ts'
import { openHouse } from '../open.ts'
import { sealedColumns } from '../sealed.ts'
import { resealAll } from './rekey.ts'

/** `city` is the server of before with the old key alone, `served` one that was started anew with both. */
let city: TestCity
let served: TestCity
let both: Keys
let fresh: Keys
let env: Record<string, string>
let platform: Platform
let provider: Server
const texts: { to: string; text: string }[] = []
const site = 'http://city.test:20081'
const zhong = { sub: 'n-1', acr: '2', claims: { name: '钟家明', id_no: '360702199003070017' } }

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const ring = changedRing(city)
  ;[both, fresh, env] = [ring.both, ring.fresh, ring.env]
  provider = createServer(async (request, reply) => {
    texts.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    reply.end('{}')
  })
  await new Promise<void>((up) => provider.listen(0, '127.0.0.1', up))
  process.env.HAOBAN_SMS = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`
  process.env.TEST_NATIONAL = 'a secret of the state, long enough'
  const known = { id: 'national', clientId: 'city-n' }
  platform = await openPlatform({ ...known, secret: process.env.TEST_NATIONAL, site })
  const row = { ...known, kind: 'citizen', title: '国家平台', issuer: platform.issuer, clientSecretEnv: 'TEST_NATIONAL' }
  const levels = { '1': 1, '2': 2, '3': 3 }
  const providers = [Provider.parse({ ...row, claims: { name: 'name', idNo: 'id_no' }, levels, userinfo: false })]
  const options = { clock: city.clock, seed: false, log: city.house.log }
  // makes the login that owns nothing, for the commands below
  await (await openHouse(city.house.url, env, { ...options, apart: true })).db.close()
  served = cityOf(await openHouse(city.house.url, env, options), city.clock, async () => undefined)
  for (const { house } of [city, served]) Object.assign(house, { site, city: { ...house.city, providers } })
}, 300_000)
afterAll(async () => {
  delete process.env.HAOBAN_SMS
  await platform?.close()
  await served?.close()
  await city.close()
  await new Promise((down) => provider.close(down))
})

const underOld = async ({ table, column }: { table: string; column: string }): Promise<number> => {
  const old = Buffer.from(city.house.keys.current, 'hex')
  return (await city.sql(`select 1 from ${table} where substring(${column} from 2 for 4) = $1`, [old])).length
}

/** Goes to the platform from the old server and comes as far as its answer, which the browser has not brought back yet. */
async function away(client: Client): Promise<string> {
  platform.visitor = zhong
  const begun = await client.get('/sign-in/with/national?back=/me')
  expect(begun.status).toBe(200)
  return new PlatformBrowser().walk(begun.body.to)
}
/** The same browser, whose next request comes to the other server. */
async function moved(client: Client): Promise<Client> {
  const other = served.anyone()
  for (const [name, value] of client.jar()) other.keep(name, value)
  other.csrf = (await other.get('/session')).body.csrf ?? ''
  return other
}

test('只有运行登录名的，改不了封存的内容：请他给出表的所有者，什么都没有动', async () => {
  const ran = await consoleOf({ ...env, DATABASE_URL: runUrlOf(city.house.url) }).run('rekey', '--json')
  expect([ran.code, JSON.parse(ran.text).error.code]).toEqual([1, 'rekey.not-owner'])
  expect(await underOld(sealedColumns[0]!)).toBeGreaterThan(10)
})

test('换到一半有人还在用旧密钥写：前面的列再过一遍，不会说全换完了其实没有', async () => {
  const [person] = await city.sql<{ id: string }>('select id from party.person where phone_sealed is not null order by id limit 1')
  await fillDraft(await city.citizen('钟家明'))
  let late: Promise<unknown> | undefined
  const { left, columns } = await resealAll(served.house, (column) => {
    if (column !== 'form.draft.sealed' || late) return
    const sealed = city.house.keys.seal('13800000099', 'party.person.phone')
    late = city.sql('update party.person set phone_sealed = $1 where id = $2', [sealed, person!.id])
  })
  await late
  expect([late !== undefined, left, columns.filter((c) => c.left > 0)]).toEqual([true, 0, []])
  const [now] = await city.sql<{ sealed: Buffer }>('select phone_sealed sealed from party.person where id = $1', [person!.id])
  expect(fresh.open(now!.sealed, 'party.person.phone')).toBe('13800000099')
}, 120_000)

test('办到一半的都接得上：平台登录回来、验证码、退出平台；一边换一边写，最后写的都在', async () => {
  // under the old key alone: a session with an id token, a sign-in on its way, one who is leaving, a code that waits in the outbox
  const mine = city.anyone()
  expect((await mine.get(await away(mine))).status).toBe(200)
  mine.csrf = (await mine.get('/session')).body.csrf
  const leaving = city.anyone()
  await leaving.get(await away(leaving))
  leaving.csrf = (await leaving.get('/session')).body.csrf
  const ticket = (await leaving.post('/sign-out')).body.to as string
  const coming = city.anyone()
  const back = await away(coming)
  expect((await mine.post('/me/contact/phone', { value: '13900000077' })).status).toBe(200)
  const waiting = [
    'permission.session.id_token_sealed',
    'permission.pending.sealed',
    'message.outbox.direct_sealed',
    'message.contact_code.value_sealed',
  ]
  const columns = sealedColumns.filter((c) => waiting.includes(`${c.table}.${c.column}`))
  expect(await Promise.all(columns.map(underOld))).toEqual([1, 2, 1, 1])

  // people go on at the new server while the owner's login seals anew
  let going = true
  const sent: string[] = []
  const write = async () => {
    const citizen = await moved(await city.citizen('钟家明'))
    do sent.push((await sendDraft(citizen, await fillDraft(citizen))).body.id)
    while (going)
  }
  const rows = Array.from({ length: 30 }, (_, n) => `staff:${n}`)
  const last = new Map<string, string>()
  const correct = async () => {
    for (let n = 0; going || n < 1; n++)
      for (const account of rows) {
        const text = `${account} ${n}`
        await city.sql(
          `insert into windows.correction (case_id, account, sealed, saved_at) values ('nobody', $1, $2, now())
           on conflict (case_id, account) do update set sealed = excluded.sealed`,
          [account, (n % 2 ? both : city.house.keys).seal(text, 'window.correction')],
        )
        last.set(account, text)
      }
  }
  const writers = Promise.all([write(), correct()])
  const terminal = consoleOf({ ...env, DATABASE_URL: runUrlOf(city.house.url), DATABASE_OWNER_URL: city.house.url })
  const first = await terminal.run('rekey', '--json')
  going = false
  await writers
  expect(JSON.parse(first.text).columns.length).toBeGreaterThan(10)
  // who wrote under the old key to the last moment is sealed anew by the next run
  const second = await terminal.run('rekey', '--json')
  expect([second.code, JSON.parse(second.text).left]).toEqual([0, 0])
  expect(await Promise.all(sealedColumns.map(underOld))).toEqual(sealedColumns.map(() => 0))
  const kept = await city.sql<{ account: string; sealed: Buffer }>(
    "select account, sealed from windows.correction where case_id = 'nobody'",
  )
  expect(new Map(kept.map((r) => [r.account, fresh.open(r.sealed, 'window.correction')]))).toEqual(last)
  expect(sent.length).toBeGreaterThan(0)
  for (const id of sent) {
    const [row] = await city.sql<{ sealed: Buffer }>('select sealed from cases.answers where case_id = $1', [id])
    expect(fresh.open(row!.sealed, 'cases.answers')).toContain('文清路')
  }

  // what had begun comes to its end at the new server
  const came = await (await moved(coming)).get(back)
  expect([came.status, came.body]).toEqual([200, { to: '/me' }])
  const left = await (await moved(leaving)).get(ticket.replace('/at/', '/to/'))
  expect([left.status, left.text]).toEqual([200, expect.stringContaining('id_token_hint=')])
  await served.drain()
  expect(texts.map((t) => t.to)).toContain('13900000077')
  const code = /\d{6}/.exec(texts.find((t) => t.to === '13900000077')!.text)![0]
  const here = await moved(mine)
  expect((await here.post('/me/contact/phone/code', { code })).status).toBe(200)
  expect((await here.get('/me/contact')).body.phone).toBe('139****0077')
}, 300_000)
