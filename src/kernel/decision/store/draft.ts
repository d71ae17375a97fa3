import { fragment, type Tx } from '#base/db.ts'
import type { Change, Tally } from '../rules/rehearse.ts'

export type DraftStatus = 'drafting' | 'submitted' | 'published' | 'abandoned'
export type DraftRow = {
  id: string
  code: string
  base: number
  status: DraftStatus
  xml: string
  hash: string
  revision: number
  reason: string
  editors: string[]
  openedAt: Date
  savedAt: Date
  savedBy: string
  submittedAt: Date | null
  submittedBy: string | null
  version: number | null
}
export type RehearsalRow = {
  id: string
  code: string
  draft: string
  base: number
  hash: string
  status: 'waiting' | 'running' | 'done' | 'failed' | 'stopped'
  sinceOn: string
  untilOn: string
  askedAt: Date
  askedBy: string
  endedAt: Date | null
  total: number | null
  looked: number
  unread: number
  changed: number
  tally: Tally[]
  why: string | null
}

const draftColumns = fragment`id, code, base, status, xml, hash, revision, reason, editors, opened_at "openedAt", saved_at "savedAt",
  saved_by "savedBy", submitted_at "submittedAt", submitted_by "submittedBy", version`
const rehearsalColumns = fragment`id, code, draft, base, hash, status, since_on "sinceOn", until_on "untilOn", asked_at "askedAt", asked_by "askedBy",
  ended_at "endedAt", total, looked, unread, changed, tally, why`

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

export async function addRehearsal(
  tx: Tx,
  r: Pick<RehearsalRow, 'id' | 'code' | 'draft' | 'base' | 'hash' | 'sinceOn' | 'untilOn' | 'askedAt' | 'askedBy'>,
): Promise<void> {
  await tx.sql`insert into decision.rehearsal (id, code, draft, base, hash, status, since_on, until_on, asked_at, asked_by)
    values (${r.id}, ${r.code}, ${r.draft}, ${r.base}, ${r.hash}, 'waiting', ${r.sinceOn}, ${r.untilOn}, ${r.askedAt}, ${r.askedBy})`
}

export async function findRehearsal(tx: Tx, id: string): Promise<RehearsalRow | undefined> {
  return (await tx.sql<RehearsalRow>`select ${rehearsalColumns} from decision.rehearsal where id = ${id} for update`)[0]
}

/** The newest rehearsal of a draft. */
export async function lastRehearsal(tx: Tx, draft: string): Promise<RehearsalRow | undefined> {
  return (
    await tx.sql<RehearsalRow>`select ${rehearsalColumns} from decision.rehearsal where draft = ${draft} order by asked_at desc, id desc limit 1`
  )[0]
}

export async function saveRehearsal(tx: Tx, r: RehearsalRow): Promise<void> {
  await tx.sql`update decision.rehearsal set status = ${r.status}, ended_at = ${r.endedAt}, total = ${r.total}, looked = ${r.looked}, unread = ${r.unread},
    changed = ${r.changed}, tally = ${JSON.stringify(r.tally)}, why = ${r.why} where id = ${r.id}`
}

/** Keeps whom a rehearsal would change; a repeat of the same stretch adds nothing. */
export async function addChanges(tx: Tx, rehearsal: string, changes: readonly Change[]): Promise<void> {
  await tx.sql`insert into decision.rehearsal_row (rehearsal, subject, title, purpose, before, after, because)
    select ${rehearsal}, r->>'subject', r->>'title', r->>'purpose', r->>'before', r->>'after', r->>'because'
    from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) r on conflict do nothing`
}

/** `after` is where the page before ended: the subject and the purpose of its last row. */
export async function pageChanges(tx: Tx, rehearsal: string, after: readonly [string, string], limit: number): Promise<Change[]> {
  return tx.sql<Change>`select subject, title, purpose, before, after, because from decision.rehearsal_row
    where rehearsal = ${rehearsal} and (subject, purpose) > (${after[0]}, ${after[1]}) order by subject, purpose limit ${limit}`
}
