/** The SQL of exports: one row a file that is written. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { SheetForm } from './schema/export.ts'

export type Export = {
  id: string
  list: string
  by: string
  byName: string
  title: string
  asked: Record<string, unknown>
  form: SheetForm
  unmaskedFor: string | null
  /** what the bytes lie under; null once it is forgotten */
  key: Uint8Array | null
  /** hashes of the pieces, in their order */
  pieces: string[]
  file: string | null
  size: number | null
  madeAt: Date
}

const columns = fragment`id, list, by_whom "by", by_name "byName", title, asked, form, unmasked_for "unmaskedFor", key, pieces, file,
  size::float8 size, made_at "madeAt"`

/** Writes an export down; false, and nothing is written, where one of this id is there. */
export async function addExport(tx: Tx, e: Export): Promise<boolean> {
  const rows =
    await tx.sql`insert into export.file (id, list, by_whom, by_name, title, asked, form, unmasked_for, key, pieces, file, size, made_at)
    values (${e.id}, ${e.list}, ${e.by}, ${e.byName}, ${e.title}, ${JSON.stringify(e.asked)}::jsonb, ${e.form}, ${e.unmaskedFor}, ${e.key},
      ${e.pieces}::text[], ${e.file}, ${e.size}, ${e.madeAt}) on conflict (id) do nothing returning 1`
  return rows.length === 1
}

export async function findExport(tx: Tx, id: string): Promise<Export | undefined> {
  return (await tx.sql<Export>`select ${columns} from export.file where id = ${id}`)[0]
}

export async function listExports(tx: Tx, by: string, limit: number): Promise<Export[]> {
  return tx.sql<Export>`select ${columns} from export.file where by_whom = ${by} order by made_at desc, id desc limit ${limit}`
}

export async function addPiece(tx: Tx, id: string, piece: string): Promise<void> {
  await tx.sql`update export.file set pieces = pieces || ${piece}::text where id = ${id}`
}

export async function keepWhole(tx: Tx, id: string, { hash, size }: { hash: string; size: number }): Promise<void> {
  await tx.sql`update export.file set file = ${hash}, size = ${size} where id = ${id}`
}

/** Forgets the keys of exports made before a moment: their bytes can no longer be read. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await tx.sql`update export.file set key = null where made_at < ${before} and key is not null`
}

/** Takes the files from exports whose keys are forgotten: nobody can read them any more. Answers the files. */
export async function takeForgotten(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ hashes: string[] }>`with old as (
      select id, pieces, file from export.file where key is null and (file is not null or pieces <> '{}') limit ${limit} for update),
    emptied as (update export.file e set pieces = '{}', file = null from old where e.id = old.id)
    select array_remove(pieces || file, null) hashes from old`
  return rows.flatMap((r) => r.hashes)
}

/** Which of some files exports name. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select h hash from export.file, unnest(pieces || file) h where h = any(${hashes})`
  return rows.map((r) => r.hash)
}
