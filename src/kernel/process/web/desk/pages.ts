import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['process.read', 'process.edit', 'process.publish']

export default [
  {
    path: 'process-work',
    title: '会办',
    about: '别的办件请本单位出意见、会签、核查的步骤，最急的在前',
    shelf: 'top',
    may: ['process.work'],
    load: () => import('./work-page.tsx').then((m) => m.WorkPage),
  },
  {
    path: 'processes',
    title: '流程图',
    about: '每个事项怎么一步步办：流程图、版本、在办的位置、最慢的步骤',
    shelf: '事项与权力',
    may,
    load: () => import('./models-page.tsx').then((m) => m.ModelsPage),
  },
  { path: 'processes/:key', title: '一个流程', may, load: () => import('./model-page.tsx').then((m) => m.ModelPageView) },
  {
    path: 'processes/:key/moves',
    title: '换版本',
    may: ['process.operate'],
    load: () => import('./move-page.tsx').then((m) => m.MovePageView),
  },
  { path: 'process-drafts/:draft', title: '在编的流程图', may, load: () => import('./draft-page.tsx').then((m) => m.DraftPageView) },
  {
    path: 'process-incidents',
    title: '停住的流程',
    about: '后台走不下去的流程：停在哪一步、为什么，处理后再试',
    shelf: '运行',
    may: ['process.operate'],
    load: () => import('./incidents-page.tsx').then((m) => m.IncidentsPage),
  },
] satisfies readonly DeskPage[]
