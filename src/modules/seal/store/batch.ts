/** The SQL of batches. */
import { fragment, type Tx } from '#base/db.ts'
import type { Cursor } from '../rules/cursor.ts'
import type { BatchState } from '../schema/batch.ts'
import type { OwnerKind } from '../schema/seal.ts'
import type { Reach, RequestRow } from './request.ts'

export type BatchRow = {
  id: string
  seal: string
  sealName: string
  owner: string
  ownerKind: OwnerKind
  division: string
  title: string
  total: number
  state: BatchState
  reason: string | null
  askedBy: string
  askedName: string
  askedAt: Date
  decidedBy: string | null
  decidedName: string | null
  opinion: string | null
}

const columns = fragment`b.id, b.seal, s.name "sealName", s.owner, s.owner_kind "ownerKind", s.division, b.title, b.total, b.state, b.reason, b.asked_by "askedBy",
  b.asked_name "askedName", b.asked_at "askedAt", b.decided_by "decidedBy", b.decided_name "decidedName", b.opinion`
const joined = fragment`seal.batch b join seal.seal s on s.id = b.seal`

type NewBatch = Pick<BatchRow, 'id' | 'seal' | 'title' | 'total' | 'askedBy' | 'askedName' | 'askedAt'>

export async function addBatch(tx: Tx, b: NewBatch): Promise<void> {
  await tx.sql`insert into seal.batch (id, seal, title, total, state, asked_by, asked_name, asked_at, moved_at)
    values (${b.id}, ${b.seal}, ${b.title}, ${b.total}, 'waiting', ${b.askedBy}, ${b.askedName}, ${b.askedAt}, ${b.askedAt})`
}

export async function findBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  return (await tx.sql<BatchRow>`select ${columns} from ${joined} where b.id = ${id}`)[0]
}

export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  return (await tx.sql<BatchRow>`select ${columns} from ${joined} where b.id = ${id} for update of b`)[0]
}

/** Moves a batch on, from one of some states alone; false where it stands elsewhere by now. */
export async function moveBatch(
  tx: Tx,
  id: string,
  from: readonly BatchState[],
  to: BatchState,
  at: Date,
  reason: string | null = null,
): Promise<boolean> {
  const rows = await tx.sql`update seal.batch set state = ${to}, moved_at = ${at}, reason = ${reason}
    where id = ${id} and state = any(${from}) returning 1`
  return rows.length === 1
}

type Decision = { state: 'approved' | 'rejected'; by: string; name: string; at: Date; opinion: string }

/** Decides on a batch and on every file in it; an approval of each file with its digest is written down. */
export async function decideBatch(tx: Tx, id: string, d: Decision): Promise<void> {
  await tx.sql`update seal.batch set state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at}, opinion = ${d.opinion},
    moved_at = ${d.at} where id = ${id}`
  await tx.sql`update seal.request set state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at},
    opinion = ${d.opinion} where batch = ${id} and state = 'waiting'`
  if (d.state === 'rejected') return
  await tx.sql`insert into seal.approval (id, seal, subject, fact, request, document_hash, basis, by_whom, by_name, at)
    select 'batch-' || id, seal, subject, null, id, document_hash, '用印申请：' || purpose, ${d.by}, ${d.name}, ${d.at}
    from seal.request where batch = ${id} and state = 'approved'`
}

export async function withdrawBatch(tx: Tx, id: string): Promise<void> {
  await tx.sql`update seal.request set state = 'withdrawn' where batch = ${id} and state = 'waiting'`
}

/** The files of a batch that are approved and not sealed, and of which none has failed. */
export async function listLeft(tx: Tx, batch: string): Promise<Pick<RequestRow, 'id' | 'title'>[]> {
  return tx.sql<Pick<RequestRow, 'id' | 'title'>>`select id, title from seal.request
    where batch = ${batch} and state = 'approved' and failure is null order by batch_place`
}

export async function setFailure(tx: Tx, request: string, failure: string): Promise<void> {
  await tx.sql`update seal.request set failure = ${failure} where id = ${request}`
}

/** What failed is tried again. */
export async function clearFailures(tx: Tx, batch: string): Promise<void> {
  await tx.sql`update seal.request set failure = null where batch = ${batch} and state = 'approved' and failure is not null`
}

export async function countOf(tx: Tx, batch: string): Promise<{ used: number; failed: number }> {
  const [row] = await tx.sql<{ used: number; failed: number }>`select count(*) filter (where state = 'used') used,
    count(*) filter (where failure is not null) failed from seal.request where batch = ${batch}`
  return row!
}

/** The first files of a batch, those that failed before all others. */
export async function listFiles(tx: Tx, batch: string, limit: number) {
  return tx.sql<{ id: string; title: string; state: string; failure: string | null }>`select id, title, state, failure from seal.request
    where batch = ${batch} order by (failure is null), batch_place limit ${limit}`
}

/** Batches that somebody asked for on a seal and that are approved, or stopped, with files still to be sealed. */
export async function listLeftBatches(tx: Tx, seal: string, askedBy: string): Promise<BatchRow[]> {
  return tx.sql<BatchRow>`select ${columns} from ${joined} where b.seal = ${seal} and b.asked_by = ${askedBy} and b.state in ('approved', 'stopped')
    order by b.asked_at, b.id limit 200`
}

export async function listStalled(tx: Tx, before: Date): Promise<string[]> {
  return (await tx.sql<{ id: string }>`select id from seal.batch where state = 'running' and moved_at < ${before}`).map((r) => r.id)
}

export async function pageBatches(tx: Tx, { who, organs }: Reach, after: Cursor | undefined, limit: number): Promise<BatchRow[]> {
  const wishes = [
    fragment`true`,
    ...(organs === '*' ? [] : [fragment`(s.owner = any(${organs}) or b.asked_by = ${who})`]),
    ...(after ? [fragment`(b.asked_at, b.id) < (${after.at}, ${after.id})`] : []),
  ]
  return tx.sql<BatchRow>`select ${columns} from ${joined} where ${fragment.join(wishes, fragment` and `)}
    order by b.asked_at desc, b.id desc limit ${limit}`
}
