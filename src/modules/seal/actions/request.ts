/** Asking to use a seal on one file, and deciding on it: the keeper asks, a second person approves, and only then the keeper stamps. */
import { OfdFault, openOfd } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { readUpload } from '#base/upload/take.ts'
import { findFileByNo } from '#kernel/case/api.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { sealKinds } from '../rules/kinds.ts'
import { requestVerbs, whyNotRequest } from '../rules/life.ts'
import { placesOf } from '../rules/places.ts'
import { type AskUse, type RequestVerb, requestInputs, type TakeRequest } from '../schema/life.ts'
import type { SealRow } from '../schema/seal.ts'
import type { SealPlace } from '../schema/use.ts'
import { keeps } from '../store/keeper.ts'
import { addRequest, findRequest, lockRequest, type RequestRow, setDecided, setUsed, setWithdrawn } from '../store/request.ts'
import { addApproval } from '../store/use.ts'
import { handsOn, mayOn, readersOf, roleOn, seenSeal } from './reach.ts'
import { mustBeValid, sealDocument } from './use.ts'

const refuse = refusals({
  'seal.no-file': [422, '请选要盖章的文件（OFD）'],
  'seal.keeps-not-it': [403, '您不是这枚印章的用印人，不能申请用印。请联系本单位印章管理员'],
  'seal.no-case': [422, '没有找到办件“{no}”，请照办件编号再输一遍'],
  'seal.no-case-no': [422, '2 号章只能用在受托办理的办件上，请写办件编号'],
  'seal.no-request': [404, '没有找到这份用印申请，可能不在您能看的范围里。请从用印列表重新打开'],
})

const mostBytes = 50 * 2 ** 20

const needed: Record<AskUse['where'], readonly (keyof AskUse)[]> = { text: ['text'], page: ['page', 'x', 'y'], across: ['top'] }

export function placeAsked(asked: AskUse): SealPlace {
  const missing = needed[asked.where].filter((name) => asked[name] === undefined)
  if (missing.length > 0) throw invalidFields(missing.map((field) => ({ field, sentence: '请填写' })))
  if (asked.where === 'text') return { over: asked.text! }
  if (asked.where === 'across') return { across: true, top: asked.top! }
  return { page: asked.page! - 1, x: asked.x!, y: asked.y! }
}

/** The case a use belongs to; seen with the rights of the one who asks. */
async function subjectOf(ctx: Ctx, seal: SealRow, id: string, caseNo: string | undefined): Promise<string> {
  if (!caseNo && sealKinds[seal.kind].caseOnly) throw refuse('seal.no-case-no')
  if (!caseNo) return `document:${id}`
  const file = await findFileByNo(ctx.tx, caseNo)
  if (!file) throw refuse('seal.no-case', { no: caseNo })
  return `case:${file.id}`
}

/** What the reader of OFD refuses, it says in a sentence for people. */
export const unfit = (error: unknown): never => {
  throw error instanceof OfdFault ? new Refusal('seal.unfit', 422, error.message) : error
}

/** A file is taken in with a request: recognised by its bytes, and refused where the seal would find no place on it. */
export async function readFile(ctx: Ctx, file: NonNullable<AskUse['file']>, place: SealPlace, side: number) {
  const { bytes, name } = await readUpload(ctx, file, { maxBytes: mostBytes, accept: ['ofd'] })
  const ofd = new Uint8Array(bytes)
  const pages = (await openOfd(ofd).catch(unfit)).documents[0]?.pages.length ?? 0
  if ('page' in place && place.page >= pages) throw invalidFields([{ field: 'page', sentence: `文件只有 ${pages} 页` }])
  await placesOf(ofd, [place], side).catch(unfit)
  return { bytes: ofd, name, format: 'ofd' as const, pages }
}

