/** Many cases at once: what each would say to a verb, before anything is done. */
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFactsOf } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import { type CaseFact, fold } from '../rules/fold.ts'
import { type Narrowing, narrowByAll, narrowByJudges, type VerbState, verbStates, whyNot } from '../rules/open.ts'
import { narrowByPoints } from '../rules/points.ts'
import { leadsTo } from '../rules/verbs.ts'
import type { Verb } from '../schema.ts'
import { listFilesById } from '../store/file.ts'
import { aboutCase, askedOf, asOfNow, type OpenCase } from './open.ts'
import { judgesOf, pointsOfMany } from './points.ts'
import { narrowings } from './process.ts'

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
  return files.map((file) => {
    const state = fold(histories.get(aboutCase(file.id)) ?? [])
    return asOfNow(ctx, { file, state, item: items.get(`${file.handleCode}:${file.itemVersion}`)! })
  })
}

/** What stands between each case and its verbs besides the table: its process, and points that nobody has judged. */
async function narrowed(ctx: Ctx, cases: readonly OpenCase[]): Promise<(id: string) => Narrowing> {
  const courses = await narrowings(ctx, cases)
  const points = await pointsOfMany(
    ctx,
    cases.filter(({ state }) => leadsTo[state.status].propose !== undefined),
  )
  const decidable = cases.filter(({ state }) => leadsTo[state.status].approve !== undefined)
  const judges = await judgesOf(
    ctx,
    decidable.map(({ file }) => file.id),
  )
  return (id) => narrowByAll(courses.get(id), narrowByPoints(points.get(id) ?? []), narrowByJudges(judges.get(id), ctx.who))
}

/** What each case says to every verb of its status, from the one table of verbs. */
export async function previewVerbs(ctx: Ctx, ids: readonly string[]): Promise<{ file: OpenCase['file']; verbs: VerbState[] }[]> {
  const cases = await openCases(ctx, ids)
  const narrow = await narrowed(ctx, cases)
  return cases.map((open) => ({ file: open.file, verbs: verbStates(askedOf(ctx, open, narrow(open.file.id))) }))
}

/** Why each case refuses one verb now; undefined where it does not. */
export async function previewVerb(
  ctx: Ctx,
  ids: readonly string[],
  verb: Verb,
): Promise<{ file: OpenCase['file']; why: string | undefined }[]> {
  const cases = await openCases(ctx, ids)
  const narrow = await narrowed(ctx, cases)
  return cases.map((open) => ({ file: open.file, why: whyNot({ ...askedOf(ctx, open, narrow(open.file.id)), verb })?.sentence }))
}
