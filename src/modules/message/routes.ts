import { z } from 'zod'
import { get, post, signedIn } from '#kernel/module.ts'
import { awaitedCode, chooseWays, confirmContact, contact, editContact, newContact } from './actions/contact.ts'
import { inbox, letter, open, readAll, seen } from './actions/inbox.ts'
import { editTemplate, outbox, publishTemplate, resend, template, templates } from './actions/operate.ts'
import {
  ByCode,
  ById,
  ByKind,
  CodeSent,
  ContactCode,
  EditTemplate,
  NewContact,
  OutboxPage,
  Page,
  Preference,
  Seen,
  Template,
} from './schema.ts'
import { ConfirmContactPage, ContactPage, EditContactPage } from './web/contact-pages.tsx'
import { InboxPage, LetterPage } from './web/inbox-page.tsx'

const nothing = z.object({})

export const routes = [
  get('/me/messages', signedIn, Page, inbox, { title: '我的消息', page: InboxPage }),
  post('/me/messages/read-all', signedIn, nothing, readAll, { title: '全部标为已读', then: () => '/me/messages' }),
  get('/me/messages/:id', signedIn, ById, letter, { title: '一条消息', page: LetterPage }),
  post('/me/messages/:id', signedIn, ById, open, { title: '打开一条消息，标为已读', then: ({ id }) => `/me/messages/${id}` }),
  get('/me/contact', signedIn, nothing, contact, { title: '我的联系方式', page: ContactPage }),
  post('/me/contact', signedIn, Preference, chooseWays, { title: '选用短信还是邮件告诉我', then: () => '/me/contact' }),
  get('/me/contact/:kind', signedIn, ByKind, editContact, { title: '更换联系方式的页面', page: EditContactPage }),
  post('/me/contact/:kind', signedIn, NewContact, newContact, {
    title: '更换联系方式，手机号和邮箱先发验证码',
    then: ({ next, kind }) => (next === 'code' ? `/me/contact/${kind}/code` : '/me/contact'),
  }),
  get('/me/contact/:kind/code', signedIn, CodeSent, awaitedCode, { title: '填验证码的页面', page: ConfirmContactPage }),
  post('/me/contact/:kind/code', signedIn, ContactCode, confirmContact, { title: '填验证码，换成新的联系方式', then: () => '/me/contact' }),
  get('/messages/mine', signedIn, Page, inbox, { title: '工作台的消息' }),
  post('/messages/seen', signedIn, Seen, seen, { title: '看过了消息说的那一页' }),
  get('/messages/outbox', 'message.operate', OutboxPage, outbox, { title: '外发消息和失败的消息' }),
  post('/messages/outbox/:id/resend', 'message.operate', ById, resend, { title: '重发一条消息' }),
  get('/messages/templates', 'message.template', nothing, templates, { title: '消息模板' }),
  get('/messages/templates/:code', 'message.template', ByCode, template, { title: '一个消息模板：版本和可用的字段' }),
  post('/messages/templates/:code', 'message.template', EditTemplate, editTemplate, { title: '改一个消息模板的文字，成为新版本' }),
  post('/messages/templates', 'message.template', Template, publishTemplate, { title: '发布消息模板的新版本', once: true }),
]
