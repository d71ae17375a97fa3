/** What people look for in vain, and what they do then: for those who tend the words. Nobody is named, and no way is followed further than one page. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { keepable, keyOf, queryIn } from '../rules/key.ts'
import { noteMiss, noteOpened, noteRephrased } from '../store/miss.ts'

/** A search in vain is a miss; one that comes from the page of a miss and finds something says what was meant. */
export async function rememberSearch(ctx: Pick<Ctx, 'tx' | 'now' | 'from'>, q: string, total: number): Promise<void> {
  const query = keepable(q)
  if (keyOf(query) === '') return
  const before = keepable(queryIn(ctx.from) ?? '')
  if (total === 0) await asSystem(ctx.tx, () => noteMiss(ctx.tx, query, ctx.now))
  else if (before !== '' && before !== query) await asSystem(ctx.tx, () => noteRephrased(ctx.tx, before, query, ctx.now))
}

/** An item that was opened from the answers to a search that followed a miss. */
export async function rememberOpened(ctx: Pick<Ctx, 'tx' | 'now' | 'from'>, code: string): Promise<void> {
  const query = keepable(queryIn(ctx.from) ?? '')
  if (query !== '') await asSystem(ctx.tx, () => noteOpened(ctx.tx, query, code, ctx.now))
}
