/** The front door of 表单. */
export { beginDraft, dropDraft, keepDraft, myDrafts, type OpenDraft, openDraft } from './actions.ts'
export { examineForm } from './validate/compile.ts'
