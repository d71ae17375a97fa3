/** Stopping a batch, going on with it, trying again what failed, and recalling what has not left the house yet. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { BatchId, BatchState, BatchView } from '../../schema/batch.ts'
import { countRows, moveBatch, renewRows } from '../../store/batch.ts'
import { asStaff } from '../desk/staff.ts'
import { getBatch, showBatch } from './read.ts'

const refuse = refusals({
  'window.batch-moved': [409, '这次批量办理已经不在“{word}”的状态了。请刷新看最新进度'],
  'window.recall-late': [409, '过了撤回的时间，通知已经发出。要改，请在每一件里走退回、撤回申请或终止办理'],
})

async function move(ctx: Ctx, id: string, from: readonly BatchState[], to: BatchState, word: string): Promise<void> {
  await getBatch(ctx, id)
  if (!(await moveBatch(ctx.tx, id, from, to, ctx.now))) throw refuse('window.batch-moved', { word })
}

/** The row under way is finished; no other is begun. */
export const stopBatch: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  await move(ctx, id, ['running'], 'stopped', '正在办')
  return showBatch(ctx, { id })
}

export const resumeBatch: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  await move(ctx, id, ['stopped'], 'running', '停着')
  await ctx.later('window.batch', { id })
  return showBatch(ctx, { id })
}

/** Tries again the rows that were refused or failed; what is done stays done. */
export const retryBatch: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  await move(ctx, id, ['done', 'stopped'], 'running', '办完了')
  await renewRows(ctx.tx, id, ['refused', 'failed'])
  await ctx.later('window.batch', { id })
  return showBatch(ctx, { id })
}

/** Stops the batch and takes back, from the last row on, whatever has not left the house. */
export const recallBatch: Action<BatchId, BatchView> = async (ctx, { id }) => {
  asStaff(ctx)
  const { recallUntil } = await countRows(ctx.tx, id)
  await getBatch(ctx, id)
  if (!recallUntil || recallUntil <= ctx.now) throw refuse('window.recall-late')
  await move(ctx, id, ['running', 'stopped', 'done'], 'recalling', '正在办')
  await ctx.later('window.batch', { id })
  return showBatch(ctx, { id })
}
