import { get, post, signedIn } from '#kernel/module.ts'
import { order, orders } from './actions/read.ts'
import { recall, take } from './actions/take.ts'
import { ById, Recall, Take } from './schema/order.ts'
import { ListOrders } from './schema/page.ts'

export const routes = [
  get('/orders', signedIn, ListOrders, orders, { title: '各类工单的列表，快到期的在前' }),
  get('/orders/:id', signedIn, ById, order, { title: '一张工单：现状、能做什么、期限、经过' }),
  post('/orders/:id/recall', signedIn, Recall, recall, { title: '撤回刚办的一步' }),
  post('/orders/:id/acts/:verb', signedIn, Take, take, { title: '办理工单' }),
]
