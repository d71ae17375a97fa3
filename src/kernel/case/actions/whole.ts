/** A case with all that belongs to it, for the one who takes it away to keep or to check. */

import { formOf } from '#kernel/item/api.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Ctx, Recorded } from '#kernel/module.ts'
import { readClocks } from '../rules/clocks.ts'
import type { MaterialRow } from '../rules/dossier.ts'
import { listAllMaterials, listAnswers } from '../store/file.ts'
import { aboutCase, aboutReads, type OpenCase, recordedCase } from './open.ts'
import { aboutPoints } from './points.ts'
import { noteRead } from './read.ts'

/** One version of the answers as it was handed in: the text whose SM3 stands in the history. */
export type AnswersText = { version: number; at: Date; hash: string; text: string }

export type WholeCase = Pick<OpenCase, 'file' | 'item'> & {
  form: unknown
  clocks: ReturnType<typeof readClocks>
  chains: { about: string; facts: Recorded[] }[]
  answers: AnswersText[]
  materials: MaterialRow[]
}

/** Everything of a case in every version. Whoever is not the applicant leaves the trace of a look first, and it is in the history he gets. */
export async function readWhole(ctx: Ctx, id: string, purpose: string): Promise<WholeCase> {
  const { file, item, state } = await recordedCase(ctx, id)
  await noteRead(ctx, file, '整个案卷', purpose)
  const abouts = [aboutCase(id), aboutPoints(id), aboutReads(id)]
  return {
    file,
    item,
    form: await formOf(ctx.tx, file.item, file.itemVersion),
    clocks: readClocks(state, item, ctx.calendar, ctx.now),
    chains: await Promise.all(abouts.map(async (about) => ({ about, facts: await listFacts(ctx.tx, about) }))),
    answers: (await listAnswers(ctx.tx, id)).map(({ sealed, ...a }) => ({ ...a, text: ctx.keys.open(sealed, 'cases.answers') })),
    materials: await listAllMaterials(ctx.tx, id),
  }
}
