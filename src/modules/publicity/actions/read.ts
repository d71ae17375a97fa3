import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { cursorText, readCursor } from '../rules/cursor.ts'
import { stateOn, takesObjections, titleOf } from '../rules/period.ts'
import type { AskList, AskOne, Listed, Opened, Page, Publication } from '../schema.ts'
import { listFrozen, listOwn } from '../store/objection.ts'
import { findPublication, pagePublished } from '../store/publication.ts'

const refuse = refusals({ 'publicity.unknown': [404, '没有找到这条公示，可能网址不完整。请从公示列表重新打开'] })

const pageSize = 20

const cursorOf = (p: Listed | undefined): string | null => (p?.publishedAt ? cursorText({ at: p.publishedAt, id: p.id }) : null)

/** One row more than a page is read, at the far end of the way one pages: it tells whether there is another page. */
export const list: Action<AskList, Page> = async (ctx, asked) => {
  const today = dayOf(ctx.now)
  const before = readCursor(asked.before)
  const after = before ? undefined : readCursor(asked.after)
  const found = await pagePublished(ctx.tx, asked, today, { after, before, limit: pageSize + 1 })
  const more = found.length > pageSize
  const rows = (before ? found.slice(-pageSize) : found.slice(0, pageSize)).map((p) => ({
    ...p,
    title: titleOf(p),
    state: stateOn(p, today),
  }))
  return {
    rows,
    asked,
    next: before || more ? cursorOf(rows.at(-1)) : null,
    previous: after || (before && more) ? cursorOf(rows[0]) : null,
  }
}

/** What was taken down keeps its place and its reason, and shows nothing of what it said. */
const shown = (p: Publication, today: string): Publication =>
  p.state === 'withdrawn' ? { ...p, title: titleOf(p), facts: [], entries: [] } : { ...p, state: stateOn(p, today) }

export const mayHandle = (ctx: Ctx, p: Pick<Publication, 'organ' | 'division'>): boolean =>
  may(ctx.who, 'publicity.publish', { organ: p.organ, division: p.division })

export async function getPublication(ctx: Ctx, id: string): Promise<Publication> {
  const found = await findPublication(ctx.tx, id)
  if (!found) throw refuse('publicity.unknown')
  return found
}

/** That a row waits for an answer is public; who objected, and what he said, is not. */
export const open: Action<AskOne, Opened> = async (ctx, { id }) => {
  const publication = await getPublication(ctx, id)
  const today = dayOf(ctx.now)
  const frozen = await asSystem(ctx.tx, () => listFrozen(ctx.tx, id))
  return {
    publication: shown(publication, today),
    mine: ctx.who.kind === 'anyone' ? [] : await listOwn(ctx.tx, id, ctx.who.id),
    frozen: frozen.filter((entry) => entry !== null),
    wholeFrozen: frozen.includes(null),
    mayObject: takesObjections(publication, today),
    mayHandle: mayHandle(ctx, publication),
  }
}
