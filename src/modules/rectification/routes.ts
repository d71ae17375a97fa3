import { get, post, signedIn } from '#kernel/module.ts'
import { order, orders } from './actions/read.ts'
import { take } from './actions/take.ts'
import { ById, ListOrders, Take } from './schema.ts'

export const routes = [
  get('/rectifications', signedIn, ListOrders, orders, { title: '整改工单列表' }),
  get('/rectifications/:id', signedIn, ById, order, { title: '一张整改工单：现状、能做什么、经过' }),
  post('/rectifications/:id/:verb', signedIn, Take, take, { title: '办理整改工单' }),
]
