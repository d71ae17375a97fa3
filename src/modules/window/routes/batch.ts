/** The addresses of batches. Which permission a verb asks for, the rules of the case say row by row. */
import { get, post, signedIn } from '#kernel/module.ts'
import { beginBatch, markedVerbs, previewBatch } from '../actions/batch/begin.ts'
import { exportBatch } from '../actions/batch/export.ts'
import { batchRows, myBatches, showBatch } from '../actions/batch/read.ts'
import { recallBatch, resumeBatch, retryBatch, stopBatch } from '../actions/batch/steer.ts'
import { decides } from '../rules/weighs.ts'
import { BatchId, BatchRows, BeginBatch, ExportBatch, Marked, PreviewBatch } from '../schema/batch.ts'
import { Nothing } from '../schema/desk.ts'

export const batchRoutes = [
  post('/work/marked', signedIn, Marked, markedVerbs, { title: '批量：标记的办件能办哪些动作', again: true }),
  post('/work/batches/preview', signedIn, PreviewBatch, previewBatch, { title: '批量：谁能办、谁不能办、为什么', again: true }),
  get('/work/batches', signedIn, Nothing, myBatches, { title: '批量：我办的' }),
  post('/work/batches', signedIn, BeginBatch, beginBatch, { title: '批量：开始办', once: true, stepUp: decides }),
  get('/work/batches/:id', signedIn, BatchId, showBatch, { title: '批量：进度' }),
  get('/work/batches/:id/rows', signedIn, BatchRows, batchRows, { title: '批量：一行一个结果' }),
  get('/work/batches/:id/export', signedIn, ExportBatch, exportBatch, { title: '批量：结果导出' }),
  post('/work/batches/:id/stop', signedIn, BatchId, stopBatch, { title: '批量：停下' }),
  post('/work/batches/:id/resume', signedIn, BatchId, resumeBatch, { title: '批量：接着办' }),
  post('/work/batches/:id/retry', signedIn, BatchId, retryBatch, { title: '批量：没办成的再试' }),
  post('/work/batches/:id/recall', signedIn, BatchId, recallBatch, { title: '批量：撤回' }),
]
