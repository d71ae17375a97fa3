/** What was asked of the applicant afterwards: answers to correct, one question a page, and materials to bring. */
import { invalidFields, refusals } from '#base/refusal.ts'
import { kindOfEnding } from '#base/upload/kinds.ts'
import { takeUpload } from '#base/upload/take.ts'
import { addSupplement, readAnswers, type Taken } from '#kernel/case/api.ts'
import type { Dossier } from '#kernel/case/rules/dossier.ts'
import type { Material } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { materialsFor } from '#kernel/form/rules/materials.ts'
import { taskTitle } from '#kernel/form/rules/plan.ts'
import { applyPost, readPost } from '#kernel/form/rules/post.ts'
import { prefill } from '#kernel/form/rules/prefill.ts'
import { changes } from '#kernel/form/rules/summary.ts'
import { stopOf } from '#kernel/form/rules/visible.ts'
import { type Answers, Draft, type Known } from '#kernel/form/schema/answers.ts'
import type { Form, Question } from '#kernel/form/schema/form.ts'
import { examineForm } from '#kernel/form/validate/compile.ts'
import { holdingsOf } from '#kernel/holding/api.ts'
import { formOf, listDivisions } from '#kernel/item/api.ts'
import { ownRecord } from '#kernel/party/api.ts'
import { refusedButKept, type Visit } from '#kernel/permission/api.ts'
import { type Correcting, fixState, isAboutAnswers, openQuestions } from '../rules/correction.ts'
import { todoOf } from '../rules/progress.ts'
import { nameOfClient } from '../rules/whose.ts'
import type { AskFix, CaseId, Supply } from '../schema/apply.ts'
import type { FixView, SupplyView } from '../schema/view.ts'
import { findCorrection, removeCorrection, saveCorrection } from '../store/correction.ts'
import { knownOf } from './apply/journey.ts'
import { earlierFor, sourceOf, takeEarlier } from './earlier.ts'
import { mine } from './mine.ts'

const refuse = refusals({
  'window.nothing-asked': [409, '这一件现在没有要您补的。请看最新进度'],
  'window.no-fix': [404, '这一题没有让您改，可能已经改好交过了。请看最新进度'],
  'window.fix-first': [422, '填写的内容还有没改好的，请先点开“有要改的”改好，再补交'],
  'window.fix-stopped': [422, '{sentence}'],
})

export const correctionContext = 'window.correction'

type Listed = Dossier['item']['materials'][number]

type Fixing = Correcting & { d: Dossier; form: Form; known: Known; questions: Question[]; todo: NonNullable<ReturnType<typeof todoOf>> }

/** A case of one's own with what is asked, and the correction as far as it has come. */
async function fixing(ctx: Visit, id: string): Promise<Fixing> {
  const d = await mine(ctx, id)
  const todo = todoOf(d, dayOf(ctx.now))
  if (!todo) throw refuse('window.nothing-asked')
  const form = await formOf(ctx.tx, d.file.item, d.file.itemVersion)
  const before = (await readAnswers(ctx, id, '本人查看')) as Answers
  const draft = await openCorrection(ctx, id, before)
  const ids = todo.items.filter((i) => !i.material).map((i) => i.id)
  const { errors } = examineForm(form, draft.answers, { today: dayOf(ctx.now), places: ctx.places })
  const holdings = await holdingsOf(ctx, d.file.applicant)
  const known = prefill(form, knownOf(ctx, await ownRecord(ctx, d.file.applicant, d.file), holdings), draft)
  const at: Correcting = { ids, before, draft, errors }
  return { ...at, d, form, known, todo, questions: ids.some((i) => isAboutAnswers(form, i)) ? openQuestions(form, at) : [] }
}

async function openCorrection(ctx: Visit, id: string, before: Answers): Promise<Draft> {
  const kept = await findCorrection(ctx.tx, id, ctx.who.id)
  const { answers, confirmed, seen } = kept ? Draft.parse(JSON.parse(ctx.keys.open(kept.sealed, correctionContext))) : Draft.parse({})
  return { answers: { ...before, ...answers }, confirmed, seen }
}

