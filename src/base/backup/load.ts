/** Puts a backup back: into tables that stand as they stood when it was made, whole or not at all. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { PrimaryClient } from '#base/hosts.ts'
import { refusals } from '#base/refusal.ts'
import { openStorage, type Storage } from '#base/storage/storage.ts'
import { type Manifest, type Table, tablePath } from './manifest.ts'

const refuse = refusals({
  'backup.damaged': [422, '备份里的 {table} 和清单对不上：应有 {rows} 行，读到 {found} 行或内容有变。没有恢复任何东西，请用另一份备份。'],
  'backup.file-damaged': [422, '备份里的文件 {hash} 损坏或缺少。数据库没有恢复，请用另一份备份。'],
})

const quoted = (name: string) => pg.escapeIdentifier(name)
const fullName = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => `${quoted(schema)}.${quoted(name)}`

/** Who refers to whom; a table is filled after those it refers to. */
const referencesQuery = `
  select f.relname "name", fn.nspname "schema", t.relname "toName", tn.nspname "toSchema"
  from pg_constraint k
  join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
  join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
  where k.contype = 'f' and k.conrelid <> k.confrelid`

type Reference = { schema: string; name: string; toSchema: string; toName: string }

function inOrder(tables: readonly Table[], references: readonly Reference[]): Table[] {
  const done = new Set<Table>()
  const find = (schema: string, name: string) => tables.find((t) => t.schema === schema && t.name === name)
  const visit = (table: Table, way: readonly Table[]): void => {
    if (done.has(table) || way.includes(table)) return
    for (const r of references.filter((r) => r.schema === table.schema && r.name === table.name)) {
      const target = find(r.toSchema, r.toName)
      if (target) visit(target, [...way, table])
    }
    done.add(table)
  }
  for (const table of tables) visit(table, [])
  return [...done]
}

/** What can be wrong with a file of a backup: it is not there, is not what gzip wrote, or holds lines that are no rows (SQLSTATE class 22). */
const isDamage = (error: unknown): boolean =>
  /^(ENOENT|EISDIR|Z_(DATA|BUF|STREAM)_ERROR|22[0-9A-Z]{3})$/.test(String((error as { code?: unknown }).code))

async function loadTable(client: pg.Client, dir: string, table: Table): Promise<void> {
  const digest = createHash('sm3')
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk)
      done(null, chunk)
    },
  })
  const into = client.query(copyFrom(`copy ${fullName(table)} (${table.columns.map(quoted).join(', ')}) from stdin`))
  const damaged = (found: number | string) => refuse('backup.damaged', { table: `${table.schema}.${table.name}`, rows: table.rows, found })
  await pipeline(createReadStream(tablePath(dir, table)), createGunzip(), measure, into).catch((error) => {
    throw isDamage(error) ? damaged('?') : error
  })
  if (into.rowCount !== table.rows || digest.digest('hex') !== table.hash) throw damaged(into.rowCount)
}

/** Jobs that were under way when the backup was made have no worker any more. */
const freeJobs = 'update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null'
const freeQueues = 'update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null'

async function loadDatabase(client: pg.Client, dir: string, manifest: Manifest): Promise<void> {
  const { rows: references } = await client.query<Reference>(referencesQuery)
  const tables = inOrder(manifest.tables, references)
  await client.query('begin')
  await client.query('set local statement_timeout = 0')
  // what migrations put in is in the backup too
  for (const table of tables) await client.query(`alter table ${fullName(table)} disable trigger user`)
  await client.query(`truncate ${tables.map(fullName).join(', ')}`)
  for (const table of tables) await loadTable(client, dir, table)
  for (const table of tables) await client.query(`alter table ${fullName(table)} enable trigger user`)
  for (const { name, last } of manifest.sequences)
    if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, last])
  await client.query(freeJobs)
  await client.query(freeQueues)
  await client.query('commit')
  await client.query('analyze')
}

async function isWhole(kept: Storage, hash: string): Promise<boolean> {
  const digest = createHash('sm3')
  try {
    for await (const chunk of await kept.get(hash)) digest.update(chunk)
  } catch (error) {
    // the store says by a fault of its own that a file is not what its name says; what the disk says has a code
    if ((error as { code?: unknown }).code === undefined || isDamage(error)) return false
    throw error
  }
  return digest.digest('hex') === hash
}

async function loadFiles(storage: Storage, dir: string): Promise<void> {
  const kept = await openStorage(join(dir, 'files'))
  for await (const hash of kept.list()) {
    // looked at first, so that what goes wrong in putting it is the store's fault and told as such
    if (!(await isWhole(kept, hash))) throw refuse('backup.file-damaged', { hash })
    await storage.put(await kept.get(hash), { maxBytes: Number.MAX_SAFE_INTEGER })
  }
}

/** Fills empty tables and an empty store from a backup. The tables must stand at the migrations the backup names. Files first: a row never names one that is missing. */
export async function restore(url: string, storage: Storage, dir: string, manifest: Manifest): Promise<void> {
  await loadFiles(storage, dir)
  const client = new PrimaryClient({ connectionString: url })
  await client.connect()
  try {
    await loadDatabase(client, dir, manifest)
  } finally {
    await client.end()
  }
}
