/** Batches that an earlier release kept in a room of its own, taken over where they stand. */
import type { Ctx } from '#kernel/module.ts'
import { addBatch, addRows, type Batch, type KeptRow } from '../store.ts'

export type Adopted = Omit<Batch, 'total' | 'movedAt' | 'reason'> & { reason?: string | null; rows: readonly KeptRow[] }

/**
 * Takes over a batch with its rows as they stand; one that moves goes on. The house alone does so, in the transaction that takes the batch
 * out of where it was. A repeat changes nothing.
 */
export async function adoptBatch(ctx: Ctx, { rows, reason = null, ...batch }: Adopted): Promise<void> {
  if (!(await addBatch(ctx.tx, { ...batch, reason }, rows.length))) return
  await addRows(ctx.tx, batch.id, rows)
  if (batch.state === 'running' || batch.state === 'recalling') await ctx.later('batch.step', { id: batch.id })
}
