/** Sending: one job a message, so that one that fails keeps no other waiting. The gateway is asked between two transactions. */
import type { CitySettings } from '#kernel/city.ts'
import type { Action, Ctx, LeasedWork } from '#kernel/module.ts'
import { ownRecord } from '#kernel/party/api.ts'
import { maskEmail } from '#kernel/party/rules/email.ts'
import { maskPhone } from '#kernel/party/rules/mask.ts'
import { gatewayOf } from '../gateway/choose.ts'
import { type Delivery, NeverDelivered } from '../gateway/port.ts'
import { afterQuiet, usualQuiet } from '../rules/quiet.ts'
import { nextTry, patienceMs } from '../rules/retry.ts'
import type { Message } from '../schema.ts'
import { claimMessage, findQuiet, listDue, lockMessage, markFailed, markKept, markSent, moveDue } from '../store/outbox.ts'
import { openDirect } from './direct.ts'

type Claimed = { delivery: Delivery; attempt: number; gateways: CitySettings['gateways'] }
type Result = { receipt: string } | { error: string; final: boolean }

/** Where a message goes and what it says, opened now and kept nowhere. */
async function openedOf(ctx: Ctx, m: Message): Promise<{ to?: string; text: string }> {
  if (m.directSealed) return openDirect(ctx.keys, m.directSealed)
  const record = m.party ? await ownRecord(ctx, m.party) : undefined
  return { to: m.channel === 'sms' ? record?.phone : record?.email, text: m.text }
}

const missing = { sms: '没有登记手机号', email: '没有登记邮箱' }

const giveUp = (ctx: Ctx, id: string, error: string): Promise<undefined> =>
  markFailed(ctx.tx, id, { error, again: undefined }).then(() => undefined)

/** Why a message is not tried now: somebody is at it, people sleep, or no attempt is left. */
async function holdsBack(ctx: Ctx, m: Message): Promise<boolean> {
  if (m.state === 'sending' && m.claimedUntil! > ctx.now) {
    await sendLater(ctx, m.id, m.claimedUntil!)
    return true
  }
  if (m.expiresAt && m.expiresAt <= ctx.now) {
    await giveUp(ctx, m.id, '过了有效时间，不再发')
    return true
  }
  if (m.state === 'sending' && nextTry(m.attempts, ctx.now) === undefined) {
    await giveUp(ctx, m.id, '交给网关以后一直没有结果')
    return true
  }
  const at = m.channel === 'sms' && !m.directSealed ? afterQuiet(ctx.now, (await findQuiet(ctx.tx)) ?? usualQuiet) : ctx.now
  if (at <= ctx.now) return false
  await moveDue(ctx.tx, m.id, at)
  await sendLater(ctx, m.id, at)
  return true
}

/** Takes a message for one attempt. What no gateway is set for is kept, and what has no address is given up. */
const claim: Action<{ id: string }, Claimed | undefined> = async (ctx, { id }) => {
  const m = await lockMessage(ctx.tx, id)
  if (!m || m.channel === 'inbox' || m.state === 'sent' || m.state === 'dead' || m.state === 'kept') return
  if (await holdsBack(ctx, m)) return
  const { gateways } = ctx.city
  const { channel } = m
  if (!gatewayOf(channel, gateways)) return markKept(ctx.tx, id).then(() => undefined)
  const { to, text } = await openedOf(ctx, m)
  if (!to) return giveUp(ctx, id, missing[channel])
  const addressMasked = channel === 'sms' ? maskPhone(to) : maskEmail(to)
  await claimMessage(ctx.tx, id, { until: new Date(ctx.now.getTime() + patienceMs), addressMasked })
  return { delivery: { id, channel, to, title: m.title, text, at: ctx.now }, attempt: m.attempts + 1, gateways }
}

/** Asks the gateway, with no transaction open. What goes wrong is an answer too. */
async function call({ delivery, gateways }: Claimed): Promise<Result> {
  const gateway = gatewayOf(delivery.channel, gateways)
  if (!gateway || gateway.fault) return { error: gateway?.fault ?? '网关设置不见了', final: false }
  try {
    return await gateway.open().send(delivery)
  } catch (error) {
    return { error: (error as Error).message.slice(0, 300), final: error instanceof NeverDelivered }
  }
}

/** Writes what came of an attempt: that it arrived always, that it failed only while no later attempt was begun. */
const settle: Action<{ claimed: Claimed; result: Result }, void> = async (ctx, { claimed, result }) => {
  const { id } = claimed.delivery
  if ('receipt' in result) return markSent(ctx.tx, id, { at: ctx.now, receipt: result.receipt })
  const m = await lockMessage(ctx.tx, id)
  if (m?.state !== 'sending' || m.attempts !== claimed.attempt) return
  const again = result.final ? undefined : nextTry(claimed.attempt, ctx.now)
  await markFailed(ctx.tx, id, { error: result.error, again })
  if (again) await sendLater(ctx, id, again)
}

/**
 * Tries one message. A process that ends while the gateway is asked leaves it claimed; when the claim has run out it is tried
 * again under the same id, by which a provider drops the repeat.
 */
export const send: LeasedWork<{ id: string }, Claimed, Result> = { claim, call, settle }

/** The next attempt has a key of its own: under the same one it would replace the job that is at this one, and that would count as given up. */
const sendLater = (ctx: Ctx, id: string, at: Date) => ctx.later('message.send', { id }, { at, key: `message.send:${id}:${at.getTime()}` })

/** Looks for messages whose moment has long come and whose job was lost, and for attempts that never came back, and gives each a job again. */
export const sweep: Action<unknown, void> = async (ctx) => {
  const due = await listDue(ctx.tx, { lost: new Date(ctx.now.getTime() - patienceMs), now: ctx.now }, 1_000)
  for (const id of due) await ctx.later('message.send', { id }, { key: `message.send:${id}` })
}
