/** What the desk's pages on seals are given: seals, requests, and the log of uses. */

import { readSeal } from '@haoban/gm'
import { newCache, openOfd, type RenderedPage, readStamps, renderPage } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { findFile } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listOrgans } from '#kernel/item/api.ts'
import { listFacts } from '#kernel/ledger/api.ts'
import { type Action, type Ctx, FileAnswer, may as mayAnywhere } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { cursorText, readCursor } from '../rules/cursor.ts'
import { sealKinds } from '../rules/kinds.ts'
import { requestVerbsOf, sealVerbs, verbsOf } from '../rules/life.ts'
import { placesOf } from '../rules/places.ts'
import { tell } from '../rules/told.ts'
import type {
  HistoryEntry,
  ListRequests,
  ListSeals,
  ListUses,
  RequestSummary,
  RequestView,
  SealSummary,
  SealView,
  UseRow,
} from '../schema/life.ts'
import type { SealRow } from '../schema/seal.ts'
import type { SealPlace } from '../schema/use.ts'
import { keeps, listKeepers, listKept } from '../store/keeper.ts'
import { findKey } from '../store/key.ts'
import { pageRequests, type RequestRow } from '../store/request.ts'
import { findEsl, findSeal, pageSeals } from '../store/seal.ts'
import { countUses, findUse, pageUses, type UseFound } from '../store/use.ts'
import { aboutSeal, handsOn, organsOf, seenSeal } from './reach.ts'
import { approverOf, seenRequest } from './request.ts'

const refuse = refusals({
  'seal.no-picture': [404, '这枚印章还没有制作，没有图样。制作以后再来看'],
  'seal.no-page': [404, '文件里没有这一页，请从第 1 页看起'],
  'seal.no-use': [404, '没有找到这次用印，可能不在您能看的范围里。请从用印记录重新打开'],
})

export const pageSize = 50
type Page<T> = { rows: T[]; next: string | null }

export function pageOf<R, T>(found: readonly R[], cursor: (row: R) => string, shape: (row: R) => T): Page<T> {
  const rows = found.slice(0, pageSize)
  const last = rows.at(-1)
  return { rows: rows.map(shape), next: found.length > pageSize && last ? cursor(last) : null }
}

export const summary = (s: SealRow): SealSummary => ({
  id: s.id,
  kind: s.kind,
  status: s.status,
  name: s.name,
  ownerName: s.ownerName,
  ownerKind: s.ownerKind,
  code: s.code,
  validFrom: s.validFrom,
  validTo: s.validTo,
  demo: s.demo,
  appliedAt: s.appliedAt.toISOString(),
})

export const listSeals: Action<ListSeals, Page<SealSummary>> = async (ctx, { show, after }) => {
  const found = await pageSeals(ctx.tx, show, organsOf(ctx.who), readCursor(after), pageSize + 1)
  return pageOf(found, (s) => cursorText({ at: s.appliedAt, id: s.id }), summary)
}

const labels: Record<string, string> = {
  'seal.applied': '申领',
  'seal.changed': '换新',
  'seal.expired': '到期',
  ...Object.fromEntries(Object.values(sealVerbs).map((v) => [v.fact, v.label])),
}

/** A firm has keepers where an organ has those who use its seal. */
const firmLabels: Record<string, string> = { ...labels, 'seal.keeper-appointed': '交给人保管', 'seal.keeper-dismissed': '收回保管' }

/** All that happened to a seal, in order. */
export async function historyOf(ctx: Ctx, { id, ownerKind }: Pick<SealRow, 'id' | 'ownerKind'>): Promise<HistoryEntry[]> {
  const words = ownerKind === 'party' ? firmLabels : labels
  return (await listFacts(ctx.tx, aboutSeal(id))).map((f) => ({
    id: f.id,
    label: words[f.name] ?? f.name,
    at: f.at.toISOString(),
    by: typeof f.data.byName === 'string' ? f.data.byName : null,
    told: tell(f.data),
  }))
}

/** One seal: what it is, who keeps it, all that happened to it, and what may be done now. */
export const openSeal: Action<{ id: string }, SealView> = async (ctx, { id }) => {
  const seal = await seenSeal(ctx, id)
  const place = { permission: 'seal.use', organ: seal.owner, division: seal.division }
  const may = await handsOn(ctx, seal)
  const manages = may('seal.manage')
  const colleagues = manages ? await listColleagues(ctx.tx, place, dayOf(ctx.now)) : []
  return asSystem(ctx.tx, async () => {
    const keepers = await listKeepers(ctx.tx, id)
    return {
      seal: {
        ...summary(seal),
        uscc: seal.uscc,
        purpose: seal.purpose,
        diameter: seal.diameter,
        reason: seal.reason,
        identity: seal.identity,
        replaces: seal.replaces,
        powerOf: seal.powerOf,
        store: seal.key ? ((await findKey(ctx.tx, seal.key))?.store ?? null) : null,
      },
      keepers: keepers.map((k) => ({ ...k, from: k.from.toISOString() })),
      verbs: verbsOf(seal, ctx.who, may),
      history: await historyOf(ctx, seal),
      uses: await countUses(ctx.tx, id),
      colleagues: colleagues.map((c) => ({ value: c.id, label: c.title ? `${c.name}（${c.title}）` : c.name })),
      mayAsk: seal.status === 'valid' && seal.ownerKind === 'organ' && (await keeps(ctx.tx, id, ctx.who.id)),
    }
  })
}