const keepCorrection = (ctx: Visit, id: string, draft: Draft) =>
  saveCorrection(ctx.tx, id, ctx.who.id, { sealed: ctx.keys.seal(JSON.stringify(draft), correctionContext), savedAt: ctx.now })

/** What is asked of the applicant now, item by item: questions to correct, and materials to bring. */
export const supplyPage = async (ctx: Visit, { id }: CaseId): Promise<SupplyView> => {
  const at = await fixing(ctx, id)
  const { d, todo, form, before, draft, questions } = at
  const places = await listDivisions(ctx.tx)
  const divisionName = (code: string) => places.find((p) => p.code === code)?.name
  return {
    id,
    client: nameOfClient(ctx.session, d.file.applicant),
    division: d.file.division,
    itemName: d.file.itemName,
    todo,
    fixes: questions.map((q) => ({ id: q.id, title: taskTitle(q), state: fixState(q, at), said: saidOf(at, q).map(inWords) })),
    others: todo.items.filter((i) => !i.material && !questions.some((q) => saidOf(at, q).includes(i))).map(inWords),
    changes: changes(form, before, draft.answers, { divisionName }),
    materials: await Promise.all(
      wanted(at).map(async (m) => ({
        id: m.id,
        name: m.name,
        formats: [...m.formats],
        maxMb: m.maxMb,
        asked: isAsked(at, m.id),
        earlier: await earlierFor(ctx, lookedFor(at, m), hereOf(at, m.id)),
      })),
    ),
  }
}

const lookedFor = ({ d }: Fixing, material: Listed) => ({ applicant: d.file.applicant, item: d.file.item, material })

/** The files that lie in the case for a material: what is asked for anew is not offered once more. */
const hereOf = ({ d }: Fixing, id: string) => new Set(d.materials.filter((m) => m.code === id).flatMap((m) => m.files.map((f) => f.hash)))

const isAsked = ({ todo }: Fixing, id: string) => todo.items.some((i) => i.material && i.id === id)

/** What the notice says about a question: of itself, of one of its fields, or of all the answers. */
const saidOf = ({ todo }: Fixing, { id, fields }: Question) =>
  todo.items.filter((i) => i.id === id || fields.includes(i.id) || i.id === 'answers')

const inWords = ({ what, why }: Fixing['todo']['items'][number]): string => (why ? `${what}（${why}）` : what)

/** Materials that are asked for, and those that only the corrected answers make necessary. */
function wanted(at: Fixing): Listed[] {
  const { d, draft, before } = at
  const then = new Set(materialsFor(d.item.materials, before).map((m) => m.id))
  const added = materialsFor(d.item.materials, draft.answers).filter((m) => !then.has(m.id))
  return d.item.materials.filter((m) => isAsked(at, m.id) || added.includes(m))
}

/** One question to be corrected, as it was asked the first time, with what was answered then. */
export const askFix = async (ctx: Visit, { id, question }: AskFix): Promise<FixView> => {
  const at = await fixing(ctx, id)
  const { d, form, known, draft, questions } = at
  const asked = questions.find((q) => q.id === question)
  if (!asked) throw refuse('window.no-fix')
  return {
    id,
    client: nameOfClient(ctx.session, d.file.applicant),
    division: d.file.division,
    itemName: d.file.itemName,
    question: asked,
    form,
    known,
    all: draft.answers,
    step: `要改的第 ${questions.indexOf(asked) + 1} 项，共 ${questions.length} 项`,
    said: saidOf(at, asked).map(inWords),
    places: await listDivisions(ctx.tx),
  }
}

