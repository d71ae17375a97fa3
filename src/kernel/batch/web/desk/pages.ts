import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  { path: 'batches', title: '批量办理', frame: 'lists', load: () => import('./page.tsx').then((m) => m.BatchesPage) },
  { path: 'batches/:id', title: '一次批量办理', frame: 'lists', load: () => import('./page.tsx').then((m) => m.BatchPage) },
] satisfies readonly DeskPage[]
