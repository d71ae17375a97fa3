/** What those who publish do: answer objections, and take down what should not stand. */
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { stateOn } from '../rules/period.ts'
import type {
  AnswerObjection,
  AskOne,
  AskOwn,
  Objection,
  OpenedObjection,
  OwnPublication,
  Publication,
  Waiting,
  Withdraw,
} from '../schema.ts'
import { findObjection, listWaitingObjections, lockObjection, setAnswered } from '../store/objection.ts'
import { lockPublication, pageOwn, setWithdrawn } from '../store/publication.ts'
import { getPublication, mayHandle } from './read.ts'
import { tellAnswered } from './told.ts'

const refuse = refusals({
  'publicity.not-yours': [403, '这是“{organ}”的公示，要由那里的公示发布员处理'],
  'publicity.withdrawn': [409, '这条公示已经撤下，不用再撤'],
  'publicity.no-objection': [404, '没有找到这条异议，请从待答复的列表重新打开'],
  'publicity.answered': [409, '这条异议已经答复过了，请刷新看答复'],
})

function refuseStranger(ctx: Ctx, p: Publication): void {
  if (!mayHandle(ctx, p)) throw refuse('publicity.not-yours', { organ: p.organName })
}

/** Takes a publication down for good; the page stays and says why, so that nothing disappears without a word. */
export const withdraw: Action<Withdraw, { id: string }> = async (ctx, { id, reason }) => {
  await getPublication(ctx, id)
  const held = (await lockPublication(ctx.tx, id))!
  refuseStranger(ctx, held)
  if (held.state === 'withdrawn') throw refuse('publicity.withdrawn')
  await setWithdrawn(ctx.tx, id, reason, ctx.now)
  const { source, kind } = held
  await ctx.emit({ name: 'publication.withdrawn', about: `publication:${id}`, data: { publication: id, source, kind, reason } })
  return { id }
}

const most = 200
const ownPage = 50

/** Objections of the places where this person publishes, the most pressing first. */
export const listObjections: Action<Record<never, never>, Waiting[]> = async (ctx) =>
  (await listWaitingObjections(ctx.tx, most)).filter((o) => mayHandle(ctx, o))

/** Publications of the places where this person publishes, newest first, those under way and those that wait included. */
export const listOwnPublications: Action<AskOwn, { rows: OwnPublication[]; next: string | null }> = async (ctx, { after }) => {
  const rows = (await pageOwn(ctx.tx, after, ownPage + 1)).filter((p) => mayHandle(ctx, p))
  const shown = rows.slice(0, ownPage).map((p) => ({ ...p, state: stateOn(p, dayOf(ctx.now)) }))
  return { rows: shown, next: rows.length > ownPage ? shown.at(-1)!.id : null }
}

export const openObjection: Action<AskOne, OpenedObjection> = async (ctx, { id }) => {
  const objection = await findObjection(ctx.tx, id)
  if (!objection) throw refuse('publicity.no-objection')
  const publication = await getPublication(ctx, objection.publication)
  refuseStranger(ctx, publication)
  return { objection, publication }
}

/** Answers an objection, once; the row it froze is free again. What follows from one that is upheld, the room that published decides. */
export const answer: Action<AnswerObjection, Objection> = async (ctx, input) => {
  const held = await lockObjection(ctx.tx, input.id)
  if (!held) throw refuse('publicity.no-objection')
  const publication = await getPublication(ctx, held.publication)
  refuseStranger(ctx, publication)
  if (held.state !== 'open') throw refuse('publicity.answered')
  await setAnswered(ctx.tx, held.id, { state: input.verdict, answer: input.answer, by: ctx.who.id, at: ctx.now })
  const { by, ...objection } = held
  await ctx.emit({
    name: 'publication.objection-answered',
    about: `objection:${held.id}`,
    data: {
      publication: publication.id,
      source: publication.source,
      objection: held.id,
      entry: held.entry,
      verdict: input.verdict,
      to: by,
    },
  })
  await tellAnswered(ctx, publication, held, input)
  return { ...objection, state: input.verdict, answer: input.answer, answeredAt: ctx.now }
}
