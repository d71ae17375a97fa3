/** Works on the queue: reactions to facts, named work of the rooms, and what comes by the clock. */
import { forgetAnswers } from '#base/command.ts'
import { followed, startWorker, type Task, type Worker } from '#base/job.ts'
import { traced } from '#base/trace.ts'
import { keepWatches, type Watch } from '#base/watch.ts'
import { findFact, isRecalled } from '#kernel/ledger/store.ts'
import { refreshCalendar } from './calendar.ts'
import { act, doJob, doTurn, type House, look, system } from './context.ts'
import { jobs } from './http/metrics.ts'

type Reaction = { fact: number; room: string }

/** One room's reaction to one fact, in a transaction of its own: that it fails neither undoes the fact nor blocks another room. To what was recalled nobody reacts. */
async function react(house: House, { fact, room }: Reaction): Promise<void> {
  await act(house, system, async (ctx) => {
    const recorded = await findFact(ctx.tx, fact)
    const reaction = recorded && house.rooms.find((r) => r.id === room)?.on?.[recorded.name]
    if (recorded && reaction && !(await isRecalled(ctx.tx, recorded))) await reaction(ctx, recorded)
  })
}

/** A job counts with the calendar of this moment, whoever changed it in whichever process. */
const counted = (house: House, task: Task): Task => ({
  ...task,
  async work(payload) {
    try {
      await refreshCalendar(house)
      await task.work(payload)
      jobs.labels(task.name, 'done').inc()
    } catch (error) {
      jobs.labels(task.name, 'failed').inc()
      throw error
    }
  },
})

/** Every task of the house by name; two rooms that want one name stop it. */
export function tasksOf(house: House): Task[] {
  const tasks: Task[] = [
    { name: 'react', work: (payload) => react(house, payload as Reaction) },
    { name: 'forget-answers', every: '17 * * * *', work: () => act(house, system, (ctx) => forgetAnswers(ctx.tx, ctx.now)) },
  ]
  for (const room of house.rooms)
    for (const [name, job] of Object.entries(room.jobs ?? {}))
      tasks.push({ name, every: job.every, work: (payload) => doJob(house, job, payload) })
  const twice = tasks.find((t, i) => tasks.findIndex((x) => x.name === t.name) !== i)
  if (twice) throw new Error(`two rooms have a job ${twice.name}`)
  return tasks.map((task) => followed(counted(house, task)))
}

/** What the rooms have watched, each turn in a transaction of its own. */
export const watchesOf = (house: House): Watch[] =>
  house.rooms.flatMap((room) =>
    Object.entries(room.watches ?? {}).map(([name, watch]) => ({
      name,
      everyMs: watch.everyMs,
      isDue: () => look(house, (ctx) => watch.isDue(ctx, undefined)),
      work: () =>
        traced(`watch ${name}`, {}, async () => {
          await refreshCalendar(house)
          return doTurn(house, watch)
        }),
    })),
  )

/** Begins to work on the queue and to watch. */
export async function openWorker(house: House, concurrency = 4): Promise<Worker> {
  const worker = await startWorker(house.url, tasksOf(house), house.log, concurrency)
  const watch = keepWatches(watchesOf(house), house.log)
  return {
    async stop() {
      await watch.stop()
      await worker.stop()
    },
  }
}
