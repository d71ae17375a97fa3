/** What the rooms of the house keep at an organ, and what of it keeps the organ from being ended. */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { type Ctx, may } from '#kernel/module.ts'
import type { OrganHolding } from '../../schema/organ-desk.ts'

/** Everything that the rooms count at an organ, room by room. */
export const holdingsOf = (ctx: Ctx, organ: string): Promise<OrganHolding[]> =>
  asSystem(ctx.tx, async () => {
    const on = dayOf(ctx.now)
    const found: OrganHolding[] = []
    for (const { title, unit, first = null, page, count } of ctx.rooms.flatMap((r) => r.atOrgans))
      found.push({
        title,
        unit,
        first,
        page: page?.may.some((p) => may(ctx.who, p)) ? page.href(organ) : null,
        n: await count(ctx.tx, organ, on),
      })
    return found
  })

export const barsOf = async (ctx: Ctx, organ: string): Promise<OrganHolding[]> =>
  (await holdingsOf(ctx, organ)).filter((h) => h.first !== null && h.n > 0)
