import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { listSpeaking } from '../store.ts'

/** Whether a party is the person himself or a company he represents by law; what an agent sees of his principal is recorded like anybody's. */
export async function isHimself(ctx: Ctx, party: string): Promise<boolean> {
  const person = ctx.who.id.startsWith('citizen:') ? ctx.who.id.slice('citizen:'.length) : undefined
  if (!person || !ctx.who.parties.includes(party)) return false
  const speaking = await asSystem(ctx.tx, () => listSpeaking(ctx.tx, person, dayOf(ctx.now)))
  return speaking.some((s) => s.party === party && s.as !== 'agent')
}
