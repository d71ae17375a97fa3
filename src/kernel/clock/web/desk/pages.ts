import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'calendar',
    title: '放假安排',
    about: '各年的放假和调休；录入正式通知前先看哪些办件的期限会变',
    shelf: '运行',
    may: ['clock.edit'],
    load: () => import('./calendar-page.tsx').then((m) => m.CalendarPage),
  },
] satisfies readonly DeskPage[]
