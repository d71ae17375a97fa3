/** Models of processes: published in versions that are never changed, withdrawn beside them, compiled once a house. */
import type { Model } from '@haoban/bpmn'
import type { Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { calledBy, type Fault, faultText, readModel } from '../rules/compile.ts'
import type { VersionRow } from '../schema.ts'
import { addVersion, addWithdrawal, findByHash, findNewest, findVersion, lastNumber } from '../store/version.ts'

const refuse = refusals({
  'process.invalid': [422, '流程图还不能发布：{first}{more}'],
  'process.unknown-version': [404, '没有这个版本的流程'],
  'process.withdrawn-already': [409, '这个版本已经停用'],
  'process.unknown-called': [422, '流程图里调用了“{called}”，还没有发布这个流程'],
})

export type Published = { key: string; version: number; fresh: boolean }

const kept = new Map<string, Model>()
const mostKept = 1_000

/** The model of a version, compiled once a process; a fault where an instance names one that is not there. */
export async function modelOf(tx: Tx, key: string, version: number): Promise<Model> {
  const name = `${key}@${version}`
  const known = kept.get(name)
  if (known) return known
  const row = await findVersion(tx, key, version)
  const read = row && readModel(row.xml)
  if (!read || !('model' in read)) throw new Error(`no published process ${name}`)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
  kept.set(name, read.model)
  return read.model
}

export const refuseFaults = (faults: readonly Fault[]) =>
  refuse('process.invalid', {
    first: faultText(faults[0]!),
    more: faults.length > 1 ? `（还有 ${faults.length - 1} 处）` : '',
    faults,
  })

/** The model of a file that may be published; refused with everything that is wrong with it. */
export async function publishable(tx: Tx, xml: string): Promise<Model> {
  const read = readModel(xml)
  if ('faults' in read) throw refuseFaults(read.faults)
  for (const called of calledBy(read.model)) if (!(await findNewest(tx, called))) throw refuse('process.unknown-called', { called })
  return read.model
}

/** Publishes a version; a file that equals an earlier version of its key is that version. */
export async function publishModel(ctx: Ctx, given: { key: string; xml: string; note?: string }): Promise<Published> {
  const { key, xml, note } = given
  const model = await publishable(ctx.tx, xml)
  const hash = sm3(xml)
  const same = await findByHash(ctx.tx, key, hash)
  if (same && !same.withdrawnAt) return { key, version: same.version, fresh: false }
  const version = (await lastNumber(ctx.tx, key)) + 1
  const [publishedAt, publishedBy] = [ctx.now, ctx.who.id]
  await addVersion(ctx.tx, { key, version, name: model.name || key, xml, hash, publishedAt, publishedBy, note: note ?? null })
  await ctx.emit({
    name: 'process.published',
    about: `process-model:${key}`,
    data: { key, version, hash, note, byName: ctx.who.name },
    readers: ['organ:*'],
  })
  return { key, version, fresh: true }
}

/** Takes a version out of use for what begins from now on; what runs by it goes on. */
export async function withdrawModel(ctx: Ctx, { key, version, reason }: { key: string; version: number; reason: string }): Promise<void> {
  if (!(await findVersion(ctx.tx, key, version))) throw refuse('process.unknown-version')
  if (!(await addWithdrawal(ctx.tx, { key, version, at: ctx.now, by: ctx.who.id, reason }))) throw refuse('process.withdrawn-already')
  await ctx.emit({
    name: 'process.withdrawn',
    about: `process-model:${key}`,
    data: { key, version, reason, byName: ctx.who.name },
    readers: ['organ:*'],
  })
}

/** The version by which a new instance begins: the one asked for, or where that is withdrawn, the newest that is not. */
export async function versionToBegin(tx: Tx, key: string, asked?: number): Promise<VersionRow | undefined> {
  const wanted = asked === undefined ? undefined : await findVersion(tx, key, asked)
  return wanted && !wanted.withdrawnAt ? wanted : findNewest(tx, key)
}
