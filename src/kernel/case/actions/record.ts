/** One fact more of a case: left on its chain, folded in, the row written, its paper made, its process told. */
import type { Ctx } from '#kernel/module.ts'
import { type CaseFact, follow } from '../rules/fold.ts'
import { project } from '../rules/project.ts'
import { saveFile } from '../store/file.ts'
import { addOpinion, recallOpinions, returnOpinion } from '../store/opinion.ts'
import { aboutCase, type OpenCase } from './open.ts'
import { paperOf } from './paper.ts'
import { tellProcess } from './process.ts'

/** `recallUntil`: until then the act can be recalled, and nothing of it leaves the house. */
export type Taken = { id: string; no: string; status: string; seq: number; waiting?: string; recallUntil?: Date }

/** One fact more, folded in; the row is not written yet. */
export async function step(ctx: Ctx, open: OpenCase, name: string, data: Record<string, unknown>): Promise<OpenCase> {
  const fact = await ctx.emit({
    name,
    about: aboutCase(open.file.id),
    data: { byName: ctx.who.name, ...data, case: open.file.id },
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
