/**
 * Writing an export: a batch whose rows are pages of the list, each kept as a piece in the storage. A worker that is killed leaves a piece
 * unwritten or written; the end of the batch puts the pieces together as they flow, never all in memory.
 */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { z } from 'zod'
import { refusals } from '#base/refusal.ts'
import { written, xlsxAround } from '#base/sheet/write.ts'
import { defineBatch } from '#kernel/batch/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { keptMs } from '../schema/export.ts'
import type { ExportedList } from '../schema/list.ts'
import { addPiece, type Export, findExport, forgetKeys, keepWhole } from '../store.ts'
import { cover, ivBytes, uncover } from './cover.ts'

const refuse = refusals({ 'export.forgotten': [410, '导出的文件只留 7 天，已经过期。请回到列表重新导出'] })

export const writeKind = 'export.list'

/** Rows of one piece: some hundred kilobytes, and a second's work. */
const pieceRows = 1_000

export const findList = ({ rooms }: Pick<Ctx, 'rooms'>, name: string): ExportedList<Ctx> | undefined =>
  rooms.find((r) => Object.hasOwn(r.exports, name))?.exports[name]

type Open = Export & { key: Uint8Array; of: ExportedList<Ctx> }

/** An export whose bytes can still be read. */
async function openExport(ctx: Ctx, id: string): Promise<Open> {
  const found = await findExport(ctx.tx, id)
  const of = found && findList(ctx, found.list)
  if (!of) throw new Error(`no room declares the list of export ${id}`)
  const { key } = found
  if (!key) throw refuse('export.forgotten')
  return { ...found, key, of }
}

async function* contentOf(ctx: Ctx, { form, pieces, key, of }: Open): AsyncIterable<Uint8Array> {
  const { before, rows, behind } = written[form]
  yield strToU8(before + rows([of.columns]))
  for (const piece of pieces) yield* uncover(key, await ctx.storage.get(piece))
  yield strToU8(behind)
}

/** A workbook as it flows: its small parts first, then the sheet, packed piece by piece. */
async function* workbook(ctx: Ctx, e: Open): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  const { parts, sheet } = xlsxAround(e.title)
  for (const [name, text] of Object.entries(parts)) {
    const part = new ZipPassThrough(name)
    zip.add(part)
    part.push(strToU8(text), true)
  }
  const rows = new ZipDeflate(sheet)
  zip.add(rows)
  for await (const bytes of contentOf(ctx, e)) {
    rows.push(bytes)
    yield* ready.splice(0)
  }
  rows.push(new Uint8Array(0), true)
  zip.end()
  yield* ready.splice(0)
}

const largest = 2 ** 30

/** Puts the pieces together; of an export whose key is forgotten nothing is left to be put together. */
async function finish(ctx: Ctx, id: string): Promise<void> {
  if (!(await findExport(ctx.tx, id))?.key) return
  const e = await openExport(ctx, id)
  const content = e.form === 'csv' ? contentOf(ctx, e) : workbook(ctx, e)
  const { hash, size } = await ctx.storage.put(cover(e.key, ctx.random(ivBytes), content), { maxBytes: largest })
  await keepWhole(ctx.tx, id, { hash, size: size - ivBytes })
}

/** One page of the list; the key of its row is where the page before ended. */
async function writePage(ctx: Ctx, id: string, after: string) {
  const e = await openExport(ctx, id)
  const { rows, next } = await e.of.page(ctx, e.asked, {
    after: after || undefined,
    limit: pieceRows,
    unmaskedFor: e.unmaskedFor,
    by: e.byName,
  })
  if (rows.length > 0) {
    const { hash } = await ctx.storage.put(cover(e.key, ctx.random(ivBytes), [strToU8(written[e.form].rows(rows))]))
    await addPiece(ctx.tx, id, hash)
  }
  return { count: rows.length, next: next === null ? undefined : { key: next, cells: [] } }
}

export const writeList = defineBatch({
  title: '导出列表',
  label: '写',
  unit: '页',
  takes: z.object({}),
  columns: [],
  act: (ctx, { batch, key }) => writePage(ctx, batch, key),
  // each page begins where the one before ended: there is no going on past one
  stopsAt: () => true,
  over: async (ctx, { id, state }) => (state === 'done' ? finish(ctx, id) : undefined),
  ownPages: true,
})

/** Forgets the keys of exports whose days are over. */
export const forgetOld: Action<unknown, void> = (ctx) => forgetKeys(ctx.tx, new Date(ctx.now.getTime() - keptMs))
