import { ByDraft, ListChanges, PublishDraft, SayWhy } from '#kernel/draft/schema.ts'
import { get, post } from '#kernel/module.ts'
import { compare, draft, model, models } from './actions/desk.ts'
import {
  abandonDraft,
  beginDraft,
  changes,
  editDraft,
  publishDraft,
  rehearseDraft,
  returnDraft,
  stopRehearsal,
  submitDraft,
} from './actions/draft.ts'
import { BeginDraft, ByCode, CompareVersions, EditModel, Nothing } from './schema/desk.ts'

export const routes = [
  get('/decision-models', 'decision.read', Nothing, models, { title: '规则表和在编的版本' }),
  get('/decision-models/:code', 'decision.read', ByCode, model, { title: '一个规则表：现行的表、版本、测试' }),
  get('/decision-models/:code/compare', 'decision.read', CompareVersions, compare, { title: '对照一个规则表的两个版本' }),
  post('/decision-models/:code/drafts', 'decision.edit', BeginDraft, beginDraft, { title: '开始编新版本', once: true }),
  get('/decision-drafts/:draft', 'decision.read', ByDraft, draft, { title: '一个在编的版本：内容、检查、测试、预演' }),
  get('/decision-drafts/:draft/changes', 'decision.read', ListChanges, changes, { title: '预演会改变哪些办件' }),
  post('/decision-drafts/:draft/edit', 'decision.edit', EditModel, editDraft, { title: '保存在编的版本', limit: 3_000_000 }),
  post('/decision-drafts/:draft/rehearse', 'decision.edit', ByDraft, rehearseDraft, { title: '用去年的办件预演' }),
  post('/decision-drafts/:draft/rehearsal/stop', 'decision.edit', ByDraft, stopRehearsal, { title: '停止预演' }),
  post('/decision-drafts/:draft/submit', 'decision.edit', ByDraft, submitDraft, { title: '提交审定' }),
  post('/decision-drafts/:draft/abandon', 'decision.edit', SayWhy, abandonDraft, { title: '放弃在编的版本' }),
  post('/decision-drafts/:draft/return', 'decision.publish', SayWhy, returnDraft, { title: '退回修改' }),
  post('/decision-drafts/:draft/publish', 'decision.publish', PublishDraft, publishDraft, { title: '发布，要由没有编过这一版的人来做' }),
]
