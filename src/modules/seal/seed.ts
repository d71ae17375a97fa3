import { z } from 'zod'
import type { Action, SeedCity } from '#kernel/module.ts'
import { demoPeriod, foundAuthority } from './actions/authority.ts'
import { foundSeals } from './actions/found.ts'
import { SealKind } from './schema/seal.ts'

const SealFile = z.object({
  organs: z.array(z.object({ organ: z.string(), kinds: z.array(SealKind) })),
  delegated: z.array(z.object({ organ: z.string(), powerOf: z.string() })),
  keepers: z.array(z.object({ organ: z.string(), login: z.string() })),
})

/** The demo's authority and the seals of its organs (`seals.yaml`); a repeat changes nothing. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  await foundAuthority(ctx)
  await foundSeals(ctx, SealFile.parse(await city.read('seals.yaml')), demoPeriod)
}
