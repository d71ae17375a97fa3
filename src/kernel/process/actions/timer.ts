/** Timers: each worker looks for those that are due, four times a second, and fires many in one commit. */
import type { Action, Recorded } from '#kernel/module.ts'
import { dueOf } from '../rules/due.ts'
import type { TimerRow } from '../schema/process.ts'
import { findTimer, isAnyDue, listCountedTimers, listDueOf, lockDue, lockFree, lockInstance, moveTimer } from '../store/instance.ts'
import { advanceGroup, type Move } from './advance.ts'

/** How many timers one commit takes along. */
const most = 200

/** A timer that could not fire is left alone for a minute of the city's clock, so that it keeps none from firing that are due after it. */
const restMs = 60_000
const resting = new Map<string, number>()
const nameOf = (t: Pick<TimerRow, 'instance' | 'id'>) => `${t.instance}:${t.id}`

function restingAt(now: Date): string[] {
  for (const [name, until] of resting) if (until <= now.getTime()) resting.delete(name)
  return [...resting.keys()]
}

const moveOf = (t: TimerRow): Move => ({ instance: t.instance, event: { type: 'timer', id: t.id }, wasDue: t.dueAt })

/** Whether any timer is due. */
export const isTimerDue: Action<undefined, boolean> = (ctx) => isAnyDue(ctx.tx, ctx.now, restingAt(ctx.now))

/** Fires what is due and held by nobody; what is held now is met by the next look. Tells how many fired. */
export const fireTimers: Action<undefined, number> = async (ctx) => {
  const rest = restingAt(ctx.now)
  const held = await lockFree(ctx.tx, await lockDue(ctx.tx, ctx.now, rest, most))
  const ids = held.map((i) => i.id)
  const mine = await listDueOf(ctx.tx, ids, ctx.now, rest)
  const done = await advanceGroup(ctx, held, mine.map(moveOf))
  const failed = done.flatMap(({ failed: err }, i) => (err === undefined ? [] : [{ err, timer: mine[i]! }]))
  for (const { err, timer } of failed) {
    resting.set(nameOf(timer), ctx.now.getTime() + restMs)
    ctx.log.error({ err, timer }, 'a timer could not fire')
  }
  return done.length - failed.length
}

/** Another calendar moves the days of timers that count working days. */
export const onYearLoaded: Action<Recorded, void> = async (ctx, fact) => {
  const from = new Date(`${String(fact.data.year)}-01-01T00:00:00+08:00`)
  for (const t of await listCountedTimers(ctx.tx, from, 5_000)) {
    await lockInstance(ctx.tx, t.instance)
    const due = dueOf(t.timer, t.unit ?? undefined, t.since, ctx.calendar)
    const still = await findTimer(ctx.tx, t.instance, t.id)
    if (still?.opened !== t.opened || !due || due.getTime() === t.dueAt.getTime()) continue
    await moveTimer(ctx.tx, t, due)
  }
}
