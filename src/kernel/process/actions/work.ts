/** Service tasks: named work of the rooms, as jobs with a few tries; what fails for good becomes an incident that a person sees. */
import type { Event } from '@haoban/bpmn'
import { attempt } from '#base/db.ts'
import { Refusal, refusals } from '#base/refusal.ts'
import type { Action, Ctx, Service } from '#kernel/module.ts'
import type { TaskRow } from '../schema/process.ts'
import { findInstance, findOpenTask } from '../store/instance.ts'
import { countFailure } from '../store/write.ts'
import { advance } from './advance.ts'

const refuse = refusals({ 'process.no-service': [422, '没有叫“{work}”的后台工作，请检查流程图里的服务任务'] })

/** Tries before a person is asked, and the wait after the first, doubled each time: about five minutes in all. */
const mostTries = 5
const firstWaitMs = 10_000

const serviceNamed = (ctx: Ctx, name: string): Service | undefined =>
  ctx.rooms.map((r) => (Object.hasOwn(r.services, name) ? r.services[name] : undefined)).find((s) => s !== undefined)

async function run(ctx: Ctx, task: TaskRow): Promise<Record<string, unknown>> {
  const work = task.detail.work ?? ''
  const service = serviceNamed(ctx, work)
  if (!service) throw refuse('process.no-service', { work })
  const { about } = (await findInstance(ctx.tx, task.instance))!
  return (await service(ctx, { about, input: task.input ?? {} })) ?? {}
}

/** Does the work of one service task. A repeat finds the task done and does nothing. */
export const serve: Action<{ instance: string; record: number }, void> = async (ctx, { instance, record }) => {
  const task = await findOpenTask(ctx.tx, instance, record)
  if (task?.kind !== 'service') return
  try {
    await attempt(ctx.tx, async () => {
      const variables = await run(ctx, task)
      await advance(ctx, { instance, event: { type: 'complete', id: record, variables } })
    })
  } catch (error) {
    await failed(ctx, task, error)
  }
}

/** A fault is tried again, a refusal is an answer: it, and the last fault, stop the task until a person has looked. */
async function failed(ctx: Ctx, task: TaskRow, error: unknown): Promise<void> {
  const { instance, record, failures } = task
  ctx.log.warn({ err: error, instance, record, work: task.detail.work }, 'the work of a service task failed')
  if (!(error instanceof Refusal) && failures + 1 < mostTries) {
    await countFailure(ctx.tx, task)
    const at = new Date(ctx.now.getTime() + firstWaitMs * 2 ** failures)
    return ctx.later('process.serve', { instance, record }, { at, key: `process.serve:${instance}:${record}` })
  }
  const sentence = error instanceof Error ? error.message : String(error)
  await advance(ctx, { instance, event: { type: 'fail', id: record, sentence: sentence.slice(0, 500) } })
}

/** An event for one instance that comes as a job: signals from elsewhere. */
export const moveOne: Action<{ instance: string; event: Event }, void> = async (ctx, move) => void (await advance(ctx, move))
