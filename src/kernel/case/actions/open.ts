/** Opening a case: its row, its history folded, and the version of the item it began with. */
import { refusals } from '#base/refusal.ts'
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import { placesReaching } from '#kernel/who.ts'
import { type CaseFact, type CaseState, fold } from '../rules/fold.ts'
import type { ItemTraits, Place } from '../rules/open.ts'
import { type CaseFile, findFile, lockFile } from '../store/file.ts'

const refuse = refusals({ 'case.unknown': [404, '没有找到这一件，可能编号输错了，或者不在您能看的范围里'] })

export type OpenCase = { file: CaseFile; state: CaseState; item: HandlingItem }

export const aboutCase = (id: string) => `case:${id}`
/** Reads go on a chain of their own, so that looking never stands in the way of acting. */
export const aboutReads = (id: string) => `case-reads:${id}`

async function open(ctx: Ctx, file: CaseFile | undefined): Promise<OpenCase> {
  if (!file) throw refuse('case.unknown')
  const facts = (await listFacts(ctx.tx, aboutCase(file.id))) as CaseFact[]
  return { file, state: fold(facts), item: await handlingOf(ctx.tx, file.handleCode, file.itemVersion) }
}

/** A case to look at. */
export const openCase = async (ctx: Ctx, id: string): Promise<OpenCase> => open(ctx, await findFile(ctx.tx, id))

/** A case to act on: nobody else acts on it until this transaction is over. */
export const holdCase = async (ctx: Ctx, id: string): Promise<OpenCase> => open(ctx, await lockFile(ctx.tx, id))

export const placeOf = (file: CaseFile): Place => ({
  organ: file.organ,
  division: file.division,
  applicant: file.applicant,
  agent: file.agent ?? undefined,
})

/** Whoever may read a case: its applicant, who speaks for him, the organ that decides it, and those who read for its division or the whole city. */
export const readersOf = (file: Pick<CaseFile, 'applicant' | 'agent' | 'organ' | 'division'>): string[] => [
  `party:${file.applicant}`,
  ...(file.agent ? [`party:${file.agent}`] : []),
  ...placesReaching(file.organ, file.division).map((place) => `place:${place}`),
]

/** 行政许可法 第四十二条 lets a licence's limit be extended once by ten working days; other kinds of item have no such clause. */
export const traitsOf = (item: HandlingItem): ItemTraits => ({
  mode: item.mode,
  tolerant: item.tolerant ? item.materials.filter((m) => m.need === '3').map((m) => m.id) : [],
  extensionDays: item.catalogue.taskType === '01' && item.mode === 'ordinary' ? 10 : 0,
})
