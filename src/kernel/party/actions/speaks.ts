import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Matter } from '#kernel/who.ts'
import { liesIn } from '../rules/division.ts'
import { listSpeaking } from '../store.ts'

/** Whether a person, who need not be the one who asks, speaks for a party in a matter today: by law, or by a letter in force that names it (民法典 第一百七十三条). */
export async function speaksToday(ctx: Ctx, person: string, party: string, { item, division }: Matter): Promise<boolean> {
  const speaking = await asSystem(ctx.tx, () => listSpeaking(ctx.tx, person, dayOf(ctx.now)))
  const reaches = (named: readonly string[], fits: (one: string) => boolean) => named.length === 0 || named.some(fits)
  return speaking.some(
    (s) => s.party === party && reaches(s.items, (i) => i === item) && reaches(s.divisions, (d) => liesIn(ctx.places, division, d)),
  )
}
