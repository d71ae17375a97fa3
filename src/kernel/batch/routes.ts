/** The addresses of one's own batches, whatever they do. How one begins is the matter of the room that declares the kind. */
import { get, post, signedIn } from '#kernel/module.ts'
import { batchRows, commonBatch, myBatches } from './actions/read.ts'
import { resultFile } from './actions/result.ts'
import { recallCommon, resumeCommon, retryCommon, stopCommon } from './actions/steer.ts'
import { BatchId, BatchRows, Nothing, ResultFile } from './schema/batch.ts'

export const routes = [
  get('/work/batches', signedIn, Nothing, myBatches, { title: '批量：我办的' }),
  get('/work/batches/:id', signedIn, BatchId, commonBatch, { title: '批量：进度' }),
  get('/work/batches/:id/rows', signedIn, BatchRows, batchRows, { title: '批量：一行一个结果' }),
  get('/work/batches/:id/export', signedIn, ResultFile, resultFile, { title: '批量：结果导出' }),
  post('/work/batches/:id/stop', signedIn, BatchId, stopCommon, { title: '批量：停下' }),
  post('/work/batches/:id/resume', signedIn, BatchId, resumeCommon, { title: '批量：接着办' }),
  post('/work/batches/:id/retry', signedIn, BatchId, retryCommon, { title: '批量：没办成的再试' }),
  post('/work/batches/:id/recall', signedIn, BatchId, recallCommon, { title: '批量：撤回' }),
]
