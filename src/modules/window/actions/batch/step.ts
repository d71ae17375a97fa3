/** The job of a batch: one row a transaction, and with it the order for the next one. */
import { once } from '#base/command.ts'
import { Refusal } from '#base/refusal.ts'
import { recall, type Taken, takeByName } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { holdOfRow } from '../../rules/batch.ts'
import type { BatchState } from '../../schema/batch.ts'
import { type Batch, holdBatch, listStalled, moveBatch, nextRow, type Row, settleRow, touchBatch } from '../../store/batch.ts'

/** PostgreSQL broke this transaction for others' sake, or the connection is gone: the row was not tried, and waits. */
const broken = new Set(['40001', '40P01', '57P01', '25P02', '08006', '08003'])

const closed: Who = { id: 'staff:closed', kind: 'staff', name: '', parties: [], grants: [] }

type Tried = { taken?: Taken; why?: string; failed?: string }

/** Tries work as the one who ordered it. What it refuses or breaks on is undone and told; the rest of the batch goes on. */
async function tryAs(ctx: Ctx, batch: Batch, work: (as: Ctx) => Promise<Taken>): Promise<Tried> {
  const who = (await findStaff(ctx.tx, batch.by, dayOf(ctx.now))) ?? { ...closed, id: batch.by }
  try {
    return { taken: await ctx.as(who, work) }
  } catch (error) {
    if (error instanceof Refusal) return { why: sentenceOf(error) }
    if (broken.has(String((error as { code?: unknown }).code))) throw error
    const number = ctx.id().slice(-8)
    ctx.log.error({ err: error, batch: batch.id, number }, 'a row of a batch failed')
    return { failed: `系统出了问题，这一件没有办。可以再试一次；还不行，请把编号 ${number} 告诉管理员` }
  }
}

const sentenceOf = (refusal: Refusal): string => {
  const fields = (refusal.data.fields as { sentence: string }[] | undefined)?.map((f) => f.sentence) ?? []
  return fields.length ? fields.join('；') : refusal.message
}

/** The act itself, under a key of its own: whatever happens around it, it is done once. */
const actOn = (batch: Batch, row: Row) => async (ctx: Ctx) => {
  const key = `batch:${batch.id}:${row.n}`
  const { verb, input, total } = batch
  const command = {
    who: ctx.who.id,
    key,
    route: 'window.batch',
    input: canonical({ verb, input, id: row.caseId }),
    rights: '',
    at: ctx.now,
  }
  const act = () => takeByName(ctx, { id: row.caseId, verb, input, hold: holdOfRow(total - row.n) })
  return (await once(ctx.tx, ctx.keys, command, act)).answer
}

async function doRow(ctx: Ctx, batch: Batch, row: Row): Promise<void> {
  const { taken, why, failed } = await tryAs(ctx, batch, actOn(batch, row))
  const settled = taken
    ? { state: taken.waiting ? ('asked' as const) : ('done' as const), sentence: taken.waiting ?? null }
    : { state: failed ? ('failed' as const) : ('refused' as const), sentence: failed ?? why ?? null }
  const recallUntil = taken?.recallUntil ? new Date(taken.recallUntil) : null
  await settleRow(ctx.tx, batch.id, row.n, { ...settled, seq: taken?.seq ?? null, recallUntil }, ctx.now)
}

/** What could not be recalled stays done, and says why. */
async function recallRow(ctx: Ctx, batch: Batch, row: Row): Promise<void> {
  const { taken, why, failed } = await tryAs(ctx, batch, (as) => recall(as, { id: row.caseId, seq: row.seq! }))
  const settled = taken ? { state: 'recalled' as const, sentence: null } : { state: row.state, sentence: `没有撤回：${why ?? failed}` }
  await settleRow(ctx.tx, batch.id, row.n, { ...settled, seq: row.seq, recallUntil: null }, ctx.now)
}

type Way = { next(ctx: Ctx, id: string): Promise<Row | undefined>; act(ctx: Ctx, batch: Batch, row: Row): Promise<void>; end: BatchState }

/** Each moving state: which row comes next, what is done with it, and where the batch ends. A recall goes from the last row back. */
const ways: Partial<Record<BatchState, Way>> = {
  running: { next: (ctx, id) => nextRow(ctx.tx, id, 'waiting'), act: doRow, end: 'done' },
  recalling: {
    next: async (ctx, id) => (await nextRow(ctx.tx, id, 'done', true)) ?? nextRow(ctx.tx, id, 'asked', true),
    act: recallRow,
    end: 'recalled',
  },
}

/**
 * One row, the batch being held: of two chains on it one waits, and neither takes a row under way for a row that is done. Whoever stops or
 * recalls the batch is heard before the next row.
 */
export const stepBatch: Action<{ id: string }, void> = async (ctx, { id }) => {
  const batch = await holdBatch(ctx.tx, id)
  const way = batch && ways[batch.state]
  if (!way) return
  const row = await way.next(ctx, id)
  if (!row) {
    await moveBatch(ctx.tx, id, [batch.state], way.end, ctx.now)
    return
  }
  await way.act(ctx, batch, row)
  await touchBatch(ctx.tx, id, ctx.now)
  await ctx.later('window.batch', { id })
}

const quiet = 60_000

/** Sets batches going again that should move and have not for a minute. Two chains on one batch harm nothing: each waits for the other's row. */
export const sweepBatches: Action<unknown, void> = async (ctx) => {
  for (const id of await listStalled(ctx.tx, new Date(ctx.now.getTime() - quiet))) await ctx.later('window.batch', { id })
}
