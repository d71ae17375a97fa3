import { defineModule } from '#kernel/module.ts'
import { stepBatch, sweepBatches } from './actions/step.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'batch',
  title: '批量办理',
  measures: [],
  permissions: {},
  about: { batch: '批量办理' },
  facts: {
    'batch.begun': '开始批量办理',
    'batch.stopped': '批量办理停下',
    'batch.resumed': '接着批量办理',
    'batch.recalled': '撤回批量办理',
    'batch.ended': '批量办理结束',
  },
  routes,
  jobs: {
    'batch.step': { title: '批量办理', act: stepBatch },
    'batch.sweep': { title: '接着办断了的批量', every: '* * * * *', act: sweepBatches },
  },
})
