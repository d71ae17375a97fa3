/** Batches: a ZIP of files is asked for at once, approved at once by a second person, and then stamped file by file (`stamp.ts`). */
import { openPackage } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { Refusal, refusals } from '#base/refusal.ts'
import { holdBatch, stopBatch } from '#kernel/batch/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { batchVerbs, batchVerbsOf, whyNotBatch } from '../rules/batch.ts'
import { cursorText, readCursor } from '../rules/cursor.ts'
import type { AskBatch, BatchSummary, BatchView, TakeBatch } from '../schema/batch.ts'
import type { ListSeals } from '../schema/life.ts'
import {
  addBatch,
  type BatchRow,
  clearFailures,
  countOf,
  decideBatch,
  findBatch,
  listFiles,
  lockBatch,
  moveBatch,
  pageBatches,
  withdrawBatch,
} from '../store/batch.ts'
import { addRequest } from '../store/request.ts'
import { organsOf, readersOf, seenSeal } from './reach.ts'
import { approverOf, keptSeal, placeAsked, readFile, unfit } from './request.ts'
import { mustKeep, stampOn } from './stamp.ts'

const refuse = refusals({
  'seal.no-batch': [404, '没有找到这一批，可能不在您能看的范围里。请从批量用印列表重新打开'],
  'seal.no-zip': [422, '请把要盖章的 OFD 文件放进一个 ZIP 压缩包再传'],
  'seal.empty-zip': [422, '压缩包里没有 OFD 文件。请检查压缩包，里面放要盖章的 OFD'],
  'seal.too-many': [422, '一批最多 {most} 份，压缩包里有 {count} 份。请分成几批'],
  'seal.bad-part': [422, '压缩包里的“{name}”不能盖：{why}'],
  'seal.no-opinion': [422, '请填写意见'],
})

const most = 2_000
const about = (id: string) => `seal-batch:${id}`

/** The files of the archive, each checked as a single one would be. */
async function readParts(ctx: Ctx, asked: AskBatch, side: number) {
  if (!asked.file) throw refuse('seal.no-zip')
  const pack = await openPackage(new Uint8Array(asked.file.bytes)).catch(unfit)
  const names = [...pack.entries.keys()].filter((name) => /\.ofd$/i.test(name) && !name.startsWith('__MACOSX/'))
  if (names.length === 0) throw refuse('seal.empty-zip')
  if (names.length > most) throw refuse('seal.too-many', { most, count: names.length })
  const place = placeAsked({ ...asked, caseNo: undefined })
  return async function* () {
    for (const name of names) {
      const bytes = await pack.read(name).catch(unfit)
      const file = { name: name.split('/').at(-1)!, type: '', bytes }
      yield { place, ...(await readFile(ctx, file, place, side).catch((e: unknown) => badPart(name, e))) }
    }
  }
}

function badPart(name: string, error: unknown): never {
  throw error instanceof Refusal ? refuse('seal.bad-part', { name, why: error.message }) : error
}

export const askBatch: Action<AskBatch, { id: string }> = async (ctx, asked) => {
  const seal = await keptSeal(ctx, asked.seal)
  const parts = await readParts(ctx, asked, seal.diameter)
  const id = ctx.id()
  const rows: (Parameters<typeof addRequest>[1] & { n: number })[] = []
  for await (const part of parts()) {
    const request = ctx.id()
    const { hash } = await ctx.storage.put(part.bytes)
    rows.push({
      n: rows.length + 1,
      id: request,
      seal: seal.id,
      subject: `document:${request}`,
      title: part.name.replace(/\.ofd$/i, ''),
      purpose: asked.purpose,
      fileName: part.name,
      caseNo: null,
      format: part.format,
      documentHash: hash,
      documentFile: hash,
      pages: part.pages,
      places: [part.place],
      askedBy: ctx.who.id,
      askedName: ctx.who.name,
      askedAt: ctx.now,
    })
  }
  return asSystem(ctx.tx, async () => {
    const batch = {
      id,
      seal: seal.id,
      title: asked.title,
      total: rows.length,
      askedBy: ctx.who.id,
      askedName: ctx.who.name,
      askedAt: ctx.now,
    }
    await addBatch(ctx.tx, batch)
    for (const { n, ...row } of rows) await addRequest(ctx.tx, row, { batch: id, place: n })
    const data = { batch: id, seal: seal.id, title: asked.title, total: rows.length, byName: ctx.who.name }
    await ctx.emit({ name: 'seal.batch-asked', about: about(id), readers: readersOf(seal), data })
    return { id }
  })
}

