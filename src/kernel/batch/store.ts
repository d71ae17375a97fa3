/** The SQL of batches: one row a batch, one row for each of its rows. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { BatchState, RowCounts, RowState } from './schema/batch.ts'
import type { NewRow } from './schema/kind.ts'

export type Batch = {
  id: string
  kind: string
  input: Record<string, unknown>
  by: string
  byName: string
  title: string
  state: BatchState
  reason: string | null
  total: number
  madeAt: Date
  movedAt: Date
  endedAt: Date | null
}
export type Row = {
  n: number
  key: string
  cells: string[]
  state: RowState
  sentence: string | null
  result: unknown
  count: number
  recallUntil: Date | null
  at: Date | null
}

const columns = fragment`id, kind, input, by_whom "by", by_name "byName", title, state, reason, total, made_at "madeAt", moved_at "movedAt", ended_at "endedAt"`
const rowColumns = fragment`n, key, cells, state, sentence, result, count, recall_until "recallUntil", at`

/** Writes a batch down; false, and nothing is written, where one of this id is there. */
export async function addBatch(tx: Tx, b: Omit<Batch, 'total' | 'movedAt'>, total: number): Promise<boolean> {
  const rows =
    await tx.sql`insert into batch.batch (id, kind, input, by_whom, by_name, title, state, reason, total, made_at, moved_at, ended_at)
    values (${b.id}, ${b.kind}, ${JSON.stringify(b.input)}::jsonb, ${b.by}, ${b.byName}, ${b.title}, ${b.state}, ${b.reason}, ${total},
      ${b.madeAt}, ${b.madeAt}, ${b.endedAt}) on conflict (id) do nothing returning 1`
  return rows.length === 1
}

export type KeptRow = NewRow & Partial<Pick<Row, 'state' | 'sentence' | 'result' | 'count' | 'recallUntil' | 'at'>>

/** Adds rows in their order, the first of them as row `from`. */
export async function addRows(tx: Tx, batch: string, rows: readonly KeptRow[], from = 1): Promise<void> {
  await tx.sql`insert into batch.row (batch, n, key, cells, state, sentence, result, count, recall_until, at)
    select ${batch}, r.n + ${from - 1}, x.key, coalesce(x.cells, '{}'), coalesce(x.state, 'waiting'), x.sentence, x.result, coalesce(x.count, 0),
      x."recallUntil", x.at
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality r (row, n),
      jsonb_to_record(r.row) as x (key text, cells text[], state text, sentence text, result jsonb, count int, "recallUntil" timestamptz, at timestamptz)`
}

/** A row behind the last of a batch that is held. */
export async function appendRow(tx: Tx, batch: string, row: NewRow): Promise<void> {
  await tx.sql`with grown as (update batch.batch set total = total + 1 where id = ${batch} returning total)
    insert into batch.row (batch, n, key, cells) select ${batch}, total, ${row.key}, ${[...row.cells]}::text[] from grown`
}

export async function findBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  return (await tx.sql<Batch>`select ${columns} from batch.batch where id = ${id}`)[0]
}

/** One person's batches of these kinds, newest first. */
export async function listBatches(tx: Tx, by: string, kinds: readonly string[], limit: number): Promise<Batch[]> {
  return tx.sql<Batch>`select ${columns} from batch.batch where by_whom = ${by} and kind = any(${kinds})
    order by made_at desc, id desc limit ${limit}`
}

type Move = { from: readonly BatchState[]; to: BatchState; at: Date; reason?: string | null }

/** Moves a batch from one of these states to another; false where it stood elsewhere. */
export async function moveBatch(tx: Tx, id: string, { from, to, at, reason = null }: Move): Promise<boolean> {
  const ended = to === 'done' || to === 'recalled' ? at : null
  const rows = await tx.sql`update batch.batch set state = ${to}, reason = ${reason}, moved_at = ${at}, ended_at = ${ended}
    where id = ${id} and state = any(${from}) returning 1`
  return rows.length === 1
}

/** From now on the batch is done in this person's name. */
export async function handBatch(tx: Tx, id: string, by: { id: string; name: string }): Promise<void> {
  await tx.sql`update batch.batch set by_whom = ${by.id}, by_name = ${by.name} where id = ${id}`
}

/** Notes that a batch is alive; a few hundred notes a minute are one too many. */
export function touchBatch(tx: Tx, id: string, at: Date): void {
  tx.send`update batch.batch set moved_at = ${at} where id = ${id} and moved_at < ${at}::timestamptz - interval '5 seconds'`
}

/** Batches that should move and have not for a while. */
export async function listStalled(tx: Tx, before: Date): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select id from batch.batch where state in ('running', 'recalling') and moved_at < ${before} limit 100`
  ).map((r) => r.id)
}

/** A batch held until the transaction is over: whoever else would go on with it, or steer it, waits. */
export async function holdBatch(tx: Tx, id: string): Promise<Batch | undefined> {
  return (await tx.sql<Batch>`select ${columns} from batch.batch where id = ${id} for no key update`)[0]
}

/** The next row in this state of a batch that is held; `last`: the last that can be recalled. */
export async function nextRow(tx: Tx, batch: string, state: RowState, last = false): Promise<Row | undefined> {
  const order = last ? fragment`n desc` : fragment`n`
  const recallable = last ? fragment`and recall_until is not null` : fragment``
  return (
    await tx.sql<Row>`select ${rowColumns} from batch.row where batch = ${batch} and state = ${state} ${recallable}
      order by ${order} limit 1`
  )[0]
}

type Settled = Pick<Row, 'state' | 'sentence' | 'result' | 'count' | 'recallUntil'>

export function settleRow(tx: Tx, batch: string, n: number, r: Settled, at: Date): void {
  const result = r.result === undefined || r.result === null ? null : JSON.stringify(r.result)
  tx.send`update batch.row set state = ${r.state}, sentence = ${r.sentence}, result = ${result}::jsonb, count = ${r.count},
    recall_until = ${r.recallUntil}, at = ${at} where batch = ${batch} and n = ${n}`
}

/** Sets rows that failed, or were refused, waiting again. */
export async function renewRows(tx: Tx, batch: string, states: readonly RowState[]): Promise<void> {
  await tx.sql`update batch.row set state = 'waiting', sentence = null where batch = ${batch} and state = any(${states})`
}

export async function countRows(tx: Tx, batch: string): Promise<{ counts: RowCounts; things: number; recallUntil: Date | null }> {
  const [row] = await tx.sql<RowCounts & { things: number; recallUntil: Date | null }>`select
      count(*) filter (where state = 'waiting')::int waiting, count(*) filter (where state = 'done')::int done,
      count(*) filter (where state = 'asked')::int asked, count(*) filter (where state = 'refused')::int refused,
      count(*) filter (where state = 'failed')::int failed, count(*) filter (where state = 'recalled')::int recalled,
      coalesce(sum(count) filter (where state in ('done', 'asked')), 0)::int things,
      max(recall_until) filter (where state in ('done', 'asked')) "recallUntil"
      from batch.row where batch = ${batch}`
  const { things, recallUntil, ...counts } = row!
  return { counts, things, recallUntil }
}

export async function listRows(tx: Tx, batch: string, page: { state?: RowState; after: number; limit: number }): Promise<Row[]> {
  return tx.sql<Row>`select ${rowColumns} from batch.row where batch = ${batch} and n > ${page.after}
    and (${page.state ?? null}::text is null or state = ${page.state ?? null}) order by n limit ${page.limit}`
}
