/** A case before the decision model of its item: at submission, and again whenever its facts change. */
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { modelOf } from '#kernel/decision/api.ts'
import { assess, assessmentText } from '#kernel/decision/rules/assess.ts'
import { gather } from '#kernel/decision/rules/facts.ts'
import { sayResult } from '#kernel/decision/rules/say.ts'
import { valueText } from '#kernel/decision/rules/words.ts'
import type { Assessment, Facts, Said } from '#kernel/decision/schema/assessment.ts'
import type { Sources } from '#kernel/form/rules/prefill.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import { decisionOf, formOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Ctx } from '#kernel/module.ts'
import type { CaseFact } from '../rules/fold.ts'
import type { channels, Material } from '../schema.ts'
import { addAssessment, findAssessment } from '../store/assessment.ts'
import { findAnswers, listMaterials } from '../store/file.ts'
import { aboutCase, type OpenCase, openCase } from './open.ts'
import { noteRead } from './read.ts'
import { record } from './record.ts'

const refuse = refusals({
  'case.assessment-broken': [500, '这一件的规则核对结果和登记的摘要对不上，请联系系统管理员，不要继续办理'],
})

export const assessmentContext = 'cases.assessment'
const answersContext = 'cases.answers'

/** An application as the model sees it, handed in or not yet. */
export type Drafted = {
  item: HandlingItem
  version: number
  division: string
  channel: keyof typeof channels
  applicantKind: string
  answers: Answers
  materials: readonly { code: string; name: string; provide: string }[]
  known: Sources
  before?: Facts
}

/** What the model of a version of an item says of an application; undefined where the item has none. */
async function assessmentOf(ctx: Ctx, d: Drafted): Promise<Assessment | undefined> {
  const version = await decisionOf(ctx.tx, d.item.item, d.version)
  if (version === null) return undefined
  const model = await modelOf(ctx.tx, d.item.item, version)
  const facts = gather(model, {
    form: await formOf(ctx.tx, d.item.item, d.version),
    answers: d.answers,
    materials: Object.fromEntries(d.materials.map(({ code, name, provide }) => [code, { name, provide }])),
    words: { today: dayOf(ctx.now), channel: d.channel, division: d.division, applicantKind: d.applicantKind },
    known: d.known,
    before: d.before,
  })
  return assess(model, { model: d.item.item, version, now: ctx.now.toISOString(), facts })
}

/** Each result in plain Chinese, for the one who has not sent it yet. */
export async function wouldSay(ctx: Ctx, drafted: Drafted): Promise<Said[]> {
  const assessment = await assessmentOf(ctx, drafted)
  return assessment ? said(ctx, assessment, drafted.item) : []
}

async function said(ctx: Ctx, { model: code, version, facts, results }: Assessment, item: HandlingItem): Promise<Said[]> {
  const names = Object.fromEntries(item.materials.map((m) => [m.id, m.name]))
  const model = await modelOf(ctx.tx, code, version)
  return results.map((r) => sayResult(model, facts, r, names))
}

/** The data of the fact: what was found, and a digest over the proof; the facts of the person stay sealed. */
const told = ({ model, version, results }: Assessment, hash: string) => ({
  model,
  version,
  hash,
  verdicts: results.map(({ purpose, verdict, value }) => ({ purpose, verdict, ...(purpose === 'eligibility' ? {} : { value }) })),
})

export type FirstAssessment = { fact: CaseFact; assessment: Assessment; hash: string }
type First = Pick<Drafted, 'item' | 'version' | 'known'> & {
  id: string
  input: Pick<Drafted, 'division' | 'channel'>
  applicantKind: string
  /** the answers as they are kept */
  text: string
  kept: readonly Material[]
}

