/** Who has the page of a case open, told to those who have it open too. It leaves no fact and no trace, and whoever is gone is gone in seconds. */
import type { Action } from '#kernel/module.ts'
import type { CaseId, Onlookers } from '../../schema/desk.ts'
import { dropGone, dropOnlooker, keepOnlooker, listOnlookers } from '../../store/onlooker.ts'
import { findPen } from '../../store/pen.ts'
import { fileOf, penView } from './pen.ts'
import { asStaff } from './staff.ts'

/** How long somebody is there after his last word, in milliseconds: some beats of his page. His row is written when half of it is over. */
const lifeMs = 20_000

/** Says that one is there, and answers who else is, and who writes. Whoever writes is not named twice. */
export const lookOn: Action<CaseId, Onlookers> = async (ctx, { id }) => {
  asStaff(ctx)
  const { organ, division } = await fileOf(ctx, id)
  const { id: account, name } = ctx.who
  const after = (ms: number) => new Date(ctx.now.getTime() + ms)
  keepOnlooker(ctx.tx, { caseId: id, account, name, organ, division, since: ctx.now, until: after(lifeMs) }, after(lifeMs / 2))
  const [pen, others] = await Promise.all([findPen(ctx.tx, id, ctx.now), listOnlookers(ctx.tx, id, account, ctx.now)])
  return { pen: penView(ctx, pen), names: others.filter((o) => o.account !== pen?.account).map((o) => o.name) }
}

/** Says that one is gone, whether or not the case can still be seen. */
export const lookAway: Action<CaseId, object> = async (ctx, { id }) => {
  asStaff(ctx)
  dropOnlooker(ctx.tx, id, ctx.who.id)
  return {}
}

/** Forgets those who went without a word. */
export const sweepOnlookers: Action<unknown, void> = async (ctx) => dropGone(ctx.tx, ctx.now)
