/** The SQL of exports as the releases before the kernel's kept them here. They are only taken out. */
import type { Tx } from '#base/db.ts'

export type OldExport = {
  id: string
  by: string
  byName: string
  title: string
  asked: Record<string, unknown>
  form: 'csv' | 'xlsx'
  unmaskedFor: string | null
  state: 'running' | 'stopped' | 'done' | 'failed'
  told: number
  next: string | null
  pieces: string[]
  file: string | null
  size: number | null
  key: Uint8Array | null
  madeAt: Date
  endedAt: Date | null
}

/** Takes out one export, those that run first; whoever writes it is waited for. Undefined where none is left. */
export async function takeOldExport(tx: Tx): Promise<OldExport | undefined> {
  const [row] =
    await tx.sql<OldExport>`select id, by_whom "by", by_name "byName", title, asked, form, unmasked_for "unmaskedFor", state, told,
      after_key || '~' || after_id "next", pieces, file, size::float8 size, key, made_at "madeAt", ended_at "endedAt"
    from windows.export order by state <> 'running', made_at, id limit 1 for update`
  if (row) await tx.sql`delete from windows.export where id = ${row.id}`
  return row
}
