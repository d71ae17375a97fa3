/** Stopping a batch, going on with it, trying again what failed, and recalling what has not left the house yet. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { moves } from '../rules.ts'
import type { BatchId, BatchView } from '../schema/batch.ts'
import { countRows, handBatch, holdBatch as hold, moveBatch, renewRows } from '../store.ts'
import { factOf, kindOf } from './kind.ts'
import { getBatch, getCommon, showBatch } from './read.ts'

const refuse = refusals({
  'batch.moved': [409, '这次批量办理已经不在“{word}”的状态了。请刷新看最新进度'],
  'batch.recall-late': [409, '过了撤回的时间，通知已经发出。要改，请在每一件里走退回、撤回申请或终止办理'],
  'batch.no-recall': [409, '这样的批量办理不能整批撤回，请一件一件地改'],
})

async function move(ctx: Ctx, id: string, how: keyof typeof moves): Promise<void> {
  const { word, ...way } = moves[how]
  if (!(await moveBatch(ctx.tx, id, { ...way, at: ctx.now }))) throw refuse('batch.moved', { word })
}

/** Holds a batch until the transaction is over: nobody goes on with it or steers it meanwhile. False where there is none. */
export const holdBatch = async (ctx: Ctx, id: string): Promise<boolean> => (await hold(ctx.tx, id)) !== undefined

/** The row under way is finished, no other is begun. Refuses (`batch.moved`) one that does not run. */
export async function stopBatch(ctx: Ctx, id: string): Promise<void> {
  const batch = await getBatch(ctx, id)
  await move(ctx, id, 'stop')
  await ctx.emit(factOf('stopped', batch, {}))
}

/**
 * Goes on with a batch that stands. `again`: also with the rows that were refused or failed, and where it is done already. `by`: from now on
 * in this person's name; only the house may hand a batch over. Refuses (`batch.moved`) one that moves.
 */
export async function resumeBatch(ctx: Ctx, id: string, { again = false, by }: Resume = {}): Promise<void> {
  const batch = await getBatch(ctx, id)
  await move(ctx, id, again ? 'retry' : 'resume')
  if (again) await renewRows(ctx.tx, id, ['refused', 'failed'])
  if (by) await handBatch(ctx.tx, id, by)
  await ctx.emit(factOf('resumed', { ...batch, by: by?.id ?? batch.by }, { again }))
  await ctx.later('batch.step', { id })
}
type Resume = { again?: boolean; by?: { id: string; name: string } }

/** Stops a batch and takes back, from the last row on, whatever can be. Refuses (`batch.recall-late`) where nothing can any more. */
export async function recallBatch(ctx: Ctx, id: string): Promise<void> {
  const batch = await getBatch(ctx, id)
  if (!kindOf(ctx, batch.kind).recall) throw refuse('batch.no-recall')
  const { recallUntil } = await countRows(ctx.tx, id)
  if (!recallUntil || recallUntil <= ctx.now) throw refuse('batch.recall-late')
  await move(ctx, id, 'recall')
  await ctx.emit(factOf('recalled', batch, {}))
  await ctx.later('batch.step', { id })
}

/** Steering from the common pages, which answer the batch as it stands then. */
const common =
  (steer: (ctx: Ctx, id: string) => Promise<void>): Action<BatchId, BatchView> =>
  async (ctx, { id }) => {
    await getCommon(ctx, id)
    await steer(ctx, id)
    return showBatch(ctx, { id })
  }

export const stopCommon = common(stopBatch)
export const resumeCommon = common((ctx, id) => resumeBatch(ctx, id))
export const retryCommon = common((ctx, id) => resumeBatch(ctx, id, { again: true }))
export const recallCommon = common(recallBatch)
