/** From a draft to a publication: taken up once, published at once, closed when its period is over. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { dueOf, endOf } from '../rules/period.ts'
import { Draft, type DraftInput, type Publication } from '../schema.ts'
import { listFrozen } from '../store/objection.ts'
import { addPublication, findBySource, listEnded, listWaiting, lockPublication, setClosed, setPublished } from '../store/publication.ts'

const about = (id: string) => `publication:${id}`
const batch = 500

/**
 * Takes up a publication and has it published right after this transaction; the same `source` gives the first one again. For
 * jobs and reactions, which run as the house itself.
 */
export async function publish(ctx: Ctx, draft: DraftInput): Promise<Publication> {
  const { objection, ...told } = Draft.parse(draft)
  const organ = await organOf(ctx.tx, told.organ)
  const made: Publication = {
    ...told,
    id: ctx.id(),
    organName: organ.name,
    dueOn: dueOf(ctx.calendar, told.decidedAt),
    objectionDays: objection?.workdays ?? null,
    objectionBasis: objection?.basis ?? null,
    state: 'waiting',
    publishedAt: null,
    endsOn: null,
    withdrawnAt: null,
    withdrawnReason: null,
    madeAt: ctx.now,
  }
  if (!(await addPublication(ctx.tx, made))) return (await findBySource(ctx.tx, told.source))!
  await ctx.later('publicity.publish', { id: made.id }, { key: `publicity.publish:${made.id}` })
  return made
}

/** Publishes one that waits; a repeat finds nothing that waits and does nothing. */
export const goPublic: Action<{ id: string }, void> = async (ctx, { id }) => {
  const held = await lockPublication(ctx.tx, id)
  if (held?.state !== 'waiting') return
  const endsOn = endOf(ctx.calendar, ctx.now, held.objectionDays)
  await setPublished(ctx.tx, id, ctx.now, endsOn)
  const { source, kind, dueOn, organ } = held
  await ctx.emit({
    name: 'publication.published',
    about: about(id),
    readers: [`organ:${organ}`, 'organ:*'],
    data: { publication: id, source, kind, dueOn, endsOn },
  })
}

/** By the clock: what was left waiting is published, and what has had its period is closed, with the rows that still wait for an answer. */
export const sweep: Action<unknown, void> = async (ctx) => {
  for (const id of await listWaiting(ctx.tx, batch)) await goPublic(ctx, { id })
  for (const { id, source, kind } of await listEnded(ctx.tx, dayOf(ctx.now), batch)) {
    await setClosed(ctx.tx, id)
    await ctx.emit({
      name: 'publication.closed',
      about: about(id),
      data: { publication: id, source, kind, frozen: await listFrozen(ctx.tx, id) },
    })
  }
}
