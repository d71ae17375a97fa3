/** Reminding those who are late: a fact that the work list of the organ shows, and that stays. */
import type { Service } from '#kernel/module.ts'
import { listTasksAbout } from '../store/instance.ts'
import { countReminder } from '../store/write.ts'
import { aboutProcess } from './advance.ts'

/** The service `process.remind`: every open step of people about the subject whose time is over is reminded of, by organ. */
export const remind: Service = async (ctx, { about }) => {
  const late = (await listTasksAbout(ctx.tx, [about])).filter((t) => t.kind === 'user' && t.dueAt !== null && t.dueAt <= ctx.now)
  for (const task of late) await countReminder(ctx.tx, task)
  const [first] = late
  const tasks = late.map(({ element, name, organ, division }) => ({ element, title: name, organ, division }))
  if (first) await ctx.emit({ name: 'process.reminded', about: aboutProcess(first.instance), data: { process: first.instance, tasks } })
  return undefined
}
