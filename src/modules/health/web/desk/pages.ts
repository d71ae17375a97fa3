import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'health',
    title: '运行状态',
    about: '数据库、后台任务、账本、文件、版本、时钟，一页看完',
    shelf: '运行',
    may: ['health.read'],
    load: () => import('./health-page.tsx').then((m) => m.HealthPage),
  },
] satisfies readonly DeskPage[]
