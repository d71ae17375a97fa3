import { asSystem } from '#base/as-system.ts'
import { nextNumber } from '#base/counter.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { checkCode, formatPaperNo, readCheckCode } from './rules/number.ts'
import { type BlankForm, type PaperKind, paperKinds } from './schema.ts'
import { addPaper, findPaper, findPaperByCode, type PaperRow, setDrawn } from './store.ts'

const refuse = refusals({
  'document.unknown': [404, '没有找到这份文书，可能编号输错了，或者不在您能看的范围里'],
  'document.voided': [410, '这份文书发出前已经撤回作废，不再有效。请以办件里最新的文书为准；有疑问，请打 12345 核实'],
  'document.unverified': [
    404,
    '没有查到这个核验码对应的文书。请照文书上的 16 位核验码再输一遍；还查不到，请打 12345 核实，不要轻信这份文书',
  ],
})

/** A paper to be made: `data` is everything it says besides its number, date and check code. */
export type NewPaper = {
  about: string
  /** the place in the subject's history of the act that makes it: with the act it is recalled */
  act: number
  kind: PaperKind
  organ: { id: string; name: string; word: string }
  readers: readonly string[]
  title: string
  data: Record<string, unknown>
}

/** Numbers and dates a paper in the transaction of its act; it is drawn right afterwards, or when somebody first opens it. */
export async function issuePaper(ctx: Ctx, paper: NewPaper): Promise<PaperRow> {
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const { numbered, word } = paperKinds[paper.kind]
  const n = numbered ? await nextNumber(ctx.tx, `paper:${paper.organ.id}:${paper.kind}:${year}`) : undefined
  const no = n === undefined ? null : formatPaperNo({ organWord: paper.organ.word, kindWord: word, year, n })
  const row: PaperRow = {
    id: ctx.id(),
    about: paper.about,
    kind: paper.kind,
    title: paper.title,
    no,
    organ: paper.organ.id,
    checkCode: checkCode(ctx.random(10)),
    fileHash: null,
    size: null,
    madeAt: ctx.now,
    voidedAt: null,
  }
  const content = { ...paper.data, no: no ?? undefined, checkCode: row.checkCode, madeAt: ctx.now.toISOString() }
  addPaper(ctx.tx, {
    ...row,
    act: paper.act,
    readers: paper.readers,
    sealed: ctx.keys.seal(JSON.stringify(content), 'document.paper'),
  })
  await ctx.later('document.draw', { id: row.id }, { key: `document.draw:${row.id}` })
  return row
}

type Kept = PaperRow & { act: number; sealed: Buffer }

/**
 * Draws a paper and keeps it, sealed where a room of the house has a seal for it: one file, which everybody gets. The compiler and
 * its fonts are loaded when the first paper is drawn, not when the house opens.
 */
async function draw(ctx: Ctx, paper: Kept): Promise<Uint8Array> {
  const { renderPaper } = await import('./render.ts')
  const kind = paper.kind as PaperKind
  const seal = await ctx.rooms.find((r) => r.sealPaper)?.sealPaper?.(ctx, { ...paper, kind })
  const data = JSON.parse(ctx.keys.open(paper.sealed, 'document.paper'))
  const { pdf, seals } = await renderPaper(kind, seal ? { ...data, sealMark: false } : data)
  const place = seals.at(-1)
  const { hash, size } = seal && place ? await seal(pdf, place) : await ctx.storage.put(Buffer.from(pdf))
  await setDrawn(ctx.tx, paper.id, { hash, size }, ctx.now)
  return ctx.storage.read(hash)
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

/** The paper as PDF, for whoever may read it. */
export const openPaper: Action<{ id: string }, FileAnswer<Uint8Array>> = async (ctx, { id }) => {
  const paper = await findPaper(ctx.tx, id)
  if (!paper) throw refuse('document.unknown')
  if (paper.voidedAt && (ctx.who.kind !== 'staff' || !paper.fileHash)) throw refuse('document.voided')
  const bytes = paper.fileHash ? await ctx.storage.read(paper.fileHash) : await draw(ctx, paper)
  return new FileAnswer(bytes, 'application/pdf', `${paper.title}${paper.no ? ` ${paper.no}` : ''}.pdf`)
}

/** What anybody may know of a paper by its check code: that it is ours, its kind, number, organ and day, and no name on it. */
export async function checkPaper(ctx: Ctx, code: string): Promise<PaperRow> {
  const paper = await asSystem(ctx.tx, () => findPaperByCode(ctx.tx, readCheckCode(code)))
  if (!paper) throw refuse('document.unverified')
  if (paper.voidedAt) throw refuse('document.voided')
  return paper
}
