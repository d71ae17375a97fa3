/** One verb on many cases: what can be done is shown first, the reason is given once, and the kernel does the rest row by row. */

import { z } from 'zod'
import { invalidFields, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import * as batch from '#kernel/batch/api.ts'
import type { BatchView } from '#kernel/batch/schema/batch.ts'
import { type CaseFile, previewVerb, previewVerbs, recall, takeByName } from '#kernel/case/api.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { inputs, type Verb, verbNames } from '#kernel/case/schema.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { actsOnMany, holdOfRow, verbsOver } from '../rules/batch.ts'
import type { BeginBatch, Marked, MarkedVerbs, PreviewBatch, Previewed } from '../schema/batch.ts'
import { asStaff } from './desk/staff.ts'

const refuse = refusals({ 'window.not-for-many': [422, '“{label}”要申请人一件一件来办，不能批量办'] })

export const batchKind = 'window.verb'

/** Whoever is a natural person is shown by his surname alone in lists. */
const shownName = (f: Pick<CaseFile, 'applicantKind' | 'applicantName'>) =>
  f.applicantKind === 'natural' ? maskName(f.applicantName) : f.applicantName

const rowOf = (f: CaseFile) => ({ key: f.id, cells: [f.no, f.itemName, shownName(f)] })

const Ordered = z.object({ verb: z.enum(verbNames as [Verb, ...Verb[]]), input: z.record(z.string(), z.unknown()).default({}) })

export const verbOnMany = batch.defineBatch({
  title: '批量办理',
  label: ({ verb }) => verbs[verb].label,
  unit: '件',
  takes: Ordered,
  columns: ['编号', '事项', '申请人'],
  href: (id) => `/desk/cases/${id}`,
  candidates: async (ctx, { verb }, ids) => (await previewVerb(ctx, ids, verb)).map(({ file, why }) => ({ ...rowOf(file), why })),
  async act(ctx, { key: id, input: { verb, input }, left }) {
    const { waiting, seq, recallUntil } = await takeByName(ctx, { id, verb, input, hold: holdOfRow(left) })
    return {
      asked: waiting !== undefined,
      sentence: waiting,
      result: { seq },
      recallUntil: recallUntil ? new Date(recallUntil) : undefined,
    }
  },
  async recall(ctx, { key: id, result: { seq } }) {
    await recall(ctx, { id, seq })
  },
})

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

/** One verb over many cases: who can, who cannot and why, and how many are not there for this person. */
export const previewBatch: Action<PreviewBatch, Previewed> = async (ctx, { verb, ids }) => {
  asStaff(ctx)
  mustActOnMany(verb)
  const { out, ...seen } = await batch.previewBatch(ctx, { kind: batchKind, input: { verb, input: {} }, keys: ids })
  return { ...seen, out: out.map(({ key: id, cells: [no = '', name = ''], why }) => ({ id, no, name, why })) }
}

function mustActOnMany(verb: Verb): void {
  if (!actsOnMany(verb)) throw refuse('window.not-for-many', { label: verbs[verb].label })
}

/** What the verb takes is checked once for all rows, before any of them is touched. */
function mustTake(verb: Verb, input: Record<string, unknown>): void {
  const parsed = inputs[verb].safeParse(input, { reportInput: true })
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error))
}

type Order = { verb: Verb; input: Record<string, unknown>; files: readonly CaseFile[]; title: string }

/** Orders a verb on these cases in somebody's name: by his rights it will be done, row by row. Answers the batch. */
export const orderFor = (ctx: Ctx, by: { id: string; name: string }, { verb, input, files, title }: Order): Promise<string> =>
  batch.orderBatch(ctx, { kind: batchKind, input: { verb, input }, rows: files.map(rowOf), title, by })

/** Begins a batch. Rows that turn out not to be open then are refused one by one and stop none of the others. */
export const beginBatch: Action<BeginBatch, BatchView> = async (ctx, { verb, ids, input }) => {
  asStaff(ctx)
  mustActOnMany(verb)
  mustTake(verb, input)
  return batch.beginBatch(ctx, { kind: batchKind, input: { verb, input }, keys: ids })
}
