/** Batches of the releases before the kernel's engine: whoever finds one hands it over, and those that move go on there. */
import { adoptBatch } from '#kernel/batch/api.ts'
import type { Action } from '#kernel/module.ts'
import { type OldRow, takeOldBatch } from '../store/old-batch.ts'
import { batchKind } from './batch.ts'

const rowOf = ({ caseId, no, itemName, applicantName, seq, ...r }: OldRow) => ({
  key: caseId,
  cells: [no, itemName, applicantName],
  state: r.state,
  sentence: r.sentence,
  result: seq === null ? null : { seq },
  count: r.state === 'done' || r.state === 'asked' ? 1 : 0,
  recallUntil: r.recallUntil,
  at: r.at,
})

/**
 * Takes over one batch and asks for the next. It is called for by the jobs that an old release left, and every minute, because a server of
 * that release may still run beside this one and begin batches.
 */
export const takeOverBatch: Action<unknown, void> = async (ctx) => {
  const taken = await takeOldBatch(ctx.tx)
  if (!taken) return
  const { batch, rows } = taken
  const { verb, input, ...kept } = batch
  await adoptBatch(ctx, { ...kept, kind: batchKind, input: { verb, input }, rows: rows.map(rowOf) })
  await ctx.later('window.batch-sweep', {})
}
