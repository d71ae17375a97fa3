/**
 * Uses that another system of the city asks for: it hands a file in under a number of its own, a person of the seal's organ approves
 * it on the desk as any other, and the system fetches the sealed file. Asked twice, nothing happens twice.
 */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { sealKinds } from '../rules/kinds.ts'
import type { RequestState } from '../schema/life.ts'
import type { SealKind, SealRow } from '../schema/seal.ts'
import { findRequest, lockRequest, type RequestRow, setUsed } from '../store/request.ts'
import { findStanding } from '../store/seal.ts'
import { readersOf } from './reach.ts'
import { fileRequest, readFile } from './request.ts'
import { mustBeValid, sealDocument } from './use.ts'

const refuse = refusals({
  'seal.outside-none': [409, '{organ}没有可用的“{kind}”，不能申请用印。请该机关先申领印章'],
  'seal.outside-other': [409, '编号“{ref}”已经申请过，文件和这一次的不一样。请换一个编号'],
  'seal.outside-unknown': [404, '没有找到编号“{ref}”的用印申请。请先提交'],
})

/** The system that asks, as it stands in the ledger of systems; it uses the seals of the organ that owns it and no other. */
export type OutsideSystem = { code: string; name: string; owner: string; ownerName: string }
export type OutsideAsked = { ref: string; kind: SealKind; title: string; purpose: string; over: string; fileName: string; file: Uint8Array }
export type OutsideAnswer = {
  state: RequestState
  opinion?: string
  /** once it is sealed: the file, and the use that stands in the log; `now`: by this very call */
  sealed?: { file: Uint8Array; use: string; hash: string; now: boolean }
}

const asOutside = (ctx: Ctx, s: OutsideSystem): Ctx => ({ ...ctx, who: { ...ctx.who, id: `system:${s.code}`, name: s.name } })
const idOf = (s: OutsideSystem, ref: string) => `out-${sm3(Buffer.from(`${s.code}\n${ref}`)).slice(0, 40)}`
const about = (id: string) => `seal-request:${id}`

async function sealOf(ctx: Ctx, s: OutsideSystem, kind: SealKind): Promise<SealRow> {
  const seal = await findStanding(ctx.tx, s.owner, kind)
  if (!seal) throw refuse('seal.outside-none', { organ: s.ownerName, kind: sealKinds[kind].title })
  mustBeValid(seal, ctx.now)
  return seal
}

/** Hands a file in for a person to approve. The same number with the same file is the same request. */
export const askOutside = (ctx: Ctx, system: OutsideSystem, asked: OutsideAsked): Promise<OutsideAnswer> =>
  asSystem(ctx.tx, async () => {
    const id = idOf(system, asked.ref)
    const known = await findRequest(ctx.tx, id)
    if (known && known.documentHash !== sm3(asked.file)) throw refuse('seal.outside-other', { ref: asked.ref })
    if (known) return told(known)
    const seal = await sealOf(ctx, system, asked.kind)
    const place = { over: asked.over }
    const file = await readFile(ctx, { name: asked.fileName, type: '', bytes: asked.file }, place, seal.diameter)
    const { title, purpose } = asked
    const by = { id: `system:${system.code}`, name: system.name }
    await fileRequest(ctx, seal, { id, subject: `document:${id}`, title, purpose, caseNo: null, place, file, by })
    return { state: 'waiting' }
  })

const told = (r: RequestRow): OutsideAnswer => ({ state: r.state, ...(r.opinion ? { opinion: r.opinion } : {}) })

const sealedOf = async (
  ctx: Ctx,
  r: RequestRow,
  { use, hash, now }: { use: string; hash: string; now: boolean },
): Promise<OutsideAnswer> => ({
  ...told(r),
  state: 'used',
  sealed: { file: new Uint8Array(await ctx.storage.read(hash)), use, hash, now },
})

/** How a request stands; where a person approved it, the file is sealed now, once, and every later answer is the same file. */
export const collectOutside = (ctx: Ctx, system: OutsideSystem, ref: string): Promise<OutsideAnswer> =>
  asSystem(ctx.tx, async () => {
    const id = idOf(system, ref)
    // read again once it is held: whoever held it before may have sealed it
    const request = (await lockRequest(ctx.tx, id)) && (await findRequest(ctx.tx, id))
    if (!request) throw refuse('seal.outside-unknown', { ref })
    if (request.use && request.resultHash) return sealedOf(ctx, request, { use: request.use, hash: request.resultHash, now: false })
    if (request.state !== 'approved') return told(request)
    const { use, file } = await sealDocument(asOutside(ctx, system), {
      seal: { id: request.seal },
      subject: request.subject,
      title: request.title,
      approval: { request: request.id },
      ofd: new Uint8Array(await ctx.storage.read(request.documentFile)),
      places: request.places,
    })
    await setUsed(ctx.tx, request.id, ctx.now)
    const data = {
      request: request.id,
      seal: request.seal,
      subject: request.subject,
      use: use.id,
      resultHash: use.resultHash,
      byName: system.name,
    }
    await ctx.emit({
      name: 'seal.request-used',
      about: about(request.id),
      readers: readersOf({ ownerKind: 'organ', owner: request.owner }),
      data,
    })
    return sealedOf(ctx, request, { use: use.id, hash: file.hash, now: true })
  })
