/** A table of the city while it is being filled: emptied and copied into within one transaction, so that nothing goes into the log and every row is frozen. */
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** `end` makes the rows stay; `close` without it leaves the table as it was. */
export type Filling = { write(bytes: Uint8Array): Promise<void>; end(): Promise<void>; close(): Promise<void> }

/** What stood in the table before is put back first. */
async function emptied(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') "columns" from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const { columns } = rows[0]!
  await client.query(`create temp table kept on commit drop as select ${columns} from ${table}`)
  await client.query(`truncate ${table}`)
  await client.query(`insert into ${table} (${columns}) overriding system value select ${columns} from kept`)
}

/** Rows of these columns into a table, as lines of COPY. Nobody else sees them, or any of the table, before the end. */
export async function openTable(url: string, table: string, columns: readonly string[]): Promise<Filling> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // What refers to what is right by construction, and looked at whole when the constraints come back.
  await client.query('begin; set local session_replication_role = replica')
  await emptied(client, table)
  const copy = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin (freeze)`))
  const ended = finished(copy)
  ended.catch(() => undefined)
  return {
    write: (bytes) => Promise.race([ended, new Promise<void>((resolve) => copy.write(bytes, () => resolve()))]),
    async end() {
      copy.end()
      await ended
      await client.query('commit')
    },
    close: () => client.end(),
  }
}
