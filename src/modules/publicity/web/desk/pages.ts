import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['publicity.publish']

export default [
  {
    path: 'publications',
    title: '公示',
    about: '本单位的公示：到期没公示的、有异议的；撤下',
    shelf: '公众',
    may,
    load: () => import('./publications-page.tsx').then((m) => m.PublicationsPage),
  },
  {
    path: 'objections',
    title: '公示异议',
    about: '核实群众对公示的异议，5 个工作日内答复',
    shelf: '公众',
    may,
    load: () => import('./objections-page.tsx').then((m) => m.ObjectionsPage),
  },
  { path: 'objections/:id', title: '一条异议', may, load: () => import('./objection-page.tsx').then((m) => m.ObjectionPage) },
] satisfies readonly DeskPage[]
