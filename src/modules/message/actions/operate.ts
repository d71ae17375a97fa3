import { refusals } from '#base/refusal.ts'
import type { Action } from '#kernel/module.ts'
import { namesOf } from '#kernel/permission/api.ts'
import { fieldsFor, look } from '../rules/preview.ts'
import { checkTemplate, fieldsOf } from '../rules/template.ts'
import type { ByCode, ById, EditTemplate, OutboxPage, Published, Template, TemplatePage } from '../schema.ts'
import { addTemplate, findTemplate, listOutbox, listTemplates, listVersions, revive, type Tracked } from '../store/outbox.ts'

const refuse = refusals({
  'message.not-dead': [409, '这一条没有失败，不用重发。请刷新看最新状态'],
  'message.unknown-template': [404, '没有这个模板，请回到模板列表看一看'],
  'message.changed-meanwhile': [409, '这个模板刚有了第 {version} 版。请刷新看最新的，再把您的改动写一遍'],
  'message.no-signature': [422, '短信要以签名开头，写在【】里，2 到 12 个字'],
  'message.field-unknown': [422, '正文里的“{field}”没有这个字段，发出去会是空的。可用的字段：{known}'],
})
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

/** One template with its versions and what it may name. */
export const template: Action<ByCode, TemplatePage> = async (ctx, { code }) => {
  const versions = await listVersions(ctx.tx, code)
  const newest = versions[0]
  if (!newest) throw refuse('message.unknown-template')
  const names = await namesOf(ctx.tx, [...new Set(versions.map((v) => v.by))])
  return {
    template: newest,
    versions: versions.map((v) => ({ ...v, byName: names.get(v.by) ?? '系统' })),
    fields: fieldsFor(newest),
  }
}

/** New words for a template that is there. A field that nobody fills is refused, and so is a text message without its sender. */
export const editTemplate: Action<EditTemplate, { code: string; version: number }> = async (ctx, { version, ...words }) => {
  const before = await findTemplate(ctx.tx, words.code)
  if (!before) throw refuse('message.unknown-template')
  if (before.version !== version) throw refuse('message.changed-meanwhile', { version: before.version })
  const { version: _, by: __, at: ___, ...kept } = before
  const fields = fieldsFor(before)
  const known = fields.map((f) => f.name)
  const stray = fieldsOf(`${words.title}${words.text}${words.sms ?? ''}`).find((f) => !known.includes(f))
  if (stray) throw refuse('message.field-unknown', { field: stray, known: known.join('、') })
  if (look(words, fields).fault) throw refuse('message.no-signature')
  return publishTemplate(ctx, { ...kept, ...words, sms: words.sms || undefined })
}
