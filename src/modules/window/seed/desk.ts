/** The index of what counters take in, filled when the city is founded, so that the first day has no empty list. */
import type { Action, SeedCity } from '#kernel/module.ts'
import { indexItem } from '../actions/desk/receive.ts'

export const seedDesk: Action<SeedCity, void> = async (ctx, city) => {
  // what a release before this one left running goes on as soon as somebody works
  await ctx.later('window.batch-sweep', {})
  await ctx.later('window.export-sweep', {})
  for (const code of await city.list('items/')) await indexItem(ctx, code)
}
