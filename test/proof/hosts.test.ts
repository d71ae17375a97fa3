/** Two real PostgreSQL servers, one following the other: the house writes to whichever is the primary, and notices when that changes. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '#app/context.ts'
import { openHouse } from '#app/open.ts'
import { type Db, isAway, openDb } from '#base/db.ts'
import { startWorker, type Worker } from '#base/job.ts'
import { openPostgres, type Postgres } from '#base/postgres/postgres.ts'
import { type Follower, follow } from './follower.ts'

const quiet = { info() {}, warn() {}, error() {} }
const dir = mkdtempSync(join(tmpdir(), 'haoban-hosts-'))
chmodSync(dir, 0o711)
const house = { role: 'system' } as const
let postgres: Postgres
let follower: Follower
let opened: House
let worker: Worker
const servers: Server[] = []
const done: number[] = []

const portOf = (url: string) => Number(new URL(url).port)
const at = (url: string, ...ports: number[]) => url.replace(/@[^/]+/, `@${ports.map((p) => `127.0.0.1:${p}`).join(',')}`)

beforeAll(async () => {
  const settings = { fsync: 'off', synchronous_commit: 'off', max_connections: '200' }
  postgres = await openPostgres({ dataDir: dir, log: quiet, settings })
  follower = await follow(postgres, dir)
  const several = at(postgres.url, portOf(follower.url), portOf(postgres.url))
  opened = await openHouse(several, { HAOBAN_DATA: dir }, { log: quiet, seed: false })
  worker = await startWorker(several, [{ name: 'count', work: async () => void done.push(Date.now()) }], quiet)
}, 300_000)
afterAll(async () => {
  await worker?.stop()
  await opened?.db.close()
  for (const server of servers) server.close()
  await follower?.stop()
  await postgres?.stop()
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

const write = (db: Db) =>
  db.tx(
    house,
    (tx) => tx.sql<{ port: number }>`insert into base.counter (key, n) values ('hosts', 1)
  on conflict (key) do update set n = base.counter.n + 1 returning current_setting('port')::int port`,
  )

async function say(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

/** A balancer whose first connection goes to one server and all later ones to another. */
async function balancer(first: number, later: number): Promise<number> {
  let n = 0
  const server = createServer((near) => {
    const far = connect(n++ === 0 ? first : later, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => void [near.destroy(), far.destroy()])
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

test('of several servers the one that is the primary is written to, wherever it stands in the list', async () => {
  expect(await write(opened.db)).toEqual([{ port: portOf(postgres.url) }])
})

test('a write that reaches a server which only follows is done again on another connection', async () => {
  const db = openDb(at(postgres.url, await balancer(portOf(follower.url), portOf(postgres.url))), { max: 1 })
  expect(await write(db)).toEqual([{ port: portOf(postgres.url) }])
  await db.close()
})

test('where all that is reached only follows, the database is away: the act may come again, and nothing is done', async () => {
  const db = openDb(follower.url, { max: 1 })
  await expect(write(db)).rejects.toSatisfy(isAway)
  expect(db.pool.totalCount).toBe(0)
  await db.close()
})

test('a commit that waits for a second server is told as done when that has it, and by no time limit', async () => {
  const name = new URL(postgres.url).pathname.slice(1)
  await say(postgres.url, `alter database "${name}" set synchronous_commit = on`)
  await say(postgres.url, "alter system set synchronous_standby_names = 'nobody'")
  await say(postgres.url, 'select pg_reload_conf()')
  const db = openDb(postgres.url, { max: 1 })
  let told = false
  const writing = db
    .tx({ ...house, timeoutMs: 1_000 }, (tx) => tx.sql`insert into base.counter (key, n) values ('waits', 1)`)
    .finally(() => {
      told = true
    })
  await sleep(4_000)
  expect(told).toBe(false)
  await say(postgres.url, 'alter system reset synchronous_standby_names')
  await say(postgres.url, 'select pg_reload_conf()')
  await writing
  await db.close()
  await say(postgres.url, `alter database "${name}" reset synchronous_commit`)
}, 30_000)

/** The primary and all its processes. */
const signal = (name: 'STOP' | 'CONT') => {
  const main = postgres.pid()!
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(main)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number)
  for (const pid of [main, ...children]) {
    try {
      process.kill(pid, `SIG${name}`)
    } catch {
      // it ended in this moment
    }
  }
}

/** Writes again and again, as people do, until it is done; answers where, and after how many milliseconds. */
async function writeUntilDone(): Promise<{ port: number; ms: number }> {
  for (const start = Date.now(); ; await sleep(100)) {
    try {
      return { port: (await write(opened.db))[0]!.port, ms: Date.now() - start }
    } catch (error) {
      if (!isAway(error) || Date.now() - start > 60_000) throw error
    }
  }
}

test('a primary that hangs without closing a connection is left within seconds of the promotion of the other, by servers and workers', async () => {
  await sleep(500)
  signal('STOP')
  const waiting = writeUntilDone()
  await sleep(3_000)
  await say(follower.url, 'select pg_promote()')
  const promoted = Date.now()
  const { port } = await waiting
  expect(port).toBe(portOf(follower.url))
  expect(Date.now() - promoted).toBeLessThan(15_000)
  done.length = 0
  await opened.db.tx(house, (tx) => tx.sql`select base.enqueue('count', '{}', null, null, 5)`)
  for (let n = 0; n < 300 && done.length === 0; n++) await sleep(100)
  expect(done).toHaveLength(1)
  expect(done[0]! - promoted).toBeLessThan(20_000)
}, 90_000)

test('the old primary, woken and still believing in itself, is written to no more', async () => {
  signal('CONT')
  await sleep(5_000)
  expect((await write(opened.db))[0]!.port).toBe(portOf(follower.url))
}, 30_000)
