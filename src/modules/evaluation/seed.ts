import type { Action, SeedCity } from '#kernel/module.ts'
import { Rules } from './schema.ts'
import { putRules } from './store.ts'

/** The city's rules for ratings, put in anew at every founding. */
export const seed: Action<SeedCity, void> = async (ctx, city) => putRules(ctx.tx, Rules.parse(await city.read('evaluation.yaml')))
