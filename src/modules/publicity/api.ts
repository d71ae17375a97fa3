/** What other rooms may ask of 公示: publish something, and know which rows wait for an answer. */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { titleOf } from './rules/period.ts'
import { listFrozen } from './store/objection.ts'
import { pagePublished } from './store/publication.ts'

export { publish } from './actions/publish.ts'
export type { DraftInput, Entry, Publication } from './schema.ts'

/** The newest publications, for a front page; what was taken down is none of them. */
export async function latest(ctx: Ctx, limit: number): Promise<{ id: string; title: string; publishedAt: Date }[]> {
  const rows = await pagePublished(ctx.tx, {}, dayOf(ctx.now), { limit: limit * 2 })
  return rows
    .filter((p) => p.state !== 'withdrawn' && p.publishedAt !== null)
    .slice(0, limit)
    .map((p) => ({ id: p.id, title: titleOf(p), publishedAt: p.publishedAt! }))
}

/** Keys of the rows of a publication that an objection freezes; null among them where the whole is frozen. */
export const frozenEntries = (ctx: Ctx, publication: string): Promise<(string | null)[]> =>
  asSystem(ctx.tx, () => listFrozen(ctx.tx, publication))
