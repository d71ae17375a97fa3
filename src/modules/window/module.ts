import { defineModule } from '#kernel/module.ts'
import { stepBatch, sweepBatches } from './actions/batch/step.ts'
import { onItemPublished } from './actions/desk/receive.ts'
import { remindOfExperts } from './actions/expert/ask.ts'
import { sweepExports, writeOn } from './actions/export/write.ts'
import { beginLeave } from './actions/office/leave.ts'
import { batchRoutes } from './routes/batch.ts'
import { deskRoutes } from './routes/desk.ts'
import { expertRoutes } from './routes/expert.ts'
import { exportRoutes } from './routes/export.ts'
import { officeRoutes } from './routes/office.ts'
import { publicRoutes } from './routes/public.ts'
import { seedDesk } from './seed/desk.ts'

export default defineModule({
  id: 'window',
  title: '办事窗口',
  measures: ['G2'],
  uses: ['message', 'seal'],
  permissions: { 'window.operate': '看失败的后台任务、重新执行' },
  routes: [...publicRoutes, ...deskRoutes, ...batchRoutes, ...exportRoutes, ...officeRoutes, ...expertRoutes],
  facts: { 'window.exported': '导出办件列表' },
  on: { 'item.published': onItemPublished },
  jobs: {
    'window.batch': { act: stepBatch },
    'window.batch-sweep': { every: '* * * * *', act: sweepBatches },
    'window.export': { act: writeOn },
    'window.export-sweep': { every: '* * * * *', act: sweepExports },
    'window.leave-begin': { act: beginLeave },
    'window.expert-remind': { act: remindOfExperts },
  },
  seed: seedDesk,
})