/** Asks the model about an application as it is handed in, and leaves the fact; undefined where the item has no model. */
export async function assessFirst(ctx: Ctx, { id, input, text, kept, ...first }: First): Promise<FirstAssessment | undefined> {
  const { division, channel } = input
  const answers = JSON.parse(text) as Answers
  const assessment = await assessmentOf(ctx, { ...first, division, channel, answers, materials: kept })
  if (!assessment) return undefined
  const hash = sm3(assessmentText(assessment))
  const data = { ...told(assessment, hash), case: id, byName: ctx.who.name }
  return { fact: (await ctx.emit({ name: 'case.assessed', about: aboutCase(id), data })) as CaseFact, assessment, hash }
}

export async function keepAssessment(
  ctx: Ctx,
  caseId: string,
  { assessment, hash }: { assessment: Assessment; hash: string },
): Promise<void> {
  const sealed = ctx.keys.seal(assessmentText(assessment), assessmentContext)
  addAssessment(ctx.tx, { caseId, model: assessment.model, version: assessment.version, sealed, hash, at: ctx.now })
}

/** Asks the model again, with what the case holds now. Where nothing comes out otherwise, nothing is left. */
export async function reassess(ctx: Ctx, open: OpenCase): Promise<void> {
  const before = await opened(ctx, open.file.id)
  const answers = before && (await findAnswers(ctx.tx, open.file.id))
  if (!before || !answers) return
  const { file, item } = open
  const found = await assessmentOf(ctx, {
    item,
    version: file.itemVersion,
    division: file.division,
    channel: file.channel as keyof typeof channels,
    applicantKind: file.applicantKind,
    answers: JSON.parse(ctx.keys.open(answers.sealed, answersContext)) as Answers,
    materials: await listMaterials(ctx.tx, file.id),
    known: {},
    before: before.assessment.facts,
  })
  if (!found || assessmentText({ ...found, now: before.assessment.now }) === assessmentText(before.assessment)) return
  const hash = sm3(assessmentText(found))
  await record(ctx, open, 'case.assessed', told(found, hash))
  await keepAssessment(ctx, file.id, { assessment: found, hash })
}

async function opened(ctx: Ctx, caseId: string): Promise<{ assessment: Assessment; text: string; hash: string; at: Date } | undefined> {
  const row = await findAssessment(ctx.tx, caseId)
  if (!row) return undefined
  const text = ctx.keys.open(row.sealed, assessmentContext)
  if (sm3(text) !== row.hash) throw refuse('case.assessment-broken')
  return { assessment: JSON.parse(text) as Assessment, text, hash: row.hash, at: row.at }
}

/** What a model said of a case, and on what it stands. */
export type AssessmentView = {
  at: Date
  model: string
  version: number
  hash: string
  said: Said[]
  facts: { name: string; value: string; from: string }[]
}

/** The newest assessment, opened; undefined where the item has no model. Whoever is not the applicant leaves a trace. */
export async function readAssessment(ctx: Ctx, id: string, purpose: string): Promise<AssessmentView | undefined> {
  const { file, item } = await openCase(ctx, id)
  const kept = await opened(ctx, id)
  if (!kept) return undefined
  await noteRead(ctx, file, '规则核对的结果', purpose)
  const { assessment, at, hash } = kept
  const { inputs } = await modelOf(ctx.tx, assessment.model, assessment.version)
  const facts = inputs.flatMap((input) => {
    const fact = assessment.facts[input.name]
    return fact ? [{ name: input.name, value: valueText(fact.value, input), from: fact.from }] : []
  })
  return { at, model: assessment.model, version: assessment.version, hash, said: await said(ctx, assessment, item), facts }
}

/** Works an assessment out again from its snapshot and the version it names; the texts are the same to the byte, or somebody meddled. */
export async function replayAssessment(ctx: Ctx, id: string): Promise<{ kept: string; again: string } | undefined> {
  const kept = await opened(ctx, id)
  if (!kept) return undefined
  const { model: code, version, now, facts } = kept.assessment
  return { kept: kept.text, again: assessmentText(assess(await modelOf(ctx.tx, code, version), { model: code, version, now, facts })) }
}
