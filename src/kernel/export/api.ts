/**
 * The front door of 导出: any list of the desk as a file. A room declares its list in its manifest (`exports`); ordering, writing, stopping
 * and fetching are here.
 */
import type { Ctx } from '#kernel/module.ts'
import type { ExportedList } from './schema/list.ts'

export { adoptExport } from './actions/adopt.ts'

/** Declares a list; the type of its filter is taken from `takes`. */
export const defineExport = <Asked>(list: ExportedList<Ctx, Asked>): ExportedList<Ctx> => list
