/** Opening what is personal: answers, files, one value in the clear. Each look leaves a trace that the applicant sees. */
import { refusals } from '#base/refusal.ts'
import { dossier, findFile, listCorrections, readAnswers, readMaterial } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { taskTitle } from '#kernel/form/rules/plan.ts'
import { type SummarySection, summary } from '#kernel/form/rules/summary.ts'
import { questionsOf } from '#kernel/form/rules/visible.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Form, Question } from '#kernel/form/schema/form.ts'
import { formOf, listDivisions, organOf } from '#kernel/item/api.ts'
import { type Action, type Ctx, FileAnswer, may } from '#kernel/module.ts'
import { unmask } from '#kernel/party/api.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import type { AskedQuestion, CaseAnswers, CaseId, Colleague, Colleagues, ReadFile, UnmaskField } from '../../schema/desk.ts'
import { asStaff } from './staff.ts'

const refuse = refusals({
  'window.no-unmask': [403, '您没有查看完整信息的权限。确实需要，请找有权限的同事'],
  'window.archived': [403, '这一件已经归档，不再看完整信息。确实需要，请按档案查阅的手续办'],
  'window.no-answer': [404, '这一项没有填写，没有可看的内容'],
  'window.no-case': [404, '没有找到这一件，可能编号输错了，或者不在您能看的范围里'],
})

async function summaryOf(ctx: Ctx, id: string, answers: Answers, unmasked: boolean) {
  const file = await findFile(ctx.tx, id)
  if (!file) throw refuse('window.no-case')
  const names = new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name]))
  const form = await formOf(ctx.tx, file.item, file.itemVersion)
  return { file, form, sections: summary(form, answers, {}, { unmasked, divisionName: (code) => names.get(code) }) }
}

/** The questions that were asked, in their order, each with all that was answered under it. */
function askedQuestions(form: Form, sections: readonly SummarySection[]): AskedQuestion[] {
  const rows = sections.flatMap((s) => s.rows.map((r) => ({ ...r, section: s.title })))
  const given = ({ fields }: Question, row: (typeof rows)[number]) =>
    `${fields.length > 1 ? `${row.label} ` : ''}${row.lines?.join('；') ?? '未填写'}`
  return questionsOf(form).flatMap(({ question: q }) => {
    const own = rows.filter((r) => r.question === q.id)
    return own.length === 0
      ? []
      : [{ id: q.id, section: own[0]!.section, title: taskTitle(q), given: own.map((r) => given(q, r)).join('，') }]
  })
}

/** What the applicant filled in, labelled, personal numbers masked. */
export const openAnswers: Action<CaseId, CaseAnswers> = async (ctx, { id }) => {
  asStaff(ctx)
  const answers = (await readAnswers(ctx, id, '办理审查')) as Answers
  const { form, sections } = await summaryOf(ctx, id, answers, false)
  const corrections = await listCorrections(ctx, id, '办理审查')
  return {
    sections,
    questions: askedQuestions(form, sections),
    corrections: corrections.map((c) => ({ at: c.at.toISOString(), changes: c.changes })),
  }
}

/** A file of a material. */
export const openFile: Action<ReadFile, FileAnswer> = async (ctx, { id, hash }) => {
  asStaff(ctx)
  const stored = await readMaterial(ctx, id, hash, '办理审查')
  return new FileAnswer(await ctx.storage.read(hash), stored.type, stored.name)
}

const ofApplicant = ['idNo', 'phone', 'address', 'name'] as const

/** One value in the clear, with the reason on record: of the applicant himself, or of one answer of the form. */
export const unmaskField: Action<UnmaskField, { value: string }> = async (ctx, { id, field, reason }) => {
  asStaff(ctx)
  const { file } = await dossier(ctx, id)
  if (!may(ctx.who, 'party.unmask', { organ: file.organ, division: file.division })) throw refuse('window.no-unmask')
  if (file.status === 'archived') throw refuse('window.archived')
  const own = ofApplicant.find((f) => `applicant.${f}` === field)
  if (own) return unmask(ctx, { party: file.applicant, field: own, reason, case: id })
  const answers = (await readAnswers(ctx, id, reason)) as Answers
  const row = (await summaryOf(ctx, id, answers, true)).sections.flatMap((s) => s.rows).find((r) => r.field === field)
  if (!row?.lines) throw refuse('window.no-answer')
  const office = ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).name : ''
  await ctx.emit({
    name: 'window.unmasked',
    about: `case-reads:${id}`,
    data: { what: `完整的“${row.label}”`, purpose: reason, office, case: id, byName: ctx.who.name },
  })
  return { value: row.lines.join('\n') }
}

/**
 * To whom a case can be handed: those who read cases in its place, without the one who asks. Who can have looked at the place: those
 * of them who are of its organ, with the one who asks.
 */
export const listCaseColleagues: Action<Colleagues, { colleagues: Colleague[] }> = async (ctx, { case: id, to }) => {
  asStaff(ctx)
  const { file } = await dossier(ctx, id)
  const all = await listColleagues(ctx.tx, { permission: 'case.read', organ: file.organ, division: file.division }, dayOf(ctx.now))
  const fits = (a: { id: string; organ?: string | null }) => (to === 'survey' ? a.organ === file.organ : a.id !== ctx.who.id)
  return { colleagues: all.filter(fits).map(({ id: account, name, title }) => ({ id: account, name, title })) }
}
