import qrcode from 'qrcode'
import { refusals } from '#base/refusal.ts'
import { remembered } from '#base/remembered.ts'
import { isOffered } from '#kernel/authority/api.ts'
import { natureOf } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { wouldEndOn } from '#kernel/clock/rules/read.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import { modelOf } from '#kernel/decision/api.ts'
import { type Fit, fitOf } from '#kernel/decision/rules/guide.ts'
import { decisionOf, findImported, findItem, findShown, shownOf } from '#kernel/item/api.ts'
import { isOnApplication } from '#kernel/item/rules/expand.ts'
import type { ImportedItem } from '#kernel/item/schema/imported.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { divisionNow } from '#kernel/party/rules/division.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { ratingOf } from '#modules/evaluation/api.ts'
import { readyFor } from '#modules/window/api.ts'
import { knownAnswers, nextQuestion, questionsOf, stopOf } from '../rules/guide.ts'
import { placeFor } from '../rules/place.ts'
import { pathOf } from '../rules/qr.ts'
import type { AskFit, AskGuide, ByCode, FitView, GuideView, OwnGuide } from '../schema.ts'
import { rememberOpened } from './remember.ts'
import { namesOf } from './search.ts'

const refuse = refusals({
  'catalogue.unknown': [404, '没有找到这个事项，可能已经改名或取消。请回首页搜一搜，或者打 12345 问一问'],
  'catalogue.closed': [410, '“{name}”现在暂停办理，恢复后再来申请；急事请打 12345'],
})

/** The guide of one item: five answers, then all that GB/T 36114 asks for. An item of another place shows what its source says, and no more. */
export const guide = async (ctx: Visit, asked: AskGuide): Promise<GuideView> => {
  const item = await findShown(ctx.tx, asked.code)
  await rememberOpened(ctx, asked.code)
  if (!item) return importedGuide(ctx, asked)
  return ownGuide(ctx, asked, item)
}

/** Whether the item is for somebody, question by question; nobody keeps the answers but the address. */
export const fit = async (ctx: Visit, asked: AskFit): Promise<FitView> => {
  const item = await findShown(ctx.tx, asked.code)
  if (!item) throw refuse('catalogue.unknown')
  if (item.state !== 'published') throw refuse('catalogue.closed', { name: item.name })
  const table = await tableFit(ctx, item, asked.answers)
  const data = await ownGuide(ctx, { ...asked, answers: { ...asked.answers, ...table?.carried } }, item)
  const { ask, open } = stepOf(data, table, asked.more !== undefined)
  const given = inOrder(asked.answers, { ...table?.given, ...data.answers })
  const own = (table?.asked ?? []).filter((q) => !data.item.scenarios.some((s) => s.id === q.id))
  return {
    ...data,
    ask,
    asked: [...own, ...questionsOf(data.item, data.answers)],
    given: Object.fromEntries(given),
    most: given.length + (table?.ask ? table.left : open),
    rest: open,
    said: table?.said ?? null,
    missed: ask !== null && ask.id === asked.asked,
    back: given.length > 0 ? Object.fromEntries(given.slice(0, -1)) : null,
  }
}

/** Which question comes now: the table's until it is certain, then those that tell what to bring, unless nothing is to be brought. */
function stepOf({ item, answers }: OwnGuide, table: Fit | undefined, more: boolean): { ask: FitView['ask']; open: number } {
  if (stopOf(item, answers)) return { ask: null, open: 0 }
  const open = questionsOf(item, answers).filter((q) => !Object.hasOwn(answers, q.id)).length
  if (table?.ask) return { ask: table.ask, open }
  const verdict = table?.said.verdict
  const isCertain = verdict === 'not met' || (verdict === 'met' && !more)
  return { ask: isCertain ? null : (nextQuestion(item, answers) ?? null), open }
}

/** The item's table over the answers; nothing where it has none, or it is not about who may apply. */
async function tableFit(ctx: Ctx, item: { code: string; version: number }, answers: Record<string, string>) {
  const version = await decisionOf(ctx.tx, item.code, item.version)
  return version === null ? undefined : fitOf(await modelOf(ctx.tx, item.code, version), answers)
}

/** Known answers in the order in which they were given; what was only carried along is answered again by what carried it. */
const inOrder = (typed: Record<string, string>, known: Record<string, string>): [string, string][] =>
  Object.keys(typed).flatMap((id) => (Object.hasOwn(known, id) ? [[id, known[id]!] as [string, string]] : []))

async function importedGuide(ctx: Ctx, { code, division }: AskGuide): Promise<GuideView> {
  const row = await findImported(ctx.tx, code)
  if (!row) throw refuse('catalogue.unknown')
  return { kind: 'imported', code, item: row.content as ImportedItem, source: row.source, division: division ?? null }
}

/** The division a guide is read for: of a dissolved one that which took its place, with a word about it. */
function whereTo({ places }: Pick<Ctx, 'places'>, asked: string | undefined): Pick<OwnGuide, 'division' | 'moved'> {
  if (asked === undefined) return { division: null, moved: null }
  const { code, said } = divisionNow(places, asked)
  return { division: code, moved: said ?? null }
}

