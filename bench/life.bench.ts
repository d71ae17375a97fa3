/** Full lives of cases over HTTP, in an empty city and in one of a million cases, against the same rows written by `pg` alone. */
import pg from 'pg'
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { openCities } from './city/city.ts'
import { type Cast, castOf, liveOne, type Served, serve } from './city/served.ts'

const together = 8
/** The one figure that DIGIT publishes of writing: records taken in a second, 25 threads, 5 + 3 pods (egovernments/docs, branch 2.9). */
const digit =
  'DIGIT publishes 21 requests a second of 30 records for its dashboard ingest on 8 pods (egovernments/docs 2.9), and nothing for the life of a case'

type Place = { size: number; url: string; served: Served; cast: Cast; lives: number[]; bound: number[]; rowsALife: number }

/** How often `act` is done in a second by `together` at once. */
async function rateOf(ms: number, act: (hand: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + ms
  const started = performance.now()
  let done = 0
  const hand = async (n: number) => {
    while (performance.now() < end) {
      await act(n)
      done++
    }
  }
  await Promise.all(Array.from({ length: together }, (_, n) => hand(n)))
  return (done * 1_000) / (performance.now() - started)
}

const prepared = `
  create schema if not exists bench;
  create table if not exists bench.fact (like ledger.fact including all);
  create table if not exists bench.file (like cases.file including all);
  insert into bench.fact (about, seq, name, data, by_whom, at, hash) select 'bench', 0, '', '{}', '', now(), '' on conflict do nothing`

const insertFact = `insert into bench.fact (about, seq, name, data, by_whom, at, hash) values ($1, $2, 'case.accepted', $3, 'staff:liufang', now(), repeat('0', 64))`
const updateFile = `update bench.file set status = 'accepted', turn = 'examiner', seq = $2, due_on = '2023-06-25', updated_at = now() where id = $1`
const insertFile = `insert into bench.file (id, no, query_code, item, item_version, item_name, handle_code, task_type, organ, division, applicant, applicant_name,
  applicant_kind, channel, status, turn, seq, submitted_at, updated_at)
  select n::text, lpad(n::text, 43, '0'), lpad(n::text, 8, '0'), 'item', 1, '食品经营许可（新办）', 'code', '01', 'market-360702', '360702', 'kejia-xiaoyuan',
    '章贡区客家小院餐饮店', 'legal', 'window', 'submitted', 'clerk', 1, now(), now() from generate_series(0, $1) n on conflict do nothing`

/** The bound: one fact inserted and one row of the lists changed, each pair a transaction, through the same number of connections. */
async function boundOf(url: string, ms: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: together })
  let last = Date.now()
  const data = JSON.stringify({ note: 'x'.repeat(120), byName: '刘芳' })
  try {
    await pool.query(prepared)
    await pool.query(insertFile, [together])
    return await rateOf(ms, async (hand) => {
      const client = await pool.connect()
      try {
        const seq = ++last % 2_000_000_000
        await client.query('begin')
        await client.query(insertFact, [`bench:${hand}`, seq, data])
        await client.query(updateFile, [String(hand), seq])
        await client.query('commit')
      } finally {
        client.release()
      }
    })
  } finally {
    await pool.end()
  }
}

async function writtenRows(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('select pg_stat_clear_snapshot()')
  const { rows } = await client.query('select (sum(n_tup_ins) + sum(n_tup_upd))::float8 n from pg_stat_user_tables')
  await client.end()
  return rows[0].n
}

/** Rows that one life inserts or changes, jobs and papers too, by PostgreSQL's own count, which a connection tells once it was idle for ten seconds. */
async function rowsALife({ url, cast }: Pick<Place, 'url' | 'cast'>, mode: Mode): Promise<number> {
  const settle = () => new Promise((resolve) => setTimeout(resolve, mode === 'smoke' ? 1_500 : 12_000))
  await settle()
  const before = await writtenRows(url)
  const lives = 10
  for (let n = 0; n < lives; n++) await liveOne(cast)
  await settle()
  return ((await writtenRows(url)) - before) / lives
}

async function open(url: string, size: number, mode: Mode): Promise<Place> {
  const served = await serve(url, { worker: false })
  const cast = await castOf(served.site)
  for (let n = 0; n < 5; n++) await liveOne(cast)
  return { size, url, served, cast, lives: [], bound: [], rowsALife: await rowsALife({ url, cast }, mode) }
}

const count = (n: number) => n.toLocaleString('en')

function against(place: Place): Row[] {
  const [lives, bound] = [median(place.lives), median(place.bound)]
  const pairs = (lives * place.rowsALife) / 2
  const note = `${lives.toFixed(1)} lives a second, ${together} at once, ${place.rowsALife.toFixed(0)} rows written a life`
  const yardstick = { name: 'INSERT + UPDATE through pg, a commit each', value: bound }
  return [
    {
      name: `case life at ${count(place.size)} cases, pairs of rows written`,
      value: pairs,
      unit: 'pairs/s',
      yardstick,
      ratio: pairs / bound,
      atLeast: 0.25,
      note,
    },
    {
      name: `the same, counting only a fact and its row in the lists`,
      value: lives * 7,
      unit: 'steps/s',
      yardstick,
      ratio: (lives * 7) / bound,
      note: `seven facts a life; no promise, because each step also writes papers, jobs and the answer to its key. ${digit}`,
    },
  ]
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const [sizes, rounds, ms] = mode === 'smoke' ? [[0, 2_000], 1, 500] : [[0, 1_000_000], 5, 6_000]
  const cities = await openCities(sizes)
  const places: Place[] = []
  try {
    for (const size of sizes) places.push(await open(await cities.copy(size), size, mode))
    for (let n = 0; n < rounds; n++)
      for (const place of places) {
        place.bound.push(await boundOf(place.url, ms / 2))
        place.lives.push(await rateOf(ms, () => liveOne(place.cast)))
      }
    for (const place of places) yield* against(place)
    const [small, large] = [places[0]!, places.at(-1)!]
    yield {
      name: `case life at ${count(large.size)} cases`,
      value: median(large.lives),
      unit: 'lives/s',
      yardstick: { name: `at ${count(small.size)}`, value: median(small.lives) },
      ratio: median(large.lives) / median(small.lives),
      atLeast: 1 / 1.5,
      note: 'the two cities took turns on one PostgreSQL',
    }
  } finally {
    for (const place of places) await place.served.stop()
    await cities.close()
  }
}

export default { title: 'The life of a case over HTTP', run } satisfies Bench
