/** A whole city for a test file: real PostgreSQL, real routes, a clock that stands still until it is moved. */
import { randomBytes } from 'node:crypto'
import { Logger, runOnce } from 'graphile-worker'
import type { Hono } from 'hono'
import pg from 'pg'
import { doJob, doTurn, type House } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import { tasksOf, watchesOf } from '#app/worker.ts'
import type { CityClock } from '#base/clock.ts'

const quiet = {
  info() {},
  warn() {},
  error: (data: object, message?: string) =>
    void process.stderr.write(`${message ?? ''} ${String((data as { err?: Error }).err?.stack ?? JSON.stringify(data))}\n`),
}

/** A clock in the hands of the test. */
export class TestClock implements CityClock {
  #now: Date
  readonly demo = true
  constructor(at: string) {
    this.#now = new Date(at)
  }
  now = () => new Date(this.#now)
  real = (at: Date) => new Date(Date.now() + at.getTime() - this.#now.getTime())
  set(at: string): void {
    this.#now = new Date(at)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer, and fails where it is not there
export type Answer = { status: number; body: any; text: string; headers: Headers }
type Sent = Record<string, unknown> | FormData

/** Somebody with a browser or a program: keeps cookies, sends the session's token, and gives each command a key. */
export class Client {
  readonly #app: Hono
  readonly #cookies = new Map<string, string>()
  csrf = ''
  /** the cookies as a browser would keep them */
  jar = (): [string, string][] => [...this.#cookies]
  keep = (name: string, value: string) => void this.#cookies.set(name, value)
  constructor(app: Hono) {
    this.#app = app
  }

  async send(method: string, path: string, init: { body?: string | FormData; headers?: Record<string, string> } = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ')
    const answer = await this.#app.request(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(cookie ? { cookie } : {}),
        ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}),
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: init.body }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const text = await answer.text()
    const json = (answer.headers.get('content-type') ?? '').includes('json')
    return { status: answer.status, text, body: json ? JSON.parse(text) : undefined, headers: answer.headers }
  }

  get = (path: string) => this.send('GET', path)
  /** As a browser that follows a link: the page as HTML. */
  page = (path: string) => this.send('GET', path, { headers: { accept: 'text/html' } })

  post(path: string, body: Sent = {}, key = randomBytes(8).toString('hex')): Promise<Answer> {
    if (body instanceof FormData) return this.send('POST', path, { body, headers: { 'idempotency-key': key } })
    return this.send('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': key } })
  }

  /** As a browser that sends a form. */
  submit(path: string, fields: Record<string, string>): Promise<Answer> {
    const body = new URLSearchParams({ _csrf: this.csrf, ...fields }).toString()
    return this.send('POST', path, { body, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' } })
  }
}

export type TestCity = {
  house: House
  app: Hono
  clock: TestClock
  anyone(): Client
  staff(login: string): Promise<Client>
  citizen(name: string): Promise<Client>
  /** works on the queue until nothing is due; what waits because an act can still be recalled waits no longer */
  drain(): Promise<void>
  /** the same for what is due; what follows from acts that can still be recalled waits */
  drainDue(): Promise<void>
  /** runs one job of the clock or one turn of a watch by its name, and then what it enqueued */
  run(job: string): Promise<void>
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

async function signIn(app: Hono, body: Record<string, unknown>): Promise<Client> {
  const client = new Client(app)
  const answer = await client.post('/sign-in', body)
  if (answer.status !== 200) throw new Error(`sign-in of ${JSON.stringify(body)}: ${answer.status} ${answer.text}`)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

/** The short time in which an act can be recalled is over at once. */
const settled = `select graphile_worker.reschedule_jobs(array(
  select id from graphile_worker.jobs where task_identifier = 'react' and run_at between now() and now() + interval '11 minutes'), run_at => now())`

/** What a worker would do until there is nothing more: the jobs of the queue and what the rooms watch. */
async function drainQueue(house: House, pgPool: pg.Pool): Promise<void> {
  const watches = watchesOf(house)
  for (let done = 1; done > 0; ) {
    await runQueue(house, pgPool)
    done = 0
    for (const watch of watches) if (await watch.isDue()) done += await watch.work()
  }
}

async function runQueue(house: House, pgPool: pg.Pool): Promise<void> {
  await runOnce({
    pgPool,
    taskList: Object.fromEntries(tasksOf(house).map((t) => [t.name, t.work])),
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => void (level === 'error' && process.stderr.write(`${message}\n`))),
  })
}

/** A house with its clock, as tests and pictures speak to it; `close` is told what else is to be closed with it. */
export function cityOf(house: House, clock: TestClock, closeRest: () => Promise<void>): TestCity {
  const app = openApp(house)
  const queue = new pg.Pool({ connectionString: house.url, max: 10 })
  // a connection that a test cuts is told by whatever waits for its answer, and by nobody else
  queue.on('error', () => undefined)
  queue.on('connect', (client) => void client.on('error', () => undefined))
  const drain = async () => {
    await house.db.pool.query(settled)
    await drainQueue(house, queue)
  }
  return {
    house,
    app,
    clock,
    drain,
    drainDue: () => drainQueue(house, queue),
    anyone: () => new Client(app),
    staff: (login) => signIn(app, { as: 'staff', login, password: 'haoban-demo' }),
    async citizen(who) {
      const [row] = (await house.db.pool.query("select id from permission.account where kind = 'citizen' and name = $1", [who])).rows
      if (!row) throw new Error(`no demo citizen ${who}`)
      return signIn(app, { as: 'citizen', account: row.id })
    },
    async run(job) {
      const work = house.rooms.map((r) => r.jobs?.[job]).find((j) => j !== undefined)
      const watch = house.rooms.map((r) => r.watches?.[job]).find((w) => w !== undefined)
      const own = tasksOf(house).find((t) => t.name === job)
      if (work) await doJob(house, work, undefined)
      else if (watch) await doTurn(house, watch)
      else if (own) await own.work({})
      else throw new Error(`no job ${job}`)
      await drain()
    },
    sql: async (text, values) => (await house.db.pool.query(text, values)).rows,
    async close() {
      await Promise.all([house.db.close(), queue.end()])
      await closeRest()
    },
  }
}

/** One statement on a connection of its own. */
async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** A copy of the founded city at a moment (ISO 8601 with offset), with further settings of the environment. Close it in `afterAll`. */
export async function openTestCity(at = '2023-06-15T09:00:00+08:00', settings: Record<string, string> = {}): Promise<TestCity> {
  const { inject } = await import('vitest')
  const { url, template, dataDir } = inject('database')
  const name = `city_${randomBytes(6).toString('hex')}`
  await once(url, `create database ${name} template ${template}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const clock = new TestClock(at)
  const env = { HAOBAN_DATA: dataDir, HAOBAN_CHECKPOINTS: `${dataDir}/checkpoints-${name}`, ...settings }
  const house = await openHouse(own.href, env, { log: quiet, clock, seed: false })
  return cityOf(house, clock, () => once(url, `drop database ${name} with (force)`))
}
