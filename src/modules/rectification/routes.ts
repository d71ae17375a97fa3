import { type Action, get, post, signedIn } from '#kernel/module.ts'
import { order, orders, take } from '#kernel/order/api.ts'
import { ById, Take } from '#kernel/order/schema/order.ts'
import { ListOrders, type OrderList } from '#kernel/order/schema/page.ts'

const list: Action<ListOrders, OrderList> = (ctx, asked) => orders(ctx, { ...asked, kind: 'rectification' })

/** The addresses that programs knew before all kinds of orders had `/orders`. */
export const routes = [
  get('/rectifications', signedIn, ListOrders, list, { title: '整改工单列表' }),
  get('/rectifications/:id', signedIn, ById, order, { title: '一张整改工单：现状、能做什么、经过' }),
  post('/rectifications/:id/:verb', signedIn, Take, take, { title: '办理整改工单' }),
]