/** A seal in force that this person keeps and may ask for. */
export async function keptSeal(ctx: Ctx, id: string): Promise<SealRow> {
  const seal = await seenSeal(ctx, id)
  const keeper = await asSystem(ctx.tx, () => keeps(ctx.tx, seal.id, ctx.who.id))
  if (seal.ownerKind !== 'organ' || !keeper || !mayOn(ctx.who, 'seal.use', seal)) throw refuse('seal.keeps-not-it')
  mustBeValid(seal, ctx.now)
  return seal
}

export const askUse: Action<AskUse, { id: string }> = async (ctx, asked) => {
  const seal = await keptSeal(ctx, asked.seal)
  if (!asked.file) throw refuse('seal.no-file')
  const id = ctx.id()
  const subject = await subjectOf(ctx, seal, id, asked.caseNo)
  const place = placeAsked(asked)
  const file = await readFile(ctx, asked.file, place, seal.diameter)
  const { title, purpose, caseNo = null } = asked
  await asSystem(ctx.tx, () => fileRequest(ctx, seal, { id, subject, title, purpose, caseNo, place, file, by: ctx.who }))
  return { id }
}

type Filed = Pick<RequestRow, 'id' | 'subject' | 'title' | 'purpose' | 'caseNo'> & {
  place: SealPlace
  file: Awaited<ReturnType<typeof readFile>>
  by: { id: string; name: string }
}

/** Keeps the file of a request and leaves the request for a second person to decide on. */
export async function fileRequest(ctx: Ctx, seal: SealRow, { place, file, by, ...asked }: Filed): Promise<void> {
  const { hash } = await ctx.storage.put(file.bytes)
  await addRequest(ctx.tx, {
    ...asked,
    seal: seal.id,
    fileName: file.name,
    format: file.format,
    documentHash: hash,
    documentFile: hash,
    pages: file.pages,
    places: [place],
    askedBy: by.id,
    askedName: by.name,
    askedAt: ctx.now,
  })
  const data = { request: asked.id, seal: seal.id, subject: asked.subject, title: asked.title, documentHash: hash, byName: by.name }
  await ctx.emit({ name: 'seal.request-made', about: aboutRequest(asked.id), readers: readersOf(seal), data })
}

const aboutRequest = (id: string) => `seal-request:${id}`

/** Whether somebody decides on a request; the legal representative of a firm also on his own. */
export async function approverOf(ctx: Ctx, r: Pick<RequestRow, 'seal' | 'owner' | 'ownerKind' | 'division' | 'askedBy'>) {
  const seal = { ...r, id: r.seal }
  const may = await handsOn(ctx, seal)
  const keeping = r.ownerKind === 'organ' ? await keepingOf(ctx, r, may('seal.use')) : {}
  return { id: ctx.who.id, approves: may('seal.approve'), alone: (await roleOn(ctx, seal)) === 'representative', ...keeping }
}

/** Whether somebody keeps the seal of an organ and may use it, and whether who asked keeps it still. Other systems keep none. */
const keepingOf = (ctx: Ctx, { seal, askedBy }: Pick<RequestRow, 'seal' | 'askedBy'>, mayUse: boolean) =>
  asSystem(ctx.tx, async () => ({
    keeps: mayUse && (await keeps(ctx.tx, seal, ctx.who.id)),
    askerKeeps: askedBy.startsWith('system:') || (await keeps(ctx.tx, seal, askedBy)),
  }))

/** A request that this person may see: his own, or one on a seal of an organ where he has a right over seals. */
export async function seenRequest(ctx: Ctx, id: string): Promise<RequestRow> {
  const request = await findRequest(ctx.tx, id)
  if (!request) throw refuse('seal.no-request')
  if (request.askedBy === ctx.who.id) return request
  const may = await handsOn(ctx, await seenSeal(ctx, request.seal))
  // whoever may only ask sees what he asked for; the city's staff see nothing of what a firm seals
  if (request.ownerKind === 'party' && !(ctx.who.kind === 'citizen' && may('seal.read'))) throw refuse('seal.no-request')
  return request
}

