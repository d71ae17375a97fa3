import { refusals } from '#base/refusal.ts'
import type { Action } from '#kernel/module.ts'
import { checkTemplate } from '../rules/template.ts'
import type { ById, OutboxPage, Published, Template } from '../schema.ts'
import { addTemplate, findTemplate, listOutbox, listTemplates, revive, type Tracked } from '../store.ts'

const refuse = refusals({ 'message.not-dead': [409, '这一条没有失败，不用重发。请刷新看最新状态'] })
const pageSize = 50

/** What left the house and what did not, newest first; addresses are masked, texts are not shown. */
export const outbox: Action<OutboxPage, { rows: Tracked[]; next?: string }> = async (ctx, page) => {
  const rows = await listOutbox(ctx.tx, { ...page, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1)!.id : undefined }
}

/** Sets a message that was given up going again, from the first attempt on. */
export const resend: Action<ById, { id: string }> = async (ctx, { id }) => {
  if (!(await revive(ctx.tx, id, ctx.now))) throw refuse('message.not-dead')
  await ctx.later('message.send', { id }, { key: `message.send:${id}` })
  await ctx.emit({ name: 'message.resent', about: `message:${id}`, data: {}, readers: [`who:${ctx.who.id}`] })
  return { id }
}

export const templates: Action<unknown, Published[]> = (ctx) => listTemplates(ctx.tx)

/** A new version of a template; messages that were made from the old one keep their words. */
export const publishTemplate: Action<Template, { code: string; version: number }> = async (ctx, template) => {
  checkTemplate(template)
  const version = ((await findTemplate(ctx.tx, template.code))?.version ?? 0) + 1
  await addTemplate(ctx.tx, template, version, ctx.who.id, ctx.now)
  await ctx.emit({
    name: 'message.template-published',
    about: `message-template:${template.code}`,
    data: { version },
    readers: ['office:auditor', `who:${ctx.who.id}`],
  })
  return { code: template.code, version }
}
