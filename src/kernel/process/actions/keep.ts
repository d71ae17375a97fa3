import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { addMessage, type MessageRow } from '../store/message.ts'

/** Keeps a message and looks for its receiver after commit; false where its id has been here before. */
export async function keepMessage(ctx: Ctx, message: MessageRow, hold?: Date): Promise<boolean> {
  const fresh = await asSystem(ctx.tx, () => addMessage(ctx.tx, message))
  if (fresh) await ctx.later('process.match', { name: message.name }, { at: hold })
  return fresh
}
