import { z } from 'zod'
import { ListChanges } from '#kernel/draft/schema.ts'
import { get, post, signedIn } from '#kernel/module.ts'
import { compare, draft, item, items } from './actions/desk.ts'
import { claim, edit, take } from './actions/draft.ts'
import { takeItem } from './actions/force.ts'
import { mayLook } from './actions/look.ts'
import { confirmChange, proposeEnd, proposeFound, proposeRename, turnDownChange } from './actions/organ/change.ts'
import { changeContact } from './actions/organ/contact.ts'
import { organ, organChoices, organs } from './actions/organ/read.ts'
import { changes, rehearseLimits, stopRehearsal } from './actions/rehearse.ts'
import { ByDraft, ByItem, Claim, Compare, EditDraft, ListVersions, TakeDraft, TakeItem } from './schema/draft.ts'
import { ByOrgan, ByOrganChange, ChangeContact, EndOrgan, FoundOrgan, ListOrgans, RenameOrgan, TurnDownOrgan } from './schema/organ-desk.ts'

const nothing = z.object({})

/** Four offices work on items, and each sees them whole: the actions ask which of them one holds. */
export const routes = [
  get('/item-versions', signedIn, ListVersions, mayLook(items), { title: '事项和在编的版本' }),
  get('/item-versions/:code', signedIn, ByItem, mayLook(item), { title: '一个事项的版本、经过和能做的事' }),
  get('/item-versions/:code/compare', signedIn, Compare, mayLook(compare), { title: '对照一个事项的两个版本' }),
  get('/item-drafts/:draft', signedIn, ByDraft, mayLook(draft), { title: '一个在编的版本：内容、要改的地方、改了什么' }),
  get('/organ-directory', signedIn, ListOrgans, organs, { title: '机构名录' }),
  get('/organ-directory/choices', 'item.organ-propose', nothing, organChoices, { title: '设立机构、承接职责时可选的地区、条线、机构' }),
  get('/organ-directory/:organ', signedIn, ByOrgan, organ, { title: '一个机构：登记、名下有什么、改过什么' }),
  post('/organ-directory/:organ/contact', 'item.organ-edit', ChangeContact, changeContact, { title: '改机构的联系方式', once: true }),
  post('/organ-changes/found', 'item.organ-propose', FoundOrgan, proposeFound, { title: '申请设立机构', once: true }),
  post('/organ-changes/rename', 'item.organ-propose', RenameOrgan, proposeRename, { title: '申请机构更名', once: true }),
  post('/organ-changes/end', 'item.organ-propose', EndOrgan, proposeEnd, { title: '申请撤销机构', once: true }),
  post('/organ-changes/:id/withdraw', 'item.organ-propose', TurnDownOrgan, turnDownChange, { title: '撤回机构的改动' }),
  post('/organ-changes/:id/confirm', 'item.organ-confirm', ByOrganChange, confirmChange, { title: '确认机构的改动' }),
  post('/organ-changes/:id/turn-down', 'item.organ-confirm', TurnDownOrgan, turnDownChange, { title: '退回机构的改动' }),
  post('/item-claims', 'item.edit', Claim, claim, { title: '认领基本目录里的事项', once: true }),
  post('/item-drafts/:draft/edit', 'item.edit', EditDraft, edit, { title: '修改在编的版本' }),
  get('/item-drafts/:draft/changes', signedIn, ListChanges, mayLook(changes), { title: '时限预演里哪些件会不一样' }),
  post('/item-drafts/:draft/rehearse', signedIn, ByDraft, mayLook(rehearseLimits), { title: '用去年的件预演新的时限' }),
  post('/item-drafts/:draft/rehearsal/stop', signedIn, ByDraft, mayLook(stopRehearsal), { title: '停止预演' }),
  post('/item-drafts/:draft/:verb', signedIn, TakeDraft, mayLook(take), { title: '办理在编的版本：提交、审核、审定、发布、退回、放弃' }),
  post('/item-versions/:code/:verb', signedIn, TakeItem, mayLook(takeItem), { title: '在用的事项：变更、暂停、恢复、取消' }),
]
