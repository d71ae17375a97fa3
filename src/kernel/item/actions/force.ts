/** The version in force: changed, suspended, resumed, cancelled. Running cases keep the version they began with. */
import type { Action, Ctx } from '#kernel/module.ts'
import { moveOf } from '../rules/life.ts'
import { whyNotTake } from '../rules/turns.ts'
import type { TakeItem } from '../schema/draft.ts'
import type { VersionStatus } from '../schema/life.ts'
import { findUnderWay } from '../store/draft.ts'
import { findVersion, type ItemRow, lockItem, saveItem } from '../store.ts'
import { beginChange } from './draft.ts'
import { refuse } from './refuse.ts'
import { organsOf } from './standing.ts'

const facts = { suspend: 'item.suspended', resume: 'item.resumed', cancel: 'item.cancelled' } as const

/** The item, held, with where the step leads; refused where it may not be taken. */
async function allowed(ctx: Ctx, { code, verb, reason }: TakeItem): Promise<{ item: ItemRow; to: VersionStatus }> {
  const item = await lockItem(ctx.tx, code)
  const current = item && (await findVersion(ctx.tx, code, item.version))
  if (!item || !current) throw refuse('item.unknown')
  const move = moveOf(item.state, verb, ctx.who.id, [])
  const organs = await organsOf(ctx.tx, current.file)
  const why = whyNotTake({ status: item.state, steps: [], editors: [], organs, errors: 0 }, verb, ctx.who)
  if (why) throw refuse('item.may-not', { verb: move.title, why })
  if (move.reason && (reason ?? '').length < 2) throw refuse('item.say-why')
  return { item, to: move.to }
}

/** Takes a step on an item in force; `change` opens its next version and answers which draft that is. */
export const takeItem: Action<TakeItem, { code: string; draft?: string }> = async (ctx, input) => {
  const { code, verb, reason = null } = input
  const { item, to } = await allowed(ctx, input)
  if (verb === 'change') return { code, ...(await beginChange(ctx, code, reason ?? '')) }
  if (verb === 'cancel' && (await findUnderWay(ctx.tx, code))) throw refuse('item.under-way', { name: item.name })
  await saveItem(ctx.tx, { ...item, state: to, updatedAt: ctx.now, keptAt: 'desk', reason: to === 'published' ? null : reason })
  const data = { code, version: item.version, reason, byName: ctx.who.name }
  await ctx.emit({ name: facts[verb], about: `item:${code}`, data, readers: ['organ:*'] })
  return { code }
}
