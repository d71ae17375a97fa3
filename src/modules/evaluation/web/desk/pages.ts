import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['evaluation.read', 'evaluation.review']

export default [
  {
    path: 'evaluations',
    title: '好差评',
    about: '看本单位的评价，审核评价文字，回访差评',
    shelf: '公众',
    may,
    load: () => import('./ratings-page.tsx').then((m) => m.RatingsPage),
  },
  {
    path: 'evaluations/:id',
    title: '一条评价',
    may: ['evaluation.read'],
    load: () => import('./rating-page.tsx').then((m) => m.RatingPageView),
  },
] satisfies readonly DeskPage[]
