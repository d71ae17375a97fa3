import type { Action, SeedCity } from '#kernel/module.ts'
import { settleKinds } from './actions/ring.ts'

export const seed: Action<SeedCity, void> = (ctx) => settleKinds(ctx)
