import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['item.edit', 'item.review', 'item.approve', 'item.publish']
const organs = [
  'permission.manage',
  'permission.confirm',
  'permission.audit',
  'authority.edit',
  'item.organ-edit',
  'item.organ-propose',
  'item.organ-confirm',
  ...may,
]

export default [
  {
    path: 'items',
    title: '事项',
    about: '认领、编制、审核、审定、发布；暂停和取消；对照两个版本',
    shelf: '事项与权力',
    may,
    load: () => import('./items-page.tsx').then((m) => m.ItemsPage),
  },
  { path: 'items/:code', title: '一个事项', may, load: () => import('./item-page.tsx').then((m) => m.ItemPageView) },
  { path: 'items/:code/compare', title: '对照版本', may, load: () => import('./compare-page.tsx').then((m) => m.ComparePageView) },
  { path: 'item-drafts/:id', title: '编制事项', may, frame: 'whole', load: () => import('./draft-page.tsx').then((m) => m.DraftPageView) },
  {
    path: 'organs',
    title: '机构名录',
    about: '全市机构：名称、信用代码、电话、地址；改联系方式，设立、更名、撤销',
    shelf: '机构与人员',
    may: organs,
    load: () => import('./organ/organs-page.tsx').then((m) => m.OrgansPage),
  },
  { path: 'organs/:organ', title: '一个机构', may: organs, load: () => import('./organ/organ-page.tsx').then((m) => m.OrganPageView) },
] satisfies readonly DeskPage[]
