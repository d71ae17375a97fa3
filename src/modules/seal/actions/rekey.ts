/**
 * A new master key for the private keys that lie in software. Row by row: each is under the old master key or the new one, and says under
 * which, so that whoever is killed goes on where he was; servers whose ring holds both sign all the while.
 */
import type { Ctx } from '#kernel/module.ts'
import { resealed } from '../gateway/software.ts'
import { countMasters, listOutdated, setSealed } from '../store/key.ts'

/** Puts at most so many private keys under the ring's current master key; how many were. None is left when it is fewer. */
export async function rekeySome(ctx: Ctx, most: number): Promise<number> {
  const keys = await listOutdated(ctx.tx, ctx.keys.current, most)
  for (const key of keys) await setSealed(ctx.tx, key.id, resealed(ctx.keys, key))
  return keys.length
}

/** How many private keys lie under which master key. */
export const mastersOf = (ctx: Ctx): Promise<{ master: string; keys: number }[]> => countMasters(ctx.tx)
