import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'imports',
    title: '数据导入',
    about: '机构、人员、事项、证照类型、以前的办件：下载模板，逐行核对要导入的文件',
    shelf: '运行',
    may: ['imports.check'],
    load: () => import('./imports-page.tsx').then((m) => m.ImportsPage),
  },
  {
    path: 'past-cases',
    title: '以前的办件',
    about: '旧系统里办结的，只供查阅',
    shelf: '公众',
    may: ['imports.past'],
    load: () => import('./past-page.tsx').then((m) => m.PastPage),
  },
] satisfies readonly DeskPage[]
