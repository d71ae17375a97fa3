import type { DeskPage } from '#ui/desk/pages.ts'

const may = ['rectification.handle', 'rectification.supervise']

export default [
  {
    path: 'rectifications',
    title: '整改工单',
    about: '差评、投诉、督查发现的问题：认领、回访、整改、反馈、复核、办结',
    shelf: '公众',
    may,
    load: () => import('#kernel/order/web/desk/orders-page.tsx').then((m) => m.ordersOf('rectification')),
  },
  {
    path: 'rectifications/:id',
    title: '一张整改工单',
    may,
    frame: 'whole',
    load: () => import('#kernel/order/web/desk/order-page.tsx').then((m) => m.OrderPageView),
  },
] satisfies readonly DeskPage[]
