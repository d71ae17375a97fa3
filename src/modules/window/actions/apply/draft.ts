/** From the guide's button to the check page: begin, answer one thing at a time, look it over. */
import { invalidFields, refusals } from '#base/refusal.ts'
import { mustBeOffered } from '#kernel/authority/api.ts'
import { wouldSay } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { wouldEndOn } from '#kernel/clock/rules/read.ts'
import { beginDraft, dropDraft, keepDraft, myDrafts, openDraft } from '#kernel/form/api.ts'
import { nextTask, stepOf, taskBefore } from '#kernel/form/rules/plan.ts'
import { applyPost, readPost } from '#kernel/form/rules/post.ts'
import { prefill, withKnown } from '#kernel/form/rules/prefill.ts'
import { questionOfField, summary } from '#kernel/form/rules/summary.ts'
import { writerOf, writtenBy, wroteElsewhere } from '#kernel/form/rules/tabs.ts'
import { findQuestion, stopOf, visible } from '#kernel/form/rules/visible.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { currentIn, handlingToday, listDivisions } from '#kernel/item/api.ts'
import { refusedButKept, type Visit } from '#kernel/permission/api.ts'
import { taskHref } from '../../rules/paths.ts'
import { nameOfClient } from '../../rules/whose.ts'
import type { AskQuestion, DraftId, Start, StartPage } from '../../schema/apply.ts'
import type { CheckView, DropView, QuestionView, StartView, TaskListView } from '../../schema/view.ts'
import { applicantsFor, readyFor } from '../ready.ts'
import { type Journey, mustBeCitizen, openJourney } from './journey.ts'

const refuse = refusals({
  'window.no-question': [404, '没有这一题，可能表单更新了。请回到列表接着填'],
  'window.changed-elsewhere': [409, '这一题刚才在另一个窗口改过，您在这里填的还没有存。按“保存”可以看到两边的，选一个'],
  'window.not-for-you': [403, '您不能代这一方办这件事。请换一方，或先请对方授权'],
})

/** The page before an application: what it takes, for whom, and the drafts that wait. */
export const startPage = async (ctx: Visit, { code, division = ctx.city.division, answers }: StartPage): Promise<StartView> => {
  mustBeCitizen(ctx)
  const here = await currentIn(ctx.tx, code, division)
  const item = await handlingToday(ctx.tx, code, here)
  await mustBeOffered(ctx, item)
  const applicants = applicantsFor(ctx, item, { code, division })
  const drafts = (await myDrafts(ctx))
    .filter((d) => d.item === code)
    .map(({ id, item: of, applicant, savedAt, expiresOn }) => ({ id, item: of, applicant, savedAt, expiresOn }))
  const { held, meter } = await readyFor(ctx, { code, division }, { item, version: here.version })
  return {
    item,
    division,
    answers,
    held,
    meter,
    client: applicants[0] && nameOfClient(ctx.session, applicants[0].party),
    applicants,
    acting: ctx.session?.acting ?? null,
    drafts,
    wouldEndOn: wouldEndOn(item.promise, dayOf(ctx.now), ctx.calendar),
  }
}

/** Begins a draft, or goes on with the one that is there. */
export const start = async (ctx: Visit, { code, division, applicant, answers }: Start): Promise<{ id: string; resumed: boolean }> => {
  const { applicants, item } = await startPage(ctx, { code, division, answers })
  if (!applicants.some((a) => a.party === applicant)) throw refuse('window.not-for-you')
  const here = await currentIn(ctx.tx, code, division)
  const begun = await beginDraft(ctx, { applicant, item: item.item, division, itemVersion: here.version })
  await takeAlong(ctx, begun.id, answers)
  return begun
}

/** Puts what was answered before the start into the draft, where the form asks it and nobody has answered it yet. */
async function takeAlong(ctx: Visit, id: string, given: Start['answers']): Promise<void> {
  const { row, form } = await openJourney(ctx, id)
  const fresh = form.scenarios.filter(
    (s) => s.options.some((o) => o.value === given[s.id]) && !Object.hasOwn(row.draft.answers, s.id) && form.ui.fields[s.id],
  )
  if (fresh.length === 0) return
  const asked = fresh.flatMap((s) => questionOfField(form, s.id) ?? [])
  const draft = {
    ...row.draft,
    answers: { ...row.draft.answers, ...Object.fromEntries(fresh.map((s) => [s.id, given[s.id]!])) },
    seen: [...new Set([...row.draft.seen, ...asked])],
  }
  await keepDraft(ctx, id, draft, row.materials)
}

/** The task list: what is done, what is known, what is left. */
export const taskList = async (ctx: Visit, { id }: DraftId): Promise<TaskListView> => {
  const { row, item, plan, applicant, client, form, answers } = await openJourney(ctx, id)
  return {
    id,
    item,
    client,
    division: row.division,
    plan,
    applicantName: applicant.name,
    savedAt: row.savedAt,
    expiresOn: row.expiresOn,
    stop: stopOf(form, answers),
  }
}

