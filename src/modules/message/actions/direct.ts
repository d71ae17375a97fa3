/** Messages to an address that stands in no register yet: address and words are sealed until they were sent. */
import { asSystem } from '#base/as-system.ts'
import type { Keys } from '#base/secret.ts'
import type { Ctx } from '#kernel/module.ts'
import { addMessage } from '../store/outbox.ts'

const context = 'message.outbox.direct'

export const openDirect = (keys: Keys, sealed: Uint8Array): { to: string; text: string } => JSON.parse(keys.open(sealed, context))

type Direct = { channel: 'sms' | 'email'; to: string; title: string; text: string; link: string; expiresAt: Date }

/** Sends at once, by night too: whoever it goes to has just asked for it. After `expiresAt` it is not tried any more. */
export const sendDirect = (ctx: Ctx, { channel, to, title, text, link, expiresAt }: Direct): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const id = ctx.id()
    await addMessage(ctx.tx, {
      ...{ id, channel, title, link, expiresAt },
      template: 'contact.code',
      version: 0,
      source: `contact-code:${id}`,
      recipient: ctx.who.id,
      party: null,
      text: '验证码，不留存',
      directSealed: ctx.keys.seal(JSON.stringify({ to, text }), context),
      state: 'pending',
      dueAt: ctx.now,
      madeAt: ctx.now,
      sentAt: null,
    })
    await ctx.later('message.send', { id }, { key: `message.send:${id}` })
  })
