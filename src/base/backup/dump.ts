/** Writes everything a city knows into a folder while it goes on working: one snapshot of the database, and the files it names. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { PrimaryClient } from '#base/hosts.ts'
import { refusals } from '#base/refusal.ts'
import { openStorage, type Storage } from '#base/storage/storage.ts'
import { type Manifest, type Table, tablePath, writeManifest } from './manifest.ts'

const refuse = refusals({ 'backup.not-empty': [409, '{dir} 里已经有文件。请指定一个空文件夹，免得盖掉另一份备份。'] })

const quoted = (name: string) => pg.escapeIdentifier(name)

/** Every table that holds rows of its own, with the columns that are not computed from others; what tells of tables is in the manifest. */
const tablesQuery = `
  select n.nspname "schema", c.relname "name", array_agg(a.attname order by a.attnum)::text[] "columns"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and (n.nspname, c.relname) not in (('public', 'haoban_migration'), ('graphile_worker', 'migrations'))
  group by 1, 2 order by 1, 2`

const sequencesQuery = `select format('%I.%I', schemaname, sequencename) "name", last_value::float8 "last" from pg_sequences order by 1`

/** Counts lines and takes their SM3 on the way: a line of COPY's text format is a row. */
function measured(onEnd: (rows: number, hash: string) => void): Transform {
  const digest = createHash('sm3')
  let rows = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows++
      done(null, chunk)
    },
    flush(done) {
      onEnd(rows, digest.digest('hex'))
      done()
    },
  })
}

async function dumpTable(client: pg.Client, dir: string, { schema, name, columns }: Omit<Table, 'rows' | 'hash'>): Promise<Table> {
  const table = { schema, name, columns, rows: 0, hash: '' }
  const text = `copy ${quoted(schema)}.${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`
  const measure = measured((rows, hash) => Object.assign(table, { rows, hash }))
  await pipeline(client.query(copyTo(text)), measure, createGzip({ level: 6 }), createWriteStream(tablePath(dir, table), { mode: 0o600 }))
  return table
}

async function dumpDatabase(client: pg.Client, dir: string): Promise<Pick<Manifest, 'migrations' | 'tables' | 'sequences'>> {
  await client.query('begin isolation level repeatable read read only')
  await client.query('set local statement_timeout = 0')
  const { rows: migrations } = await client.query('select room, file from public.haoban_migration order by at, room, file')
  const { rows: found } = await client.query<Omit<Table, 'rows' | 'hash'>>(tablesQuery)
  const tables: Table[] = []
  for (const table of found) tables.push(await dumpTable(client, dir, table))
  const { rows: sequences } = await client.query(sequencesQuery)
  await client.query('commit')
  return { migrations, tables, sequences }
}

/** A file is stored before the transaction that names it commits: whatever the snapshot names is there by now. */
async function dumpFiles(storage: Storage, dir: string): Promise<Manifest['files']> {
  const copy = await openStorage(join(dir, 'files'))
  const files = { count: 0, bytes: 0 }
  for await (const hash of storage.list()) {
    const content = await storage.get(hash).catch(async (error: unknown) => {
      // what nothing names was deleted since it was listed
      if (await storage.has(hash)) throw error
    })
    if (!content) continue
    const { size } = await copy.put(content, { maxBytes: Number.MAX_SAFE_INTEGER })
    files.count++
    files.bytes += size
  }
  return files
}

/**
 * Writes a backup into an empty folder: `tables/*.gz` (PostgreSQL's COPY text), `files/` (by content), `backup.json` last.
 * The keys that open sealed columns are no part of it: a backup that is stolen tells no citizen's number.
 */
export async function backup(url: string, storage: Storage, dir: string, { at, keys }: { at: Date; keys: string[] }): Promise<Manifest> {
  await mkdir(join(dir, 'tables'), { recursive: true, mode: 0o700 })
  if ((await readdir(dir)).length > 1 || (await readdir(join(dir, 'tables'))).length > 0) throw refuse('backup.not-empty', { dir })
  const client = new PrimaryClient({ connectionString: url })
  await client.connect()
  try {
    const database = await dumpDatabase(client, dir)
    const manifest: Manifest = { format: 1, at: at.toISOString(), keys, ...database, files: await dumpFiles(storage, dir) }
    await writeManifest(dir, manifest)
    return manifest
  } finally {
    await client.end()
  }
}
