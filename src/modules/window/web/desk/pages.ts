import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: ':queue',
    title: '办件',
    may: ['case.read'],
    frame: 'lists',
    load: () => import('./list-page.tsx').then((m) => m.ListPage),
  },
  {
    path: 'cases/:id',
    title: '一件',
    may: ['case.read'],
    frame: 'whole',
    load: () => import('./case-page.tsx').then((m) => m.CasePageView),
  },
  {
    path: 'load',
    title: '工作量',
    shelf: 'top',
    may: ['case.approve-request'],
    frame: 'lists',
    load: () => import('./office/load-page.tsx').then((m) => m.LoadPage),
  },
  {
    path: 'leave',
    title: '离岗',
    shelf: 'top',
    may: ['case.hand-over', 'case.approve-request'],
    frame: 'lists',
    load: () => import('./office/leave-page.tsx').then((m) => m.LeavePage),
  },
  {
    path: 'notices',
    title: '消息',
    frame: 'lists',
    may: ['case.read'],
    load: () => import('./notices-page.tsx').then((m) => m.NoticesPage),
  },
  {
    path: 'receive',
    title: '收件',
    shelf: 'top',
    may: ['case.receive'],
    frame: 'lists',
    load: () => import('./receive-page.tsx').then((m) => m.ReceivePage),
  },
  {
    path: 'dead-letters',
    title: '失败任务',
    about: '后台任务试过多次还不成的，看原因、再执行',
    shelf: '运行',
    may: ['window.operate'],
    load: () => import('./dead-letters-page.tsx').then((m) => m.DeadLettersPage),
  },
] satisfies readonly DeskPage[]
