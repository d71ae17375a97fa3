/** What the law lets happen when nobody acts, and the cards of the supervision: by the clock, as facts, each once. */

import { dayOf } from '#kernel/clock/rules/day.ts'
import { cardsDue } from '#kernel/clock/rules/lamp.ts'
import type { Action } from '#kernel/module.ts'
import { readClocks } from '../rules/clocks.ts'
import { addCard } from '../store/file.ts'
import { listOverdue } from '../store/list.ts'
import { holdCase } from './hold.ts'
import { record } from './record.ts'

/** Looks for cases whose pressing clock is over and enqueues each on its own, so that one bad case never blocks another. */
export const sweep: Action<unknown, void> = async (ctx) => {
  for (const id of await listOverdue(ctx.tx, dayOf(ctx.now)))
    await ctx.later('case.lapse', { id }, { key: `case.lapse:${id}:${dayOf(ctx.now)}` })
}

/**
 * One case whose clock is over: silence on an application is acceptance from the day of receipt (行政许可法 第三十二条), which holding
 * the case records; silence on a notice is giving up, and a late decision gets its card. A repeat finds nothing left to do.
 */
export const lapse: Action<{ id: string }, void> = async (ctx, { id }) => {
  const open = await holdCase(ctx, id)
  const readings = readClocks(open.state, open.item, ctx.calendar, ctx.now)
  const over = (name: string) => readings.some((r) => r.name === name && r.state === 'running' && r.overdue)
  if ((open.state.status === 'preReturned' || open.state.status === 'correction') && over('correction')) {
    await record(ctx, open, 'case.lapsed', { reason: '逾期没有补正，视为放弃申请' })
    return
  }
  const promise = readings.find((r) => r.name === 'promise')
  if (!promise) return
  for (const due of cardsDue({ promised: promise, statutory: readings.find((r) => r.name === 'legal') }, ctx.now)) {
    if (await addCard(ctx.tx, { caseId: id, colour: due.card, at: ctx.now, reason: due.basis }))
      await record(ctx, open, 'case.carded', { card: due.card, dueAt: due.dueAt, basis: due.basis })
  }
}
