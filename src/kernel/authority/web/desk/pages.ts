import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['authority.read', 'authority.edit']

export default [
  {
    path: 'authorities',
    title: '权责',
    about: '哪天、哪里、哪个机关有权决定哪个事项，依据哪一条；登记、收回、移交',
    shelf: '事项与权力',
    may,
    load: () => import('./authorities-page.tsx').then((m) => m.AuthoritiesPage),
  },
  {
    path: 'authorities/:item/:division',
    title: '一个事项在一地的权责',
    may,
    load: () => import('./authority-page.tsx').then((m) => m.AuthorityPageView),
  },
] satisfies readonly DeskPage[]
