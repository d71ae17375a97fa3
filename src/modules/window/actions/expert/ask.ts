/** Asking experts: several at once, each by a link of his own, with a day until which he answers. */
import { sm3 } from '#base/digest.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { type CaseFile, dossier } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { tell } from '#modules/message/api.ts'
import type { AskExperts, AskedExperts, QuestionView, SeatId } from '../../schema/expert.ts'
import { addQuestion, findQuestion, listQuestions, type Question, withdrawSeat } from '../../store/expert.ts'
import { asStaff } from '../desk/staff.ts'

const refuse = refusals({
  'window.seat-gone': [409, '这位专家已经答复，不能再收回'],
})

/** Questions and answers go on a chain of their own, so that they never stand in the way of acting. */
export const aboutExperts = (caseId: string) => `case-experts:${caseId}`
const readers = (file: Pick<CaseFile, 'organ'>) => [`organ:${file.organ}`, 'organ:*']

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Asks; answers the links, which are told this once. Only files of this case can be attached. */
export const askExperts: Action<AskExperts, AskedExperts> = async (ctx, { id, text, dueOn, experts, files }) => {
  asStaff(ctx, '问专家', 'case.examine', 'case.propose', 'case.decide')
  const { file, materials } = await dossier(ctx, id)
  if (dueOn < dayOf(ctx.now)) throw invalidFields([{ field: 'dueOn', sentence: '答复的日子不能早于今天' }])
  const held = materials.flatMap((m) => m.files.map((f) => ({ ...f, material: m.name })))
  const attached = files.map((hash) => held.find((f) => f.hash === hash)).filter((f) => f !== undefined)
  const question: Question = {
    id: ctx.id(),
    caseId: id,
    organ: file.organ,
    itemName: file.itemName,
    text,
    files: attached,
    dueOn,
    askedBy: ctx.who.id,
    askedByName: ctx.who.name,
    madeAt: ctx.now,
  }
  const seats = experts.map((e) => ({ ...e, id: ctx.id(), token: hex(ctx.random(24)) }))
  await addQuestion(
    ctx.tx,
    question,
    seats.map(({ token, ...s }) => ({ ...s, digest: sm3(token) })),
  )
  await ctx.emit({
    name: 'window.experts-asked',
    about: aboutExperts(id),
    readers: readers(file),
    data: { question: question.id, experts, files: attached.map((f) => f.hash), dueOn, textHash: sm3(text), byName: ctx.who.name },
  })
  const dayBefore = new Date(new Date(`${dueOn}T09:00:00+08:00`).getTime() - 86_400_000)
  await ctx.later('window.expert-remind', { id: question.id }, { at: dayBefore, key: `window.expert-remind:${question.id}` })
  return { links: seats.map((s) => ({ name: s.name, link: `${ctx.site}/expert/${s.token}` })) }
}

/** In the morning of the day before the answer is due, the one who asked is told who has not answered. */
export const remindOfExperts: Action<{ id: string }, void> = async (ctx, { id }) => {
  const question = await findQuestion(ctx.tx, id)
  if (!question) return
  const { seats } = (await listQuestions(ctx.tx, question.caseId)).find((q) => q.id === id)!
  const open = seats.filter((s) => s.state === 'open')
  if (open.length === 0) return
  await tell(ctx, {
    template: 'desk.experts-waiting',
    source: `experts:${id}`,
    to: [{ account: question.askedBy }],
    fields: { item: question.itemName, names: open.map((s) => s.name).join('、'), due: zhDate(question.dueOn) },
    link: `/desk/cases/${question.caseId}`,
  })
}

export const withdrawExpert: Action<SeatId, object> = async (ctx, { id, seat }) => {
  asStaff(ctx, '问专家', 'case.examine', 'case.propose', 'case.decide')
  const { file } = await dossier(ctx, id)
  if (!(await withdrawSeat(ctx.tx, seat))) throw refuse('window.seat-gone')
  await ctx.emit({ name: 'window.expert-withdrawn', about: aboutExperts(id), readers: readers(file), data: { seat, byName: ctx.who.name } })
  return {}
}

export async function questionViews(ctx: Ctx, caseId: string): Promise<QuestionView[]> {
  const today = dayOf(ctx.now)
  return (await listQuestions(ctx.tx, caseId)).map((q) => ({
    id: q.id,
    text: q.text,
    dueOn: q.dueOn,
    late: q.dueOn < today && q.seats.some((s) => s.state === 'open'),
    by: q.askedByName,
    at: q.madeAt.toISOString(),
    files: q.files.map((f) => f.material),
    seats: q.seats.map(({ question: _, answeredAt, ...s }) => ({ ...s, answeredAt: answeredAt?.toISOString() ?? null })),
  }))
}
