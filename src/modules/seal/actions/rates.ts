/** How far the city has come without seals of rubber: shares of live counts, each with what it is a share of. */
import { asSystem } from '#base/as-system.ts'
import type { Tx } from '#base/db.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { countDrawn } from '#kernel/document/api.ts'
import { listOrgans, organOf } from '#kernel/item/api.ts'
import type { Action } from '#kernel/module.ts'
import type { Rates, Share } from '../schema/life.ts'
import { countNamedOtherwise, listOwnersInForce } from '../store/seal.ts'
import { countPapersSealed } from '../store/use.ts'

/** In per cent with one decimal; null of nothing. */
export const percent = ({ part, whole }: Share): number | null => (whole === 0 ? null : Math.round((1_000 * part) / whole) / 10)

/** Organs of the register that have a seal for their papers in force. */
export async function listHaving(tx: Tx): Promise<{ id: string; name: string }[]> {
  const having = new Set(await listOwnersInForce(tx))
  return (await listOrgans(tx)).filter((o) => having.has(o.id))
}

/** Seals in force that bear another name than their organ has today. */
export async function countOldNames(tx: Tx, organ: string): Promise<number> {
  const { name } = await organOf(tx, organ)
  return countNamedOtherwise(tx, organ, name)
}

export const organsWithSeals = async (tx: Tx): Promise<Share> => ({
  part: (await listHaving(tx)).length,
  whole: (await listOrgans(tx)).length,
})

/** Papers of a period that bear the electronic seal of their organ. One drawn before the period and sealed in it is no more than its whole. */
export async function papersSealed(tx: Tx, period: { since: Date; until: Date }): Promise<Share> {
  const whole = await countDrawn(tx, period)
  return { part: Math.min(whole, await countPapersSealed(tx, period)), whole }
}

/** The shares that stand over the list of seals: organs now, papers since New Year. */
export const rates: Action<unknown, Rates> = async (ctx) => {
  const since = new Date(`${dayOf(ctx.now).slice(0, 4)}-01-01T00:00:00+08:00`)
  return asSystem(ctx.tx, async () => ({
    organs: await organsWithSeals(ctx.tx),
    // up to and with this moment
    papers: await papersSealed(ctx.tx, { since, until: new Date(ctx.now.getTime() + 1) }),
  }))
}
