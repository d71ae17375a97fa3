/** What writing is measured against: the same rows through `pg` alone, and how many rows PostgreSQL counts. */
import pg from 'pg'
import type { Mode } from '../bench.ts'

/** how many act at once */
export const together = 8

/** How often `act` is done in a second by `together` at once. */
export async function rateOf(ms: number, act: (hand: number) => Promise<unknown>): Promise<number> {
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
export async function boundOf(url: string, ms: number): Promise<number> {
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
export async function rowsALife(url: string, mode: Mode, live: () => Promise<unknown>): Promise<number> {
  const settle = () => new Promise((resolve) => setTimeout(resolve, mode === 'smoke' ? 1_500 : 12_000))
  await settle()
  const before = await writtenRows(url)
  const lives = 10
  for (let n = 0; n < lives; n++) await live()
  await settle()
  return ((await writtenRows(url)) - before) / lives
}
