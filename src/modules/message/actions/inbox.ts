import { refusals } from '#base/refusal.ts'
import type { Action } from '#kernel/module.ts'
import type { ById, Letter, Page, Seen } from '../schema.ts'
import { countUnread, findLetter, listLetters, markRead, markSeen } from '../store/outbox.ts'

const refuse = refusals({ 'message.unknown': [404, '没有找到这条消息，可能是发给别的账户的。请回“我的消息”看看'] })

export type Inbox = { letters: Letter[]; unread: number; next?: string; only?: 'unread' }
const pageSize = 20

/** One's own messages, newest first. */
export const inbox: Action<Page, Inbox> = async (ctx, { after, only }) => {
  const rows = await listLetters(ctx.tx, ctx.who.id, { after, unread: only === 'unread', limit: pageSize + 1 })
  const letters = rows.slice(0, pageSize)
  return { letters, only, unread: await countUnread(ctx.tx, ctx.who.id), next: rows.length > pageSize ? letters.at(-1)!.id : undefined }
}

export const letter: Action<ById, Letter> = async (ctx, { id }) => {
  const found = await findLetter(ctx.tx, ctx.who.id, id)
  if (!found) throw refuse('message.unknown')
  return found
}

/** Marks one letter as read and says where it leads. */
export const open: Action<ById, { id: string; link: string }> = async (ctx, { id }) => {
  const found = await letter(ctx, { id })
  await markRead(ctx.tx, ctx.who.id, id, ctx.now)
  return { id, link: found.link }
}

export const readAll: Action<unknown, { read: number }> = async (ctx) => ({ read: await markRead(ctx.tx, ctx.who.id, undefined, ctx.now) })

/** Whoever is at the place that letters lead to has seen what they say. */
export const seen: Action<Seen, { read: number }> = async (ctx, { link }) => ({ read: await markSeen(ctx.tx, ctx.who.id, link, ctx.now) })