/** What an application can choose from: the organs where one manages seals, the kinds, the organs that delegate. */
export const applyChoices: Action<unknown, { organs: Choice[]; kinds: Choice[]; powers: Choice[] }> = async (ctx) => {
  const organs = await listOrgans(ctx.tx)
  const choice = (o: { id: string; name: string }) => ({ value: o.id, label: o.name })
  return {
    organs: organs.filter((o) => mayAnywhere(ctx.who, 'seal.manage', { organ: o.id, division: o.division })).map(choice),
    kinds: Object.entries(sealKinds)
      .filter(([kind]) => kind !== 'private')
      .map(([value, { title }]) => ({ value, label: title })),
    powers: organs.filter((o) => o.division === ctx.city.division).map(choice),
  }
}
type Choice = { value: string; label: string }

/** The seals that one keeps, to choose from when one asks for a use. */
export const keptSeals: Action<unknown, { rows: Choice[] }> = async (ctx) => {
  const kept = await asSystem(ctx.tx, () => listKept(ctx.tx, ctx.who.id))
  return { rows: kept.map((s) => ({ value: s.id, label: `${s.name}${sealKinds[s.kind as SealRow['kind']].title}（${s.code}）` })) }
}

/** The picture as it stands inside the seal. */
export const sealPicture: Action<{ id: string }, FileAnswer> = async (ctx, { id }) => {
  await seenSeal(ctx, id)
  const esl = await findEsl(ctx.tx, id)
  if (!esl) throw refuse('seal.no-picture')
  return new FileAnswer(readSeal(new Uint8Array(esl)).info.picture.data, 'image/svg+xml', '印章.svg')
}

const requestSummary = (r: RequestRow): RequestSummary => ({
  id: r.id,
  seal: r.seal,
  sealName: r.sealName,
  title: r.title,
  state: r.state,
  askedName: r.askedName,
  askedAt: r.askedAt.toISOString(),
  decidedName: r.decidedName,
})

export const listRequests: Action<ListRequests, Page<RequestSummary>> = async (ctx, { show, after }) => {
  const reach = { who: ctx.who.id, organs: organsOf(ctx.who) }
  const found = await pageRequests(ctx.tx, show, reach, readCursor(after), pageSize + 1)
  return pageOf(found, (r) => cursorText({ at: r.askedAt, id: r.id }), requestSummary)
}

function whereText(place: SealPlace): string {
  if ('over' in place) return `盖在“${place.over}”上`
  if ('across' in place) return `骑缝章，离页顶 ${place.top} 毫米`
  return `第 ${place.page + 1} 页，离左边 ${place.x} 毫米、离页顶 ${place.y} 毫米`
}

/** The first page, from 1, on which the seal comes to stand. */
async function firstPageOf(ctx: Ctx, r: RequestRow): Promise<number> {
  const [first] = r.places
  if (!first || 'across' in first) return 1
  if ('page' in first) return first.page + 1
  const bytes = new Uint8Array(await ctx.storage.read(r.documentFile))
  // the size of the seal does not move it to another page
  const [place] = await placesOf(bytes, [first], 1).catch(() => [])
  return (place?.page ?? 0) + 1
}

export const openRequest: Action<{ id: string }, RequestView> = async (ctx, { id }) => {
  const r = await seenRequest(ctx, id)
  return {
    request: {
      ...requestSummary(r),
      purpose: r.purpose,
      fileName: r.fileName,
      caseNo: r.caseNo,
      format: r.format,
      pages: r.pages,
      documentHash: r.documentHash,
      where: r.places.map(whereText).join('；'),
      firstPage: await firstPageOf(ctx, r),
      decidedAt: r.decidedAt?.toISOString() ?? null,
      opinion: r.opinion,
      use: r.use,
      resultHash: r.resultHash,
    },
    verbs: requestVerbsOf(r, await approverOf(ctx, r)),
  }
}

