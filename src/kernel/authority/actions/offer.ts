/** Whether an item can be offered at a place: nobody may apply for what no organ has the power to decide (行政许可法 第十七条). */
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listAllCurrent } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Ctx } from '#kernel/module.ts'
import { upwards } from '#kernel/party/rules/division.ts'
import { stateOn } from '../rules.ts'
import { findHolder, listAll } from '../store.ts'

const refuse = refusals({
  'authority.not-offered': [409, '“{name}”在{place}还没有登记由哪个机关决定、依据是什么，现在不能申请。请打 {phone} 问什么时候可以办'],
})

/** Whether some organ holds the power over an item at the place that handles it, today. */
export const isOffered = async ({ tx, now }: Pick<Ctx, 'tx' | 'now'>, item: string, division: string): Promise<boolean> =>
  (await findHolder(tx, item, upwards(division), dayOf(now))) !== undefined

/** Refuses an application for an item that nobody may decide where it is handled. */
export async function mustBeOffered(ctx: Ctx, { item, name, impl }: HandlingItem): Promise<void> {
  if (!(await isOffered(ctx, item, impl.division)))
    throw refuse('authority.not-offered', { name, place: impl.divisionName, phone: impl.phone })
}

/** How many of the items in force no organ has the power to decide at some place that handles them, and how many there are. */
export async function countPowerless({ tx, now }: Pick<Ctx, 'tx' | 'now'>): Promise<{ items: number; powerless: number }> {
  const on = dayOf(now)
  const held = new Set((await listAll(tx)).filter((a) => stateOn(a, on) === 'now').map((a) => `${a.item} ${a.division}`))
  const current = await listAllCurrent(tx)
  const powerless = current.filter(({ code, division }) => !upwards(division).some((d) => held.has(`${code} ${d}`)))
  return { items: new Set(current.map((c) => c.code)).size, powerless: new Set(powerless.map((c) => c.code)).size }
}