type Deed = (ctx: Ctx, r: RequestRow, input: { opinion?: string }) => Promise<Record<string, unknown>>

const decide =
  (state: 'approved' | 'rejected'): Deed =>
  async (ctx, r, { opinion }) => {
    await setDecided(ctx.tx, r.id, { state, by: ctx.who.id, name: ctx.who.name, at: ctx.now, opinion: opinion! })
    return { opinion }
  }

const deeds: Record<TakeRequest['verb'], Deed> = {
  async approve(ctx, r, input) {
    const told = await decide('approved')(ctx, r, input)
    await addApproval(ctx.tx, {
      id: ctx.id(),
      seal: r.seal,
      subject: r.subject,
      fact: null,
      request: r.id,
      documentHash: r.documentHash,
      basis: `用印申请：${r.purpose}`,
      by: ctx.who.id,
      byName: ctx.who.name,
      at: ctx.now,
    })
    return told
  },
  reject: decide('rejected'),
  async withdraw(ctx, r) {
    await setWithdrawn(ctx.tx, r.id)
    return {}
  },
  stamp: stampOne,
}

async function stampOne(ctx: Ctx, r: RequestRow): Promise<Record<string, unknown>> {
  const bytes = new Uint8Array(await ctx.storage.read(r.documentFile))
  const { use } = await sealDocument(ctx, {
    seal: { id: r.seal },
    subject: r.subject,
    title: r.title,
    approval: { request: r.id },
    ofd: bytes,
    places: r.places,
  })
  await setUsed(ctx.tx, r.id, ctx.now)
  return { use: use.id, resultHash: use.resultHash }
}

/** In a firm whoever approves holds the seal himself, and seals with his approval. */
const stepsOf = ({ ownerKind }: RequestRow, verb: RequestVerb): RequestVerb[] =>
  ownerKind === 'party' && verb === 'approve' ? ['approve', 'stamp'] : [verb]

/** Takes a verb on a request; it is held meanwhile, so that it is decided once and stamped once. */
export const takeRequest: Action<TakeRequest, { id: string }> = async (ctx, { id, verb, input }) => {
  const seen = await seenRequest(ctx, id)
  const keeper = await asSystem(ctx.tx, () => keeps(ctx.tx, seen.seal, ctx.who.id))
  // in a firm nobody stamps by hand: the approval seals
  if (verb === 'stamp' && seen.ownerKind === 'party' && !keeper) throw refuse('seal.keeps-not-it')
  const approver = await approverOf(ctx, seen)
  return asSystem(ctx.tx, async () => {
    const request = (await lockRequest(ctx.tx, id))!
    const no = whyNotRequest(request, verb, approver)
    if (no) throw new Refusal(`seal.${no.code}`, no.code === 'not-now' ? 409 : 403, no.sentence)
    const parsed = requestInputs[verb].safeParse(input)
    if (!parsed.success) throw invalidFields(parsed.error.issues.map((i) => ({ field: i.path.join('.'), sentence: i.message })))
    for (const step of stepsOf(request, verb)) {
      const told = await deeds[step](ctx, request, parsed.data)
      const fact = step === 'stamp' ? 'seal.request-used' : requestVerbs[step].fact
      const data = { ...told, request: id, seal: request.seal, subject: request.subject, byName: ctx.who.name }
      await ctx.emit({ name: fact, about: aboutRequest(id), readers: readersOf(request), data })
    }
    return { id }
  })
}

/** The file as it came, or as it was sealed. */
export const requestFile: Action<{ id: string; which: 'asked' | 'sealed' }, FileAnswer> = async (ctx, { id, which }) => {
  const request = await seenRequest(ctx, id)
  const hash = which === 'sealed' ? request.resultHash : request.documentFile
  if (!hash) throw refuse('seal.no-request')
  return new FileAnswer(await ctx.storage.read(hash), 'application/ofd', request.fileName, false)
}
