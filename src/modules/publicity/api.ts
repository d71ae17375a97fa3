/** What other rooms may ask of 公示: publish something, and know which rows wait for an answer. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { listFrozen } from './store/objection.ts'

export { publish } from './actions/publish.ts'
export type { DraftInput, Entry, Publication } from './schema.ts'

/** Keys of the rows of a publication that an objection freezes; null among them where the whole is frozen. */
export const frozenEntries = (ctx: Ctx, publication: string): Promise<(string | null)[]> =>
  asSystem(ctx.tx, () => listFrozen(ctx.tx, publication))
