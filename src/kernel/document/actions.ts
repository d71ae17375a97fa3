import { writeOfd } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { nextNumber } from '#base/counter.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import { findPrinted, listFacts } from '#kernel/ledger/api.ts'
import type { PrintedCheckpoint } from '#kernel/ledger/schema.ts'
import { type Action, type Ctx, FileAnswer, type PaperSeals } from '#kernel/module.ts'
import { actAt, actsOf, factTitle } from './rules/acts.ts'
import { bearsSeal, findKind, kindOf } from './rules/kinds.ts'
import { checkCode, formatPaperNo, readCheckCode } from './rules/number.ts'
import { subjectOf } from './rules/subject.ts'
import { titleOf, writePaper } from './rules/write.ts'
import type { BlankForm, PaperHead } from './schema.ts'
import { addPaper, findPaper, findPaperByCode, holdPaper, type PaperRow, setDrawn, setOfd } from './store.ts'

const refuse = refusals({
  'document.unknown': [404, '没有找到这份文书，可能编号输错了，或者不在您能看的范围里'],
  'document.voided': [410, '这份文书发出前已经撤回作废，不再有效。请以办件里最新的文书为准；有疑问，请打 12345 核实'],
  'document.unverified': [
    404,
    '没有查到这个核验码对应的文书。请照文书上的 16 位核验码再输一遍；还查不到，请打 12345 核实，不要轻信这份文书',
  ],
})

/** A paper to be made: `data` is what its kind says besides the head, which the house fills in. */
export type NewPaper = {
  /** the subject, `order:…`; a case by its bare id */
  about: string
  /** the place in the subject's history of the act that makes it: with the act it is recalled */
  act: number
  kind: string
  /** whose paper it is, by its id in the register */
  organ: string
  readers: readonly string[]
  /** where it is not the one that the kind gives */
  title?: string
  data: Record<string, unknown>
}

/** Numbers and dates a paper in the transaction of its act; it is drawn right afterwards, or when somebody first opens it. Data that its kind does not take is a fault (ZodError). */
export async function issuePaper(ctx: Ctx, paper: NewPaper): Promise<PaperRow> {
  const spec = kindOf(ctx.rooms, paper.kind)
  const data = spec.data.parse(paper.data)
  const organ = await organOf(ctx.tx, paper.organ)
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const no =
    spec.word === null
      ? null
      : formatPaperNo({
          organWord: organ.shortName,
          kindWord: spec.word,
          year,
          n: await nextNumber(ctx.tx, `paper:${organ.id}:${paper.kind}:${year}`),
        })
  const row: PaperRow = {
    id: ctx.id(),
    about: paper.about,
    act: paper.act,
    kind: paper.kind,
    title: paper.title ?? titleOf(spec, data),
    no,
    organ: organ.id,
    checkCode: checkCode(ctx.random(10)),
    fileHash: null,
    size: null,
    ofdHash: null,
    madeAt: ctx.now,
    voidedAt: null,
  }
  const { name, phone, address, hours, complaintPhone } = organ
  const head: Omit<PaperHead, 'sealMark'> = {
    no: no ?? undefined,
    checkCode: row.checkCode,
    checkPage: `${ctx.site}/check`,
    madeAt: ctx.now.toISOString(),
    demo: ctx.city.demo,
    organ: { name, phone, address, hours, complaintPhone },
  }
  addPaper(ctx.tx, {
    ...row,
    bearsSeal: bearsSeal(spec),
    readers: paper.readers,
    sealed: ctx.keys.seal(JSON.stringify({ ...paper.data, ...head }), 'document.paper'),
  })
  await ctx.later('document.draw', { id: row.id }, { key: `document.draw:${row.id}` })
  return row
}

type Kept = PaperRow & { sealed: Buffer }

const sealerOf = (ctx: Ctx, paper: Kept) =>
  ctx.rooms.find((r) => r.sealPaper)?.sealPaper?.(ctx, { ...paper, subject: subjectOf(paper.about) })

/** A paper in words: as it was kept, with the checkpoint under which it is drawn. */
const wordsOf = (ctx: Ctx, { kind, sealed }: Kept, marked: boolean, ledger: PrintedCheckpoint | undefined) => {
  const content = { ...JSON.parse(ctx.keys.open(sealed, 'document.paper')), ledger }
  return writePaper(kind, kindOf(ctx.rooms, kind), marked ? content : { ...content, sealMark: false })
}

/** The OFD of a paper: the same words, sealed by the same act where the PDF is. */
async function drawOfd(
  ctx: Ctx,
  paper: Kept,
  seal: PaperSeals | undefined,
  ledger?: PrintedCheckpoint,
): Promise<{ hash: string; size: number }> {
  const { ofdPaper } = await import('./render/ofd.ts')
  const { draft, seal: place } = ofdPaper(paper.id, wordsOf(ctx, paper, true, ledger))
  return seal && place ? seal.ofd(draft, place) : ctx.storage.put(await writeOfd(draft))
}

/**
 * Draws a paper as PDF and as OFD and keeps both, sealed where a room of the house has a seal for it: the files that everybody gets.
 * Of two that draw it at once the second finds it drawn. The compiler and its fonts are loaded when the first paper is drawn, not when
 * the house opens.
 */
