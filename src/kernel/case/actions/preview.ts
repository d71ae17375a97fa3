/** Many cases at once: what each would say to a verb, before anything is done. */
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFactsOf } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import { type CaseFact, fold } from '../rules/fold.ts'
import { type VerbState, verbStates, whyNot } from '../rules/open.ts'
import type { Verb } from '../schema.ts'
import { listFilesById } from '../store/file.ts'
import { aboutCase, type OpenCase, placeOf, traitsOf } from './open.ts'

/** Cases by their ids, folded; those that one may not see are left out. */
async function openCases(ctx: Ctx, ids: readonly string[]): Promise<OpenCase[]> {
  const files = await listFilesById(ctx.tx, ids)
  const histories = new Map<string, CaseFact[]>()
  for (const f of (await listFactsOf(
    ctx.tx,
    files.map((f) => aboutCase(f.id)),
  )) as (CaseFact & { about: string })[]) {
    const history = histories.get(f.about)
    if (history) history.push(f)
    else histories.set(f.about, [f])
  }
  const items = new Map<string, HandlingItem>()
  for (const { handleCode, itemVersion } of files) {
    const key = `${handleCode}:${itemVersion}`
    if (!items.has(key)) items.set(key, await handlingOf(ctx.tx, handleCode, itemVersion))
  }
  return files.map((file) => ({
    file,
    state: fold(histories.get(aboutCase(file.id)) ?? []),
    item: items.get(`${file.handleCode}:${file.itemVersion}`)!,
  }))
}

const asked = (ctx: Ctx, { file, state, item }: OpenCase) => ({ state, item: traitsOf(item), place: placeOf(file), who: ctx.who })

/** What each case says to every verb of its status, from the one table of verbs. */
export async function previewVerbs(ctx: Ctx, ids: readonly string[]): Promise<{ file: OpenCase['file']; verbs: VerbState[] }[]> {
  return (await openCases(ctx, ids)).map((open) => ({ file: open.file, verbs: verbStates(asked(ctx, open)) }))
}

/** Why each case refuses one verb now; undefined where it does not. */
export async function previewVerb(
  ctx: Ctx,
  ids: readonly string[],
  verb: Verb,
): Promise<{ file: OpenCase['file']; why: string | undefined }[]> {
  return (await openCases(ctx, ids)).map((open) => ({ file: open.file, why: whyNot({ ...asked(ctx, open), verb })?.sentence }))
}
