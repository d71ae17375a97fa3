/** What the desk shows of processes: work of one's organ, models with their versions, where instances stand, what stands still. */
import { decode, type Model } from '@haoban/bpmn'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { statusNames } from '#kernel/draft/rules/turns.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { missingBranch } from '../rules/attributes.ts'
import { codeName, marksOf, spotsOf, stepLine } from '../rules/show.ts'
import type { AboutView, ByAbout, ByInstance, ByKey, IncidentList, InstanceView, ModelList, ModelPage, WorkList } from '../schema/desk.ts'
import type { InstanceRow, Places, TaskRow } from '../schema/process.ts'
import { type DraftRow, listUnderWay } from '../store/draft.ts'
import {
  findAbout,
  findInstance,
  listAllIncidents,
  listFamily,
  listOpenTasks,
  listRunning,
  listSteps,
  listSubscriptions,
  listTimers,
  listWork,
} from '../store/instance.ts'
import { type Counted, findVersion, listCounted, listTrails } from '../store/version.ts'
import { modelOf } from './models.ts'

const refuse = refusals({
  'process.unknown-model': [404, '没有找到这个流程。请回到流程列表看一看'],
  'process.unknown': [404, '没有找到这个流程，可能不在您能看的范围里'],
})

/** Newest instances whose histories make the hot spots of a page, and running ones that are drawn. */
const most = 500

/** Open steps of one's own organs that wait for an opinion, the most pressing first. */
export const work: Action<object, WorkList> = async (ctx) => {
  const organs = ctx.who.grants.filter((g) => g.permission === 'process.work' && g.organ !== '*').map((g) => g.organ)
  const rows = (await listWork(ctx.tx, organs, 200)).filter((t) => may(ctx.who, 'process.work', { organ: t.organ, division: t.division }))
  return {
    work: rows.map((t) => ({
      instance: t.instance,
      record: t.record,
      name: t.name,
      title: t.title,
      href: t.href,
      openedAt: t.openedAt.toISOString(),
      dueAt: t.dueAt?.toISOString() ?? null,
      late: t.dueAt !== null && t.dueAt <= ctx.now,
      reminders: t.reminders,
    })),
  }
}

const currentOf = (versions: readonly Counted[]): Counted => versions.find((v) => !v.withdrawnAt) ?? versions[0]!

const draftLine = (row: DraftRow | undefined) => (row ? { id: row.id, status: statusNames[row.status], savedBy: row.savedBy } : null)

export const models: Action<object, ModelList> = async (ctx) => {
  const versions = await asSystem(ctx.tx, () => listCounted(ctx.tx))
  const keys = [...new Set(versions.map((v) => v.key))]
  const underWay = new Map((await listUnderWay(ctx.tx)).map((row) => [row.key, row]))
  return {
    models: keys.map((key) => {
      const own = versions.filter((v) => v.key === key)
      const { version, name, publishedAt } = currentOf(own)
      const sum = (part: 'running' | 'stopped') => own.reduce((n, v) => n + v[part], 0)
      return {
        key,
        title: name,
        version,
        running: sum('running'),
        stopped: sum('stopped'),
        publishedAt: publishedAt.toISOString(),
        draft: draftLine(underWay.get(key)),
      }
    }),
  }
}

/** Histories by instance, in the order in which they come. */
function historiesOf(rows: Awaited<ReturnType<typeof listTrails>>) {
  const found = new Map<string, { at: number; trail: readonly number[] }[]>()
  for (const { instance, at, trail } of rows) found.set(instance, [...(found.get(instance) ?? []), { at: at.getTime(), trail }])
  return [...found.values()]
}

