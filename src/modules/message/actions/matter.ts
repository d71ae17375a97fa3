import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Message } from '../schema.ts'
import { listUnder } from '../store/outbox.ts'

export type ToldMessage = Pick<Message, 'title' | 'text' | 'channel' | 'state' | 'addressMasked' | 'madeAt' | 'readAt'> & {
  toStaff: boolean
}

/** What was told to anybody about one matter, without names; whoever asks must have been let see the matter. */
export async function messagesUnder(ctx: Ctx, links: readonly string[]): Promise<ToldMessage[]> {
  const rows = await asSystem(ctx.tx, () => listUnder(ctx.tx, links))
  return rows.map(({ title, text, channel, state, addressMasked, madeAt, readAt, recipient }) => ({
    title,
    text,
    channel,
    state,
    addressMasked,
    madeAt,
    readAt,
    toStaff: recipient.startsWith('staff:'),
  }))
}
