import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['licence.read']

export default [
  {
    path: 'licences',
    title: '电子证照',
    about: '本机关颁发的证照：变更、暂扣、吊销、更正；等着制证的',
    shelf: '公众',
    may,
    load: () => import('./licences-page.tsx').then((m) => m.LicencesPage),
  },
  {
    path: 'licence-inquiries',
    title: '协查',
    about: '证照库里还没有的证照，请发证机关核实，3 个工作日内答复',
    shelf: '公众',
    may: ['licence.inquire'],
    load: () => import('./inquiries-page.tsx').then((m) => m.InquiriesPage),
  },
  {
    path: 'licence-imports',
    title: '历史证照导入',
    about: '以前颁发的证照一批一批入库，逐行说明为什么不收',
    shelf: '公众',
    may: ['licence.import'],
    load: () => import('./import-page.tsx').then((m) => m.ImportPage),
  },
  {
    path: 'licence-systems',
    title: '系统台账',
    about: '国省统建、市级自建系统支持电子印章、电子证照到哪一步；发密钥',
    shelf: '运行',
    may: ['licence.systems'],
    load: () => import('./systems-page.tsx').then((m) => m.SystemsPage),
  },
  { path: 'licences/:id', title: '一张证照', may, load: () => import('./licence-page.tsx').then((m) => m.LicencePage) },
] satisfies readonly DeskPage[]
