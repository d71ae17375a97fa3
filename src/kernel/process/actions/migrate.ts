/** Moving running instances to another version: what would move and what cannot, and then the act itself, recorded. */
import { decode, encode, migrate, type Plan, planMigration } from '@haoban/bpmn'
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { changeOf } from '../rules/plan.ts'
import type { InstanceRow } from '../schema/process.ts'
import { listRunning, lockInstances } from '../store/instance.ts'
import { writeChanges } from '../store/write.ts'
import { aboutProcess, follow } from './advance.ts'
import { modelOf } from './models.ts'

const refuse = refusals({
  'process.unknown': [404, '没有找到这个流程，可能不在您能看的范围里'],
  'process.cannot-move': [409, '这个流程不能换到第 {version} 版：{why}'],
})

export type MovePlan = Plan & { instance: string; about: string }

async function planFor(ctx: Ctx, instance: InstanceRow, version: number): Promise<MovePlan> {
  const [from, to] = [await modelOf(ctx.tx, instance.key, instance.version), await modelOf(ctx.tx, instance.key, version)]
  return { instance: instance.id, about: instance.about, ...planMigration(from, to, decode(instance.state)) }
}

/** What of each running instance of a version would move to another, and what cannot, and why. Nothing is written. */
export async function planMoves(ctx: Ctx, key: string, from: number, to: number, limit = 500): Promise<MovePlan[]> {
  const plans: MovePlan[] = []
  for (const instance of await listRunning(ctx.tx, key, from, '', limit)) plans.push(await planFor(ctx, instance, to))
  return plans
}

/** Moves one instance; timers and subscriptions are put right, and who did it and why is recorded. */
export async function moveInstance(
  ctx: Ctx,
  { instance: id, version, reason }: { instance: string; version: number; reason: string },
): Promise<void> {
  const held = (await lockInstances(ctx.tx, [id])).find((i) => i.id === id)
  if (!held) throw refuse('process.unknown')
  const plan = await planFor(ctx, held, version)
  const [first] = plan.cannot
  if (first) throw refuse('process.cannot-move', { version, why: first.sentence, cannot: plan.cannot })
  const [from, to] = [await modelOf(ctx.tx, held.key, held.version), await modelOf(ctx.tx, held.key, version)]
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
  await writeChanges(ctx.tx, [change], ctx.now, ctx.who.id)
  await follow(ctx, change, undefined)
}
