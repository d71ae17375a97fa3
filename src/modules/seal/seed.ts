import { z } from 'zod'
import type { Action, SeedCity } from '#kernel/module.ts'
import { foundAuthority, period } from './actions/authority.ts'
import { foundSeals } from './actions/found.ts'
import { SealKind } from './schema/seal.ts'

const SealFile = z.object({
  organs: z.array(z.object({ organ: z.string(), kinds: z.array(SealKind) })),
  delegated: z.array(z.object({ organ: z.string(), powerOf: z.string() })),
  keepers: z.array(z.object({ organ: z.string(), login: z.string() })),
})

/** The authority, and in a demo city the seals of its organs (`seals.yaml`); a repeat changes nothing. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  await foundAuthority(ctx)
  const seals = ctx.city.demo && (await city.find('seals.yaml'))
  if (seals) await foundSeals(ctx, SealFile.parse(seals), period)
}
