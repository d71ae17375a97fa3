/** What happens to a licence after it was issued: suspended, resumed, rescinded, revoked, cancelled, expired. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { personOf, tell } from '#modules/message/api.ts'
import { acts, opensIn, stateCodes } from '../rules/acts.ts'
import { dayText } from '../rules/sheet.ts'
import type { ActName, AnswerAsked, Licence, TakeAct } from '../schema/licence.ts'
import { dropShowings } from '../store/holder.ts'
import {
  addAsked,
  answerAsked,
  listAsked,
  listEnding,
  listOver,
  listUndrawn,
  lockAsked,
  saveLicence,
  setReminded,
} from '../store/licence.ts'
import { goOn } from './due.ts'
import { about, getLicence, hold, readersOf, tellHolding, type Whole } from './keep.ts'

const refuse = refusals({
  'licence.not-now': [409, '这张证照现在是“{state}”，不能{act}。请刷新看最新情况'],
  'licence.may-not': [403, '您没有在这里“{act}”证照的权限，请找有权限的同事办理'],
  'licence.asked-already': [409, '已经有一项“{act}”的申请在等审批，先等审批，或请审批人退回'],
  'licence.no-asked': [404, '没有这项申请，可能已经审批过了。请刷新看最新情况'],
  'licence.own-request': [409, '自己提的申请要由别人审批，请有权的负责人来办'],
})

export const reads = (ctx: Ctx, l: Licence, permission: string, act: string): void => {
  if (!may(ctx.who, permission, l)) throw refuse('licence.may-not', { act })
}

type Reason = { act: ActName; reason: string; article: string; askedBy?: { id: string; name: string } }

/** Changes the state, in one transaction with the fact and with what the kernel is told: from its commit on the licence satisfies nothing. */
async function take(ctx: Ctx, { licence: old, type, face }: Whole, { act, reason, article, askedBy }: Reason): Promise<Licence> {
  const licence: Licence = { ...old, state: acts[act].to, updatedAt: ctx.now }
  await asSystem(ctx.tx, () => saveLicence(ctx.tx, licence))
  const data = { licence: old.id, organ: old.organ, no: old.no, identifier: old.identifier, before: old.state, reason, article, askedBy }
  await ctx.emit({ name: acts[act].fact, about: about(old.id), readers: readersOf(old), data: { ...data, byName: ctx.who.name } })
  await tellHolding(ctx, type, licence, face)
  return licence
}

function mustOpen({ licence }: Whole, act: ActName): void {
  if (!opensIn(act, licence.state)) throw refuse('licence.not-now', { state: stateCodes[licence.state].label, act: acts[act].label })
}

/** Takes an act, or asks for it where the law wants the decision of a second person. */
export const takeAct: Action<TakeAct, { id: string; state: string; waiting?: string }> = async (ctx, { id, act, reason, article }) => {
  const seen = await getLicence(ctx, id)
  reads(ctx, seen, 'licence.handle', acts[act].label)
  const held = await hold(ctx, id)
  mustOpen(held, act)
  const waiting = (await listAsked(ctx.tx, id)).find((a) => a.answer === null)
  if (waiting) throw refuse('licence.asked-already', { act: acts[waiting.act].label })
  if (!acts[act].approver) return { id, state: (await take(ctx, held, { act, reason, article })).state }
  const asked = { id: ctx.id(), licence: id, act, reason, article, by: ctx.who.id, byName: ctx.who.name, at: ctx.now }
  const open = { answer: null, answeredBy: null, answeredName: null, answeredAt: null, note: null }
  await asSystem(ctx.tx, () => addAsked(ctx.tx, { ...asked, ...open }))
  const data = { licence: id, organ: seen.organ, act, reason, article, byName: ctx.who.name }
  await ctx.emit({ name: 'licence.act-asked', about: about(id), readers: readersOf(seen), data })
  return { id, state: seen.state, waiting: `已提交审批，等负责人同意“${acts[act].label}”` }
}

/** The second person answers; granted, the act is done with both names on it. */
export const answerAct: Action<AnswerAsked, { id: string; state: string }> = async (ctx, { id, grant, note }) => {
  const asked = await asSystem(ctx.tx, () => lockAsked(ctx.tx, id))
  if (!asked || asked.answer !== null) throw refuse('licence.no-asked')
  const seen = await getLicence(ctx, asked.licence)
  reads(ctx, seen, acts[asked.act].approver!, acts[asked.act].label)
  if (asked.by === ctx.who.id) throw refuse('licence.own-request')
  const answered = { answer: grant, answeredBy: ctx.who.id, answeredName: ctx.who.name, answeredAt: ctx.now, note: note ?? null }
  await asSystem(ctx.tx, () => answerAsked(ctx.tx, { ...asked, ...answered }))
  if (grant === 'no') {
    const data = { licence: seen.id, organ: seen.organ, act: asked.act, note, byName: ctx.who.name }
    await ctx.emit({ name: 'licence.act-denied', about: about(seen.id), readers: readersOf(seen), data })
    return { id: seen.id, state: seen.state }
  }
  const held = await hold(ctx, seen.id)
  mustOpen(held, asked.act)
  const { act, reason, article } = asked
  const { state } = await take(ctx, held, { act, reason, article, askedBy: { id: asked.by, name: asked.byName } })
  return { id: seen.id, state }
}

const batch = 500
const remindDays = 30

/** Every night: what is over is written down, what is due and lost its job gets one again, and whoever's licence ends within thirty days is told, once a last day. */
export const nightly: Action<unknown, void> = async (ctx) => {
  const today = dayOf(ctx.now)
  await dropShowings(ctx.tx, new Date(ctx.now.getTime() - 86_400_000))
  for (const { id } of await listOver(ctx.tx, today, batch)) await ctx.later('licence.expire', { id }, { key: `licence.expire:${id}` })
  await goOn(ctx)
  for (const { id } of await listUndrawn(ctx.tx, batch)) await ctx.later('licence.draw', { id }, { key: `licence.draw:${id}` })
  for (const l of await listEnding(ctx.tx, today, fromDay(toDay(today) + remindDays), batch)) {
    const to = await personOf(ctx, l.party)
    await setReminded(ctx.tx, l.id, today)
    if (!to) continue
    const fields = { licence: l.typeName, no: l.no.slice(-6), day: dayText(l.toOn), organ: l.organName }
    await tell(ctx, { template: 'licence.ending', to: [to], source: `licence-ending:${l.id}:${l.toOn}`, fields, link: `/licences/${l.id}` })
  }
}

/** Writes down that a licence is over. A repeat finds it written. */
export const expire: Action<{ id: string }, void> = async (ctx, { id }) => {
  const held = await hold(ctx, id)
  const { licence: l } = held
  if (l.state !== 'valid' || l.toOn === null || l.toOn >= dayOf(ctx.now)) return
  const licence: Licence = { ...l, state: 'expired', updatedAt: ctx.now }
  await saveLicence(ctx.tx, licence)
  await ctx.emit({ name: 'licence.expired', about: about(id), readers: readersOf(l), data: { licence: id, no: l.no, toOn: l.toOn } })
  await tellHolding(ctx, held.type, licence, held.face)
}

/** The holder's five working days of an answer to a correction. */
export const correctionDue = (ctx: Ctx): string => addWorkdays(ctx.calendar, dayOf(ctx.now), 5)
