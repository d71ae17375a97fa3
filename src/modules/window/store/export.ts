/** The SQL of exports: one row a file that is written. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { CaseIds } from '../schema/desk.ts'
import type { ExportState, SheetForm } from '../schema/export.ts'

export type Export = {
  id: string
  by: string
  byName: string
  title: string
  asked: CaseIds
  form: SheetForm
  unmaskedFor: string | null
  state: ExportState
  told: number
  afterKey: string | null
  afterId: string | null
  /** hashes of the pieces, in their order */
  pieces: string[]
  file: string | null
  size: number | null
  /** what the bytes lie under; null once it is forgotten */
  key: Buffer | null
  madeAt: Date
  endedAt: Date | null
}

const columns = fragment`id, by_whom "by", by_name "byName", title, asked, form, unmasked_for "unmaskedFor", state, told,
  after_key "afterKey", after_id "afterId", pieces, file, size::float8 size, key, made_at "madeAt", ended_at "endedAt"`

type NewExport = Pick<Export, 'id' | 'by' | 'byName' | 'title' | 'asked' | 'form' | 'unmaskedFor' | 'madeAt'> & { key: Uint8Array }

export async function addExport(tx: Tx, e: NewExport): Promise<void> {
  await tx.sql`insert into windows.export (id, by_whom, by_name, title, asked, form, unmasked_for, state, key, made_at, moved_at)
    values (${e.id}, ${e.by}, ${e.byName}, ${e.title}, ${JSON.stringify(e.asked)}::jsonb, ${e.form}, ${e.unmaskedFor}, 'running', ${e.key}, ${e.madeAt}, ${e.madeAt})`
}

export async function findExport(tx: Tx, id: string): Promise<Export | undefined> {
  return (await tx.sql<Export>`select ${columns} from windows.export where id = ${id}`)[0]
}

/** An export to be written on, held until the transaction is over; undefined where another worker holds it. */
export async function takeExport(tx: Tx, id: string): Promise<Export | undefined> {
  return (await tx.sql<Export>`select ${columns} from windows.export where id = ${id} and state = 'running' for update skip locked`)[0]
}

export async function listExports(tx: Tx, by: string, limit: number): Promise<Export[]> {
  return tx.sql<Export>`select ${columns} from windows.export where by_whom = ${by} order by made_at desc, id desc limit ${limit}`
}

type Piece = { piece: string; rows: number; after: { key: string; id: string } | null }

export async function addPiece(tx: Tx, id: string, { piece, rows, after }: Piece, at: Date): Promise<void> {
  await tx.sql`update windows.export set pieces = pieces || ${piece}::text, told = told + ${rows}, after_key = ${after?.key ?? null},
    after_id = ${after?.id ?? null}, moved_at = ${at} where id = ${id}`
}

/** Moves an export from one of these states to another; false where it stood elsewhere. */
export async function moveExport(tx: Tx, id: string, from: readonly ExportState[], to: ExportState, at: Date): Promise<boolean> {
  const ended = to === 'done' || to === 'failed' ? at : null
  const rows = await tx.sql`update windows.export set state = ${to}, moved_at = ${at}, ended_at = ${ended}
    where id = ${id} and state = any(${from}) returning 1`
  return rows.length === 1
}

export async function keepWhole(tx: Tx, id: string, { hash, size }: { hash: string; size: number }): Promise<void> {
  await tx.sql`update windows.export set file = ${hash}, size = ${size} where id = ${id}`
}

/** Forgets the keys of exports made before a moment: their bytes can no longer be read. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await tx.sql`update windows.export set key = null, state = case when state in ('running', 'stopped') then 'failed' else state end
    where made_at < ${before} and key is not null`
}

/** Exports that should move and have not for a while. */
export async function listStalledExports(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`select id from windows.export where state = 'running' and moved_at < ${before} limit 100`
  return rows.map((r) => r.id)
}
