import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['personal.correct']

export default [
  {
    path: 'data-corrections',
    title: '更正请求',
    about: '核实群众更正个人信息的请求，按期答复，写明依据',
    shelf: '公众',
    may,
    load: () => import('./corrections-page.tsx').then((m) => m.CorrectionsPage),
  },
  { path: 'data-corrections/:id', title: '一条更正请求', may, load: () => import('./correction-page.tsx').then((m) => m.CorrectionPage) },
] satisfies readonly DeskPage[]