/** One question with what is answered so far, what is known, and the way back and on. */
export const askQuestion = async (ctx: Visit, { id, question, from }: AskQuestion): Promise<QuestionView> => {
  const { row, item, form, known, answers, plan, client } = await openJourney(ctx, id)
  const asked = findQuestion(form, question)
  if (!asked) throw refuse('window.no-question')
  return {
    id,
    client,
    division: row.division,
    from,
    question: asked,
    form,
    known,
    all: answers,
    savedAt: row.savedAt,
    itemName: item.name,
    step: stepOf(plan, question).text,
    before: taskBefore(plan, question),
    stop: stopOf(form, answers),
    places: await listDivisions(ctx.tx),
    writer: writerOf(row.draft, question),
  }
}

type Saved = { to: string; savedAt: Date }

/**
 * Saves what was typed on one page, also where some of it is wrong: then the page comes again with the reasons, and what
 * was typed is in the draft. A button that adds or removes a row comes back to the same page. What another window saved since the page
 * was drawn is not written over: the page comes again with both answers.
 */
export const answerQuestion = async (ctx: Visit, { id, question, from, ...body }: AskQuestion): Promise<Saved> => {
  const { row, form, sources, known } = await openJourney(ctx, id)
  const asked = findQuestion(form, question)
  if (!asked) throw refuse('window.no-question')
  const posted = readPost(form, asked, body, known)
  const applied = applyPost(row.draft, posted, asked)
  if (wroteElsewhere(row.draft, applied, asked, body)) throw refuse('window.changed-elsewhere')
  const draft = writtenBy(row.draft, applied, asked, { body, stranger: ctx.id() })
  const knownNow = prefill(form, sources, draft)
  const { errors } = examineForm(form, withKnown(draft.answers, knownNow), {
    partial: asked.fields,
    today: dayOf(ctx.now),
    places: ctx.places,
  })
  const wrong = [...posted.wrong, ...errors]
  await keepDraft(ctx, id, draft, row.materials)
  if (wrong.length && posted.act.kind === 'save') return refusedButKept(invalidFields(wrong))
  if (posted.act.kind !== 'save') return { to: `/drafts/${id}/q/${question}${from ? '?from=check' : ''}`, savedAt: ctx.now }
  const after = await openJourney(ctx, id)
  return {
    to: from === 'check' && after.plan.ready ? `/drafts/${id}/check` : taskHref(id, nextTask(after.plan, question, from)),
    savedAt: ctx.now,
  }
}

const provided: Record<string, string> = { uploaded: 'upload', later: 'tolerant', free: 'exempt', paper: 'paper' }

/** What the rules would say if it were sent as it stands. */
async function saidOf(ctx: Visit, { row, item, form, answers, lines, applicant, sources }: Journey) {
  const { version } = await currentIn(ctx.tx, row.item, row.division)
  const materials = lines.flatMap(({ material: { id: code, name }, state }) =>
    provided[state] ? [{ code, name, provide: provided[state] }] : [],
  )
  const shown = visible(form, answers).answers
  const { division } = row
  return wouldSay(ctx, {
    item,
    version,
    division,
    channel: 'web',
    applicantKind: applicant.kind,
    answers: shown,
    materials,
    known: sources,
  })
}

/** Everything before it is sent: answers in their sections, materials, what is still wrong. */
export const checkPage = async (ctx: Visit, { id }: DraftId): Promise<CheckView> => {
  const journey = await openJourney(ctx, id)
  const { row, item, form, answers, known, errors, lines, plan, client } = journey
  return {
    id,
    client,
    item,
    said: await saidOf(ctx, journey),
    savedAt: row.savedAt,
    ready: plan.ready,
    errors,
    lines,
    division: row.division,
    sections: summary(form, answers, known, { divisionName: (code) => ctx.places.divisions.find((p) => p.code === code)?.name }),
    step: stepOf(plan, 'check').text,
  }
}

export const dropPage = async (ctx: Visit, { id }: DraftId): Promise<DropView> => {
  mustBeCitizen(ctx)
  const row = await openDraft(ctx, id)
  const item = await handlingToday(ctx.tx, row.item, await currentIn(ctx.tx, row.item, row.division))
  return { id, client: nameOfClient(ctx.session, row.applicant), division: row.division, itemName: item.name, savedAt: row.savedAt }
}

/** Throws one's own draft away, whether the letter it was begun on still lasts or not. */
export const drop = async (ctx: Visit, { id }: DraftId): Promise<{ dropped: string }> => {
  mustBeCitizen(ctx)
  await openDraft(ctx, id)
  await dropDraft(ctx, id)
  return { dropped: id }
}
