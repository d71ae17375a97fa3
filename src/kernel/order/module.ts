import { defineModule } from '#kernel/module.ts'
import { verbOnMany } from './actions/many.ts'
import { onYearLoaded, recount, ringing } from './actions/ring.ts'
import { routes } from './routes.ts'
import { commonFacts } from './schema/kind.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'order',
  title: '工单',
  measures: [],
  permissions: {},
  about: { order: '工单' },
  facts: commonFacts,
  routes,
  on: { 'clock.year-loaded': onYearLoaded },
  jobs: { 'order.recount': { title: '放假安排改变后重算工单的期限', act: recount } },
  watches: { 'order.ring': ringing },
  batches: { 'order.verb': verbOnMany },
  seed,
})
