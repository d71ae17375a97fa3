/** Search, lists and suggestions over HTTP's own application, at three sizes of the catalogue, against PostgreSQL itself on the same rows. */
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Pool } from 'pg'
import { act, type House, system } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { openCity, openHouse } from '../src/app/open.ts'
import { openPostgres } from '../src/base/postgres/postgres.ts'
import { importCatalogue } from '../src/modules/catalogue/api.ts'
import { sharedPath } from '../test/shared.ts'
import type { Bench, Mode, Row } from './bench.ts'

const quiet = {
  info() {},
  warn() {},
  error: (data: object, text?: string) => void process.stderr.write(`${text} ${JSON.stringify(data)}\n`),
}

const questions = [
  '我妈80岁了能领钱吗',
  '开个奶茶店要办啥证',
  '社保',
  '公司注销',
  '驾照丢了',
  'shebaoka',
  '二手房过户',
  '使品经营许可',
  '查询',
  '孩子上学',
]
const typed = ['食', '食品', '社保卡', '驾', 'shipin', 'sfz', '公积', '开饭', '登记', '查询']
const lists = ['/items', '/items?division=360702', '/items?audience=person', '/items?theme=社会保障', '/items?source=own&online=1']

type Times = { p50: number; p95: number; cpu: number }

/** Milliseconds that `ask` takes, the middle and the 95th of a hundred, over all inputs in turn, after one round unmeasured; and those of this process's processor, which a busy machine does not change much. */
async function measured<T>(inputs: readonly T[], rounds: number, ask: (input: T) => Promise<unknown>): Promise<Times> {
  for (const input of inputs) await ask(input)
  const times: number[] = []
  const before = process.cpuUsage()
  for (let i = 0; i < rounds; i++)
    for (const input of inputs) {
      const start = performance.now()
      await ask(input)
      times.push(performance.now() - start)
    }
  const used = process.cpuUsage(before)
  const cpu = (used.user + used.system) / 1_000 / times.length
  times.sort((a, b) => a - b)
  return { cpu, p50: times[times.length >> 1]!, p95: times[Math.floor(times.length * 0.95)]! }
}

/** The yardstick: the same names and words as a `tsvector` with its index, asked for any of the words, ranked, twenty at most. */
async function plainSearch(pool: Pool): Promise<void> {
  await pool.query(`drop table if exists plain;
    create table plain as select code, name, to_tsvector('simple', name || ' ' || regexp_replace(words, '[A-D]( |$)', ' ', 'g')) words from catalogue.entry;
    create index on plain using gin (words); analyze plain`)
}
const askPlain = (pool: Pool) => (q: string) =>
  pool.query(
    `select code, name, ts_rank(words, query) from plain, to_tsquery('simple', $1) query where words @@ query order by 3 desc limit 20`,
    [(q.match(/[\u4e00-\u9fff]{2}|[a-z]+/g) ?? [q]).join(' | ')],
  )

/** Imported items again under other divisions, until there are as many entries as asked for. */
async function fill(pool: Pool, size: number): Promise<void> {
  await pool.query('update catalogue.state set entries = entries + 1')
  await pool.query(
    `insert into catalogue.entry (code, source, name, lead, divisions, organs, branches, audiences, themes, person_themes, enterprise_themes,
      life_events, task_type, trips, promise, keywords, name_key, keyword_keys, pinyin, initials, words, hash, version)
     select code || '-' || n, source, name, lead, array[(440100 + n)::text], organs, branches, audiences, themes, person_themes, enterprise_themes,
      life_events, task_type, trips, promise, keywords, name_key, keyword_keys, pinyin, initials, words, hash, (select entries from catalogue.state)
     from generate_series(1, 100) n, (select * from catalogue.entry where source = 'imported') e
     order by n, code limit greatest(0, $1 - (select count(*) from catalogue.entry))`,
    [size],
  )
  await pool.query('analyze catalogue.entry')
}

async function* atSize(house: House, mode: Mode, note: string): AsyncIterable<Row> {
  const app = openApp(house)
  const get = async (path: string) => (await app.request(encodeURI(path), { headers: { accept: 'application/json' } })).text()
  const { pool } = house.db
  const size = (await pool.query('select count(*)::int n from catalogue.entry')).rows[0].n as number
  const rounds = mode === 'smoke' ? 2 : 40
  await plainSearch(pool)
  await get('/items')
  const trip = await measured(questions, rounds, () => pool.query('select 1'))
  const plain = await measured(questions, rounds, askPlain(pool))
  const row = (name: string, ours: Times, beside: string, theirs: Times): Row => ({
    name: `${name}, ${size} entries, p95`,
    value: ours.p95,
    unit: 'ms',
    yardstick: { name: beside, value: theirs.p95 },
    ratio: theirs.p95 / ours.p95,
    note: `p50 ${ours.p50.toFixed(1)} ms against ${theirs.p50.toFixed(1)} ms, processor ${ours.cpu.toFixed(1)} ms a request; ${note}`,
  })
  yield row('suggestions', await measured(typed, rounds, (q) => get(`/suggest?q=${q}`)), 'one `select 1`', trip)
  yield row('list', await measured(lists, rounds, get), 'one `select 1`', trip)
  yield row('search', await measured(questions, rounds, (q) => get(`/search?q=${q}`)), 'full-text query of PostgreSQL', plain)
}

async function* sizes(house: House, mode: Mode): AsyncIterable<Row> {
  yield* atSize(house, mode, "the city's own items alone")
  const file = sharedPath('data/items/guangdong.jsonl')
  if (!existsSync(file)) return
  const lines = createInterface({ input: createReadStream(file) })
  await importCatalogue((work) => act(house, system, work, 300_000), openCity(), lines)
  yield* atSize(house, mode, 'and those of another province')
  if (mode === 'smoke') return
  await fill(house.db.pool, 50_000)
  yield* atSize(house, mode, 'and copies of those under other divisions')
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-'))
  const postgres = await openPostgres({ dataDir, log: quiet as never })
  try {
    const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir, HAOBAN_CLOCK: '2023-06-01T09:00+08:00' }, { log: quiet as never })
    yield* sizes(house, mode)
    await house.db.close()
  } finally {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const bench: Bench = { title: 'Search: suggestions, lists and answers', run }
export default bench
