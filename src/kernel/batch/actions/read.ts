/** How far a batch has come, row by row. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { BatchId, BatchRow, BatchRows, BatchView, RowState } from '../schema/batch.ts'
import { type Batch, countRows, findBatch, listBatches, listRows, type Row } from '../store.ts'
import { commonKinds, findKind, labelOf } from './kind.ts'

const refuse = refusals({ 'batch.none': [404, '没有找到这次批量办理，或者不是您办的'] })

/** A batch that whoever asks ordered; the house sees all. */
export async function getBatch(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await findBatch(ctx.tx, id)
  if (!batch) throw refuse('batch.none')
  return batch
}

/** The same for the common pages, which know nothing of batches that a room shows itself. */
export async function getCommon(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await getBatch(ctx, id)
  if (findKind(ctx, batch.kind)?.ownPages) throw refuse('batch.none')
  return batch
}

async function viewOf(ctx: Ctx, b: Batch): Promise<BatchView> {
  const { counts, things, recallUntil } = await countRows(ctx.tx, b.id)
  const kind = findKind(ctx, b.kind)
  const recallable = kind?.recall && recallUntil && recallUntil > ctx.now
  return {
    id: b.id,
    kind: b.kind,
    label: kind ? labelOf(kind, b.input) : '办',
    unit: kind?.unit ?? '件',
    columns: kind?.columns ?? [],
    state: b.state,
    reason: b.reason,
    by: b.byName,
    title: b.title,
    input: b.input,
    total: b.total,
    counts,
    things,
    madeAt: b.madeAt.toISOString(),
    endedAt: b.endedAt?.toISOString() ?? null,
    recallUntil: recallable ? recallUntil.toISOString() : null,
    now: ctx.now.toISOString(),
  }
}

/** A batch with its counts. Refuses (`batch.none`) one that whoever asks did not order. */
export const showBatch: Action<BatchId, BatchView> = async (ctx, { id }) => viewOf(ctx, await getBatch(ctx, id))

/** One's own batches of these kinds, newest first. */
export async function batchesOf(ctx: Ctx, kinds: readonly string[], limit = 30): Promise<BatchView[]> {
  const views: BatchView[] = []
  for (const b of await listBatches(ctx.tx, ctx.who.id, kinds, limit)) views.push(await viewOf(ctx, b))
  return views
}

/** The keys of a batch's rows in a state, in their order; none where whoever asks did not order it. */
export async function keysOf(ctx: Ctx, id: string, state: RowState): Promise<string[]> {
  const batch = await findBatch(ctx.tx, id)
  return batch ? (await listRows(ctx.tx, id, { state, after: 0, limit: batch.total })).map((r) => r.key) : []
}

/** What the rows of a batch that are done left (`RowDone.result`), in their order. */
export async function resultsOf<Result>(ctx: Ctx, id: string): Promise<Result[]> {
  const { total } = await getBatch(ctx, id)
  return (await listRows(ctx.tx, id, { state: 'done', after: 0, limit: total })).map((r) => r.result as Result)
}

export const commonBatch: Action<BatchId, BatchView> = async (ctx, { id }) => viewOf(ctx, await getCommon(ctx, id))

export const myBatches: Action<object, { batches: BatchView[] }> = async (ctx) => ({ batches: await batchesOf(ctx, commonKinds(ctx)) })

const pageSize = 200

export const batchRows: Action<BatchRows, { rows: BatchRow[]; next: number | null }> = async (ctx, { id, state, after }) => {
  const kind = findKind(ctx, (await getCommon(ctx, id)).kind)
  const rows = await listRows(ctx.tx, id, { state, after, limit: pageSize + 1 })
  const rowOf = (r: Row): BatchRow => ({
    n: r.n,
    key: r.key,
    cells: r.cells,
    href: kind?.href?.(r.key) ?? null,
    state: r.state,
    sentence: r.sentence,
    at: r.at?.toISOString() ?? null,
  })
  const shown = rows.slice(0, pageSize)
  return { rows: shown.map(rowOf), next: rows.length > pageSize ? shown.at(-1)!.n : null }
}
