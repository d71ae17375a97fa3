/** The desk's work list with a hundred and with a hundred thousand cases in the queue: over HTTP, on the PostgreSQL that the house brings along. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import pg from 'pg'
import { openApp } from '../src/app/http/app.ts'
import { openHouse } from '../src/app/open.ts'
import { openPostgres } from '../src/base/postgres/postgres.ts'
import { fillDraft, sendDraft } from '../test/food.ts'
import { Client } from '../test/kit.ts'
import { copyCase } from '../test/many.ts'
import type { Bench, Mode, Row } from './bench.ts'

const day = '2023-06-15'
const quiet = { info() {}, warn() {}, error: (data: object) => void process.stderr.write(`${JSON.stringify(data)}\n`) }
const clock = { demo: true, now: () => new Date(`${day}T10:00:00+08:00`), real: (at: Date) => at }

/** Statuses as they are met on a working day, with whose turn it is and how far the due day is from today; the rest is closed. */
const mix: readonly (readonly [status: string, turn: string, share: number])[] = [
  ['submitted', 'clerk', 12],
  ['received', 'clerk', 8],
  ['correction', 'applicant', 6],
  ['accepted', 'examiner', 14],
  ['examining', 'examiner', 20],
  ['suspended', 'examiner', 4],
  ['deciding', 'decider', 6],
  ['approved', 'issuer', 5],
  ['delivered', 'nobody', 25],
]
const deck = mix.flatMap(([status, turn, share]) => Array.from({ length: share }, () => ({ status, turn })))
const items = ['食品经营许可（新办）', '公共场所卫生许可', '药品经营许可（零售）', '劳务派遣经营许可', '出版物零售经营许可'] as const
const streets = ['文清路', '红旗大道', '章江路', '阳明路', '长征大道', '赣江源', '八一四', '厚德路'] as const
const shift = (days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** One column set a copy: spread evenly by number, so that both cities hold the same mix. */
function spread(n: number) {
  const { status, turn } = deck[(n * 37) % deck.length]!
  const due = turn === 'nobody' || status === 'suspended' ? null : shift(((n * 13) % 40) - 2)
  const held = n % 3 === 0 ? { holder: 'staff:liufang', holder_name: '刘芳' } : {}
  const ended = turn === 'nobody' ? { decided_at: `${shift(-(n % 60))}T08:00:00Z`, ended_at: `${shift(-(n % 60))}T08:00:00Z` } : {}
  return {
    no: `${'9'.repeat(31)}${202_300_000_000 + n}`,
    status,
    turn,
    ...held,
    ...ended,
    due_on: due,
    warn_on: due && new Date(Date.parse(due) - 2 * 86_400_000).toISOString().slice(0, 10),
    paused: status === 'suspended',
    item_name: items[n % items.length],
    item: `item-${n % items.length}`,
    applicant_name: `${streets[n % streets.length]}${n}号餐饮店`,
    submitted_at: new Date(Date.parse(`${day}T02:00:00Z`) - n * 60_000).toISOString(),
  }
}

type Desk = { app: Hono; client: Client; close(): Promise<void> }

export async function openDesk(url: string, dataDir: string, cases: number): Promise<Desk> {
  const house = await openHouse(url, { HAOBAN_DATA: dataDir }, { log: quiet, clock, seed: false })
  const app = openApp(house)
  const client = new Client(app)
  const citizen = new Client(app)
  const [who] = (await house.db.pool.query("select id from permission.account where kind = 'citizen' and name = '钟家明'")).rows
  await signIn(citizen, { as: 'citizen', account: who.id })
  await signIn(client, { as: 'staff', login: 'liufang', password: 'haoban-demo' })
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  await copyCase(house.db.pool, id, cases - 1, spread)
  await house.db.pool.query('vacuum analyze')
  return { app, client, close: () => house.db.close() }
}

async function signIn(client: Client, body: Record<string, unknown>): Promise<void> {
  await client.post('/sign-in', body)
  client.csrf = (await client.get('/session')).body.csrf
}

const p95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!

async function timed(desk: Desk, path: string): Promise<{ ms: number; next: string | null }> {
  const from = performance.now()
  const answer = await desk.client.get(path)
  const ms = performance.now() - from
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
  return { ms, next: answer.body.next ?? null }
}

/** Scrolls: page after page, and from the top again where the list ends. */
async function scroll(desk: Desk, path: string, runs: number): Promise<number[]> {
  const times: number[] = []
  let after = ''
  for (let n = 0; n < runs; n++) {
    const { ms, next } = await timed(desk, `${path}${after}`)
    after = next ? `&after=${encodeURIComponent(next)}` : ''
    times.push(ms)
  }
  return times
}

const first = async (desk: Desk, paths: readonly string[], runs: number): Promise<number[]> => {
  const times: number[] = []
  for (let n = 0; n < runs; n++) times.push((await timed(desk, paths[n % paths.length]!)).ms)
  return times
}

const list = '/work/cases?queue='
const works: Record<string, (desk: Desk, runs: number) => Promise<number[]>> = {
  'scrolling the office, fifty rows a page': (d, runs) => scroll(d, `${list}office`, runs),
  'scrolling all cases': (d, runs) => scroll(d, `${list}all`, runs),
  'filters: lamp, item, hands, days': (d, runs) =>
    first(
      d,
      [
        'office&lamp=red',
        'office&lamp=yellow',
        'all&lamp=paused',
        'office&item=item-2',
        'office&holder=none',
        'mine',
        'all&since=14',
        'due',
        'office&due=3',
      ].map((f) => list + f),
      runs,
    ),
  'orders: newest, oldest, last moved': (d, runs) =>
    first(
      d,
      ['office&sort=newest', 'office&sort=oldest', 'all&sort=moved'].map((f) => list + f),
      runs,
    ),
  'search: a rare name, a common one, a number, nothing': (d, runs) =>
    first(
      d,
      ['all&q=阳明路43号', 'office&q=餐饮', 'all&q=202300000043', 'office&q=没有这家'].map(
        (f) => list + f.replace(/[^\x20-\x7e]+/g, encodeURIComponent),
      ),
      runs,
    ),
  'the rail with all its counts': (d, runs) => first(d, ['/work/queues'], runs),
}

/** The two cities take turns, so that a busy moment of the machine falls on both. */
async function compare(small: Desk, large: Desk, work: (typeof works)[string], mode: Mode): Promise<[number, number]> {
  const rounds = mode === 'smoke' ? 2 : 10
  const [a, b]: [number[], number[]] = [[], []]
  await work(small, 10)
  await work(large, 10)
  for (let n = 0; n < rounds; n++) {
    a.push(...(await work(small, 18)))
    b.push(...(await work(large, 18)))
  }
  return [p95(a), p95(b)]
}

async function found(url: string, dataDir: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('create database founded')
  const house = await openHouse(named(url, 'founded'), { HAOBAN_DATA: dataDir }, { log: quiet, clock })
  await house.db.close()
  for (const city of ['small', 'large']) await admin.query(`create database ${city} template founded`)
  await admin.end()
}

function named(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-'))
  const postgres = await openPostgres({ dataDir, log: quiet })
  const [few, many] = mode === 'smoke' ? [100, 2_000] : [100, 100_000]
  const opened: Desk[] = []
  try {
    await found(postgres.url, dataDir)
    const small = await openDesk(named(postgres.url, 'small'), dataDir, few)
    opened.push(small)
    const large = await openDesk(named(postgres.url, 'large'), dataDir, many)
    opened.push(large)
    for (const [name, work] of Object.entries(works)) {
      const [short, long] = await compare(small, large, work, mode)
      yield {
        name: `${name}, p95 at ${many.toLocaleString('en')} cases`,
        value: long,
        unit: 'ms',
        yardstick: { name: `at ${few}`, value: short },
        ratio: short / long,
        atLeast: 1 / 1.5,
        note: 'one organ, real history of each case, lists mixed as on a working day',
      }
    }
  } finally {
    for (const desk of opened) await desk.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default { title: 'The work list of the desk', run } satisfies Bench
