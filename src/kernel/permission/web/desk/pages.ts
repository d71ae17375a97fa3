import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'people',
    title: '人员',
    about: '建账户、停用、重置密码、解除输错密码后的等待、申请授权',
    shelf: '机构与人员',
    may: ['permission.manage', 'permission.audit'],
    load: () => import('./people-page.tsx').then((m) => m.PeoplePage),
  },
  {
    path: 'people/:account',
    title: '一个账户',
    may: ['permission.manage', 'permission.audit'],
    load: () => import('./person-page.tsx').then((m) => m.PersonPage),
  },
  {
    path: 'officers',
    title: '三员',
    about: '三员谁在任；两员一起把第三员换掉，给接任的人一个链接',
    shelf: '机构与人员',
    may: ['permission.manage', 'permission.confirm', 'permission.audit'],
    load: () => import('./officers-page.tsx').then((m) => m.OfficersPage),
  },
  {
    path: 'grants-proposed',
    title: '待确认的授权',
    about: '系统管理员申请的授权和岗位改动，由安全保密管理员确认后才生效',
    shelf: '机构与人员',
    may: ['permission.confirm'],
    load: () => import('./proposals-page.tsx').then((m) => m.ProposalsPage),
  },
  {
    path: 'roles',
    title: '岗位表',
    about: '每个岗位有哪些权限；改岗位、新建岗位，增加权限要另一位管理员确认',
    shelf: '机构与人员',
    may: ['permission.manage'],
    load: () => import('./roles-page.tsx').then((m) => m.RolesPage),
  },
  {
    path: 'audit',
    title: '审计日志',
    about: '谁在什么时候做了什么，按人、对象、种类、日期查',
    shelf: '机构与人员',
    may: ['permission.audit'],
    load: () => import('./audit-page.tsx').then((m) => m.AuditPageView),
  },
] satisfies readonly DeskPage[]
