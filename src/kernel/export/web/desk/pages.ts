import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  { path: 'exports', title: '导出', frame: 'lists', load: () => import('./exports-page.tsx').then((m) => m.ExportsPage) },
] satisfies readonly DeskPage[]
