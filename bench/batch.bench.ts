/** One verb on many cases: a row of a batch beside the same verb taken alone, each case once, on the PostgreSQL that the house brings along. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { openHouse } from '../src/app/open.ts'
import { openWorker } from '../src/app/worker.ts'
import { openPostgres } from '../src/base/postgres/postgres.ts'
import { fillDraft, sendDraft } from '../test/food.ts'
import type { Client } from '../test/kit.ts'
import { copyCase } from '../test/many.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { citizenAt, must, staffAt } from './city/served.ts'

const quiet = { info() {}, warn() {}, error: (data: object) => void process.stderr.write(`${JSON.stringify(data)}\n`) }
const clock = { demo: true, now: () => new Date('2023-06-15T10:00:00+08:00'), real: (at: Date) => at }

type Desk = { house: House; examiner: Client; accepted: string }

async function openDesk(url: string, dataDir: string): Promise<Desk> {
  const house = await openHouse(url, { HAOBAN_DATA: dataDir }, { log: quiet, clock })
  const app = openApp(house)
  const citizen = await citizenAt(app, 'citizen:zhong-jiaming')
  const { id: accepted } = must(await sendDraft(citizen, await fillDraft(citizen))).body
  must(await (await staffAt(app, 'liufang')).post(`/work/cases/${accepted}/accept`, { input: {} }))
  return { house, accepted, examiner: await staffAt(app, 'zengwei') }
}

let made = 0
/** Cases that wait for an examiner; each is examined once, by one of the two sides. */
async function casesOf({ house, accepted }: Desk, count: number): Promise<string[]> {
  const from = made
  made += count
  return copyCase(house.db.pool, accepted, count, (n) => ({ no: `${'9'.repeat(31)}${202_300_000_000 + from + n}` }))
}

/** Waits until what follows from acts is done too, so that no side works beside what the other left. */
async function settled({ house }: Desk): Promise<void> {
  const due = 'select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts limit 1'
  while ((await house.db.pool.query(due)).rowCount !== 0) await sleep(20)
}

/** Milliseconds a case where somebody opens one after the other. */
async function alone(desk: Desk, ids: readonly string[]): Promise<number> {
  const start = performance.now()
  for (const id of ids) must(await desk.examiner.post(`/work/cases/${id}/examine`, { input: {} }))
  return (performance.now() - start) / ids.length
}

/** Milliseconds a row, from the order to the end that the batch itself tells. */
async function together(desk: Desk, ids: readonly string[]): Promise<number> {
  const start = performance.now()
  const { id } = must(await desk.examiner.post('/work/batches', { verb: 'examine', ids, input: {} })).body as { id: string }
  const done =
    "select count(*) filter (where state = 'done')::int done, count(*) filter (where state = 'waiting')::int left from batch.row where batch = $1"
  for (;;) {
    const { rows } = await desk.house.db.pool.query<{ done: number; left: number }>(done, [id])
    const { done: ready, left } = rows[0]!
    if (left === 0 && ready !== ids.length) throw new Error(`${ids.length - ready} rows of ${ids.length} were not done`)
    if (left === 0) return (performance.now() - start) / ids.length
    await sleep(20)
  }
}

async function* measure(desk: Desk, mode: Mode): AsyncIterable<Row> {
  const [rounds, count] = mode === 'smoke' ? [1, 10] : [9, 200]
  const pairs: [one: number, row: number][] = []
  for (let n = 0; n <= rounds; n++) {
    const one = await alone(desk, await casesOf(desk, count))
    await settled(desk)
    const row = await together(desk, await casesOf(desk, count))
    await settled(desk)
    // the first round warms both sides up
    if (n > 0) pairs.push([one, row])
  }
  const [one, row] = [median(pairs.map(([ms]) => ms)), median(pairs.map(([, ms]) => ms))]
  yield {
    name: 'a row of a batch: a case is taken up for examination',
    value: row,
    unit: 'ms',
    yardstick: { name: 'the same act alone, through the application, without a network', value: one },
    ratio: median(pairs.map(([a, b]) => a / b)),
    atLeast: 1 / 1.1,
    note: `${rounds} rounds of ${count} cases a side, a worker of four hands beside both; from the order to the last row`,
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-'))
  const postgres = await openPostgres({ dataDir, log: quiet })
  try {
    const desk = await openDesk(postgres.url, dataDir)
    const worker = await openWorker(desk.house)
    try {
      yield* measure(desk, mode)
    } finally {
      await worker.stop()
      await desk.house.db.close()
    }
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default { title: 'One verb on many cases', run } satisfies Bench
