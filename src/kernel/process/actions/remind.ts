/** Reminding those who are late: a fact that the work list of the organ shows, and that stays. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listNamed } from '#kernel/ledger/api.ts'
import type { Ctx, Service } from '#kernel/module.ts'
import type { TaskRow } from '../schema/process.ts'
import { listTasksAbout } from '../store/instance.ts'
import { countReminder } from '../store/write.ts'
import { aboutProcess } from './advance.ts'

/** Days' worth of reminders of one instance that are looked through. */
const most = 50

const nameOf = ({ element, organ, division }: Pick<TaskRow, 'element' | 'organ' | 'division'>) => `${element} ${organ}@${division}`

/** Steps that were reminded of on this day: timers that come due together remind of each step once. */
async function remindedToday(ctx: Ctx, tasks: readonly TaskRow[]): Promise<ReadonlySet<string>> {
  const abouts = [...new Set(tasks.map((t) => aboutProcess(t.instance)))]
  const facts = abouts.length > 0 ? await listNamed(ctx.tx, abouts, ['process.reminded'], most) : []
  const today = facts.filter((f) => dayOf(f.at) === dayOf(ctx.now))
  return new Set(today.flatMap((f) => (f.data.tasks as TaskRow[]).map(nameOf)))
}

/** The service `process.remind`: every open step of people about the subject whose time is over is reminded of, by organ, once a day. */
export const remind: Service = async (ctx, { about }) => {
  const late = (await listTasksAbout(ctx.tx, [about])).filter((t) => t.kind === 'user' && t.dueAt !== null && t.dueAt <= ctx.now)
  const reminded = await remindedToday(ctx, late)
  const due = late.filter((t) => !reminded.has(nameOf(t)))
  for (const task of due) await countReminder(ctx.tx, task)
  const [first] = due
  const tasks = due.map(({ element, name, organ, division }) => ({ element, title: name, organ, division }))
  if (first) await ctx.emit({ name: 'process.reminded', about: aboutProcess(first.instance), data: { process: first.instance, tasks } })
  return undefined
}
