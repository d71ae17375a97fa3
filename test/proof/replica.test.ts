/** Two servers that read from a real streaming replica: whoever wrote sees what he wrote, and a replica that lags, writes or dies is gone around. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { House } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import { openPostgres, type Postgres } from '#base/postgres/postgres.ts'
import { openReplica, placeNow } from '#base/replica.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { Client, TestClock } from '../kit.ts'
import { type Follower, follow } from './follower.ts'

const quiet = {
  info() {},
  warn() {},
  error: (data: object, message?: string) => void process.stderr.write(`${message} ${JSON.stringify(data)}\n`),
}
const dir = mkdtempSync(join(tmpdir(), 'haoban-replica-'))
chmodSync(dir, 0o711)
const clock = new TestClock('2023-06-15T10:00:00+08:00')
let postgres: Postgres
let follower: Follower
const houses: House[] = []
let apps: Hono[] = []

/** A balancer that sends each request to the other server than the one before. */
let turn = 0
const inTurn = { request: (path: string, init: RequestInit) => apps[turn++ % 2]!.request(path, init) } as unknown as Hono

beforeAll(async () => {
  const settings = { fsync: 'off', synchronous_commit: 'off', max_connections: '200' }
  postgres = await openPostgres({ dataDir: dir, log: quiet, settings })
  for (const _ of [1, 2]) houses.push(await openHouse(postgres.url, { HAOBAN_DATA: dir }, { log: quiet, clock }))
  follower = await follow(postgres, dir)
  for (const house of houses) house.replica = await openReplica(follower.url, house.db, quiet)
  apps = houses.map((house) => openApp(house))
}, 600_000)
afterAll(async () => {
  for (const house of houses) await house.replica?.close()
  for (const house of houses) await house.db.close()
  await follower.stop()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  return (await houses[0]!.db.pool.query<Row>(text)).rows
}
async function signIn(body: Record<string, unknown>): Promise<Client> {
  const client = new Client(inTurn)
  expect((await client.post('/sign-in', body)).status).toBe(200)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
const staff = (login: string) => signIn({ as: 'staff', login, password: 'haoban-demo' })
const citizen = async () =>
  signIn({ as: 'citizen', account: (await sql<{ id: string }>("select id from permission.account where name = '钟家明'"))[0]!.id })

const reads = async (at: 'replica' | 'primary'): Promise<number> => {
  const { text } = await new Client(apps[0]!).get('/metrics')
  return Number(new RegExp(`haoban_reads_total\\{at="${at}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
}
const item = '/items/food-business-licence-new'
/** Whether the public page, as this visitor sees it, says that the item rests. */
const rests = async (who: Client) => /暂停/.test((await who.page(item)).text)

/** Until both servers know that the replica has replayed all that is written by now. */
async function caughtUp(): Promise<void> {
  const now = await placeNow(houses[0]!.db)
  for (let n = 0; n < 1_200 && !houses.every((h) => h.replica!.serves(now)); n++) await sleep(25)
}
beforeEach(caughtUp)

describe('whoever only looks', () => {
  test('is answered by the replica, signed in or not', async () => {
    const before = await reads('replica')
    const clerk = await staff('liufang')
    await sleep(1_000)
    for (let n = 0; n < 10; n++) {
      expect((await new Client(inTurn).page(item)).status).toBe(200)
      expect((await clerk.get('/work/queues')).status).toBe(200)
    }
    expect((await reads('replica')) - before).toBeGreaterThanOrEqual(20)
  })

  test('and thereby leaves a fact, is answered by the primary', async () => {
    const who = await citizen()
    const { id } = (await sendDraft(who, await fillDraft(who))).body
    const clerk = await staff('liufang')
    await caughtUp()
    const looks = async () => (await sql(`select 1 from ledger.fact where about = 'case-reads:${id}'`)).length
    const before = await looks()
    expect((await clerk.get(`/work/cases/${id}/answers?purpose=${encodeURIComponent('审查材料')}`)).status).toBe(200)
    expect(await looks()).toBeGreaterThan(before)
  })
})

describe('while the replica replays nothing', () => {
  beforeEach(() => follower.hold())
  test('whoever wrote sees what he wrote, at either server; a stranger sees the state before', async () => {
    const approver = await staff('zengxianhui')
    const stranger = new Client(inTurn)
    expect([await rests(approver), await rests(stranger)]).toEqual([false, false])
    const take = (verb: string) => approver.post(`/item-versions/food-business-licence-new/${verb}`, { reason: '系统升级，暂停三天' })
    expect((await take('suspend')).status).toBe(200)
    expect([await rests(approver), await rests(approver), await rests(stranger)]).toEqual([true, true, false])
    await follower.goOn()
    await caughtUp()
    expect(await rests(stranger)).toBe(true)
    expect((await take('resume')).status).toBe(200)
    expect([await rests(approver), await rests(approver)]).toEqual([false, false])
  })

  test('what somebody may do is asked of the primary: an account that is disabled is out at once', async () => {
    const keeper = await staff('sysadmin')
    const clerk = await staff('zhongli')
    expect((await clerk.get('/work/queues')).status).toBe(200)
    expect((await keeper.post('/accounts/staff:zhongli/disable', { reason: '调离岗位' })).status).toBe(200)
    expect((await clerk.get('/work/queues')).status).toBe(401)
    await follower.goOn()
  })

  test('it is left alone once it is five seconds behind', async () => {
    await sql('create table public.pulse (at timestamptz)')
    await sleep(6_000)
    expect(houses.map((h) => h.replica!.serves())).toEqual([false, false])
    const before = await reads('replica')
    expect((await new Client(inTurn).page(item)).status).toBe(200)
    expect(await reads('replica')).toBe(before)
    await follower.goOn()
    await caughtUp()
    expect(houses.map((h) => h.replica!.serves())).toEqual([true, true])
  })
})

test('forty acts and looks in turn at two servers, the replica now held and now let go: every look shows the act before it', async () => {
  const who = await citizen()
  const clerk = await staff('liufang')
  for (let n = 0; n < 20; n++) {
    if (n % 5 === 0) await (n % 2 ? follower.goOn() : follower.hold())
    const { id } = (await sendDraft(who, await fillDraft(who))).body
    expect((await who.page('/me')).text).toContain(`/cases/${id}`)
    expect((await clerk.post(`/work/cases/${id}/accept`, { input: {} })).status).toBe(200)
    const { rows } = (await clerk.get('/work/cases?queue=all&sort=newest')).body as { rows: { id: string; status: string }[] }
    expect(rows.find((r) => r.id === id)?.status).toBe('accepted')
  }
  await follower.goOn()
})

test('a replica that is killed is gone around, and nobody sees an error', async () => {
  const clerk = await staff('liufang')
  await caughtUp()
  follower.kill()
  for (let n = 0; n < 10; n++) {
    expect((await new Client(inTurn).page(item)).status).toBe(200)
    expect((await clerk.get('/work/queues')).status).toBe(200)
  }
})
