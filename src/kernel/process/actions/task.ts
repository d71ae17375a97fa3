/** What people do with processes: tasks of their organ, and incidents that they take care of. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import type { CompleteTask, RetryIncident, TaskRow } from '../schema/process.ts'
import { findOpenTask, listIncidents } from '../store/instance.ts'
import { aboutProcess, advance } from './advance.ts'

const refuse = refusals({
  'process.task-gone': [409, '这一步已经办完，或者不用办了。请刷新看最新情况'],
  'process.not-your-organ': [403, '这一步由别的单位办，您没有在那里办理的权限'],
  'process.by-verb': [409, '这一步在办件页上办：请用“{verbs}”的按钮'],
  'process.no-incident': [409, '这里已经没有停住的流程，可能别人处理过了'],
})

/** A task of people that stands for no verb, and that this person may do. */
async function taskFor(ctx: Ctx, instance: string, record: number): Promise<TaskRow> {
  const task = await findOpenTask(ctx.tx, instance, record)
  if (task?.kind !== 'user') throw refuse('process.task-gone')
  if (task.detail.verbs.length > 0) throw refuse('process.by-verb', { verbs: task.detail.verbs.join('、') })
  if (!may(ctx.who, 'process.work', { organ: task.organ, division: task.division })) throw refuse('process.not-your-organ')
  return task
}

/** Gives an organ's opinion on its task. Variables of the process: `passed`, and under the task's own id the same. */
export const completeTask: Action<CompleteTask, { instance: string; seq: number }> = async (ctx, { instance, record, passed, opinion }) => {
  const task = await taskFor(ctx, instance, record)
  const { organ, division, element, name, item } = task
  const fact = await ctx.emit({
    name: 'process.task-done',
    about: aboutProcess(instance),
    data: { process: instance, element, title: name, item, organ, division, passed, opinion, byName: ctx.who.name },
  })
  const variables = { passed, [element]: passed }
  const change = await advance(ctx, { instance, event: { type: 'complete', id: record, variables }, cause: fact.id })
  if (change.ignored !== undefined) throw refuse('process.task-gone')
  return { instance, seq: change.instance.seq }
}

/** Sets going again what stood still, with who looked at it and what was found. */
export const retryIncident: Action<RetryIncident, { instance: string; seq: number }> = async (ctx, { instance, record, reason }) => {
  const incident = (await listIncidents(ctx.tx, instance)).find((i) => i.record === record)
  if (!incident) throw refuse('process.no-incident')
  const fact = await ctx.emit({
    name: 'process.retried',
    about: aboutProcess(instance),
    data: { process: instance, element: incident.element, code: incident.code, reason, byName: ctx.who.name },
  })
  const change = await advance(ctx, { instance, event: { type: 'retry', id: record }, cause: fact.id })
  if (change.ignored !== undefined) throw refuse('process.no-incident')
  return { instance, seq: change.instance.seq }
}
