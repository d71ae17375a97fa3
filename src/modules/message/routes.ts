import { z } from 'zod'
import { get, post, signedIn } from '#kernel/module.ts'
import { inbox, letter, open, readAll, seen } from './actions/inbox.ts'
import { editTemplate, outbox, publishTemplate, resend, template, templates } from './actions/operate.ts'
import { ByCode, ById, EditTemplate, OutboxPage, Page, Seen, Template } from './schema.ts'
import { InboxPage, LetterPage } from './web/inbox-page.tsx'

const nothing = z.object({})

export const routes = [
  get('/me/messages', signedIn, Page, inbox, { title: '我的消息', page: InboxPage }),
  post('/me/messages/read-all', signedIn, nothing, readAll, { title: '全部标为已读', then: () => '/me/messages' }),
  get('/me/messages/:id', signedIn, ById, letter, { title: '一条消息', page: LetterPage }),
  post('/me/messages/:id', signedIn, ById, open, { title: '打开一条消息，标为已读', then: ({ id }) => `/me/messages/${id}` }),
  get('/messages/mine', signedIn, Page, inbox, { title: '工作台的消息' }),
  post('/messages/seen', signedIn, Seen, seen, { title: '看过了消息说的那一页' }),
  get('/messages/outbox', 'message.operate', OutboxPage, outbox, { title: '外发消息和失败的消息' }),
  post('/messages/outbox/:id/resend', 'message.operate', ById, resend, { title: '重发一条消息' }),
  get('/messages/templates', 'message.template', nothing, templates, { title: '消息模板' }),
  get('/messages/templates/:code', 'message.template', ByCode, template, { title: '一个消息模板：版本和可用的字段' }),
  post('/messages/templates/:code', 'message.template', EditTemplate, editTemplate, { title: '改一个消息模板的文字，成为新版本' }),
  post('/messages/templates', 'message.template', Template, publishTemplate, { title: '发布消息模板的新版本', once: true }),
]