async function draw(ctx: Ctx, asked: Kept): Promise<{ fileHash: string; ofdHash: string | null }> {
  const paper = (await holdPaper(ctx.tx, asked.id)) ?? asked
  if (paper.fileHash) return { fileHash: paper.fileHash, ofdHash: paper.ofdHash }
  const { renderPaper } = await import('./render.ts')
  const seal = await sealerOf(ctx, paper)
  const ledger = await findPrinted(ctx.tx)
  const { pdf, seals } = await renderPaper(wordsOf(ctx, paper, !seal, ledger))
  const place = seals.at(-1)
  const file = seal && place ? await seal.pdf(pdf, place) : await ctx.storage.put(Buffer.from(pdf))
  const ofd = await drawOfd(ctx, paper, seal, ledger)
  await setDrawn(ctx.tx, paper.id, file, ofd, ctx.now)
  return { fileHash: file.hash, ofdHash: ofd.hash }
}

/** Drawn by the house for whoever may read it: an organ that is asked reads and writes nothing. */
const drawnFor = (ctx: Ctx, paper: Kept) => asSystem(ctx.tx, () => draw(ctx, paper))

/** The OFD of a paper that was drawn before papers had one; of two that ask at once, both get the first one's. */
async function ofdOfOld(ctx: Ctx, paper: Kept): Promise<string> {
  const again = (await holdPaper(ctx.tx, paper.id)) ?? paper
  if (again.ofdHash) return again.ofdHash
  const ofd = await drawOfd(ctx, again, await sealerOf(ctx, again))
  await setOfd(ctx.tx, again.id, ofd)
  return ofd.hash
}

/** An item's form as PDF, blank or filled as a sample; nobody's paper, so nothing of it is kept. */
export async function formPdf(form: BlankForm): Promise<Uint8Array> {
  const { renderForm } = await import('./render.ts')
  return renderForm(form)
}

/** Draws a paper that is not drawn yet; a repeat finds it done, and what became void is not drawn any more. */
export const drawPaper: Action<{ id: string }, void> = async (ctx, { id }) => {
  const paper = await findPaper(ctx.tx, id)
  if (paper && !paper.fileHash && !paper.voidedAt) await draw(ctx, paper)
}

/** Where the PDF of a paper lies, for whoever may read it; it is drawn first where it is not yet. */
export async function paperFile(ctx: Ctx, id: string): Promise<string> {
  const paper = await readable(ctx, id)
  return paper.fileHash ?? (await drawnFor(ctx, paper)).fileHash
}

const nameOf = (paper: PaperRow, ending: string) => `${paper.title}${paper.no ? ` ${paper.no}` : ''}.${ending}`

async function readable(ctx: Ctx, id: string): Promise<Kept> {
  const paper = await findPaper(ctx.tx, id)
  if (!paper) throw refuse('document.unknown')
  if (paper.voidedAt && (ctx.who.kind !== 'staff' || !paper.fileHash)) throw refuse('document.voided')
  return paper
}

/** The paper as PDF, for whoever may read it. */
export const openPaper: Action<{ id: string }, FileAnswer<Uint8Array>> = async (ctx, { id }) => {
  const paper = await readable(ctx, id)
  const hash = paper.fileHash ?? (await drawnFor(ctx, paper)).fileHash
  return new FileAnswer(await ctx.storage.read(hash), 'application/pdf', nameOf(paper, 'pdf'))
}

/** The paper as OFD, for whoever may read it. What became void before it had one gets none. */
export const openPaperOfd: Action<{ id: string }, FileAnswer<Uint8Array>> = async (ctx, { id }) => {
  const paper = await readable(ctx, id)
  if (paper.voidedAt && !paper.ofdHash) throw refuse('document.voided')
  const hash =
    paper.ofdHash ?? (paper.fileHash ? null : (await drawnFor(ctx, paper)).ofdHash) ?? (await asSystem(ctx.tx, () => ofdOfOld(ctx, paper)))
  return new FileAnswer(await ctx.storage.read(hash), 'application/ofd', nameOf(paper, 'ofd'), false)
}

/** Whether the one who asks may open the paper itself. */
export const mayReadPaper = async (ctx: Ctx, id: string): Promise<boolean> => (await findPaper(ctx.tx, id)) !== undefined

/** `kindTitle`: what this kind of paper is called; `ofRoom`: the room that brings it; `actTitle`: the act that it tells of. */
export type CheckedPaper = PaperRow & { kindTitle: string; ofRoom: string | undefined; actTitle: string | undefined }

/** What anybody may know of a paper by its check code: that it is ours, its kind, number, organ, act and day, and no name on it. */
export async function checkPaper(ctx: Ctx, code: string): Promise<CheckedPaper> {
  const { paper, facts } = await asSystem(ctx.tx, async () => {
    const found = await findPaperByCode(ctx.tx, readCheckCode(code))
    if (!found) throw refuse('document.unverified')
    if (found.voidedAt) throw refuse('document.voided')
    return { paper: found, facts: await listFacts(ctx.tx, subjectOf(found.about)) }
  })
  const kind = findKind(ctx.rooms, paper.kind)
  const acts = actsOf(ctx.rooms)
  const fact = actAt(acts, facts, paper.act) ?? facts.find((f) => f.seq === paper.act)
  return {
    ...paper,
    kindTitle: kind?.spec.title ?? paper.title,
    ofRoom: kind?.room.title,
    actTitle: fact && (acts[fact.name]?.title ?? factTitle(ctx.rooms, fact.name)),
  }
}
