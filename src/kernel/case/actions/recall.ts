/** Taking back an act that has not left the house: its papers become void, the case stands where it stood, and both are told. */
import { Refusal } from '#base/refusal.ts'
import { voidPapers } from '#kernel/document/api.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Refused } from '../rules/open.ts'
import { lastAct, tooLate, whyNotRecall } from '../rules/recall.ts'
import { holdCase } from './hold.ts'
import { record, type Taken } from './record.ts'

const refused = ({ code, sentence }: Refused) => new Refusal(code, 409, sentence)

/** Recalls the act that ends at `seq`, which must be the last of the case, one's own, within its time, and not on its way out of the house. */
export async function recall(ctx: Ctx, { id, seq }: { id: string; seq: number }): Promise<Taken> {
  const open = await holdCase(ctx, id)
  const no = whyNotRecall(open.state, seq, ctx.who.id, ctx.now)
  if (no) throw refused(no)
  const { from, to, name } = lastAct(open.state)!
  if (!(await ctx.unsay(open.state.facts.filter((f) => from <= f.seq && f.seq <= to)))) throw refused(tooLate)
  const papers = await voidPapers(ctx.tx, id, { from, to }, ctx.now)
  return record(ctx, open, 'case.recalled', { from, to, fact: name, papers: papers.map((p) => ({ title: p.title, no: p.no })) })
}
