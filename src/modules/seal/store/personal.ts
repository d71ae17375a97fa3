/** Seals that somebody has, keeps or asked to use. */
import type { Tx } from '#base/db.ts'

type Asked = { id: string; title: string; fileName: string; documentFile: string; resultHash: string | null }

export async function listAskedBy(tx: Tx, account: string): Promise<Asked[]> {
  return tx.sql<Asked>`select r.id, r.seal, r.subject, r.title, r.purpose, r.file_name "fileName", r.case_no "caseNo", r.format, r.document_file "documentFile",
      r.pages, r.state, r.asked_at "askedAt", r.decided_name "decidedName", r.decided_at "decidedAt", r.opinion, u.result_hash "resultHash"
    from seal.request r left join seal.use u on u.request = r.id where r.asked_by = ${account} order by r.asked_at desc, r.id`
}

export async function listKeptBy(tx: Tx, account: string): Promise<Record<string, unknown>[]> {
  return tx.sql`select id, seal, name, from_at "from", to_at "to" from seal.keeper where account = ${account} order by from_at, id`
}

export async function listOwnedBy(tx: Tx, party: string): Promise<Record<string, unknown>[]> {
  return tx.sql`select id, kind, owner_name "ownerName", name, purpose, code, status, reason, valid_from "validFrom", valid_to "validTo", applied_at "appliedAt",
    identity, made_at "madeAt" from seal.seal where owner_kind = 'party' and owner = ${party} order by applied_at, id`
}

/** Which of some files were given to be sealed, or were sealed. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select document_file hash from seal.request where document_file = any(${hashes})
    union select result_hash from seal.use where result_hash = any(${hashes})`
  return rows.map((r) => r.hash)
}
