/** Acting on a case from the desk, and setting dead jobs going again. */
import { addSupplement, recall, type Taken, takeByName } from '#kernel/case/api.ts'
import { type Action, taskTitle } from '#kernel/module.ts'
import type { DeadLetter, Recall, Retry, SupplyMaterials, TakeVerb } from '../../schema/desk.ts'
import { listDeadJobs, retryJobs } from '../../store/desk.ts'
import { mustHavePen, putDown } from './pen.ts'
import { filedScans } from './scan.ts'
import { asStaff } from './staff.ts'

/** Takes any verb by its name; the rules of the case say whether this person may, now. */
export const actOnCase: Action<TakeVerb, Taken> = async (ctx, asked) => {
  asStaff(ctx)
  await mustHavePen(ctx, asked.id)
  const taken = await takeByName(ctx, asked)
  await putDown(ctx, asked.id, asked.verb)
  return taken
}

/** Takes back one's own last act, while nothing of it has left the house. */
export const recallAct: Action<Recall, Taken> = async (ctx, asked) => {
  asStaff(ctx)
  return recall(ctx, asked)
}

/** What an applicant brings to the counter for a case that waits for it. */
export const supplyAtCounter: Action<SupplyMaterials, Taken> = async (ctx, { id, verb, materials, note }) => {
  asStaff(ctx, '收件', 'case.receive')
  return addSupplement(ctx, { id, verb, note, materials: await filedScans(ctx, materials) })
}

/** Work after an act that failed to the end: it waits here for a person and is never thrown away. */
export const listDeadLetters: Action<object, { letters: DeadLetter[] }> = async (ctx) => {
  asStaff(ctx, '看失败的后台任务、重新执行', 'window.operate', 'permission.manage')
  const jobs = await listDeadJobs(ctx.tx)
  return {
    letters: jobs.map((j) => ({
      id: j.id,
      task: j.task,
      title: taskTitle(ctx.rooms, j.task),
      attempts: j.attempts,
      error: (j.lastError ?? '').slice(0, 2000),
      createdAt: j.createdAt.toISOString(),
      updatedAt: j.updatedAt.toISOString(),
    })),
  }
}

export const retryDeadLetters: Action<Retry, { retried: number }> = async (ctx, { ids }) => {
  asStaff(ctx, '看失败的后台任务、重新执行', 'window.operate', 'permission.manage')
  return { retried: await retryJobs(ctx.tx, ids) }
}
