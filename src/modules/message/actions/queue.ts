/** Putting messages into the outbox: the inbox at once, text messages outside the quiet hours, each once. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { findAccount } from '#kernel/permission/api.ts'
import { afterQuiet, usualQuiet } from '../rules/quiet.ts'
import { fill } from '../rules/template.ts'
import type { Channel, Published, Quiet } from '../schema.ts'
import { findWays } from '../store/contact.ts'
import { addMessage, findQuiet, findTemplate, markDone } from '../store/outbox.ts'

/** One recipient: the account whose inbox it is, and the party whose telephone is rung; staff are reached in the house alone. */
export type Recipient = { account: string; party?: string }

/** What is told: of what (`source`, the same at every repeat), with which words, leading where. */
export type Telling = { source: string; fields: Record<string, string>; link: string }

/** What a room asks to be told: a template by its code, to whom, of what. */
export type Tell = Telling & { template: string; to: readonly Recipient[] }

const when = (channel: Channel, now: Date, quiet: Quiet): Date => (channel === 'sms' ? afterQuiet(now, quiet) : now)

/** Puts one template's messages to these recipients into the outbox. A repeat changes nothing. */
export async function queue(ctx: Ctx, template: Published, to: readonly Recipient[], told: Telling): Promise<void> {
  await asSystem(ctx.tx, async () => {
    const quiet = (await findQuiet(ctx.tx)) ?? usualQuiet
    for (const recipient of to)
      for (const channel of await channelsFor(ctx, template, recipient)) await put(ctx, { template, recipient, channel, told, quiet })
  })
}

/** Whoever has closed his account is told nothing any more (个人信息保护法 第四十七条). */
const isClosed = async (ctx: Ctx, account: string): Promise<boolean> =>
  account.startsWith('citizen:') && (await findAccount(ctx.tx, account))?.closedAt != null

/** The letter in the house always; what leaves it goes the ways that the person has chosen, where he has. */
async function channelsFor(ctx: Ctx, { channels }: Published, { account, party }: Recipient): Promise<Channel[]> {
  if (await isClosed(ctx, account)) return []
  const ways = party && channels.some((c) => c !== 'inbox') ? await findWays(ctx.tx, account) : undefined
  if (!ways) return channels
  return [...channels.filter((c) => c === 'inbox'), ...(['sms', 'email'] as const).filter((c) => ways[c])]
}

type Put = { template: Published; recipient: Recipient; channel: Channel; told: Telling; quiet: Quiet }

async function put(ctx: Ctx, { template, recipient, channel, told, quiet }: Put): Promise<void> {
  if (channel !== 'inbox' && !recipient.party) return
  const id = ctx.id()
  const dueAt = when(channel, ctx.now, quiet)
  const inHouse = channel === 'inbox'
  const words = { inbox: template.text, sms: template.sms ?? template.text, email: `${template.text}\n\n{link}` }[channel]
  const fields = { ...told.fields, link: `${ctx.site}${told.link}` }
  const isNew = await addMessage(ctx.tx, {
    id,
    channel,
    dueAt,
    template: template.code,
    version: template.version,
    source: told.source,
    recipient: recipient.account,
    party: recipient.party ?? null,
    title: fill(template.title, fields),
    text: fill(words, fields),
    link: told.link,
    madeAt: ctx.now,
    state: inHouse ? 'sent' : 'pending',
    sentAt: inHouse ? ctx.now : null,
  })
  if (isNew && !inHouse) await ctx.later('message.send', { id }, { at: dueAt, key: `message.send:${id}` })
}

/** Tells by a template's code, for other rooms. A city that has no such template stays silent and says so in its log. */
export async function tell(ctx: Ctx, { template, to, ...told }: Tell): Promise<void> {
  const found = await findTemplate(ctx.tx, template)
  if (!found) return ctx.log.warn({ template }, 'no such message template')
  await queue(ctx, found, to, told)
}

/** What letters of some templates called for at a place needs nobody any more: they count as read, and say so. A repeat changes nothing. */
export const settle = (ctx: Ctx, { templates, link }: { templates: readonly string[]; link: string }): Promise<void> =>
  asSystem(ctx.tx, () => markDone(ctx.tx, templates, link, ctx.now))
