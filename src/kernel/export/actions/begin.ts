/** Ordering a list as a file, looking how far it is, stopping it, fetching it. Only the one who ordered it sees it. */
import { ReadableStream } from 'node:stream/web'
import { invalidFields, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import type { Storage } from '#base/storage/storage.ts'
import { orderBatch, resumeBatch, showBatch, stopBatch } from '#kernel/batch/api.ts'
import type { BatchState, BatchView } from '#kernel/batch/schema/batch.ts'
import { type Action, type Ctx, FileAnswer, may } from '#kernel/module.ts'
import { type BeginExport, type ExportId, type ExportState, type ExportView, exportWords, keptMs } from '../schema/export.ts'
import { addExport, type Export, findExport, listExports } from '../store.ts'
import { keyBytes, uncover } from './cover.ts'
import { findList, writeKind } from './write.ts'

const refuse = refusals({
  'export.none': [404, '没有找到这次导出，或者不是您导出的'],
  'export.no-list': [404, '没有这个列表，请从列表页重新导出'],
  'export.moved': [409, '这次导出现在是“{word}”，不能这样做。请刷新看最新进度'],
  'export.old': [410, '导出的文件只留 7 天，已经过期。请回到列表重新导出'],
  'export.names': [403, '您没有查看完整信息的权限，只能导出隐去姓名的。确实需要，请找有权限的同事'],
})

const types = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const
const untilOf = ({ madeAt }: Export) => new Date(madeAt.getTime() + keptMs)

/** An export that stopped by itself has failed; one that somebody stopped stands. */
const stateOf = ({ state, reason }: Pick<BatchView, 'state' | 'reason'>): ExportState => {
  const standing: Partial<Record<BatchState, ExportState>> = { running: 'running', stopped: reason === null ? 'stopped' : 'failed' }
  return standing[state] ?? 'done'
}

async function viewOf(ctx: Ctx, e: Export): Promise<ExportView> {
  const batch = await showBatch(ctx, { id: e.id })
  return {
    id: e.id,
    title: e.title,
    form: e.form,
    masked: e.unmaskedFor === null,
    by: e.byName,
    why: e.unmaskedFor,
    state: stateOf(batch),
    reason: batch.reason,
    told: batch.things,
    size: e.size,
    madeAt: e.madeAt.toISOString(),
    endedAt: batch.endedAt,
    until: untilOf(e).toISOString(),
    expired: untilOf(e) < ctx.now,
  }
}

async function getExport(ctx: Ctx, id: string): Promise<Export> {
  const found = await findExport(ctx.tx, id)
  if (!found) throw refuse('export.none')
  return found
}

/** Orders a list as a file. Whole names need the right to see them, and a reason that each of those persons can read. */
export const beginExport: Action<BeginExport, ExportView> = async (ctx, { list: name, as, unmaskedFor = null, asked: given }) => {
  const list = findList(ctx, name)
  if (!list) throw refuse('export.no-list')
  const parsed = list.takes.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error))
  const asked = parsed.data as Record<string, unknown>
  const title = await list.title(ctx, asked)
  if (unmaskedFor !== null && !may(ctx.who, 'party.unmask')) throw refuse('export.names')
  const id = ctx.id()
  const nothing = { pieces: [], file: null, size: null }
  const order = { id, list: name, by: ctx.who.id, byName: ctx.who.name, title, asked, form: as, unmaskedFor }
  await addExport(ctx.tx, { ...order, ...nothing, key: ctx.random(keyBytes), madeAt: ctx.now })
  const data = { list: name, title, form: as, purpose: unmaskedFor }
  await ctx.emit({ name: 'export.ordered', about: `export:${id}`, data })
  await orderBatch(ctx, { kind: writeKind, id, input: {}, rows: [{ key: '', cells: [] }], title })
  return viewOf(ctx, await getExport(ctx, id))
}

export const showExport: Action<ExportId, ExportView> = async (ctx, { id }) => viewOf(ctx, await getExport(ctx, id))

/** One's own exports, newest first. */
export const myExports: Action<object, { exports: ExportView[] }> = async (ctx) => {
  const exports: ExportView[] = []
  for (const e of await listExports(ctx.tx, ctx.who.id, 30)) exports.push(await viewOf(ctx, e))
  return { exports }
}

async function mustStand(ctx: Ctx, id: string, at: readonly ExportState[]): Promise<void> {
  const { state } = await showExport(ctx, { id })
  if (!at.includes(state)) throw refuse('export.moved', { word: exportWords[state] })
}

/** What is written stays; no more is. */
export const stopExport: Action<ExportId, ExportView> = async (ctx, { id }) => {
  await mustStand(ctx, id, ['running'])
  await stopBatch(ctx, id)
  return showExport(ctx, { id })
}

/** Goes on behind the last row that was written. */
export const resumeExport: Action<ExportId, ExportView> = async (ctx, { id }) => {
  const { key } = await getExport(ctx, id)
  if (!key) throw refuse('export.old')
  await mustStand(ctx, id, ['stopped', 'failed'])
  await resumeBatch(ctx, id)
  return showExport(ctx, { id })
}

/** Opened with the first piece that is asked for: whoever goes away before has opened nothing. */
async function* opened(storage: Storage, hash: string): AsyncIterable<Uint8Array> {
  yield* await storage.get(hash)
}

/** The file, as a stream: it may be longer than the memory that one answer should take. */
export const fetchExport: Action<ExportId, FileAnswer> = async (ctx, { id }) => {
  const found = await getExport(ctx, id)
  if (untilOf(found) < ctx.now || !found.key) throw refuse('export.old')
  if (!found.file) throw refuse('export.moved', { word: exportWords[(await viewOf(ctx, found)).state] })
  const content = ReadableStream.from(uncover(found.key, opened(ctx.storage, found.file))) as globalThis.ReadableStream<Uint8Array>
  return new FileAnswer(content, types[found.form], `${found.title}.${found.form}`, false)
}
