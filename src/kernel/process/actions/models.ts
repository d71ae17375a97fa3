/** Models of processes: published in versions that are never changed, withdrawn beside them, compiled once a house. */
import type { Model } from '@haoban/bpmn'
import type { Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { strayBranches, verbsOf } from '../rules/attributes.ts'
import { calledBy, type Fault, faultText, readModel } from '../rules/compile.ts'
import { explore } from '../rules/explore.ts'
import type { Subject, VersionRow } from '../schema/process.ts'
import { addVersion, addWithdrawal, findByHash, findNewest, findVersion, lastNumber } from '../store/version.ts'

const refuse = refusals({
  'process.invalid': [422, '流程图还不能发布：{first}{more}'],
  'process.unknown-version': [404, '没有这个版本的流程'],
  'process.withdrawn-already': [409, '这个版本已经停用'],
  'process.unknown-called': [422, '流程图里调用了“{called}”，还没有发布这个流程'],
})

export type Published = { key: string; version: number; fresh: boolean }

/** The rehearsal that a publication at the desk stands on, or why there is none. */
type Ground = { rehearsal: string | null; unrehearsed: string | null }

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

const refuseFaults = (faults: readonly Fault[]) =>
  refuse('process.invalid', {
    first: faultText(faults[0]!),
    more: faults.length > 1 ? `（还有 ${faults.length - 1} 处）` : '',
    faults,
  })

/** What the models of a key may govern; undefined where they govern nothing. */
export const subjectOf = (ctx: Pick<Ctx, 'rooms'>, key: string): Subject | undefined =>
  ctx.rooms.map((r) => r.subjects[key.slice(0, key.indexOf(':'))]).find((s) => s !== undefined)

/** What is wrong with a model beyond its own file: ways that the law forbids, and verbs where nobody can take them. */
function faultsIn(ctx: Ctx, key: string, model: Model): readonly Fault[] {
  const subject = subjectOf(ctx, key)
  if (subject) return explore(model, subject).faults
  const stray = model.nodes.find((n) => verbsOf(n.attributes).length > 0)
  const sentence = `“${stray?.name}”：被调用的流程不能管办件的动作，请把这一步画到事项的流程里`
  return stray ? [{ rule: 'HAOBAN', element: stray.id, sentence }] : []
}

export type Judged = { model?: Model; faults: readonly Fault[] }

/** The model of a file, with everything that is wrong with it: also branches that no organ belongs to, whose steps would fall to the organ that decides. */
export async function judge(ctx: Ctx, key: string, xml: string): Promise<Judged> {
  const read = readModel(xml)
  if ('faults' in read) return read
  const branches = await branchesFor(ctx, key)
  return { model: read.model, faults: [...faultsIn(ctx, key, read.model), ...(branches ? strayBranches(read.model, branches) : [])] }
}

/** The branches that organs of the city belong to; undefined where the models of a key ask none. */
export async function branchesFor(ctx: Ctx, key: string): Promise<readonly string[] | undefined> {
  const list = ctx.rooms.map((r) => r.branches[key.slice(0, key.indexOf(':'))]).find((b) => b !== undefined)
  return list?.(ctx)
}

/** The model of a file that may be published; refused with everything that is wrong with it. */
async function publishable(ctx: Ctx, key: string, xml: string): Promise<Model> {
  const { model, faults } = await judge(ctx, key, xml)
  if (!model || faults.length > 0) throw refuseFaults(faults)
  for (const called of calledBy(model)) if (!(await findNewest(ctx.tx, called))) throw refuse('process.unknown-called', { called })
  return model
}

/** Publishes a version; a file that equals an earlier version of its key is that version. */
export async function publishModel(
  ctx: Ctx,
  given: { key: string; xml: string; note?: string; keptAt?: 'folder' | 'desk'; ground?: Ground },
): Promise<Published> {
  const { key, xml, note, keptAt = 'folder', ground } = given
  const hash = sm3(xml)
  const same = await findByHash(ctx.tx, key, hash)
  if (same && !same.withdrawnAt) return { key, version: same.version, fresh: false }
  const model = await publishable(ctx, key, xml)
  const version = (await lastNumber(ctx.tx, key)) + 1
  const [publishedAt, publishedBy] = [ctx.now, ctx.who.id]
  await addVersion(ctx.tx, { key, version, name: model.name || key, xml, hash, publishedAt, publishedBy, note: note ?? null, keptAt })
  await ctx.emit({
    name: 'process.published',
    about: `process-model:${key}`,
    data: { key, version, hash, note, keptAt, ...ground, byName: ctx.who.name },
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

/**
 * Which version of its process an item has from now on; null where it has none. A file in its folder becomes a version unless the
 * desk has the last word on it.
 */
export async function settleModel(ctx: Ctx, { key, xml }: { key: string; xml: string | undefined }): Promise<number | null> {
  const before = await findNewest(ctx.tx, key)
  const taken = before?.keptAt === 'desk' ? undefined : xml
  if (taken !== undefined) return (await publishModel(ctx, { key, xml: taken, note: '建城' })).version
  return before?.version ?? null
}
