/** The front door of 表单. */
import type { Tx } from '#base/db.ts'
import type { Elements } from './schema/element.ts'
import { listElements } from './store.ts'

export { beginDraft, dropDraft, endDraft, keepDraft, myDrafts, type OpenDraft, openDraft } from './actions.ts'
export { examineForm } from './validate/compile.ts'
export { publishable } from './validate/publish.ts'

/** Every data element of the city by its id. */
export const elementsOf = async (tx: Tx): Promise<Elements> => new Map((await listElements(tx)).map((e) => [e.id, e]))
