/** Looking at a case: what stands there, what may be done, how its clocks run, and who has looked before. */
import { refusals } from '#base/refusal.ts'
import { calendarGrid } from '#kernel/clock/rules/grid.ts'
import { read } from '#kernel/clock/rules/read.ts'
import { groupDays, whyMoved } from '#kernel/clock/rules/table.ts'
import { listPapers } from '#kernel/document/api.ts'
import { organOf, whoAnswers } from '#kernel/item/api.ts'
import { listFacts, listNamed } from '#kernel/ledger/store.ts'
import { type Ctx, may, type Recorded } from '#kernel/module.ts'
import { clocksOf, pressing, readClocks } from '../rules/clocks.ts'
import type { CaseFile, Dossier, Explained } from '../rules/dossier.ts'
import { findHanded } from '../rules/handed.ts'
import { narrowByAll, narrowByJudges, verbStates } from '../rules/open.ts'
import { narrowByPoints } from '../rules/points.ts'
import type { StoredFile } from '../schema.ts'
import { findAnswers, listAllMaterials, listCards, listMaterials } from '../store/file.ts'
import { aboutReads, askedOf, type OpenCase, openCase, readersOf } from './open.ts'
import { aboutPoints, judgesOf, pointsOfCase } from './points.ts'
import { narrowingOf } from './process.ts'

const refuse = refusals({
  'case.no-file': [404, '这份材料没有文件，可能是免提交的，或者还没有补上'],
  'case.answers-broken': [500, '这一件的填写内容和登记的摘要对不上，请联系系统管理员，不要继续办理'],
})

/** Everything about a case but the applicant's answers and files, which are read one by one and leave a trace. */
export async function dossier(ctx: Ctx, id: string): Promise<Dossier> {
  const open = await openCase(ctx, id)
  const { file, state, item } = open
  const { organ, answering } = await whoAnswers(ctx.tx, file.organ)
  const { phone, complaintPhone, hours } = answering
  const points = ctx.who.kind === 'staff' ? await pointsOfCase(ctx, open) : []
  const judges = ctx.who.kind === 'staff' ? (await judgesOf(ctx, [id])).get(id) : undefined
  const narrow = narrowByAll(await narrowingOf(ctx, open), narrowByPoints(points), narrowByJudges(judges, ctx.who))
  return {
    file,
    item,
    state,
    organ: { id: organ.id, name: organ.name, shortName: organ.shortName, phone, complaintPhone, hours },
    clocks: readClocks(state, item, ctx.calendar, ctx.now),
    pressing: pressing(state),
    materials: await listMaterials(ctx.tx, id),
    papers: await listPapers(ctx.tx, id),
    cards: await listCards(ctx.tx, id),
    points,
    verbs: verbStates(askedOf(ctx, open, narrow)),
  }
}

/** One clock of a case, opened day by day. */
export async function explainClock(ctx: Ctx, id: string, name: string): Promise<Explained | undefined> {
  const { state, item } = await openCase(ctx, id)
  const clock = clocksOf(state, item).find((c) => c.name === name)
  if (!clock) return undefined
  const reading = read(clock.limit, clock.events, ctx.calendar, ctx.now)
  return {
    name,
    reading,
    grid: calendarGrid(reading, ctx.calendar, ctx.now),
    groups: groupDays(reading, ctx.now),
    moved: whyMoved(reading, ctx.now),
  }
}

/** The applicant's answers, opened. Whoever is not the applicant leaves a trace that the applicant sees. */
export const readAnswers = async (ctx: Ctx, id: string, purpose: string): Promise<Record<string, unknown>> =>
  answersOf(ctx, await openCase(ctx, id), purpose)

/** The same of a case that is open already. */
export async function answersOf(ctx: Ctx, { file }: OpenCase, purpose: string): Promise<Record<string, unknown>> {
  const row = await findAnswers(ctx.tx, file.id)
  if (!row) throw refuse('case.answers-broken')
  await noteRead(ctx, file, '填写的内容', purpose)
  return JSON.parse(ctx.keys.open(row.sealed, 'cases.answers')) as Record<string, unknown>
}

/** One file of a material, of a version that was replaced too: where it lies in the store. Whoever is not the applicant leaves a trace. */
export async function readMaterial(ctx: Ctx, id: string, hash: string, purpose: string): Promise<StoredFile> {
  const { file } = await openCase(ctx, id)
  const found = findHanded(await listAllMaterials(ctx.tx, id), hash)
  if (!found) throw refuse('case.no-file')
  await noteRead(ctx, file, found.what, purpose, hash)
  return found.stored
}

const tenMinutes = 600_000

/** Leaves the trace of a look: who, from which office, at what (of a file its digest too), for what. The same look within ten minutes is one look. */
export async function noteRead(ctx: Ctx, file: CaseFile, what: string, purpose: string, digest?: string): Promise<void> {
  if (ctx.who.kind !== 'staff') return
  const about = aboutReads(file.id)
  const before = (await listFacts(ctx.tx, about)).filter((f) => f.by === ctx.who.id && f.data.what === what && f.data.file === digest)
  if (before.some((f) => ctx.now.getTime() - f.at.getTime() < tenMinutes)) return
  const office = ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).name : ''
  const asked = !may(ctx.who, 'case.read', { organ: file.organ, division: file.division })
  await ctx.emit({
    name: 'case.read',
    about,
    readers: readersOf(file),
    data: { what, ...(digest ? { file: digest } : {}), purpose: asked ? '会办' : purpose, office, case: file.id, byName: ctx.who.name },
  })
}

/** Who has looked at what of a case, newest first. */
export async function listReads(ctx: Ctx, id: string): Promise<Recorded[]> {
  return (await listFacts(ctx.tx, aboutReads(id))).reverse()
}

/** Who judged which point of a case, oldest first. */
export const listJudged = (ctx: Ctx, id: string): Promise<Recorded[]> => listFacts(ctx.tx, aboutPoints(id))

/** Names of facts that say that somebody looked at what is personal: at a case, or at a party's own data. */
const looks = ['case.read', 'window.unmasked', 'party.unmasked']

/** Every look at some cases and some parties, newest first. */
export async function listLooks(
  ctx: Ctx,
  at: { cases: readonly string[]; parties: readonly string[] },
  limit: number,
): Promise<Recorded[]> {
  const abouts = [...at.cases.map(aboutReads), ...at.parties.map((p) => `party:${p}`)]
  return listNamed(ctx.tx, abouts, looks, limit)
}
