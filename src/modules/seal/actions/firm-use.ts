/** A firm's seal on a file of one of its own cases: somebody of the firm asks, whoever keeps the seal approves and with that seals. */
import { openOfd } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { findFile, listFiles } from '#kernel/case/api.ts'
import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findKind, listPapers, openPaperOfd } from '#kernel/document/api.ts'
import { type Action, type Ctx, isHis } from '#kernel/module.ts'
import { requestVerbsOf } from '../rules/life.ts'
import { placesOf } from '../rules/places.ts'
import type { FirmRequestView, FirmUse, FirmUseView, TakeFirmRequest } from '../schema/firm.ts'
import type { SealRow } from '../schema/seal.ts'
import type { SealPlace } from '../schema/use.ts'
import type { RequestRow } from '../store/request.ts'
import { findSeal } from '../store/seal.ts'
import { firmSeal } from './firm.ts'
import { asUnseen, handsOn } from './reach.ts'
import { caseIn, summary } from './read.ts'
import { approverOf, fileRequest, readFile, seenRequest, takeRequest } from './request.ts'
import { checkedNow } from './sealed-for.ts'
import { mustBeValid } from './use.ts'

const refuse = refusals({
  'seal.no-own-case': [422, '没有找到这一件，或者不是这家企业的、不是您经办的。请从列表里选'],
  'seal.not-a-paper': [422, '没有找到这份文书，请从列表里选'],
  'seal.not-firm-request': [404, '没有找到这份用印申请，可能不是您企业的。请从“企业印章”重新打开'],
})

const shown = ({ id, no, itemName, submittedAt }: CaseFile) => ({ id, no, itemName, submittedOn: dayOf(submittedAt) })

/** A case of the firm that this person handles, or of which he sees everything. */
async function ownCase(ctx: Ctx, seal: SealRow, id: string): Promise<CaseFile> {
  const file = await findFile(ctx.tx, id)
  if (file?.applicant !== seal.owner || !isHis(ctx.who, file)) throw refuse('seal.no-own-case')
  return file
}

/** A seal in force that this person may ask for. */
async function usable(ctx: Ctx, id: string): Promise<SealRow> {
  const seal = await firmSeal(ctx, id)
  if (!(await handsOn(ctx, seal))('seal.use')) throw refuse('seal.not-firm-request')
  mustBeValid(seal, ctx.now)
  return seal
}

/** Papers of a case that its applicant signs: those he may seal. */
const papersOf = async (ctx: Ctx, id: string) =>
  (await listPapers(ctx.tx, id)).filter((p) => findKind(ctx.rooms, p.kind)?.spec.signedByApplicant)

export const firmUsePage: Action<{ id: string; case?: string }, FirmUseView> = async (ctx, { id, case: asked }) => {
  const seal = await usable(ctx, id)
  const filter = { applicants: [seal.owner] }
  const { rows } = await listFiles(ctx.tx, filter, { today: dayOf(ctx.now), limit: 50, sort: 'newest' })
  const cases = rows.filter((f) => isHis(ctx.who, f))
  const chosen = asked ? await ownCase(ctx, seal, asked) : undefined
  return {
    seal: summary(seal),
    cases: cases.map(shown),
    chosen: chosen ? shown(chosen) : null,
    papers: chosen ? (await papersOf(ctx, chosen.id)).map(({ id: paper, title }) => ({ id: paper, title })) : [],
  }
}

type Filed = { title: string; place: SealPlace; file: Awaited<ReturnType<typeof readFile>> }

/** A paper that this platform drew, as it stands: the seal goes over the words where the applicant signs. */
async function paperAsked(ctx: Ctx, seal: SealRow, file: CaseFile, id: string): Promise<Filed> {
  const paper = (await papersOf(ctx, file.id)).find((p) => p.id === id)
  if (!paper) throw refuse('seal.not-a-paper')
  const { bytes, name } = await openPaperOfd(ctx, { id })
  const place = { over: '签名或盖章' }
  return { title: paper.title, place, file: await readFile(ctx, { name, type: 'application/ofd', bytes }, place, seal.diameter) }
}

