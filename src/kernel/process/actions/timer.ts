/** Timers: each wakes by a job of its own, and takes along those that are due beside it, in one commit. */
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { dueOf } from '../rules/due.ts'
import type { InstanceRow, TimerRow } from '../schema/process.ts'
import { findTimer, listCountedTimers, listDue, listDueOf, lockFree, lockInstance, moveTimer } from '../store/instance.ts'
import { advanceGroup, type Move } from './advance.ts'

/** How many timers one commit takes along. */
const most = 200

const moveOf = (t: TimerRow): Move => ({ instance: t.instance, event: { type: 'timer', id: t.id }, wasDue: t.dueAt })

async function fireHeld(ctx: Ctx, held: readonly InstanceRow[], due: readonly TimerRow[]): Promise<void> {
  const ids = new Set(held.map((i) => i.id))
  const mine = due.filter((t) => ids.has(t.instance))
  const done = await advanceGroup(ctx, held, mine.map(moveOf))
  for (const [i, { failed }] of done.entries()) if (failed) ctx.log.error({ err: failed, timer: mine[i] }, 'a timer could not fire')
}

/** Others that are due and that nobody holds: what is held now has a job of its own, or is met by the next sweep. */
async function fireBeside(ctx: Ctx): Promise<number> {
  const due = await listDue(ctx.tx, ctx.now, most)
  if (due.length === 0) return 0
  const held = await lockFree(
    ctx.tx,
    due.map((t) => t.instance),
  )
  await fireHeld(
    ctx,
    held,
    await listDueOf(
      ctx.tx,
      held.map((i) => i.id),
      ctx.now,
    ),
  )
  return due.length
}

/** One timer is due: it fires if it still stands, and others that are due fire with it. */
export const fireTimer: Action<{ instance: string; id: string; opened: number }, void> = async (ctx, { instance, id, opened }) => {
  const held = await lockInstance(ctx.tx, instance)
  const timer = await findTimer(ctx.tx, instance, id)
  // Another took it along, or it is not wanted any more.
  if (timer?.opened !== opened) return
  // It was moved to a later day while its job waited.
  if (timer.dueAt > ctx.now) return wake(ctx, timer, timer.dueAt)
  await fireHeld(ctx, held, [timer])
  await fireBeside(ctx)
}

const wake = (ctx: Ctx, { instance, id, opened }: TimerRow, at: Date): Promise<void> =>
  ctx.later('process.timer', { instance, id, opened }, { at, key: `process.timer:${instance}:${id}:${opened}` })

/** By the clock: timers that are due and whose job is gone, or whose clock was moved. */
export const sweepTimers: Action<unknown, void> = async (ctx) => {
  if ((await fireBeside(ctx)) === most) await ctx.later('process.sweep', {}, { key: 'process.sweep' })
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
    await wake(ctx, t, due)
  }
}
