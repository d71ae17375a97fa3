/** Issuing licences whole, as the worker does it: answers → face → OFD → seal and time stamp → file in the store → facts, committed. */
import { PrivateKey, sm2 } from '@haoban/gm'
import type { House } from '../src/app/context.ts'
import { tasksOf } from '../src/app/worker.ts'
import { type Bench, type Mode, median, type Row, rate } from './bench.ts'
import { type Cities, openBenchHouse, openCities } from './city/city.ts'
import { listen, type Statements } from './city/listen.ts'
import { type Places, profiled } from './city/profile.ts'

/** As many jobs at a time as a worker has. */
const hands = 4

const key = PrivateKey.generate()
const message = new Uint8Array(1_000).fill(7)
/** A licence bears two signatures: the seal's and the time stamp's. */
const two = () => {
  sm2.sign(key, message)
  sm2.sign(key, message)
}

const granting = `select f.id from ledger.fact f join cases.file c on f.about = 'case:' || c.id
  join licence.type t on t.spec->'items' ? c.item
  join seal.seal s on s.owner = c.organ and s.owner_kind = 'organ' and s.kind = 'official' and s.status = 'valid'
  where f.name = 'case.approved' order by c.submitted_at, f.id`

/** Decisions of the generated city that have become nothing yet, in the order in which they were asked for. */
const decisionsOf = async (house: House): Promise<number[]> =>
  (await house.db.pool.query<{ id: number }>(granting)).rows.map((row) => row.id)

const due = `insert into licence.due (fact, organ) select f.id, c.organ from ledger.fact f join cases.file c on f.about = 'case:' || c.id
  where f.id = any($1)`

const issuer = (house: House) => tasksOf(house).find((one) => one.name === task)!

const task = 'licence.issue'
const waiting = `delete from graphile_worker._private_jobs where id = (select j.id from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id limit 1 for update of j skip locked) returning id`

/** Makes the licences of some decisions: they are due, and hands take the jobs of the queue, as a worker's do, until there are no more. */
async function issue(house: House, facts: readonly number[], jobs = hands): Promise<void> {
  await house.db.pool.query(due, [facts])
  for (let n = 0; n < jobs; n++) await house.db.pool.query('select graphile_worker.add_job($1)', [task])
  const job = issuer(house)
  const taken = async () => (await house.db.pool.query(waiting, [task])).rows.length > 0
  const working = new Set<Promise<void>>()
  const hand = async () => {
    while (true) {
      if (await taken()) {
        const work = job.work({})
        working.add(work)
        await work.finally(() => working.delete(work))
      } else if (working.size > 0) await Promise.race(working)
      else return
    }
  }
  await Promise.all(Array.from({ length: jobs }, hand))
}

/** Every licence stands in the library with its file, its use of the seal and its fact, or the figures would be of something else. */
async function mustBeMade(house: House, facts: readonly number[]): Promise<void> {
  const { rows } = await house.db.pool.query<{ file: string }>(
    `select v.file from licence.granted g join licence.version v on v.licence = g.licence join seal.use u on u.id = v.seal_use
      join ledger.fact f on f.about = 'licence:' || g.licence and f.name = 'licence.issued' where g.fact = any($1)`,
    [facts],
  )
  const kept = await Promise.all(rows.map(({ file }) => house.storage.has(file)))
  if (rows.length !== facts.length || kept.includes(false)) throw new Error(`${rows.length} licences of ${facts.length} decisions`)
}

/** What belongs to what, innermost first. */
const places: Places = {
  'SM2 signatures': ['sm2/engine.ts:sign', 'sm2/sm2.ts:sign'],
  'digests of the file': ['digest/digest.ts:', 'base/digest.ts:sm3'],
  'links of the ledger': ['ledger/rules.ts:'],
  'packing (ZIP)': ['zip/write.ts:', 'zip/native.ts:', 'zip/crc.ts:'],
  'the file written and forced to disk': ['storage/storage.ts:', 'storage/directory.ts:', 'node:internal/fs/promises:', 'node:fs:'],
  'OFD laid out': ['actions/sheet.ts:', 'rules/sheet.ts:', 'render/qr.ts:', 'write/write.ts:', 'sign/prepare.ts:'],
  'to the press and back': ['gateway/press.ts:', 'node:internal/worker:', 'node:internal/worker/io:'],
  'statements sent and answers read': [
    'base/line.ts:',
    'pg/lib/client.js:',
    'pg-protocol/dist/parser.js:',
    'node:net:',
    'pg/lib/query.js:',
  ],
  'columns sealed and opened (SM4)': ['base/secret.ts:'],
}

function* partsOf(spent: ReadonlyMap<string, number>, licences: number, bound: number): Iterable<Row> {
  for (const [name, ms] of [...spent].sort(([, a], [, b]) => b - a))
    yield {
      name: `of one licence, in the worker's thread: ${name}`,
      value: ms / licences,
      unit: 'ms',
      yardstick: { name: 'two SM2 signatures, ms', value: 1_000 / bound },
      ratio: (1_000 * licences) / bound / ms,
    }
}

async function statementsOf(house: House, facts: readonly number[]): Promise<string> {
  const statements: Statements = new Map()
  const spent = listen(house, statements)
  for (const fact of facts) await issue(house, [fact], 1)
  const { trips } = spent()
  const told = [...statements].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 12)
  const each = ([title, s]: (typeof told)[number]) =>
    `\`${title}\` ${(s.n / facts.length).toFixed(1)} ×, ${(s.ms / facts.length).toFixed(2)} ms`
  return `${(trips / facts.length).toFixed(0)} statements; the longest: ${told.map(each).join('; ')}`
}

/** Runs the code warm on a copy of the city of its own: V8 makes a paper faster for some thousand of them. */
async function warm(cities: Cities, size: number): Promise<void> {
  const house = await openBenchHouse(await cities.copy(size))
  await issue(house, await decisionsOf(house)).finally(() => house.db.close())
}

async function* measure(house: House, mode: Mode): AsyncIterable<Row> {
  const facts = await decisionsOf(house)
  const [rounds, alone] = mode === 'smoke' ? [1, 5] : [5, 100]
  const each = Math.floor((facts.length - alone) / (rounds + 1))
  const part = (n: number) => facts.slice(alone + n * each, alone + (n + 1) * each)
  const pairs: [number, number][] = []
  for (let n = 0; n < rounds; n++) {
    const bound = rate(two, 500, 20)
    const started = performance.now()
    await issue(house, part(n))
    pairs.push([(each * 1_000) / (performance.now() - started), bound])
    await mustBeMade(house, part(n))
  }
  const [value, bound] = [median(pairs.map(([own]) => own)), median(pairs.map(([, other]) => other))]
  const spent = await profiled(() => issue(house, part(rounds)), places)
  yield {
    name: 'a licence issued whole, committed',
    value,
    unit: '/s',
    yardstick: { name: 'its two SM2 signatures alone', value: bound },
    ratio: value / bound,
    note: `drawn, packed and digested in a thread of its own, the rest in the worker's, PostgreSQL beside both; one at a time, without the thread: ${await statementsOf(house, facts.slice(0, alone))}`,
  }
  yield* partsOf(spent, each, bound)
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const size = mode === 'smoke' ? 2_000 : 20_000
  const cities = await openCities([size])
  try {
    if (mode === 'whole') await warm(cities, size)
    const house = await openBenchHouse(await cities.copy(size))
    try {
      yield* measure(house, mode)
    } finally {
      await house.db.close()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'Issuing licences', run } satisfies Bench