type Standing = { state: string; name: string; version: number; directory: number }

/**
 * A request asks the database which version is in force and how old the directory of organs is; all that a stranger is told of
 * them is made once a process. A guide for somebody in particular is made for him alone.
 */
async function ownGuide(ctx: Visit, asked: AskGuide, { state, name, version, directory }: Standing): Promise<OwnGuide> {
  if (state !== 'published') throw refuse('catalogue.closed', { name })
  const { code } = asked
  const published = await shownOf(ctx.tx, { code, version, directory })
  const places = published.handlings.map(({ handlingCode, impl, remedies }) => ({ handlingCode, impl, remedies }))
  const { division, moved } = whereTo(ctx, asked.division)
  const here = (division ? placeFor(places, division) : undefined) ?? places[0]
  const item = published.handlings.find((h) => h.handlingCode === here?.handlingCode)
  if (!here || !item) throw refuse('catalogue.unknown')
  const answers = knownAnswers(item, asked.answers)
  const [todayOn, { branches }] = [dayOf(ctx.now), await namesOf(ctx)]
  const stopItem = await otherItem(ctx, stopOf(item, answers)?.item)
  const ready = await readyFor(ctx, { code, division: here.impl.division }, { item, version })
  const [rating, offered] = [await ratingNow(ctx, code), await isOffered(ctx, code, here.impl.division)]
  const make = (): OwnGuide => ({
    kind: 'own',
    code,
    item,
    places,
    answers,
    division,
    moved,
    version,
    publishedAt: published.publishedAt,
    todayOn,
    ...endsOf(item, todayOn, ctx.calendar),
    stopItem,
    jointNames: item.jointBranches.map((b) => branches.get(b) ?? b),
    ...waysOf(ctx, item, offered),
    qr: qrOf(`${ctx.site}/items/${code}`),
    ready,
    rating,
  })
  if (ctx.who.kind !== 'anyone') return make()
  const from = [
    published,
    moved,
    todayOn,
    ctx.calendar,
    branches,
    stopItem?.code,
    stopItem?.name,
    ready,
    rating,
    offered,
    ctx.rooms,
    ctx.site,
  ]
  return guides(JSON.stringify([code, division, answers]), from, make)
}

const guides = remembered<OwnGuide>(500)

/** What one may do about it here; `offered`: some organ has the power to decide it at this place. */
function waysOf({ rooms }: Ctx, item: HandlingItem, offered: boolean): Pick<OwnGuide, 'offered' | 'canApply' | 'canBook' | 'canVerify'> {
  const has = (id: string) => rooms.some((r) => r.id === id)
  return {
    offered,
    canApply: offered && item.online && isOnApplication(item.catalogue.taskType) && has('window'),
    canBook: item.booking && has('booking'),
    canVerify: item.results.some((r) => r.type === '1' && r.electronic) && has('licence'),
  }
}

/** When it would be decided, handed in today: as promised, and at the latest by law. */
function endsOf(
  { promise, legal }: HandlingItem,
  todayOn: string,
  calendar: Calendar,
): Pick<OwnGuide, 'endOn' | 'endMakeUp' | 'legalEndOn'> {
  const endOn = wouldEndOn(promise, todayOn, calendar)
  return {
    endOn,
    endMakeUp: natureOf(calendar, endOn).kind === 'makeup',
    legalEndOn: legal && wouldEndOn(legal, todayOn, calendar),
  }
}

const minute = 60_000
const ratings = new Map<string, { at: number; rating: OwnGuide['rating'] }>()

/** An item's stars, counted at most once a minute of the city's clock in each process. */
async function ratingNow({ tx, now }: Ctx, code: string): Promise<OwnGuide['rating']> {
  const at = now.getTime()
  const kept = ratings.get(code)
  if (kept && at >= kept.at && at < kept.at + minute) return kept.rating
  const rating = (await ratingOf(tx, code)) ?? null
  ratings.set(code, { at, rating })
  return rating
}

async function otherItem(ctx: Ctx, code: string | undefined): Promise<OwnGuide['stopItem']> {
  const item = code === undefined ? undefined : await findItem(ctx.tx, code)
  return item?.state === 'published' ? { code: item.code, name: item.name } : null
}

const qrs = remembered<{ d: string; size: number }>(500)

/** A QR code (GB/T 18284) at level M, which bears a folded or stained sheet. */
const qrOf = (text: string) =>
  qrs(text, [], () => {
    const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
    return { size: modules.size, d: pathOf(modules.size, (x, y) => Boolean(modules.get(y, x))) }
  })

/** The QR code of a guide's address as SVG, with the quiet zone of four modules. */
export const qr: Action<ByCode, FileAnswer> = async (ctx, { code }) => {
  if (!(await findItem(ctx.tx, code)) && !(await findImported(ctx.tx, code))) throw refuse('catalogue.unknown')
  const { d, size } = qrOf(`${ctx.site}/items/${code}`)
  const side = size + 8
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" shape-rendering="crispEdges"><path d="${d}"/></svg>`
  return new FileAnswer(new TextEncoder().encode(svg), 'image/svg+xml', `${code}.svg`)
}