export const model: Action<ByKey, ModelPage> = async (ctx, { key, version: asked }) => {
  // numbers of all cases, and nothing that names one
  const versions = await asSystem(ctx.tx, () => listCounted(ctx.tx, key))
  if (versions.length === 0) throw refuse('process.unknown-model')
  const version = asked ?? currentOf(versions).version
  const row = await findVersion(ctx.tx, key, version)
  if (!row) throw refuse('process.unknown-model')
  const compiled = await modelOf(ctx.tx, key, version)
  const running = await asSystem(ctx.tx, () => listRunning(ctx.tx, key, version, '', most))
  const histories = historiesOf(await asSystem(ctx.tx, () => listTrails(ctx.tx, key, version, most)))
  return {
    key,
    title: row.name,
    version,
    xml: row.xml,
    versions: versions.map((v) => ({
      version: v.version,
      publishedAt: v.publishedAt.toISOString(),
      note: v.note,
      running: v.running,
      ended: v.ended,
      stopped: v.stopped,
      withdrawn: v.withdrawnAt !== null,
      current: v.version === currentOf(versions).version,
    })),
    marks: marksOf(
      compiled,
      running.map((i) => decode(i.state)),
    ),
    spots: spotsOf(compiled, histories),
    counted: histories.length,
    draft: (await listUnderWay(ctx.tx)).find((row) => row.key === key)?.id ?? null,
    mayEdit: may(ctx.who, 'process.edit'),
    mayMove: may(ctx.who, 'process.operate'),
  }
}

/** For each open step of people the branch that it asks and that has no organ in the place of its instance. */
async function missingIn(ctx: Ctx, family: readonly InstanceRow[]): Promise<(task: TaskRow) => string | null> {
  const known = new Map<string, { places: Places; model: Model }>()
  for (const { id, key, version, places } of family) known.set(id, { places, model: await modelOf(ctx.tx, key, version) })
  return ({ instance: id, element, input, kind, detail }) => {
    const found = known.get(id)
    const node = found?.model.nodes[found.model.byId.get(element) ?? -1]
    if (!found || !node || kind !== 'user' || detail.verbs.length > 0) return null
    return missingBranch(found.places, node.attributes, input ?? undefined) ?? null
  }
}

async function view(ctx: Ctx, row: InstanceRow): Promise<InstanceView> {
  const compiled = await modelOf(ctx.tx, row.key, row.version)
  const version = (await findVersion(ctx.tx, row.key, row.version))!
  const steps = await listSteps(ctx.tx, row.id)
  const family = await listFamily(ctx.tx, row.root)
  const open = await listOpenTasks(
    ctx.tx,
    family.map((i) => i.id),
  )
  const missingOf = await missingIn(ctx, family)
  const nameAt = (element: string) => compiled.nodes[compiled.byId.get(element) ?? 0]?.name || element
  return {
    instance: row.id,
    key: row.key,
    version: row.version,
    title: row.title,
    href: row.href,
    xml: version.xml,
    ended: row.endedAt !== null,
    marks: marksOf(compiled, [decode(row.state)]),
    spots: spotsOf(compiled, [steps.map((s) => ({ at: s.at.getTime(), trail: s.trail }))]),
    open: open.map((t) => ({
      name: t.name,
      organ: t.organ,
      missing: missingOf(t),
      openedAt: t.openedAt.toISOString(),
      dueAt: t.dueAt?.toISOString() ?? null,
      late: t.dueAt !== null && t.dueAt <= ctx.now,
    })),
    timers: (await listTimers(ctx.tx, row.id)).map((t) => ({ name: nameAt(t.element), dueAt: t.dueAt.toISOString() })),
    waits: (await listSubscriptions(ctx.tx, row.id)).map((s) => nameAt(s.element)),
    steps: steps.map((s) => stepLine(compiled, s)).reverse(),
  }
}

export const instance: Action<ByInstance, InstanceView> = async (ctx, { instance: id }) => {
  const row = await findInstance(ctx.tx, id)
  if (!row) throw refuse('process.unknown')
  return view(ctx, row)
}

/** The process about a subject; none where it has none. */
export const about: Action<ByAbout, AboutView> = async (ctx, { about: subject }) => {
  const row = await findAbout(ctx.tx, subject)
  return { process: row ? await view(ctx, row) : null }
}

/** What stands still, the newest first. */
export const incidents: Action<object, IncidentList> = async (ctx) => {
  const lines: IncidentList['incidents'] = []
  for (const n of await listAllIncidents(ctx.tx, 200)) {
    const compiled = await modelOf(ctx.tx, n.key, n.version)
    const step = compiled.nodes[compiled.byId.get(n.element) ?? 0]?.name || n.element
    const { instance: id, record, title, href, sentence, at } = n
    lines.push({ instance: id, record, title, href, step, what: codeName(n.code), sentence, at: at.toISOString() })
  }
  return { incidents: lines }
}
