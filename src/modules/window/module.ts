import { defineModule } from '#kernel/module.ts'
import { batchKind, verbOnMany } from './actions/batch.ts'
import { sweepOnlookers } from './actions/desk/onlooker.ts'
import { onItemPublished } from './actions/desk/receive.ts'
import { remindOfExperts } from './actions/expert/ask.ts'
import { casesAsFile, listName, takeOverExport } from './actions/export.ts'
import { beginLeave } from './actions/office/leave.ts'
import { takeOverBatch } from './actions/old-batch.ts'
import { personal, retention } from './actions/personal.ts'
import { batchRoutes } from './routes/batch.ts'
import { deskRoutes } from './routes/desk.ts'
import { expertRoutes } from './routes/expert.ts'
import { officeRoutes } from './routes/office.ts'
import { publicRoutes } from './routes/public.ts'
import { seedDesk } from './seed/desk.ts'
import { listFilesUsed } from './store/retention.ts'

export default defineModule({
  id: 'window',
  title: '办事窗口',
  measures: ['G2'],
  uses: ['message', 'seal'],
  permissions: { 'window.operate': '看失败的后台任务、重新执行' },
  routes: [...publicRoutes, ...deskRoutes, ...batchRoutes, ...officeRoutes, ...expertRoutes],
  personal,
  retention,
  keepsFiles: listFilesUsed,
  about: { 'case-experts': '请专家看办件' },
  facts: { 'window.exported': '导出办件列表' },
  batches: { [batchKind]: verbOnMany },
  exports: { [listName]: casesAsFile },
  on: { 'item.published': onItemPublished },
  jobs: {
    'window.batch': { title: '接过升级前的批量办理', act: takeOverBatch },
    'window.batch-sweep': { title: '找出升级前没办完的批量办理', every: '* * * * *', act: takeOverBatch },
    'window.export': { title: '接过升级前的导出', act: takeOverExport },
    'window.export-sweep': { title: '找出升级前没写完的导出', every: '* * * * *', act: takeOverExport },
    'window.onlooker-sweep': { title: '清掉已经离开的“在看”', every: '40 * * * *', act: sweepOnlookers },
    'window.leave-begin': { title: '离岗第一天移交', act: beginLeave },
    'window.expert-remind': { title: '提醒没答复的专家', act: remindOfExperts },
  },
  seed: seedDesk,
})
