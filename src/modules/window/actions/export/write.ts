/**
 * The job of an export: some rows a transaction, kept as a piece in the storage, and with it the order for the next. A worker that is
 * killed leaves the piece unwritten or written; the last step puts the pieces together as they flow, never all in memory.
 */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { written, xlsxAround } from '#base/sheet/write.ts'
import type { CaseFile } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { findStaff } from '#kernel/permission/api.ts'
import { may } from '#kernel/who.ts'
import { keptMs } from '../../schema/export.ts'
import { addPiece, type Export, forgetKeys, keepWhole, listStalledExports, moveExport, takeExport } from '../../store/export.ts'
import { sheetHead, sheetPage } from '../desk/lists.ts'
import { cover, ivBytes, uncover } from './cover.ts'

/** Rows of one piece: some hundred kilobytes, and a second's work. */
const pieceRows = 1_000

/** Whose name may be written out whole: those of cases in whose place one may see it. */
const mayName = (ctx: Ctx, { organ, division }: CaseFile): boolean => may(ctx.who, 'party.unmask', { organ, division })

/** Each natural person whose whole name is written out can read who took it along, and why. */
async function noteNames(ctx: Ctx, e: Export, files: readonly CaseFile[]): Promise<void> {
  const office = ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).name : ''
  const data = { what: '导出的列表里的完整姓名', purpose: e.unmaskedFor, office, byName: e.byName }
  for (const f of files.filter((x) => x.applicantKind === 'natural' && mayName(ctx, x)))
    await ctx.emit({ name: 'window.unmasked', about: `case-reads:${f.id}`, data: { ...data, case: f.id } })
}

/** The next rows, asked for by the rights of the one who ordered them. */
async function nextPiece(ctx: Ctx, e: Export) {
  const unmasked = e.unmaskedFor === null ? () => false : (f: CaseFile) => mayName(ctx, f)
  const after = e.afterKey && e.afterId ? { key: e.afterKey, id: e.afterId } : undefined
  const page = await sheetPage(ctx, e.asked, { after, limit: pieceRows, unmasked })
  if (e.unmaskedFor !== null) await noteNames(ctx, e, page.files)
  return page
}

type Covered = Export & { key: Buffer }

async function* contentOf(ctx: Ctx, { form, pieces, key }: Covered): AsyncIterable<Uint8Array> {
  const { before, rows, behind } = written[form]
  yield strToU8(before + rows([sheetHead]))
  for (const piece of pieces) yield* uncover(key, await ctx.storage.get(piece))
  yield strToU8(behind)
}

/** A workbook as it flows: its small parts first, then the sheet, packed piece by piece. */
async function* workbook(ctx: Ctx, e: Covered): AsyncIterable<Uint8Array> {
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

/** Puts the pieces together and ends the export. */
async function finish(ctx: Ctx, e: Covered): Promise<void> {
  const content = e.form === 'csv' ? contentOf(ctx, e) : workbook(ctx, e)
  const { hash, size } = await ctx.storage.put(cover(e.key, ctx.random(ivBytes), content), { maxBytes: largest })
  await keepWhole(ctx.tx, e.id, { hash, size: size - ivBytes })
  await moveExport(ctx.tx, e.id, ['running'], 'done', ctx.now)
}

/** One piece, or the end. Whoever stops the export is heard before the next piece; one that another worker holds is left to it. */
export const writeOn: Action<{ id: string }, void> = async (ctx, { id }) => {
  const taken = await takeExport(ctx.tx, id)
  if (!taken) return
  const { key } = taken
  if (!key) return void (await moveExport(ctx.tx, id, ['running'], 'failed', ctx.now))
  const e = { ...taken, key }
  if (e.told > 0 && e.afterKey === null) return finish(ctx, e)
  const who = await findStaff(ctx.tx, e.by, dayOf(ctx.now))
  if (!who) return void (await moveExport(ctx.tx, id, ['running'], 'failed', ctx.now))
  const { rows, next } = await ctx.as(who, (as) => nextPiece(as, e))
  if (rows.length === 0) return finish(ctx, e)
  const { hash } = await ctx.storage.put(cover(e.key, ctx.random(ivBytes), [strToU8(written[e.form].rows(rows))]))
  await addPiece(ctx.tx, id, { piece: hash, rows: rows.length, after: next }, ctx.now)
  await ctx.later('window.export', { id })
}

const quiet = 60_000

/** Sets exports going again that should move and have not for a minute, and forgets the keys of those whose days are over. */
export const sweepExports: Action<unknown, void> = async (ctx) => {
  for (const id of await listStalledExports(ctx.tx, new Date(ctx.now.getTime() - quiet))) await ctx.later('window.export', { id })
  await forgetKeys(ctx.tx, new Date(ctx.now.getTime() - keptMs))
}
