/** Every act on a case goes through here: hold it, fold it, ask the rules, leave a fact, write the row, make the paper. */
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import type { Ctx } from '#kernel/module.ts'
import { type CaseFact, follow } from '../rules/fold.ts'
import { approvalFor, type Narrowing, narrowByAll, whyNot } from '../rules/open.ts'
import { narrowByPoints } from '../rules/points.ts'
import { project } from '../rules/project.ts'
import { canBeRecalled, holdMs } from '../rules/recall.ts'
import { destination, verbs } from '../rules/verbs.ts'
import { type Input, inputs, type Verb } from '../schema.ts'
import { saveFile } from '../store/file.ts'
import { addOpinion, recallOpinions, returnOpinion } from '../store/opinion.ts'
import { aboutCase, holdCase, type OpenCase, placeOf, traitsOf } from './open.ts'
import { paperOf } from './paper.ts'
import { marksGiven, pointsOfCase } from './points.ts'
import { prepare } from './prepare.ts'
import { narrowingHeld, tellProcess } from './process.ts'

const refuse = refusals({
  'case.changed': [409, '您打开之后，这一件又有了新的动作。请看一眼最新情况，再办一次；您填的内容还在'],
  'case.approval-stale': [409, '申请审批之后情况变了，这项审批不能再执行。请退回申请，由经办人看最新情况再办'],
})

/** `recallUntil`: until then the act can be recalled, and nothing of it leaves the house. */
export type Taken = { id: string; no: string; status: string; seq: number; waiting?: string; recallUntil?: Date }
type Take<V extends Verb> = {
  id: string
  verb: V
  input: Input<V>
  /** the place in the history that the person had seen */
  seen?: number
  /** how long what follows from the act waits, in milliseconds */
  hold?: number
}

/** What a person's act carries, so that it can be recalled for a while; the house's own acts, and an applicant's, carry nothing. */
const recallOf = (ctx: Ctx, verb: Verb, hold = holdMs): { recallUntil?: Date } =>
  ctx.who.kind === 'staff' && canBeRecalled(verb) ? { recallUntil: new Date(ctx.now.getTime() + hold) } : {}

/** Takes a verb on a case, in the caller's transaction. Where a second person must approve first, the request is what is recorded. */
export async function take<V extends Verb>(ctx: Ctx, { id, verb, input, seen, hold }: Take<V>): Promise<Taken> {
  const open = await holdCase(ctx, id)
  const { state, file, item } = open
  const narrow = await narrowed(ctx, open, verb, input)
  const no = whyNot({ state, item: traitsOf(item), place: placeOf(file), who: ctx.who, verb, narrow })
  if (no) throw new Refusal(no.code, no.code === 'case.may-not' ? 403 : 409, no.sentence, { status: state.status, seq: state.seq })
  if (seen !== undefined && seen !== state.seq) throw refuse('case.changed', { seq: state.seq })
  const recall = recallOf(ctx, verb, hold)
  if (verb === 'grantApproval') return grant(ctx, open, recall, narrow)
  const data = await prepare(ctx, open, verb, input)
  if (approvalFor(verb, state)) return ask(ctx, open, verb, { input, ...recall })
  return record(ctx, open, verbs[verb].fact, { ...data, ...recall })
}

/** What the process and the 审查要点 of the item add to the table of verbs, for the one who is going to act. */
async function narrowed(ctx: Ctx, open: OpenCase, verb: Verb, input: Input<Verb>): Promise<Narrowing | undefined> {
  const course = await narrowingHeld(ctx, open)
  if (verb !== 'propose') return course
  const given = (input as Input<'propose'>).points ?? []
  return narrowByAll(course, narrowByPoints(await pointsOfCase(ctx, open, marksGiven(ctx, given))))
}

/** The verb by name with input that has not been checked yet, as it comes from outside. */
export async function takeByName(ctx: Ctx, asked: Omit<Take<Verb>, 'input'> & { input: unknown }): Promise<Taken> {
  const parsed = inputs[asked.verb].safeParse(asked.input, { reportInput: true })
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error))
  return take(ctx, { ...asked, input: parsed.data as Input<Verb> })
}

async function ask(ctx: Ctx, open: OpenCase, verb: Verb, asked: Record<string, unknown>): Promise<Taken> {
  const taken = await record(ctx, open, 'case.approval-asked', { verb, ...asked })
  return { ...taken, waiting: `已提交审批，等负责人同意“${verbs[verb].label}”` }
}

/** The second person agrees: the request ends, and what was asked for is done, both names on it. */
async function grant(ctx: Ctx, open: OpenCase, recall: { recallUntil?: Date }, narrow: Narrowing | undefined): Promise<Taken> {
  const { verb, input, by } = open.state.pending!
  const isStale = destination(open.state.status, verb, open.state.before) === undefined || narrow?.(verb, open.state) !== undefined
  if (isStale) throw refuse('case.approval-stale')
  const granted = await step(ctx, open, 'case.approval-granted', { verb, askedBy: by, ...recall })
  const data = await prepare(ctx, granted, verb, input as Input<Verb>)
  return record(ctx, granted, verbs[verb].fact, { ...data, ...recall, askedBy: by, approvedBy: { id: ctx.who.id, name: ctx.who.name } })
}

/** One fact more, folded in; the row is not written yet. */
async function step(ctx: Ctx, open: OpenCase, name: string, data: Record<string, unknown>): Promise<OpenCase> {
  const fact = await ctx.emit({
    name,
    about: aboutCase(open.file.id),
    data: { ...data, byName: ctx.who.name, case: open.file.id },
    settlesAt: data.recallUntil as Date | undefined,
  })
  return { ...open, state: follow(open.state, fact as CaseFact) }
}

type Kept = { tx: Ctx['tx']; file: OpenCase['file']; fact: CaseFact }

/** Rows beside the case that an act changes in its own transaction. */
const besides: Record<string, (kept: Kept) => void> = {
  'case.proposed': ({ tx, file, fact }) =>
    addOpinion(tx, { file, seq: fact.seq, examiner: fact.by, examinerName: String(fact.data.byName), at: fact.at }),
  'case.sent-back': ({ tx, file, fact }) => returnOpinion(tx, file.id, fact.seq, fact.at),
  'case.recalled': ({ tx, file, fact }) => recallOpinions(tx, file.id, { from: fact.data.from, to: fact.data.to }),
}

/** Leaves a fact, writes the row as the fold of all facts, makes the paper that belongs to the fact, and tells the process. */
export async function record(ctx: Ctx, open: OpenCase, name: string, data: Record<string, unknown>): Promise<Taken> {
  const after = await step(ctx, open, name, data)
  const file = { ...open.file, ...project(after.state, open.item, ctx.calendar, ctx.now), updatedAt: ctx.now }
  saveFile(ctx.tx, open.file, file)
  besides[name]?.({ tx: ctx.tx, file, fact: after.state.facts.at(-1)! })
  await paperOf(ctx, { ...after, file }, name, data)
  await tellProcess(ctx, open.state, after)
  return { id: file.id, no: file.no, status: file.status, seq: file.seq, recallUntil: data.recallUntil as Date | undefined }
}
