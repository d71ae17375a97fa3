/** Ordering a list as a file, looking how far it is, stopping it, fetching it. Only the one who ordered it sees it. */
import { ReadableStream } from 'node:stream/web'
import { refusals } from '#base/refusal.ts'
import type { Storage } from '#base/storage/storage.ts'
import { type Action, type Ctx, FileAnswer, may } from '#kernel/module.ts'
import { type BeginExport, type ExportId, type ExportState, type ExportView, exportWords, keptMs } from '../../schema/export.ts'
import { addExport, type Export, findExport, listExports, moveExport } from '../../store/export.ts'
import { titleOfList } from '../desk/lists.ts'
import { asStaff } from '../desk/staff.ts'
import { keyBytes, uncover } from './cover.ts'

const refuse = refusals({
  'window.no-export': [404, '没有找到这次导出，或者不是您导出的'],
  'window.export-moved': [409, '这次导出现在是“{word}”，不能这样做。请刷新看最新进度'],
  'window.export-old': [410, '导出的文件只留 7 天，已经过期。请回到列表重新导出'],
  'window.export-names': [403, '您没有查看完整信息的权限，只能导出隐去姓名的。确实需要，请找有权限的同事'],
})

const types = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const
const untilOf = ({ madeAt }: Export) => new Date(madeAt.getTime() + keptMs)

const viewOf = (e: Export, now: Date): ExportView => ({
  id: e.id,
  title: e.title,
  form: e.form,
  masked: e.unmaskedFor === null,
  by: e.byName,
  why: e.unmaskedFor,
  state: e.state,
  told: e.told,
  size: e.size,
  madeAt: e.madeAt.toISOString(),
  endedAt: e.endedAt?.toISOString() ?? null,
  until: untilOf(e).toISOString(),
  expired: untilOf(e) < now,
})

async function getExport(ctx: Ctx, id: string): Promise<Export> {
  const found = await findExport(ctx.tx, id)
  if (!found) throw refuse('window.no-export')
  return found
}

/** Orders a list as a file. Whole names need the right to see them, and a reason that each of those persons can read. */
export const beginExport: Action<BeginExport, ExportView> = async (ctx, { as, unmaskedFor = null, ...asked }) => {
  asStaff(ctx)
  if (unmaskedFor !== null && !may(ctx.who, 'party.unmask')) throw refuse('window.export-names')
  const id = ctx.id()
  const title = titleOfList(ctx, asked)
  await addExport(ctx.tx, {
    id,
    by: ctx.who.id,
    byName: ctx.who.name,
    title,
    asked,
    form: as,
    unmaskedFor,
    key: ctx.random(keyBytes),
    madeAt: ctx.now,
  })
  await ctx.emit({ name: 'window.exported', about: `export:${id}`, data: { title, queue: asked.queue, form: as, purpose: unmaskedFor } })
  await ctx.later('window.export', { id })
  return viewOf(await getExport(ctx, id), ctx.now)
}

export const showExport: Action<ExportId, ExportView> = async (ctx, { id }) => viewOf(await getExport(ctx, id), ctx.now)

/** One's own exports, newest first. */
export const myExports: Action<object, { exports: ExportView[] }> = async (ctx) => {
  asStaff(ctx)
  return { exports: (await listExports(ctx.tx, ctx.who.id, 30)).map((e) => viewOf(e, ctx.now)) }
}

async function move(ctx: Ctx, id: string, from: readonly ExportState[], to: ExportState): Promise<ExportView> {
  const { state, key } = await getExport(ctx, id)
  if (to === 'running' && !key) throw refuse('window.export-old')
  if (!(await moveExport(ctx.tx, id, from, to, ctx.now))) throw refuse('window.export-moved', { word: exportWords[state] })
  if (to === 'running') await ctx.later('window.export', { id })
  return viewOf(await getExport(ctx, id), ctx.now)
}

/** What is written stays; no more is. */
export const stopExport: Action<ExportId, ExportView> = (ctx, { id }) => move(ctx, id, ['running'], 'stopped')

/** Goes on behind the last row that was written. */
export const resumeExport: Action<ExportId, ExportView> = (ctx, { id }) => move(ctx, id, ['stopped', 'failed'], 'running')

/** Opened with the first piece that is asked for: whoever goes away before has opened nothing. */
async function* opened(storage: Storage, hash: string): AsyncIterable<Uint8Array> {
  yield* await storage.get(hash)
}

/** The file, as a stream: it may be longer than the memory that one answer should take. */
export const fetchExport: Action<ExportId, FileAnswer> = async (ctx, { id }) => {
  const found = await getExport(ctx, id)
  if (untilOf(found) < ctx.now || !found.key) throw refuse('window.export-old')
  if (!found.file) throw refuse('window.export-moved', { word: exportWords[found.state] })
  const content = ReadableStream.from(uncover(found.key, opened(ctx.storage, found.file))) as globalThis.ReadableStream<Uint8Array>
  return new FileAnswer(content, types[found.form], `${found.title}.${found.form}`, false)
}
