/** What the clock does with places, and what a person is told of his. */
import type { Action, Personal, Retention } from '#kernel/module.ts'
import { dropHolds, dropOld, listOf, lockStale } from '../store.ts'
import { bookingView } from './kind.ts'

/** Lets go of holds that ran out. Whoever takes a place does so himself in his opening: this only keeps the table small. */
export const sweepHolds: Action<unknown, void> = async (ctx) => {
  const openings = await lockStale(ctx.tx, ctx.now, 500)
  if (openings.length > 0) await dropHolds(ctx.tx, openings, ctx.now)
}

const keptMs = 3 * 366 * 86_400_000

export const retention: readonly Retention[] = [
  { title: '预约的时段和记录', kept: '时段过后三年', drop: (ctx) => dropOld(ctx.tx, new Date(ctx.now.getTime() - keptMs), 500) },
]

export const personal: readonly Personal[] = [
  {
    title: '预约',
    why: '给您留出办事、上门或考试的位子',
    kept: '时段过后三年',
    tables: ['slot.booking'],
    read: async (ctx, { party }) => ({ rows: (await listOf(ctx.tx, party, 10_000)).map((b) => bookingView(ctx, b)) }),
  },
]
