import { fragment, type Tx } from '#base/db.ts'
import type { Draft } from '#kernel/draft/api.ts'

export type DraftRow = Draft & { code: string; submittedAt: Date | null; submittedBy: string | null }

const draftColumns = fragment`id, code, base, status, xml, hash, revision, reason, editors, opened_at "openedAt", saved_at "savedAt",
  saved_by "savedBy", submitted_at "submittedAt", submitted_by "submittedBy", version`
export async function findDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  return (await tx.sql<DraftRow>`select ${draftColumns} from decision.draft where id = ${id}`)[0]
}

export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  return (await tx.sql<DraftRow>`select ${draftColumns} from decision.draft where id = ${id} for update`)[0]
}

/** Versions under way, of one model or of all. */
export async function listUnderWay(tx: Tx, code?: string): Promise<DraftRow[]> {
  return tx.sql<DraftRow>`select ${draftColumns} from decision.draft where status in ('drafting', 'submitted') and code = coalesce(${code ?? null}, code)`
}

/** Begins a version; false where one of this model is under way. */
export async function addDraft(tx: Tx, d: DraftRow): Promise<boolean> {
  const rows =
    await tx.sql`insert into decision.draft (id, code, base, status, xml, hash, revision, reason, editors, opened_at, saved_at, saved_by)
    values (${d.id}, ${d.code}, ${d.base}, ${d.status}, ${d.xml}, ${d.hash}, ${d.revision}, ${d.reason}, ${d.editors}, ${d.openedAt}, ${d.savedAt}, ${d.savedBy})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function saveDraft(tx: Tx, d: DraftRow): Promise<void> {
  await tx.sql`update decision.draft set status = ${d.status}, xml = ${d.xml}, hash = ${d.hash}, revision = ${d.revision}, editors = ${d.editors},
    saved_at = ${d.savedAt}, saved_by = ${d.savedBy}, submitted_at = ${d.submittedAt}, submitted_by = ${d.submittedBy}, version = ${d.version}
    where id = ${d.id}`
}
