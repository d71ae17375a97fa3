import { fragment, type Tx } from '#base/db.ts'
import type { Change, Group, RehearsalKind, RehearsalStatus, Tally } from './schema.ts'

/** `at` is the subject that was looked at last, '' before the first; `may` the permissions of those who may see it. */
export type RehearsalRow = {
  id: string
  kind: RehearsalKind
  code: string
  draft: string
  base: number
  hash: string
  may: string[]
  status: RehearsalStatus
  sinceOn: string
  untilOn: string
  askedAt: Date
  askedBy: string
  endedAt: Date | null
  at: string
  total: number | null
  looked: number
  unread: number
  changed: number
  tally: Tally[]
  groups: Group[]
  why: string | null
}

const columns = fragment`id, kind, code, draft, base, hash, may, status, since_on "sinceOn", until_on "untilOn", asked_at "askedAt",
  asked_by "askedBy", ended_at "endedAt", at, total, looked, unread, changed, tally, groups, why`

type Asked = Pick<RehearsalRow, 'id' | 'kind' | 'code' | 'draft' | 'base' | 'hash' | 'may' | 'sinceOn' | 'untilOn' | 'askedAt' | 'askedBy'>

export async function addRehearsal(tx: Tx, r: Asked): Promise<void> {
  await tx.sql`insert into draft.rehearsal (id, kind, code, draft, base, hash, may, status, since_on, until_on, asked_at, asked_by)
    values (${r.id}, ${r.kind}, ${r.code}, ${r.draft}, ${r.base}, ${r.hash}, ${r.may}, 'waiting', ${r.sinceOn}, ${r.untilOn}, ${r.askedAt}, ${r.askedBy})`
}

export async function findRehearsal(tx: Tx, id: string): Promise<RehearsalRow | undefined> {
  return (await tx.sql<RehearsalRow>`select ${columns} from draft.rehearsal where id = ${id}`)[0]
}

/** The same, held until the transaction is over. */
export async function lockRehearsal(tx: Tx, id: string): Promise<RehearsalRow | undefined> {
  return (await tx.sql<RehearsalRow>`select ${columns} from draft.rehearsal where id = ${id} for update`)[0]
}

/** The newest rehearsal of a draft. */
export async function lastRehearsal(tx: Tx, draft: string): Promise<RehearsalRow | undefined> {
  return (
    await tx.sql<RehearsalRow>`select ${columns} from draft.rehearsal where draft = ${draft} order by asked_at desc, id desc limit 1`
  )[0]
}

export async function saveRehearsal(tx: Tx, r: RehearsalRow): Promise<void> {
  await tx.sql`update draft.rehearsal set status = ${r.status}, ended_at = ${r.endedAt}, at = ${r.at}, total = ${r.total}, looked = ${r.looked},
    unread = ${r.unread}, changed = ${r.changed}, tally = ${JSON.stringify(r.tally)}, groups = ${JSON.stringify(r.groups)}, why = ${r.why} where id = ${r.id}`
}

/** Keeps whom a rehearsal would change. */
export async function addChanges(tx: Tx, rehearsal: string, changes: readonly Change[]): Promise<void> {
  await tx.sql`insert into draft.rehearsal_row (rehearsal, subject, what, title, href, before, after, because)
    select ${rehearsal}, r->>'subject', r->>'what', r->>'title', r->>'href', r->>'before', r->>'after', r->>'because'
    from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) r on conflict do nothing`
}

/** `after` is where the page before ended: the subject and the `what` of its last row. */
export async function pageChanges(tx: Tx, rehearsal: string, after: readonly [string, string], limit: number): Promise<Change[]> {
  return tx.sql<Change>`select subject, title, href, what, before, after, because from draft.rehearsal_row
    where rehearsal = ${rehearsal} and (subject, what) > (${after[0]}, ${after[1]}) order by subject, what limit ${limit}`
}
