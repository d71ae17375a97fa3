import { listItems } from '#kernel/item/api.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { groundOf } from './actions/ground.ts'

/** In a demo city every organ that an item names holds the power in its division, on the ground that the item gives. */
export const seed: Action<SeedCity, void> = async (ctx) => {
  for (const item of await listItems(ctx.tx)) await groundOf(ctx, item.code)
}
