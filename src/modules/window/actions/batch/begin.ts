/** Ordering a verb on many cases: what can be done is shown first, the reason is given once, and a job does the rest. */
import { invalidFields, refusals } from '#base/refusal.ts'
import { type CaseFile, previewVerb, previewVerbs } from '#kernel/case/api.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { inputs, type Verb } from '#kernel/case/schema.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { actsOnMany, verbsOver } from '../../rules/batch.ts'
import type { BatchView, BeginBatch, Marked, MarkedVerbs, Out, PreviewBatch, Previewed } from '../../schema/batch.ts'
import { addBatch } from '../../store/batch.ts'
import { asStaff } from '../desk/staff.ts'
import { showBatch } from './read.ts'

const refuse = refusals({
  'window.not-for-many': [422, '“{label}”要申请人一件一件来办，不能批量办'],
  'window.nothing-marked': [422, '标记的办件都看不到了，可能已经转到别的机关。请刷新列表再选'],
})

/** Whoever is a natural person is shown by his surname alone in lists. */
const shownName = (f: Pick<CaseFile, 'applicantKind' | 'applicantName'>) =>
  f.applicantKind === 'natural' ? maskName(f.applicantName) : f.applicantName

/** For marked rows: which verbs are open, for how many, and why not for the others. */
export const markedVerbs: Action<Marked, MarkedVerbs> = async (ctx, { ids }) => {
  asStaff(ctx)
  const rows = (await previewVerbs(ctx, ids)).map(({ file, verbs: states }) => ({
    id: file.id,
    no: file.no,
    name: file.itemName,
    verbs: states,
  }))
  return { total: rows.length, verbs: verbsOver(rows).filter((v) => actsOnMany(v.verb)) }
}

const outOf = (file: CaseFile, why: string): Out => ({ id: file.id, no: file.no, name: file.itemName, why })

/** One verb over many cases: who can, who cannot and why, and how many are not there for this person. */
export const previewBatch: Action<PreviewBatch, Previewed> = async (ctx, { verb, ids }) => {
  asStaff(ctx)
  mustActOnMany(verb)
  const rows = await previewVerb(ctx, ids, verb)
  return {
    label: verbs[verb].label,
    can: rows.filter((r) => r.why === undefined).map((r) => r.file.id),
    out: rows.flatMap((r) => (r.why === undefined ? [] : [outOf(r.file, r.why)])),
    gone: ids.length - rows.length,
  }
}

function mustActOnMany(verb: Verb): void {
  if (!actsOnMany(verb)) throw refuse('window.not-for-many', { label: verbs[verb].label })
}

/** What the verb takes is checked once for all rows, before any of them is touched. */
function checkedInput(verb: Verb, input: Record<string, unknown>): Record<string, unknown> {
  const parsed = inputs[verb].safeParse(input)
  if (!parsed.success) throw invalidFields(parsed.error.issues.map((i) => ({ field: i.path.join('.'), sentence: i.message })))
  return parsed.data as Record<string, unknown>
}

type Order = { verb: Verb; input: Record<string, unknown>; files: readonly CaseFile[]; title: string }

/** Orders a verb on these cases in somebody's name: by his rights it will be done, row by row. Answers the batch. */
export async function orderFor(ctx: Ctx, by: { id: string; name: string }, { verb, input, files, title }: Order): Promise<string> {
  const id = ctx.id()
  const rows = files.map((f) => ({ caseId: f.id, no: f.no, itemName: f.itemName, applicantName: shownName(f) }))
  await addBatch(ctx.tx, { id, verb, input, by: by.id, byName: by.name, title, state: 'running', madeAt: ctx.now }, rows)
  await ctx.later('window.batch', { id })
  return id
}

/** Begins a batch. Rows that turn out not to be open then are refused one by one and stop none of the others. */
export const beginBatch: Action<BeginBatch, BatchView> = async (ctx, asked) => {
  asStaff(ctx)
  const { verb, ids } = asked
  mustActOnMany(verb)
  const input = checkedInput(verb, asked.input)
  const files = (await previewVerb(ctx, ids, verb)).map((r) => r.file)
  if (files.length === 0) throw refuse('window.nothing-marked')
  return showBatch(ctx, { id: await orderFor(ctx, ctx.who, { verb, input, files, title: `${verbs[verb].label} ${files.length} 件` }) })
}
