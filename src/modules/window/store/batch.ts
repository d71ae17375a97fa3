/** The SQL of batches: one row a batch, one row a case of it. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Verb } from '#kernel/case/schema.ts'
import type { BatchCounts, BatchState, RowState } from '../schema/batch.ts'

export type Batch = {
  id: string
  verb: Verb
  input: Record<string, unknown>
  by: string
  byName: string
  title: string
  state: BatchState
  total: number
  madeAt: Date
  movedAt: Date
  endedAt: Date | null
}
export type Row = {
  n: number
  caseId: string
  no: string
  itemName: string
  applicantName: string
  state: RowState
  sentence: string | null
  seq: number | null
  recallUntil: Date | null
  at: Date | null
}

const columns = fragment`id, verb, input, by_whom "by", by_name "byName", title, state, total, made_at "madeAt", moved_at "movedAt", ended_at "endedAt"`
const rowColumns = fragment`n, case_id "caseId", no, item_name "itemName", applicant_name "applicantName", state, sentence, seq, recall_until "recallUntil", at`

type NewRow = Pick<Row, 'caseId' | 'no' | 'itemName' | 'applicantName'>

export async function addBatch(tx: Tx, b: Omit<Batch, 'movedAt' | 'endedAt' | 'total'>, rows: readonly NewRow[]): Promise<void> {
  await tx.sql`insert into windows.batch (id, verb, input, by_whom, by_name, title, state, total, made_at, moved_at)
    values (${b.id}, ${b.verb}, ${JSON.stringify(b.input)}::jsonb, ${b.by}, ${b.byName}, ${b.title}, ${b.state}, ${rows.length}, ${b.madeAt}, ${b.madeAt})`
  await tx.sql`insert into windows.batch_row (batch, n, case_id, no, item_name, applicant_name)
    select ${b.id}, r.n, r.row->>'caseId', r.row->>'no', r.row->>'itemName', r.row->>'applicantName'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality r (row, n)`
}

export async function findBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  return (await tx.sql<Batch>`select ${columns} from windows.batch where id = ${id}`)[0]
}

export async function listBatches(tx: Tx, by: string, limit: number): Promise<Batch[]> {
  return tx.sql<Batch>`select ${columns} from windows.batch where by_whom = ${by} order by made_at desc limit ${limit}`
}

/** Moves a batch from one of these states to another; false where it stood elsewhere. */
export async function moveBatch(tx: Tx, id: string, from: readonly BatchState[], to: BatchState, at: Date): Promise<boolean> {
  const ended = to === 'done' || to === 'recalled' ? at : null
  const rows = await tx.sql`update windows.batch set state = ${to}, moved_at = ${at}, ended_at = ${ended}
    where id = ${id} and state = any(${from}) returning 1`
  return rows.length === 1
}

/** Notes that a batch is alive; a few hundred notes a minute are one too many. */
export async function touchBatch(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.sql`update windows.batch set moved_at = ${at} where id = ${id} and moved_at < ${at}::timestamptz - interval '5 seconds'`
}

/** Batches that should move and have not for a while. */
export async function listStalled(tx: Tx, before: Date): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select id from windows.batch where state in ('running', 'recalling') and moved_at < ${before} limit 100`
  ).map((r) => r.id)
}

/** A batch held until the transaction is over: whoever else would go on with it, or steer it, waits. */
export async function holdBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  return (await tx.sql<Batch>`select ${columns} from windows.batch where id = ${id} for no key update`)[0]
}

/** The next row in this state of a batch that is held. */
export async function nextRow(tx: Tx, batch: string, state: RowState, last = false): Promise<Row | undefined> {
  const order = last ? fragment`n desc` : fragment`n`
  const recallable = last ? fragment`and recall_until is not null` : fragment``
  return (
    await tx.sql<Row>`select ${rowColumns} from windows.batch_row where batch = ${batch} and state = ${state} ${recallable}
      order by ${order} limit 1`
  )[0]
}

type Settled = Pick<Row, 'state' | 'sentence' | 'seq' | 'recallUntil'>

export async function settleRow(tx: Tx, batch: string, n: number, r: Settled, at: Date): Promise<void> {
  await tx.sql`update windows.batch_row set state = ${r.state}, sentence = ${r.sentence}, seq = ${r.seq}, recall_until = ${r.recallUntil}, at = ${at}
    where batch = ${batch} and n = ${n}`
}

/** Sets rows that failed, or were refused, waiting again; answers how many. */
export async function renewRows(tx: Tx, batch: string, states: readonly RowState[]): Promise<number> {
  return (
    await tx.sql`update windows.batch_row set state = 'waiting', sentence = null where batch = ${batch} and state = any(${states}) returning 1`
  ).length
}

export async function countRows(tx: Tx, batch: string): Promise<BatchCounts & { recallUntil: Date | null }> {
  return (
    await tx.sql<BatchCounts & { recallUntil: Date | null }>`select
      count(*) filter (where state = 'waiting')::int waiting, count(*) filter (where state = 'done')::int done,
      count(*) filter (where state = 'asked')::int asked, count(*) filter (where state = 'refused')::int refused,
      count(*) filter (where state = 'failed')::int failed, count(*) filter (where state = 'recalled')::int recalled,
      max(recall_until) filter (where state in ('done', 'asked')) "recallUntil"
      from windows.batch_row where batch = ${batch}`
  )[0]!
}

export async function listRows(tx: Tx, batch: string, page: { state?: RowState; after: number; limit: number }): Promise<Row[]> {
  return tx.sql<Row>`select ${rowColumns} from windows.batch_row where batch = ${batch} and n > ${page.after}
    and (${page.state ?? null}::text is null or state = ${page.state ?? null}) order by n limit ${page.limit}`
}
