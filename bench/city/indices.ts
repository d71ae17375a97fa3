/** Indices out of the way while millions of rows come in, and built again afterwards, each once over the whole table. */
import type pg from 'pg'

type Index = { name: string; text: string }

/** Those that no constraint needs. */
const plain = `
  select format('%I.%I', schemaname, indexname) "name", indexdef "text" from pg_indexes i
  where schemaname || '.' || tablename = any ($1)
    and not exists (select from pg_constraint where conindid = format('%I.%I', schemaname, indexname)::regclass)`

export async function withoutIndices(client: pg.Client, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<Index>(plain, [tables])
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await work()
  for (const { text } of rows) await client.query(text)
}
