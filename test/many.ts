/** Many cases from one: the same history under other numbers, chained and projected as if each had been handed in by itself, with the same materials. */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { sm3 } from '#base/digest.ts'
import { canonical, linkHash } from '#kernel/ledger/rules.ts'

type Row = Record<string, unknown>
type FactRow = { seq: number; name: string; data: Row; by_whom: string; at: Date }

/** Inserts rows of JSON; columns that the database computes by itself are left to it. */
async function insert(pool: pg.Pool, table: string, rows: readonly Row[]): Promise<void> {
  const plain = await pool.query(
    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    [table],
  )
  const columns = plain.rows.map((r) => `"${r.attname}"`).join(', ')
  await pool.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ])
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const code = () => [...randomBytes(8)].map((b) => alphabet[b % 32]).join('')

function copyOf(file: Row, facts: readonly FactRow[], n: number, change: (n: number) => Row) {
  const id = `${String(file.id).slice(0, 10)}${randomBytes(8).toString('hex')}`
  const no = `${String(file.no).slice(0, 31)}20230601${String(n % 10_000).padStart(4, '0')}`
  const about = `case:${id}`
  let before = ''
  const rows = facts.map((f) => {
    const data = JSON.parse(canonical({ ...f.data, case: id, ...(f.data.no ? { no } : {}) })) as Row
    before = linkHash(sm3, { about, seq: f.seq, name: f.name, data, by: f.by_whom, at: f.at, before })
    return { about, seq: f.seq, name: f.name, data, by_whom: f.by_whom, at: f.at.toISOString(), hash: before }
  })
  return { row: { ...file, id, no, query_code: code(), ...change(n) }, facts: rows, chain: { about, seq: rows.length, hash: before } }
}

/**
 * Copies a case `count` times, `change` sets columns of each copy's row. Facts carry true hashes, so that the ledger verifies.
 * Numbers repeat after ten thousand of one day: `change` sets `no` where more are made.
 */
export async function copyCase(pool: pg.Pool, id: string, count: number, change: (n: number) => Row = () => ({})): Promise<string[]> {
  const [file] = (await pool.query('select to_jsonb(f) file from cases.file f where id = $1', [id])).rows.map((r) => r.file as Row)
  const facts = (await pool.query('select seq, name, data, by_whom, at from ledger.fact where about = $1 order by seq', [`case:${id}`]))
    .rows as FactRow[]
  const readers = (await pool.query('select readers from ledger.chain where about = $1', [`case:${id}`])).rows[0].readers as string[]
  const materials = (await pool.query('select to_jsonb(m) material from cases.material m where case_id = $1', [id])).rows.map(
    (r) => r.material as Row,
  )
  const ids: string[] = []
  for (let from = 0; from < count; from += 2_000) {
    const copies = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => copyOf(file!, facts, from + i, change))
    await insert(
      pool,
      'cases.file',
      copies.map((c) => c.row),
    )
    await insert(
      pool,
      'ledger.chain',
      copies.map((c) => ({ ...c.chain, readers })),
    )
    await pool.query(
      `insert into ledger.fact (about, seq, name, data, by_whom, at, hash)
       select about, seq, name, data, by_whom, at, hash from jsonb_to_recordset($1::jsonb) as r(about text, seq int, name text, data jsonb, by_whom text, at timestamptz, hash text)`,
      [JSON.stringify(copies.flatMap((c) => c.facts))],
    )
    await insert(
      pool,
      'cases.material',
      copies.flatMap((c) => materials.map((m) => ({ ...m, case_id: c.row.id }))),
    )
    ids.push(...copies.map((c) => c.row.id as string))
  }
  return ids
}
