/** Stamping a batch that was approved: one file a row of the kernel's batch, which bears the id of the batch of files. */

import { z } from 'zod'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { type BatchOver, defineBatch, holdBatch, orderBatch, resumeBatch } from '#kernel/batch/api.ts'
import { listNamed } from '#kernel/ledger/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { type BatchRow, countOf, findBatch, listLeft, listStalled, lockBatch, moveBatch, setFailure } from '../store/batch.ts'
import { keeps } from '../store/keeper.ts'
import { lockRequest, setUsed } from '../store/request.ts'
import { mayOn } from './reach.ts'
import { tellBatchOver } from './tell-use.ts'
import { sealDocument } from './use.ts'

const refuse = refusals({
  'seal.keeper-gone': [403, '您不再是这枚印章的用印人，不能盖章。请交给现在的用印人打开这一批接着盖，没有的请印章管理员指定一位'],
  'seal.batch-stands': [409, '这一批已经停下'],
})

export const stampKind = 'seal.stamp'

/** Whoever stamps keeps the seal and may use it, at each file anew. */
export async function mustKeep(ctx: Ctx, batch: BatchRow): Promise<void> {
  if (!(await keeps(ctx.tx, batch.seal, ctx.who.id)) || !mayOn(ctx.who, 'seal.use', batch)) throw refuse('seal.keeper-gone')
}

/** Stamps one file; one that a server of the release before has stamped meanwhile is done already. */
async function stampOne(ctx: Ctx, id: string, request: string): Promise<void> {
  const batch = (await findBatch(ctx.tx, id))!
  if (batch.state !== 'running') throw refuse('seal.batch-stands')
  await mustKeep(ctx, batch)
  const { state, documentFile, subject, title, places } = (await lockRequest(ctx.tx, request))!
  if (state === 'used') return
  const bytes = new Uint8Array(await ctx.storage.read(documentFile))
  await sealDocument(ctx, { seal: { id: batch.seal }, subject, title, approval: { request }, ofd: bytes, places, apart: true })
  await setUsed(ctx.tx, request, ctx.now)
}

async function howItEnded(ctx: Ctx, { id, state, reason }: BatchOver<unknown>): Promise<string> {
  if (state === 'stopped') return `停下了：${reason}`
  const { used, failed } = await countOf(ctx.tx, id)
  return failed > 0 ? `盖好 ${used} 份，${failed} 份没盖成` : `${used} 份都盖好了`
}

/** Refusals about the seal or its keeper would meet the next file too; a fault is looked at before the next is tried. */
const stopsAll = new Set(['seal.not-valid', 'seal.unknown', 'seal.no-device', 'seal.keeper-gone', 'seal.batch-stands', 'fault'])

export const stampMany = defineBatch({
  title: '批量盖章',
  label: '盖章',
  unit: '份',
  takes: z.object({ batch: z.string() }),
  columns: ['文件'],
  href: (request) => `/desk/seal-requests/${request}`,
  async act(ctx, { key, input }) {
    await asSystem(ctx.tx, () => stampOne(ctx, input.batch, key))
    return {}
  },
  refused: (ctx, { key, sentence }) => setFailure(ctx.tx, key, sentence),
  stopsAt: (code) => stopsAll.has(code),
  async over(ctx, ended) {
    const to = ended.state === 'stopped' ? 'stopped' : 'done'
    const batch = (await findBatch(ctx.tx, ended.id))!
    const moved = await moveBatch(ctx.tx, ended.id, ['running'], to, ctx.now, ended.reason)
    if (moved) await tellBatchOver(ctx, batch, await howItEnded(ctx, ended))
  },
  ownPages: true,
})

/** Stamps what is left of a batch in somebody's name: for the first time, or again. */
export async function stampOn(ctx: Ctx, id: string, by: { id: string; name: string }): Promise<void> {
  if (await holdBatch(ctx, id)) return resumeBatch(ctx, id, { again: true, by })
  const rows = (await listLeft(ctx.tx, id)).map(({ id: key, title }) => ({ key, cells: [title] }))
  await orderBatch(ctx, { kind: stampKind, id, input: { batch: id }, rows, by })
}

/** A batch that a release before the kernel's engine left running goes on in the name of whoever began it. */
export const takeOverStamping: Action<{ id: string }, void> = async (ctx, { id }) => {
  if (await holdBatch(ctx, id)) return
  const batch = await lockBatch(ctx.tx, id)
  if (batch?.state !== 'running') return
  if ((await listLeft(ctx.tx, id)).length === 0) {
    await moveBatch(ctx.tx, id, ['running'], 'done', ctx.now)
    return
  }
  const [begun] = await listNamed(ctx.tx, [`seal-batch:${id}`], ['seal.batch-running'], 1)
  await stampOn(ctx, id, { id: begun?.by ?? batch.askedBy, name: String(begun?.data.byName ?? batch.askedName) })
}

const quiet = 60_000

/** Finds such batches even where their job is gone. */
export const sweepStamping: Action<unknown, void> = async (ctx) => {
  for (const id of await listStalled(ctx.tx, new Date(ctx.now.getTime() - quiet))) await takeOverStamping(ctx, { id })
}
