/** How far a batch has come, row by row. */
import { refusals } from '#base/refusal.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { BatchId, BatchRow, BatchRows, BatchView } from '../../schema/batch.ts'
import { type Batch, countRows, findBatch, listBatches, listRows, type Row } from '../../store/batch.ts'
import { asStaff } from '../desk/staff.ts'

const refuse = refusals({ 'window.no-batch': [404, '没有找到这次批量办理，或者不是您办的'] })

export async function getBatch(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await findBatch(ctx.tx, id)
  if (!batch) throw refuse('window.no-batch')
  return batch
}

async function viewOf(ctx: Ctx, b: Batch): Promise<BatchView> {
  const { recallUntil, ...counts } = await countRows(ctx.tx, b.id)
  return {
    id: b.id,
    verb: b.verb,
    label: verbs[b.verb].label,
    state: b.state,
    by: b.byName,
    title: b.title,
    total: b.total,
    counts,
    madeAt: b.madeAt.toISOString(),
    endedAt: b.endedAt?.toISOString() ?? null,
    recallUntil: recallUntil && recallUntil > ctx.now ? recallUntil.toISOString() : null,
    now: ctx.now.toISOString(),
  }
}

export const showBatch: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  return viewOf(ctx, await getBatch(ctx, id))
}

/** One's own batches, newest first. */
export const myBatches: Action<object, { batches: BatchView[] }> = async (ctx) => {
  asStaff(ctx)
  const batches: BatchView[] = []
  for (const b of await listBatches(ctx.tx, ctx.who.id, 30)) batches.push(await viewOf(ctx, b))
  return { batches }
}

export const rowOf = (r: Row): BatchRow => ({
  n: r.n,
  caseId: r.caseId,
  no: r.no,
  itemName: r.itemName,
  applicant: r.applicantName,
  state: r.state,
  sentence: r.sentence,
  at: r.at?.toISOString() ?? null,
})

const pageSize = 200

export const batchRows: Action<BatchRows, { rows: BatchRow[]; next: number | null }> = async (ctx, { id, state, after }) => {
  asStaff(ctx)
  await getBatch(ctx, id)
  const rows = await listRows(ctx.tx, id, { state, after, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  return { rows: shown.map(rowOf), next: rows.length > pageSize ? shown.at(-1)!.n : null }
}
