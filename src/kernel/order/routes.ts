import { get, post, signedIn } from '#kernel/module.ts'
import { beginMany, markedVerbs, previewMany } from './actions/many.ts'
import { merge, split } from './actions/move.ts'
import { order, orders } from './actions/read.ts'
import { recall, take } from './actions/take.ts'
import { BeginMany, Marked } from './schema/many.ts'
import { ById, Merge, Recall, Split, Take } from './schema/order.ts'
import { ListOrders } from './schema/page.ts'

export const routes = [
  get('/orders', signedIn, ListOrders, orders, { title: '各类工单的列表，快到期的在前' }),
  get('/orders/:id', signedIn, ById, order, { title: '一张工单：现状、能做什么、期限、经过' }),
  post('/orders/marked', signedIn, Marked, markedVerbs, { title: '批量：标记的工单能办哪些动作', again: true }),
  post('/orders/preview', signedIn, BeginMany, previewMany, { title: '批量：哪些工单能办、哪些不能、为什么', again: true }),
  post('/orders/batches', signedIn, BeginMany, beginMany, { title: '批量：开始办工单', once: true }),
  post('/orders/merge', signedIn, Merge, merge, { title: '合并工单' }),
  post('/orders/:id/split', signedIn, Split, split, { title: '拆分工单' }),
  post('/orders/:id/recall', signedIn, Recall, recall, { title: '撤回刚办的一步' }),
  post('/orders/:id/acts/:verb', signedIn, Take, take, { title: '办理工单' }),
]
