/**
 * Decisions become licences many at a time: one transaction holds them all, each with its file and its facts, so that a process that is
 * killed leaves either none of them or all, and what stood still to be made stands there still.
 */
import { attempt } from '#base/db.ts'
import { Refusal } from '#base/refusal.ts'
import { sideBySide } from '#base/together.ts'
import { findFile } from '#kernel/case/api.ts'
import { findFact, findFacts } from '#kernel/ledger/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import type { Retry } from '../schema/licence.ts'
import { addDue, hasDue, removeWaiting, saveWaiting, takeDue, takeOrgan } from '../store/licence.ts'
import { grant, typesOf } from './issue.ts'

/** How many decisions of one organ share a transaction: they share its counters and its seal, and two organs' stand in no one's way. */
const together = 64

/** So many are drawn in the thread of the press, which takes a moment to begin. */
const many = 8

/** So many go to the database together, while those after them are drawn and signed. */
const enough = 16

/** Without a key: one that took the place of a job at work would make that job look given up. Who finds nothing due is done. */
const wake = (ctx: Ctx) => ctx.later('licence.issue', {})

/** Gives what is due a job, where there is anything. */
export const goOn = async (ctx: Ctx): Promise<void> => ((await hasDue(ctx.tx)) ? wake(ctx) : undefined)

/** Reacts to a decision after the time of its recall. */
export const onApproved: Action<Recorded, void> = async (ctx, fact) => {
  const file = await findFile(ctx.tx, String(fact.data.case))
  if (!file) throw new Error(`fact ${fact.id} speaks of a case that is not there`)
  if ((await typesOf(ctx, file.item)).length === 0) return
  await addDue(ctx.tx, fact.id, file.organ)
  await wake(ctx)
}

/** Makes the licences of the decisions that are due. Where one cannot be made, each is made by itself, and only that one waits or is tried again. */
export const issueDue: Action<unknown, void> = async (ctx) => {
  const organ = await takeOrgan(ctx.tx)
  // what is due is in other hands, which wake the next when they are done
  if (organ === undefined) return
  const ids = await takeDue(ctx.tx, organ, together)
  await wake(ctx)
  const facts = await findFacts(ctx.tx, ids)
  try {
    await attempt(ctx.tx, () => sideBySide(ctx.tx, facts, (fact) => grant(ctx, fact, { apart: facts.length >= many }), enough))
    removeWaiting(ctx.tx, ids)
  } catch (error) {
    if (!(error instanceof Refusal)) ctx.log.warn({ err: error, decisions: ids.length }, 'licences are made one by one')
    for (const fact of ids) await retry(ctx, { fact })
  }
}

/** Makes what waited, once the reason is gone; what still cannot be made keeps waiting, with the reason of now. */
export const retry = async (ctx: Ctx, { fact }: Retry): Promise<{ fact: number }> => {
  await ctx.later('licence.retry', { fact }, { key: `licence.retry:${fact}` })
  return { fact }
}

export const retryOne: Action<Retry, void> = async (ctx, { fact: id }) => {
  const fact = await findFact(ctx.tx, id)
  if (fact?.name !== 'case.approved') return
  try {
    await attempt(ctx.tx, () => grant(ctx, fact))
    removeWaiting(ctx.tx, [id])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { id: caseId, item, organ, division } = (await findFile(ctx.tx, String(fact.data.case)))!
    const [type] = await typesOf(ctx, item)
    await saveWaiting(ctx.tx, { fact: id, caseId, type: type!.code, organ, division, why: error.message, at: ctx.now })
  }
}
