import { ByDraft, ListChanges, PublishDraft, SayWhy } from '#kernel/draft/schema.ts'
import { get, post } from '#kernel/module.ts'
import { about, incidents, instance, model, models, work } from './actions/desk.ts'
import {
  abandonDraft,
  beginDraft,
  changes,
  draft,
  editDraft,
  publishDraft,
  rehearseDraft,
  returnDraft,
  stopRehearsal,
  submitDraft,
} from './actions/draft.ts'
import { moveMany, moves } from './actions/migrate.ts'
import { completeTask, retryIncident } from './actions/task.ts'
import { BeginDraft, ByAbout, ByInstance, ByKey, ByMove, EditModel, MoveMany, Nothing } from './schema/desk.ts'
import { CompleteTask, RetryIncident } from './schema/process.ts'

export const routes = [
  get('/process-work', 'process.work', Nothing, work, { title: '本单位要出意见的步骤' }),
  post('/process-work/:instance/:record/opinion', 'process.work', CompleteTask, completeTask, { title: '出意见，办完一步', once: true }),
  get('/process-models', 'process.read', Nothing, models, { title: '流程和版本' }),
  get('/process-models/:key', 'process.read', ByKey, model, { title: '一个流程：图、版本、在办的位置、最慢的步骤' }),
  get('/process-models/:key/moves', 'process.operate', ByMove, moves, { title: '换版本之前：两版差在哪里，哪些件能换，哪些不能、为什么' }),
  post('/process-models/:key/moves', 'process.operate', MoveMany, moveMany, { title: '把在办的件换到另一版，逐件记录', once: true }),
  get('/process-instances/:instance', 'process.read', ByInstance, instance, { title: '一件的流程走到哪里' }),
  get('/process-about/:about', 'process.read', ByAbout, about, { title: '一个办件的流程走到哪里' }),
  get('/process-incidents', 'process.operate', Nothing, incidents, { title: '停住的流程' }),
  post('/process-incidents/:instance/:record/retry', 'process.operate', RetryIncident, retryIncident, {
    title: '处理停住的流程，再试一次',
    once: true,
  }),
  post('/process-models/:key/drafts', 'process.edit', BeginDraft, beginDraft, { title: '开始编新版本', once: true }),
  get('/process-drafts/:draft', 'process.read', ByDraft, draft, { title: '一个在编的版本：图、检查、在办的件能不能换' }),
  post('/process-drafts/:draft/edit', 'process.edit', EditModel, editDraft, { title: '保存在编的版本', limit: 3_000_000 }),
  get('/process-drafts/:draft/changes', 'process.read', ListChanges, changes, { title: '预演里哪些件会走得不一样' }),
  post('/process-drafts/:draft/rehearse', 'process.edit', ByDraft, rehearseDraft, { title: '用去年的件预演' }),
  post('/process-drafts/:draft/rehearsal/stop', 'process.edit', ByDraft, stopRehearsal, { title: '停止预演' }),
  post('/process-drafts/:draft/submit', 'process.edit', ByDraft, submitDraft, { title: '提交审定' }),
  post('/process-drafts/:draft/abandon', 'process.edit', SayWhy, abandonDraft, { title: '放弃在编的版本' }),
  post('/process-drafts/:draft/return', 'process.publish', SayWhy, returnDraft, { title: '退回修改' }),
  post('/process-drafts/:draft/publish', 'process.publish', PublishDraft, publishDraft, { title: '发布，要由没有编过这一版的人来做' }),
]
