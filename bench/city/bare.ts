/** Indices and keys out of the way while millions of rows come in, and built again afterwards, each once over the whole table. */
import pg from 'pg'

type Index = { name: string; table: string; text: string; key: string | null; kind: 'p' | 'u' | null }
type Reference = { name: string; table: string; text: string }

/** The slowest first: those that are no trees, then by the order of the tables. */
const indicesOf = `
  select i.indexrelid::regclass::text "name", i.indrelid::regclass::text "table", pg_get_indexdef(i.indexrelid) "text", c.conname "key", c.contype "kind"
  from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_am a on a.oid = x.relam
    left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
  where i.indrelid = any ($1::text[]::regclass[])
  order by a.amname = 'btree', array_position($1, i.indrelid::regclass::text), c.contype nulls last, x.relname`

const referencesOf = `
  select conname "name", conrelid::regclass::text "table", pg_get_constraintdef(oid) "text" from pg_constraint
  where contype = 'f' and (conrelid = any ($1::text[]::regclass[]) or confrelid = any ($1::text[]::regclass[]))
  order by 2, 1`

/** Each statement once, by so many hands at the same time. */
async function byHands(url: string, hands: number, statements: readonly string[]): Promise<void> {
  const left = [...statements]
  const hand = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      // The hands are the workers.
      await client.query('set max_parallel_maintenance_workers = 0')
      for (let text = left.shift(); text !== undefined; text = left.shift()) await client.query(text)
    } finally {
      await client.end()
    }
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

const kinds = { p: 'primary key', u: 'unique' }

/** Does work on tables that have neither indices nor keys nor references while it lasts; the largest table stands first. */
export async function bare(url: string, client: pg.Client, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const { rows: indices } = await client.query<Index>(indicesOf, [tables])
  const { rows: references } = await client.query<Reference>(referencesOf, [tables])
  for (const { name, table } of references) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name, table, key } of indices) await client.query(key ? `alter table ${table} drop constraint ${key}` : `drop index ${name}`)
  await work()
  await byHands(
    url,
    2,
    indices.map(({ text }) => text),
  )
  for (const { name, table, key, kind } of indices)
    if (kind) await client.query(`alter table ${table} add constraint ${key} ${kinds[kind]} using index ${name.split('.').at(-1)}`)
  for (const { name, table, text } of references) await client.query(`alter table ${table} add constraint ${name} ${text}`)
}
