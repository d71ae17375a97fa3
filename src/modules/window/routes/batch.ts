/** Where batches on cases begin; how far they are is told by the kernel. Which permission a verb asks for, the rules of the case say row by row. */
import { post, signedIn } from '#kernel/module.ts'
import { beginBatch, markedVerbs, previewBatch } from '../actions/batch.ts'
import { decides } from '../rules/weighs.ts'
import { BeginBatch, Marked, PreviewBatch } from '../schema/batch.ts'

export const batchRoutes = [
  post('/work/marked', signedIn, Marked, markedVerbs, { title: '批量：标记的办件能办哪些动作', again: true }),
  post('/work/batches/preview', signedIn, PreviewBatch, previewBatch, { title: '批量：谁能办、谁不能办、为什么', again: true }),
  post('/work/batches', signedIn, BeginBatch, beginBatch, { title: '批量：开始办', once: true, stepUp: decides }),
]