/** How far from the edges of the page the middle of the seal lies where nobody says where it goes, in millimetres. */
const corner = { right: 45, bottom: 50 }

/** A file that is handed in: the seal goes over the words that are named, else to the lower right of the last page. */
async function fileAsked(ctx: Ctx, seal: SealRow, { file, title, over }: FirmUse): Promise<Filed> {
  const place = over ? { over } : await lastCorner(file!.bytes)
  return { title: title!, place, file: await readFile(ctx, file!, place, seal.diameter) }
}

async function lastCorner(bytes: Uint8Array): Promise<SealPlace> {
  const document = await openOfd(new Uint8Array(bytes)).then(
    (d) => d.documents[0],
    () => undefined,
  )
  // what cannot be read is told by whoever takes the file in
  if (!document?.pages.length) return { page: 0, x: 0, y: 0 }
  const page = document.pages.length - 1
  const { physical } = (await document.page(page)).area
  return { page, x: physical.x + physical.width - corner.right, y: physical.y + physical.height - corner.bottom }
}

export const askFirmUse: Action<FirmUse, { id: string }> = async (ctx, asked) => {
  const seal = await usable(ctx, asked.id)
  const file = await ownCase(ctx, seal, asked.case)
  const filed = asked.what === 'file' ? await fileAsked(ctx, seal, asked) : await paperAsked(ctx, seal, file, asked.what)
  const id = ctx.id()
  const request = { id, subject: `case:${file.id}`, purpose: asked.purpose, caseNo: file.no, by: ctx.who, ...filed }
  await asSystem(ctx.tx, () => fileRequest(ctx, seal, request))
  return { id }
}

const first = 3
const mostShown = 8

/** The first pages of a file, and those on which the seal comes to stand: who approves has seen it there. */
async function shownOf(ctx: Ctx, r: RequestRow): Promise<number[]> {
  const seal = (await findSeal(ctx.tx, r.seal))!
  const places = await placesOf(new Uint8Array(await ctx.storage.read(r.documentFile)), r.places, seal.diameter)
  const wanted = [...Array.from({ length: Math.min(first, r.pages) }, (_, n) => n + 1), ...places.map((p) => p.page + 1)]
  return [...new Set(wanted)].sort((a, b) => a - b).slice(0, mostShown)
}

async function firmRequest(ctx: Ctx, id: string) {
  const request = await seenRequest(ctx, id).catch(asUnseen)
  if (request?.ownerKind !== 'party' || ctx.who.kind !== 'citizen') throw refuse('seal.not-firm-request')
  return request
}

export const openFirmRequest: Action<{ id: string }, FirmRequestView> = async (ctx, { id }) => {
  const r = await firmRequest(ctx, id)
  const approver = await approverOf(ctx, r)
  return {
    request: {
      id,
      seal: r.seal,
      sealName: r.sealName,
      title: r.title,
      purpose: r.purpose,
      state: r.state,
      fileName: r.fileName,
      pages: r.pages,
      shown: await shownOf(ctx, r),
      caseId: caseIn(r.subject),
      caseNo: r.caseNo,
      documentHash: r.documentHash,
      resultHash: r.resultHash,
      askedName: r.askedName,
      askedAt: r.askedAt.toISOString(),
      decidedName: r.decidedName,
      decidedAt: r.decidedAt?.toISOString() ?? null,
      opinion: r.opinion,
      own: r.askedBy === ctx.who.id,
    },
    // whoever approves also seals
    verbs: requestVerbsOf(r, approver).filter((v) => v.verb !== 'stamp'),
    check: r.resultHash ? await checkedNow(ctx, r.resultHash) : null,
  }
}

export const takeFirmRequest: Action<TakeFirmRequest, { id: string }> = async (ctx, { id, verb, opinion }) => {
  await firmRequest(ctx, id)
  return takeRequest(ctx, { id, verb, input: verb === 'withdraw' ? {} : { opinion } })
}
