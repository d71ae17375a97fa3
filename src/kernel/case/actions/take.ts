/** Every act on a case goes through here: hold it, fold it, ask the rules, leave a fact, write the row, make the paper. */
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import type { Ctx } from '#kernel/module.ts'
import { approvalFor, type Narrowing, narrowByAll, narrowByJudges, whyNot } from '../rules/open.ts'
import { narrowByPoints } from '../rules/points.ts'
import { canBeRecalled, holdMs } from '../rules/recall.ts'
import { verbs } from '../rules/verbs.ts'
import { type Input, inputs, type Verb } from '../schema.ts'
import { holdCase } from './hold.ts'
import { askedOf, type OpenCase } from './open.ts'
import { judgesOf, marksGiven, pointsOfCase } from './points.ts'
import { prepare } from './prepare.ts'
import { narrowingHeld } from './process.ts'
import { record, step, type Taken } from './record.ts'

const refuse = refusals({
  'case.changed': [409, '您打开之后，这一件又有了新的动作。请看一眼最新情况，再办一次；您填的内容还在'],
})

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
  const { state } = open
  const no = whyNot({ ...askedOf(ctx, open, await narrowed(ctx, open, verb, input)), verb })
  if (no) throw new Refusal(no.code, no.code === 'case.may-not' ? 403 : 409, no.sentence, { status: state.status, seq: state.seq })
  if (seen !== undefined && seen !== state.seq && seen !== open.shownSeq) throw refuse('case.changed', { seq: state.seq })
  const recall = recallOf(ctx, verb, hold)
  if (verb === 'grantApproval') return grant(ctx, open, recall)
  const data = await prepare(ctx, open, verb, input)
  if (approvalFor(verb, state)) return ask(ctx, open, verb, { input, ...recall })
  return record(ctx, open, verbs[verb].fact, { ...data, ...recall })
}

/** What the process and the 审查要点 of the item add to the table of verbs, for the one who is going to act. */
async function narrowed(ctx: Ctx, open: OpenCase, verb: Verb, input: Input<Verb>): Promise<Narrowing | undefined> {
  const course = await narrowingHeld(ctx, open)
  if (verb === 'approve' || verb === 'refuse')
    return narrowByAll(course, narrowByJudges((await judgesOf(ctx, [open.file.id])).get(open.file.id), ctx.who))
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
async function grant(ctx: Ctx, open: OpenCase, recall: { recallUntil?: Date }): Promise<Taken> {
  const { verb, input, by } = open.state.pending!
  const granted = await step(ctx, open, 'case.approval-granted', { verb, askedBy: by, ...recall })
  const data = await prepare(ctx, granted, verb, input as Input<Verb>)
  return record(ctx, granted, verbs[verb].fact, { ...data, ...recall, askedBy: by, approvedBy: { id: ctx.who.id, name: ctx.who.name } })
}
