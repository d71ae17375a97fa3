/** Sending: one job a message, so that one that fails keeps no other waiting. */
import type { Action, Ctx } from '#kernel/module.ts'
import { ownRecord } from '#kernel/party/api.ts'
import { maskPhone } from '#kernel/party/rules/mask.ts'
import { NeverDelivered, portOf } from '../gateway.ts'
import { afterQuiet, usualQuiet } from '../rules/quiet.ts'
import { nextTry } from '../rules/retry.ts'
import type { Message } from '../schema.ts'
import { findQuiet, listDue, lockMessage, markFailed, markSent, moveDue } from '../store.ts'

/** The address of a message, opened now and kept nowhere. The city's registers know no e-mail addresses yet. */
async function addressOf(ctx: Ctx, m: Message): Promise<string> {
  const phone = m.channel === 'sms' && m.party ? (await ownRecord(ctx, m.party)).phone : undefined
  if (!phone) throw new NeverDelivered(m.channel === 'sms' ? '没有登记手机号' : '没有登记邮箱')
  return phone
}

type Port = { id: string; channel: 'sms' | 'email' }

/** Tries one message. What goes wrong is written beside it and never thrown: the next attempt is set here, later each time. */
export const send: Action<{ id: string }, void> = async (ctx, { id }) => {
  const m = await lockMessage(ctx.tx, id)
  if (!m || m.channel === 'inbox' || m.state === 'sent' || m.state === 'dead') return
  if (m.channel === 'sms') {
    const at = afterQuiet(ctx.now, (await findQuiet(ctx.tx)) ?? usualQuiet)
    if (at > ctx.now) return again(ctx, id, at)
  }
  let addressMasked: string | null = null
  try {
    const to = await addressOf(ctx, m)
    addressMasked = maskPhone(to)
    const { channel } = m as Port
    const { receipt } = await portOf(channel).send({ id, channel, to, title: m.title, text: m.text, at: ctx.now })
    await markSent(ctx.tx, id, { at: ctx.now, addressMasked, receipt })
  } catch (error) {
    const next = error instanceof NeverDelivered ? undefined : nextTry(m.attempts + 1, ctx.now)
    await markFailed(ctx.tx, id, { error: (error as Error).message.slice(0, 300), addressMasked, again: next })
    if (next) await sendLater(ctx, id, next)
  }
}

/** The next attempt has a key of its own: under the same one it would replace the job that is at this one, and that would count as given up. */
const sendLater = (ctx: Ctx, id: string, at: Date) => ctx.later('message.send', { id }, { at, key: `message.send:${id}:${at.getTime()}` })

async function again(ctx: Ctx, id: string, at: Date): Promise<void> {
  await moveDue(ctx.tx, id, at)
  await sendLater(ctx, id, at)
}

/** So long a job may be at a message before it counts as lost, in milliseconds. */
const patienceMs = 120_000

/** Looks for messages whose moment has long come and whose job was lost, and gives each a job again. */
export const sweep: Action<unknown, void> = async (ctx) => {
  const due = await listDue(ctx.tx, new Date(ctx.now.getTime() - patienceMs), 1_000)
  for (const id of due) await ctx.later('message.send', { id }, { key: `message.send:${id}` })
}
