/** Moving running instances to another version: what would move and what cannot, and then the act itself, recorded. */
import { decode, encode, type Model, migrate, type Plan, planMigration } from '@haoban/bpmn'
import { asSystem } from '#base/as-system.ts'
import { attempt } from '#base/db.ts'
import { Refusal, refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { differences } from '../rules/diff.ts'
import { changeOf } from '../rules/plan.ts'
import { marksOf } from '../rules/show.ts'
import { staySentence } from '../rules/words.ts'
import type { ByMove, MovedMany, MoveMany, MovePage, MoveRow } from '../schema/desk.ts'
import type { InstanceRow } from '../schema/process.ts'
import { listRunning, lockInstance } from '../store/instance.ts'
import { findVersion, listCounted } from '../store/version.ts'
import { writeChanges } from '../store/write.ts'
import { aboutProcess, follow } from './advance.ts'
import { modelOf } from './models.ts'

const refuse = refusals({
  'process.unknown': [404, '没有找到这个流程，可能不在您能看的范围里'],
  'process.unknown-model': [404, '没有找到这个流程。请回到流程列表看一看'],
  'process.unknown-version': [404, '没有这个版本的流程'],
  'process.cannot-move': [409, '这一件不能换到第 {version} 版：{why}'],
  'process.moved-on': [409, '这一件现在不在第 {version} 版上，可能刚换过，或已经办完'],
  'process.into-withdrawn': [409, '第 {version} 版已经停用，不能再换过去'],
})

/** Instances of one page of the plan. */
const most = 500

export type MovePlan = Plan & { instance: string; about: string }

const nameIn = (model: Model, element: string): string => model.nodes[model.byId.get(element) ?? 0]?.name || element

async function planFor(ctx: Ctx, instance: InstanceRow, version: number): Promise<MovePlan> {
  const [from, to] = [await modelOf(ctx.tx, instance.key, instance.version), await modelOf(ctx.tx, instance.key, version)]
  return { instance: instance.id, about: instance.about, ...planMigration(from, to, decode(instance.state)) }
}

/** What of each running instance of a version would move to another, and what cannot, and why. Nothing is written. */
export async function planMoves(ctx: Ctx, key: string, from: number, to: number, limit = most): Promise<MovePlan[]> {
  const plans: MovePlan[] = []
  for (const instance of await listRunning(ctx.tx, key, from, '', limit)) plans.push(await planFor(ctx, instance, to))
  return plans
}

/** Moves one instance; timers and subscriptions are put right, and who did it and why is recorded. */
export async function moveInstance(
  ctx: Ctx,
  {
    instance: id,
    version,
    reason,
    from: known,
  }: { instance: string; version: number; reason: string; from?: { key: string; version: number } },
): Promise<void> {
  const held = (await lockInstance(ctx.tx, id)).find((i) => i.id === id)
  if (!held) throw refuse('process.unknown')
  if (known && (held.key !== known.key || held.version !== known.version || held.endedAt))
    throw refuse('process.moved-on', { version: known.version })
  const [from, to] = [await modelOf(ctx.tx, held.key, held.version), await modelOf(ctx.tx, held.key, version)]
  const plan = await planFor(ctx, held, version)
  const [first] = plan.cannot
  if (first) throw refuse('process.cannot-move', { version, why: staySentence(first, nameIn(from, first.element)), cannot: plan.cannot })
  const moved = migrate(from, to, decode(held.state))
  const fact = await ctx.emit({
    name: 'process.migrated',
    about: aboutProcess(id),
    data: { process: id, from: held.version, to: version, reason, moves: plan.moves, byName: ctx.who.name },
  })
  const event = { type: 'migrate' as const, version }
  const instance = { ...held, version, state: encode(moved.state) }
  const change = changeOf(
    { model: to, instance, now: ctx.now, calendar: ctx.calendar, cause: fact.id },
    { ...moved, trail: [] },
    event,
    held.state,
  )
  writeChanges(ctx.tx, [change], ctx.now, ctx.who.id)
  await follow(ctx, change, undefined)
}

/** Where to, where nobody says: the newest version that is in force; where from: the one of the others by which most run. */
async function versionsOf(ctx: Ctx, { key, from, to }: ByMove) {
  const versions = await asSystem(ctx.tx, () => listCounted(ctx.tx, key))
  if (versions.length === 0) throw refuse('process.unknown-model')
  const there = to ?? (versions.find((v) => !v.withdrawnAt) ?? versions[0]!).version
  const busiest = versions.filter((v) => v.version !== there).sort((a, b) => b.running - a.running)[0]
  return { versions, from: from ?? busiest?.version ?? there, to: there }
}

function rowOf(from: Model, to: Model, instance: InstanceRow): MoveRow {
  const state = decode(instance.state)
  const { cannot } = planMigration(from, to, state)
  const stands = marksOf(from, [state]).filter((m) => m.standing !== 'joining')
  return {
    instance: instance.id,
    title: instance.title || instance.about,
    href: instance.href,
    stands: [...new Set(stands.map((m) => nameIn(from, m.element)))],
    cannot: [...new Set(cannot.map((c) => staySentence(c, nameIn(from, c.element))))],
  }
}

/** The plan of a move for the desk: how two versions differ, and for each running instance whether it can move, and why not. */
export const moves: Action<ByMove, MovePage> = async (ctx, asked) => {
  const { versions, from, to } = await versionsOf(ctx, asked)
  const [old, now] = [await findVersion(ctx.tx, asked.key, from), await findVersion(ctx.tx, asked.key, to)]
  if (!old || !now) throw refuse('process.unknown-version')
  const [before, after] = [await modelOf(ctx.tx, asked.key, from), await modelOf(ctx.tx, asked.key, to)]
  const running = from === to ? [] : await asSystem(ctx.tx, () => listRunning(ctx.tx, asked.key, from, '', most))
  return {
    key: asked.key,
    title: now.name,
    from,
    to,
    versions: versions.map((v) => ({ version: v.version, running: v.running, withdrawn: v.withdrawnAt !== null, note: v.note })),
    differences: from === to ? [] : differences(before, after),
    rows: running.map((instance) => rowOf(before, after, instance)),
    running: versions.find((v) => v.version === from)?.running ?? 0,
  }
}

/** Moves several, each by itself: one that cannot move, or has moved on meanwhile, says why and holds up no other. */
export const moveMany: Action<MoveMany, MovedMany> = async (ctx, { key, from, to, instances, reason }) => {
  const target = await findVersion(ctx.tx, key, to)
  if (!target || !(await findVersion(ctx.tx, key, from))) throw refuse('process.unknown-version')
  if (target.withdrawnAt) throw refuse('process.into-withdrawn', { version: to })
  const rows: MovedMany['rows'] = []
  // who may move instances answers for the model, not for the cases, and sees of these their names alone
  await asSystem(ctx.tx, async () => {
    for (const instance of new Set(instances)) {
      try {
        await attempt(ctx.tx, () => moveInstance(ctx, { instance, version: to, reason, from: { key, version: from } }))
        rows.push({ instance, moved: true, why: '' })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        rows.push({ instance, moved: false, why: error.message })
      }
    }
  })
  return { rows }
}
