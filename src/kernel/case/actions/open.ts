/** Opening a case: its row, its history folded, and the version of the item it began with. */
import { refusals } from '#base/refusal.ts'
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import { placesReaching, sideOf } from '#kernel/who.ts'
import { isPastLastDay, isSilent } from '../rules/clocks.ts'
import { type CaseFact, type CaseState, fold, follow } from '../rules/fold.ts'
import type { ItemTraits, Narrowing, Place } from '../rules/open.ts'
import { project } from '../rules/project.ts'
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

/** Whether silence has accepted an application that nobody has recorded as accepted yet. */
export const isMetWithSilence = (ctx: Ctx, { state, item }: OpenCase): boolean => isSilent(state, item, ctx.calendar, ctx.now)

/** What the fact of an acceptance by silence holds: it counts from the day of receipt. */
export const silenceOf = ({ state }: OpenCase) => ({ deemed: true, from: state.receivedAt.toISOString(), byName: '系统' })

/** A case as it stands at this moment: what silence has accepted is accepted, recorded already or not. Its facts and its place in the history stay. */
export function asOfNow(ctx: Ctx, open: OpenCase): OpenCase {
  if (!isMetWithSilence(ctx, open)) return open
  const { file, item, state: before } = open
  const deemed: CaseFact = { id: 0, seq: before.seq, name: 'case.accepted', by: 'system', at: ctx.now, data: silenceOf(open) }
  const state: CaseState = { ...follow(before, deemed), facts: before.facts }
  return { file: { ...file, ...project(state, item, ctx.calendar, ctx.now) }, state, item }
}

/** A case as its facts leave it, to be taken along or reckoned anew: nothing in it that no fact says. */
export const recordedCase = async (ctx: Ctx, id: string): Promise<OpenCase> => open(ctx, await findFile(ctx.tx, id))

/** A case to look at. */
export const openCase = async (ctx: Ctx, id: string): Promise<OpenCase> => asOfNow(ctx, await recordedCase(ctx, id))

/** A case with its row locked, as its facts leave it; whoever acts on it goes through `holdCase`. */
export const lockCase = async (ctx: Ctx, id: string): Promise<OpenCase> => open(ctx, await lockFile(ctx.tx, id))

/** What the rules ask before a verb, for the one who asks, now. */
export const askedOf = (ctx: Ctx, { file, state, item }: OpenCase, narrow: Narrowing | undefined) => ({
  state,
  item: traitsOf(item),
  place: placeOf(file),
  who: ctx.who,
  narrow,
  pastLastDay: () => isPastLastDay(state, item, ctx.calendar, ctx.now),
})

export const placeOf = (file: CaseFile): Place => ({
  organ: file.organ,
  division: file.division,
  item: file.item,
  applicant: file.applicant,
  agent: file.agent ?? undefined,
})

/** Whoever may read a case: its applicant, who speaks for him, the organ that decides it, and those who read for its division or the whole city. */
export const readersOf = (file: Pick<CaseFile, 'applicant' | 'agent' | 'item' | 'organ' | 'division'>): string[] => [
  ...sideOf(file),
  ...placesReaching(file.organ, file.division).map((place) => `place:${place}`),
]

/** 行政许可法 第四十二条 lets a licence's limit be extended once by ten working days; other kinds of item have no such clause. */
export const traitsOf = (item: HandlingItem): ItemTraits => ({
  mode: item.mode,
  tolerant: item.tolerant ? item.materials.filter((m) => m.need === '3').map((m) => m.id) : [],
  extensionDays: item.catalogue.taskType === '01' && item.mode === 'ordinary' ? 10 : 0,
})
