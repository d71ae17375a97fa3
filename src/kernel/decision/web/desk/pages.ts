import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['decision.read', 'decision.edit', 'decision.publish']

export default [
  {
    path: 'decisions',
    title: '规则表',
    about: '谁符合条件、哪些材料可以后补、收多少钱：每个事项的规则表、版本、测试和预演',
    shelf: '事项与权力',
    may,
    load: () => import('./models-page.tsx').then((m) => m.ModelsPage),
  },
  { path: 'decisions/:code', title: '一个规则表', may, load: () => import('./model-page.tsx').then((m) => m.ModelPageView) },
  {
    path: 'decisions/:code/compare',
    title: '对照规则表的版本',
    may,
    load: () => import('./compare-page.tsx').then((m) => m.ComparePageView),
  },
  { path: 'decision-drafts/:draft', title: '在编的规则表', may, load: () => import('./draft-page.tsx').then((m) => m.DraftPageView) },
] satisfies readonly DeskPage[]