/** One page as it will be sealed, or as it is: what one approves, one has seen. */
export const requestPage: Action<{ id: string; page: number }, FileAnswer> = async (ctx, { id, page }) => {
  const r = await seenRequest(ctx, id)
  const bytes = new Uint8Array(await ctx.storage.read(r.resultHash ?? r.documentFile))
  const rendered = await (r.resultHash ? asSealed(bytes, page) : asItWillBe(ctx, r, bytes, page))
  return new FileAnswer(new TextEncoder().encode(rendered.svg), 'image/svg+xml', `第 ${page} 页.svg`)
}

async function asSealed(bytes: Uint8Array, page: number): Promise<RenderedPage> {
  const document = (await openOfd(bytes)).documents[0]!
  if (page > document.pages.length) throw refuse('seal.no-page')
  return renderPage(document, page - 1, { stamps: await readStamps(document), cache: newCache() })
}

async function asItWillBe(ctx: Ctx, r: RequestRow, bytes: Uint8Array, page: number): Promise<RenderedPage> {
  const document = (await openOfd(bytes)).documents[0]!
  const shown = document.pages[page - 1]
  if (!shown) throw refuse('seal.no-page')
  const seal = (await findSeal(ctx.tx, r.seal))!
  const { picture } = readSeal(new Uint8Array((await findEsl(ctx.tx, r.seal))!)).info
  const before = await readStamps(document)
  const places = (await placesOf(bytes, r.places, seal.diameter)).filter((p) => p.page === page - 1)
  const stamps = places.map(({ boundary, clip }) => ({
    page: shown.id,
    signature: 'wanted',
    boundary,
    clip,
    picture: { kind: picture.type, bytes: picture.data },
    name: seal.name,
  }))
  return renderPage(document, page - 1, { stamps: [...before, ...stamps], cache: newCache() })
}

export const caseIn = (subject: string): string | null => /^case:(.+)$/.exec(subject)?.[1] ?? null
/** The page of the desk that shows what a use belongs to; a case has one. */
const hrefOf = (subject: string): string | null => (caseIn(subject) ? `/desk/cases/${caseIn(subject)}` : null)

export const useRow = (u: UseFound): UseRow => ({
  id: u.id,
  at: u.at.toISOString(),
  seal: u.seal,
  sealName: u.sealName,
  title: u.title,
  subject: u.subject,
  href: hrefOf(u.subject),
  basis: u.basis,
  approver: u.approver,
  documentHash: u.documentHash,
  resultHash: u.resultHash,
  format: u.format,
})

const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`)

/** The log of uses. */
export const listUses: Action<ListUses, Page<UseRow>> = async (ctx, { q, seal, from, to, after }) => {
  const asked = {
    q: q === '' ? undefined : q,
    seal: seal === '' ? undefined : seal,
    since: from ? dayStart(from) : undefined,
    until: to ? new Date(dayStart(to).getTime() + 86_400_000) : undefined,
    organs: organsOf(ctx.who),
    after: readCursor(after),
  }
  const found = await pageUses(ctx.tx, asked, pageSize + 1)
  return pageOf(found, (u) => cursorText(u), useRow)
}

/** Whether somebody may have a file: of an organ's seal by his rights over it; of a firm's, its own people, and whoever handles the case. */
async function mayHave(ctx: Ctx, use: { seal: string; subject: string }): Promise<boolean> {
  const seal = await asSystem(ctx.tx, () => findSeal(ctx.tx, use.seal))
  if (seal?.ownerKind !== 'party' || ctx.who.kind === 'citizen') return (await handsOn(ctx, seal!))('seal.read')
  const id = caseIn(use.subject)
  return id !== null && (await findFile(ctx.tx, id)) !== undefined
}

async function seenUse(ctx: Ctx, id: string) {
  const use = await asSystem(ctx.tx, () => findUse(ctx.tx, id))
  if (!use || !(await mayHave(ctx, use))) throw refuse('seal.no-use')
  return use
}

/** One page of a sealed OFD, as it is. */
export const usePage: Action<{ id: string; page: number }, FileAnswer> = async (ctx, { id, page }) => {
  const use = await seenUse(ctx, id)
  if (use.format !== 'ofd') throw refuse('seal.no-page')
  const { svg } = await asSealed(new Uint8Array(await ctx.storage.read(use.resultHash)), page)
  return new FileAnswer(new TextEncoder().encode(svg), 'image/svg+xml', `第 ${page} 页.svg`)
}

/** The sealed file of one use. */
export const useFile: Action<{ id: string }, FileAnswer> = async (ctx, { id }) => {
  const use = await seenUse(ctx, id)
  const [type, ending] = use.format === 'pdf' ? ['application/pdf', 'pdf'] : ['application/ofd', 'ofd']
  return new FileAnswer(await ctx.storage.read(use.resultHash), type!, `${use.title}.${ending}`, false)
}