async function seenBatch(ctx: Ctx, id: string): Promise<BatchRow> {
  const batch = await findBatch(ctx.tx, id)
  if (!batch) throw refuse('seal.no-batch')
  if (batch.askedBy !== ctx.who.id) await seenSeal(ctx, batch.seal)
  return batch
}

type Deed = (ctx: Ctx, batch: BatchRow, opinion: string | undefined) => Promise<void>

const decide =
  (state: 'approved' | 'rejected'): Deed =>
  async (ctx, { id }, opinion) => {
    if (!opinion) throw refuse('seal.no-opinion')
    await decideBatch(ctx.tx, id, { state, by: ctx.who.id, name: ctx.who.name, at: ctx.now, opinion })
  }

const go: Deed = async (ctx, batch) => {
  await mustKeep(ctx, batch)
  await clearFailures(ctx.tx, batch.id)
  await moveBatch(ctx.tx, batch.id, ['approved', 'stopped'], 'running', ctx.now)
  await stampOn(ctx, batch.id, ctx.who)
}

const deeds: Record<TakeBatch['verb'], Deed> = {
  approve: decide('approved'),
  reject: decide('rejected'),
  async withdraw(ctx, { id }) {
    await withdrawBatch(ctx.tx, id)
    await moveBatch(ctx.tx, id, ['waiting'], 'withdrawn', ctx.now)
  },
  begin: go,
  async stop(ctx, { id }) {
    await moveBatch(ctx.tx, id, ['running'], 'stopped', ctx.now)
    if (await holdBatch(ctx, id)) await stopBatch(ctx, id)
  },
  resume: go,
}

export const takeBatch: Action<TakeBatch, { id: string }> = async (ctx, { id, verb, input }) => {
  await seenBatch(ctx, id)
  return asSystem(ctx.tx, async () => {
    // before its own row, in the order in which a file under way takes them
    await holdBatch(ctx, id)
    const batch = (await lockBatch(ctx.tx, id))!
    const no = whyNotBatch(batch, verb, await approverOf(ctx, batch))
    if (no) throw new Refusal('seal.batch-not-now', no.status, no.sentence)
    await deeds[verb](ctx, batch, input.opinion)
    const data = { batch: id, seal: batch.seal, opinion: input.opinion, byName: ctx.who.name }
    await ctx.emit({ name: `seal.batch-${batchVerbs[verb].to}`, about: about(id), readers: [`organ:${batch.owner}`, 'organ:*'], data })
    return { id }
  })
}

async function summaryOf(ctx: Ctx, b: BatchRow): Promise<BatchSummary> {
  const { owner: _, division: __, askedBy: ___, decidedBy: ____, askedAt, ...rest } = b
  return { ...rest, askedAt: askedAt.toISOString(), ...(await countOf(ctx.tx, b.id)) }
}

export const openBatch: Action<{ id: string }, BatchView> = async (ctx, { id }) => {
  const batch = await seenBatch(ctx, id)
  const who = await approverOf(ctx, batch)
  return asSystem(ctx.tx, async () => ({
    batch: await summaryOf(ctx, batch),
    verbs: batchVerbsOf(batch, who),
    rows: await listFiles(ctx.tx, id, 200),
  }))
}

const pageSize = 50

export const listBatches: Action<Pick<ListSeals, 'after'>, { rows: BatchSummary[]; next: string | null }> = async (ctx, { after }) => {
  const found = await pageBatches(ctx.tx, { who: ctx.who.id, organs: organsOf(ctx.who) }, readCursor(after), pageSize + 1)
  const rows = found.slice(0, pageSize)
  const last = rows.at(-1)
  return {
    rows: await asSystem(ctx.tx, () => Promise.all(rows.map((b) => summaryOf(ctx, b)))),
    next: found.length > pageSize && last ? cursorText({ at: last.askedAt, id: last.id }) : null,
  }
}
