/** Taking steps back with the act that caused them: the state before, and all rows as they stood. */
import { decode } from '@haoban/bpmn'
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { listCalled, listOpenTasks, listStepsSince, lockInstance } from '../store/instance.ts'
import { rewindRows, writeChanges } from '../store/write.ts'
import { advance } from './advance.ts'

const refuse = refusals({
  'process.moved-on': [409, '流程里别的单位已经接着办了，不能直接撤回。要改，请走退回、撤回申请或终止办理'],
})

/** Steps that may be undone with the act: the act's own, and timers, which fire again. */
const mayUndo = (step: { cause: number | null; event: { type: string } }, causes: readonly number[]): boolean =>
  (step.cause !== null && causes.includes(step.cause)) || step.event.type === 'timer'

/** Undoes the steps that some facts caused; refused where others have gone on since. Nothing happens where they caused none. */
export async function recallSteps(ctx: Ctx, instance: string, causes: readonly number[]): Promise<void> {
  const held = (await lockInstance(ctx.tx, instance)).find((i) => i.id === instance)
  const steps = held ? await listStepsSince(ctx.tx, instance, causes) : []
  const [first] = steps
  if (!held || !first) return
  if (steps.some((s) => !mayUndo(s, causes))) throw refuse('process.moved-on')
  const to = first.seq - 1
  const calls = (await listOpenTasks(ctx.tx, [instance])).filter((t) => t.kind === 'call' && t.opened > to)
  const begun = await listCalled(
    ctx.tx,
    instance,
    calls.map((t) => t.record),
  )
  for (const { id } of begun) await advance(ctx, { instance: id, event: { type: 'cancel' } })
  const seq = held.seq + 1
  await rewindRows(ctx.tx, instance, to, seq)
  const change = {
    instance: { ...held, state: first.before, status: to === 0 ? 'new' : 'running', seq, endedAt: null },
    event: { type: 'recall' as const, to },
    trail: [],
    before: held.state,
    cause: null,
    tasks: [],
    timers: [],
    subscriptions: [],
    incidents: [],
    closed: { tasks: [], timers: [], subscriptions: [], incidents: [] },
    live: decode(first.before).live.map((l) => l.id),
    effects: [],
  }
  writeChanges(ctx.tx, [change], ctx.now, ctx.who.id)
}
