import type { Action, SeedCity } from '#kernel/module.ts'
import { Limits } from './schema.ts'
import { putLimits } from './store.ts'

/** The city's limits, put in anew at every founding. */
export const seed: Action<SeedCity, void> = async (ctx, city) => putLimits(ctx.tx, Limits.parse(await city.read('rectification.yaml')))
