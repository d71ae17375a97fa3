import type { DeskPage } from '#ui/desk/pages.ts'

export default [
  {
    path: 'health',
    title: '运行状态',
    about: '数据库、后台任务、账本、文件、版本、时钟，一页看完',
    shelf: '运行',
    may: ['health.read'],
    load: () => import('./health-page.tsx').then((m) => m.HealthPage),
  },
  {
    path: 'doctor',
    title: '城市体检',
    about: '上线前还缺什么：密钥、TLS、备份、三员、日历、通道，每一条写明怎么办',
    shelf: '运行',
    may: ['health.read'],
    load: () => import('./doctor-page.tsx').then((m) => m.DoctorPage),
  },
] satisfies readonly DeskPage[]
