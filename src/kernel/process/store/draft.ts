import { fragment, type Tx } from '#base/db.ts'
import type { Draft } from '#kernel/draft/api.ts'

export type DraftRow = Draft & { key: string; title: string }

const columns = fragment`id, key, title, base, status, xml, hash, revision, reason, editors, opened_at "openedAt", saved_at "savedAt", saved_by "savedBy", version`

export async function findDraft(tx: Tx, id: string, held: 'held' | 'free' = 'free'): Promise<DraftRow | undefined> {
  const rows =
    held === 'held'
      ? await tx.sql<DraftRow>`select ${columns} from process.draft where id = ${id} for update`
      : await tx.sql<DraftRow>`select ${columns} from process.draft where id = ${id}`
  return rows[0]
}

export async function listUnderWay(tx: Tx): Promise<DraftRow[]> {
  return tx.sql<DraftRow>`select ${columns} from process.draft where status in ('drafting', 'submitted') order by key`
}

/** Begins a version; false where one of this model is under way. */
export async function addDraft(tx: Tx, d: DraftRow): Promise<boolean> {
  const rows = await tx.sql`
    insert into process.draft (id, key, title, base, status, xml, hash, revision, reason, opened_at, saved_at, saved_by)
    values (${d.id}, ${d.key}, ${d.title}, ${d.base}, ${d.status}, ${d.xml}, ${d.hash}, ${d.revision}, ${d.reason}, ${d.openedAt}, ${d.savedAt}, ${d.savedBy})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function saveDraft(tx: Tx, d: DraftRow): Promise<void> {
  await tx.sql`update process.draft set status = ${d.status}, xml = ${d.xml}, hash = ${d.hash}, revision = ${d.revision},
    editors = ${d.editors}, saved_at = ${d.savedAt}, saved_by = ${d.savedBy}, version = ${d.version} where id = ${d.id}`
}
