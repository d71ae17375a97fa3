import { defineModule } from '#kernel/module.ts'
import { onDecisionPublished, onProcessPublished } from './actions/redecide.ts'
import { routes } from './routes.ts'
import { itemFacts } from './rules/facts.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'item',
  title: '事项',
  measures: ['G2'],
  permissions: { 'item.edit': '编制事项', 'item.review': '审核事项', 'item.approve': '审定事项', 'item.publish': '发布事项' },
  facts: itemFacts,
  routes,
  on: { 'decision.published': onDecisionPublished, 'process.published': onProcessPublished },
  seed,
})
