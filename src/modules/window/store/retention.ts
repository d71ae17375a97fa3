/** What the desk keeps for a time only, and which files it names. All of it needs the scope `system`. */
import type { Tx } from '#base/db.ts'

export async function dropCorrections(tx: Tx, before: Date): Promise<number> {
  return (await tx.sql`delete from windows.correction where saved_at < ${before} returning 1`).length
}

/** Scans that were not filed since; answers their files. */
export async function dropScans(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`delete from windows.scan where (account, hash) in (
    select account, hash from windows.scan where at < ${before} order by at limit ${limit}) returning hash`
  return rows.map((r) => r.hash)
}

/** Which of some files the desk names: scans that wait, files shown to experts, exports of a release before, and what a clerk has begun to write. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select hash from windows.scan where hash = any(${hashes})
    union select f->>'hash' from windows.question, jsonb_array_elements(files) f where f->>'hash' = any(${hashes})
    union select h from windows.export, unnest(pieces || file) h where h = any(${hashes})
    union select h from unnest(${hashes}::text[]) h where exists (select from windows.act_draft d where strpos(d.values::text, h) > 0)`
  return rows.map((r) => r.hash)
}
