import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['seal.read', 'seal.use', 'seal.approve', 'seal.manage', 'seal.check', 'seal.make']

export default [
  {
    path: 'seals',
    title: '印章',
    about: '申领、核验、制章、指定用印人、挂失、冻结、换章、注销',
    shelf: '机构与人员',
    may,
    load: () => import('./seals-page.tsx').then((m) => m.SealsPage),
  },
  { path: 'seals/:id', title: '一枚印章', may, frame: 'whole', load: () => import('./seal-page.tsx').then((m) => m.SealPage) },
  {
    path: 'seal-requests',
    title: '用印申请',
    about: '申请用印、审批、盖章；每一次都有另一个人批准',
    shelf: '机构与人员',
    may,
    load: () => import('./requests-page.tsx').then((m) => m.RequestsPage),
  },
  { path: 'seal-requests/new', title: '申请用印', may: ['seal.use'], load: () => import('./ask-page.tsx').then((m) => m.AskPage) },
  {
    path: 'seal-requests/:id',
    title: '一份用印申请',
    may,
    frame: 'whole',
    load: () => import('./request-page.tsx').then((m) => m.RequestPage),
  },
  {
    path: 'seal-batches',
    title: '批量用印',
    about: '一批文件一起申请、一起批准、一份一份地盖，看得到进度，随时能停',
    shelf: '机构与人员',
    may,
    load: () => import('./batches-page.tsx').then((m) => m.BatchesPage),
  },
  { path: 'seal-batches/:id', title: '一批用印', may, frame: 'whole', load: () => import('./batch-page.tsx').then((m) => m.BatchPage) },
  {
    path: 'seal-uses',
    title: '用印记录',
    about: '哪枚章、盖在哪份文件上、谁批准的、文件的摘要；只增加，不能改',
    shelf: '机构与人员',
    may,
    load: () => import('./uses-page.tsx').then((m) => m.UsesPage),
  },
] satisfies readonly DeskPage[]