/** Saves one corrected question; wrong answers are kept and told, and rows are added and removed as in the application. */
export const answerFix = async (ctx: Visit, { id, question, ...body }: AskFix): Promise<{ to: string; savedAt: Date }> => {
  const { form, known, draft, questions } = await fixing(ctx, id)
  const asked = questions.find((q) => q.id === question)
  if (!asked) throw refuse('window.no-fix')
  const posted = readPost(form, asked, body, known)
  const next = applyPost(draft, posted, asked)
  await keepCorrection(ctx, id, next)
  if (posted.act.kind !== 'save') return { to: `/cases/${id}/supply/q/${question}`, savedAt: ctx.now }
  const { errors } = examineForm(form, next.answers, { partial: asked.fields, today: dayOf(ctx.now), places: ctx.places })
  const wrong = [...posted.wrong, ...errors]
  return wrong.length ? refusedButKept(invalidFields(wrong)) : { to: `/cases/${id}/supply`, savedAt: ctx.now }
}

type Sent = { name: string; type: string; bytes: Uint8Array }
const isFile = (v: unknown): v is Sent => typeof v === 'object' && v !== null && (v as { bytes?: unknown }).bytes instanceof Uint8Array

/** What is brought of one material: files sent, and the keys of offers chosen. */
type Brought = { listed: Listed; sent: Sent[]; chosen: string[] }

/** The files of one material: those of before as they were, new ones checked; each that is refused names itself. */
async function filed(ctx: Visit, at: Fixing, { listed, sent, chosen }: Brought): Promise<Material> {
  const accept = listed.formats.map(kindOfEnding).filter((k) => k !== undefined)
  const again = []
  for (const key of chosen) again.push(await takeEarlier(ctx, lookedFor(at, listed), key))
  const files = again.flatMap((a) => a.files)
  for (const file of sent) files.push(await takeUpload(ctx, file, { maxBytes: listed.maxMb * 1_048_576, accept }))
  return { code: listed.id, name: listed.name, provide: 'upload', files, ...sourceOf(again.map((a) => a.from)) }
}

/** Every thing that was asked for is there, or the note says why not: nobody hands in half by mistake. */
function refuseHalf(at: Fixing, sentIds: ReadonlySet<string>, note: string | undefined): void {
  if (at.questions.some((q) => fixState(q, at) === 'wrong')) throw refuse('window.fix-first')
  const stop = stopOf(at.form, at.draft.answers)
  if (stop) throw refuse('window.fix-stopped', { sentence: stop.sentence })
  const missing = wanted(at).filter((m) => !sentIds.has(m.id) && (!note || !isAsked(at, m.id)))
  const unfixed = note ? [] : at.questions.filter((q) => fixState(q, at) === 'todo')
  const wrong = [
    ...unfixed.map((q) => ({ field: `fix-${q.id}`, sentence: `“${taskTitle(q)}”还没改，请点开看一看；不用改的，在“要说明的”里写明原因` })),
    ...missing.map((m) => ({ field: `file-${m.id}`, sentence: `请选“${m.name}”的文件；现在没有的，在“要说明的”里写明原因` })),
  ]
  if (wrong.length) throw invalidFields(wrong)
}

/** Hands in everything that was asked for, in one step; a refused file names itself, and nothing of the rest is lost on the page. */
export const supply = async (ctx: Visit, { id, note, ...body }: Supply): Promise<Taken> => {
  const at = await fixing(ctx, id)
  const given = wanted(at).map((listed) => ({
    listed,
    sent: [body[`file-${listed.id}`]].flat().filter(isFile),
    chosen: [body[`reuse-${listed.id}`]].flat().filter((key) => typeof key === 'string'),
  }))
  const brought = given.filter((g) => g.sent.length + g.chosen.length > 0)
  refuseHalf(at, new Set(brought.map((g) => g.listed.id)), note)
  const materials: Material[] = []
  for (const one of brought) materials.push(await filed(ctx, at, one))
  const { status } = at.d.state
  const verb = status === 'correction' ? 'supplement' : status === 'preReturned' ? 'resubmit' : 'supplyTolerant'
  const answers = at.questions.length > 0 ? { answers: at.draft.answers } : {}
  const taken = await addSupplement(ctx, { id, verb, materials, note, ...answers })
  await removeCorrection(ctx.tx, id, ctx.who.id)
  return taken
}
