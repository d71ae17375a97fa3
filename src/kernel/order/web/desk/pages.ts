import type { DeskPage } from '#ui/desk/pages.ts'

/** Every kind in one list; rooms offer the list of their own kind under their own address. */
export default [
  { path: 'orders', title: '工单', load: () => import('./orders-page.tsx').then((m) => m.OrdersPage) },
  { path: 'orders/:id', title: '一张工单', frame: 'whole', load: () => import('./order-page.tsx').then((m) => m.OrderPageView) },
] satisfies readonly DeskPage[]
