/** The job of a batch: one row a transaction, and with it the order for the next one. */
import { attempt, isAway } from '#base/db.ts'
import { Refusal } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import type { BatchState } from '../schema/batch.ts'
import type { RowDone } from '../schema/kind.ts'
import { appendRow, type Batch, countRows, holdBatch, listStalled, moveBatch, nextRow, type Row, settleRow, touchBatch } from '../store.ts'
import { factOf, findKind, type Kind } from './kind.ts'

/** PostgreSQL broke this transaction for others' sake, or the connection is gone: the row was not tried, and waits. */
const isBroken = (error: unknown): boolean => isAway(error) || /^(40001|40P01|25P02)$/.test(String((error as { code?: unknown }).code))

/** Whoever may do nothing any more: his account is shut, and every row is refused by the rules it meets. */
const closed = (id: string): Who => ({ id, kind: 'staff', name: '', parties: [], grants: [] })

type Tried<T> = { done: T } | { why: string; code: string }

/** Tries work as the one who ordered it. What it refuses or breaks on is undone and told; the rest of the batch goes on. */
async function tryAs<T>(ctx: Ctx, { id, by }: Batch, work: (as: Ctx) => Promise<T>): Promise<Tried<T>> {
  try {
    if (by === ctx.who.id) return { done: await attempt(ctx.tx, () => work(ctx)) }
    return { done: await ctx.as((await findStaff(ctx.tx, by, dayOf(ctx.now))) ?? closed(by), work) }
  } catch (error) {
    if (error instanceof Refusal) return { why: sentenceOf(error), code: error.code }
    if (isBroken(error)) throw error
    const number = ctx.id().slice(-8)
    ctx.log.error({ err: error, batch: id, number }, 'a row of a batch failed')
    return { why: `系统出了问题，这一件没有办。可以再试一次；还不行，请把编号 ${number} 告诉管理员`, code: 'fault' }
  }
}

const sentenceOf = (refusal: Refusal): string => {
  const fields = (refusal.data.fields as { sentence: string }[] | undefined)?.map((f) => f.sentence) ?? []
  return fields.length ? fields.join('；') : refusal.message
}

type Work = { ctx: Ctx; kind: Kind; batch: Batch; row: Row }

/** Does a row; answers why the whole batch must stop, where it must. */
async function doRow({ ctx, kind, batch, row }: Work): Promise<string | undefined> {
  const { input, total } = batch
  const todo = { batch: batch.id, n: row.n, key: row.key, input, left: total - row.n }
  const tried = await tryAs(ctx, batch, (as) => kind.act(as, todo))
  if ('done' in tried) return keepDone(ctx, batch, row, tried.done)
  const { why, code } = tried
  if (kind.stopsAt?.(code)) return why
  const nothing = { sentence: why, result: null, count: 0, recallUntil: null }
  settleRow(ctx.tx, batch.id, row.n, { ...nothing, state: code === 'fault' ? 'failed' : 'refused' }, ctx.now)
  await kind.refused?.(ctx, { key: row.key, input, sentence: why })
  return undefined
}

async function keepDone(ctx: Ctx, batch: Batch, row: Row, done: RowDone): Promise<undefined> {
  const { asked, sentence = null, result = null, recallUntil = null, count = 1, next } = done
  settleRow(ctx.tx, batch.id, row.n, { state: asked ? 'asked' : 'done', sentence, result, count, recallUntil }, ctx.now)
  if (next) await appendRow(ctx.tx, batch.id, next)
}

/** Recalls a row; what could not be recalled stays done, and says why. */
async function recallRow({ ctx, kind, batch, row }: Work): Promise<undefined> {
  const { key, result } = row
  const tried = await tryAs(ctx, batch, async (as) => kind.recall?.(as, { key, input: batch.input, result }))
  const settled =
    'done' in tried ? { state: 'recalled' as const, sentence: null, count: 0 } : { ...row, sentence: `没有撤回：${tried.why}` }
  settleRow(ctx.tx, batch.id, row.n, { ...settled, result, recallUntil: null }, ctx.now)
}

type Way = {
  next(ctx: Ctx, id: string): Promise<Row | undefined>
  act(work: Work): Promise<string | undefined>
  end: 'done' | 'recalled'
}

/** Each moving state: which row comes next, what is done with it, and where the batch ends. A recall goes from the last row back. */
const ways: Partial<Record<BatchState, Way>> = {
  running: { next: (ctx, id) => nextRow(ctx.tx, id, 'waiting'), act: doRow, end: 'done' },
  recalling: {
    next: async (ctx, id) => (await nextRow(ctx.tx, id, 'done', true)) ?? nextRow(ctx.tx, id, 'asked', true),
    act: recallRow,
    end: 'recalled',
  },
}

type Ended = { state: 'done' | 'recalled' | 'stopped'; reason?: string | null }

/** A batch comes to its end, or stops by itself; its room hears of it in the same transaction. */
async function endBatch(ctx: Ctx, kind: Kind | undefined, batch: Batch, { state, reason = null }: Ended): Promise<void> {
  await moveBatch(ctx.tx, batch.id, { from: [batch.state], to: state, at: ctx.now, reason })
  const { counts, things } = await countRows(ctx.tx, batch.id)
  await ctx.emit(factOf(state === 'stopped' ? 'stopped' : 'ended', batch, { state, counts }))
  await kind?.over?.(ctx, { id: batch.id, by: batch.by, input: batch.input, state, reason, counts, things })
}

const patience = 3_600_000
const lookAgain = 5_000

/**
 * A kind that this program does not know: during an upgrade a server of the other release does, so the batch is left to it. It stops where
 * nobody has gone on with it for an hour.
 */
async function leaveUnknown(ctx: Ctx, batch: Batch): Promise<void> {
  const { id, movedAt } = batch
  if (ctx.now.getTime() - movedAt.getTime() > patience)
    return endBatch(ctx, undefined, batch, { state: 'stopped', reason: '系统已经没有这种批量办理，请联系管理员' })
  await ctx.later('batch.step', { id }, { at: new Date(ctx.now.getTime() + lookAgain), key: `batch.step:${id}` })
}

/**
 * One row, the batch being held: of two chains on it one waits, and neither takes a row under way for a row that is done. Whoever stops or
 * recalls the batch is heard before the next row.
 */
export const stepBatch: Action<{ id: string }, void> = async (ctx, { id }) => {
  const batch = await holdBatch(ctx.tx, id)
  const way = batch && ways[batch.state]
  if (!way) return
  const kind = findKind(ctx, batch.kind)
  if (!kind) return leaveUnknown(ctx, batch)
  const row = await way.next(ctx, id)
  if (!row) return endBatch(ctx, kind, batch, { state: way.end })
  const reason = await way.act({ ctx, kind, batch, row })
  if (reason !== undefined) return endBatch(ctx, kind, batch, { state: 'stopped', reason })
  touchBatch(ctx.tx, id, ctx.now)
  await ctx.later('batch.step', { id })
}

const quiet = 60_000

/** Sets batches going again that should move and have not for a minute. Two chains on one batch harm nothing: each waits for the other's row. */
export const sweepBatches: Action<unknown, void> = async (ctx) => {
  for (const id of await listStalled(ctx.tx, new Date(ctx.now.getTime() - quiet))) await ctx.later('batch.step', { id })
}
