import { defineModule } from '#kernel/module.ts'
import { personal, retention, sweepHolds } from './actions/keep.ts'

export default defineModule({
  id: 'slot',
  title: '预约',
  measures: [],
  permissions: {},
  about: { opening: '预约时段', booking: '预约' },
  facts: {
    'slot.opened': '放出预约时段',
    'slot.resized': '改预约名额',
    'slot.closed': '停约',
    'slot.booked': '预约',
    'slot.moved': '改约',
    'slot.cancelled': '取消预约',
    'slot.attended': '按约到场',
    'slot.missed': '约了没有来',
  },
  jobs: { 'slot.sweep': { title: '放开过时的留位', every: '* * * * *', act: sweepHolds } },
  personal,
  retention,
})
