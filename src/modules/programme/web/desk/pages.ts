import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['programme.edit']

export default [
  {
    path: 'programme',
    title: '改革进度',
    about: '各项举措的节点和进展：定节点、报进展',
    shelf: '公众',
    may,
    load: () => import('./programme-page.tsx').then((m) => m.ProgrammePage),
  },
  { path: 'programme/:code', title: '一项举措', may, load: () => import('./measure-page.tsx').then((m) => m.MeasurePage) },
] satisfies readonly DeskPage[]
