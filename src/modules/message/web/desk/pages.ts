import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'templates',
    title: '消息模板',
    about: '改短信和站内消息的文字，先预览再发布',
    shelf: '公众',
    may: ['message.template'],
    load: () => import('./templates-page.tsx').then((m) => m.TemplatesPage),
  },
  {
    path: 'templates/:code',
    title: '一个消息模板',
    may: ['message.template'],
    load: () => import('./template-page.tsx').then((m) => m.TemplatePageView),
  },
  {
    path: 'outbox',
    title: '外发消息',
    about: '短信发到哪一步了，失败的看原因、重发',
    shelf: '运行',
    may: ['message.operate'],
    load: () => import('./outbox-page.tsx').then((m) => m.OutboxPageView),
  },
] satisfies readonly DeskPage[]
