/** In a demo city the power that an item's own words give: whoever carries it out holds it, until somebody writes otherwise. A real city brings its powers itself. */
import { type Current, handlingOf, handlingsOf, listCurrent } from '#kernel/item/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import type { AuthorityKind } from '../schema.ts'
import { listGranted } from '../store.ts'
import { grantNamed } from './grant.ts'

/** 权力来源 of the item catalogue as a kind of grant. */
const kindOf: Record<string, AuthorityKind> = {
  1: 'statutory',
  2: 'delegated',
  3: 'delegated',
  4: 'transferred',
  5: 'entrusted',
  6: 'entrusted',
}

/** Every organ that an item names holds the power in its division since before any story of a demo city, where nothing is written yet. */
export async function groundOf(ctx: Ctx, item: string): Promise<void> {
  if (!ctx.city.demo) return
  const granted = new Set(await listGranted(ctx.tx, item))
  const places = await listCurrent(ctx.tx, item)
  if (places.some((p) => !granted.has(p.division))) await handlingsOf(ctx.tx, item, places[0]!.version)
  for (const current of places) {
    if (granted.has(current.division)) continue
    granted.add(current.division)
    await ground(ctx, item, current)
  }
}

/** A version that names new organs gives them the power; what is written already stays. */
export const onPublished: Action<Recorded, void> = (ctx, fact) => groundOf(ctx, String(fact.data.code))

async function ground(ctx: Ctx, item: string, at: Current): Promise<void> {
  const { impl, basis } = await handlingOf(ctx.tx, at.handlingCode, at.version)
  const words = basis[0] ? `${basis[0].law}${basis[0].article}` : '三定方案'
  const entrusted = impl.entrustedBy ? `，由${impl.entrustedBy}委托` : ''
  await grantNamed(ctx, {
    item,
    division: at.division,
    organ: at.organ,
    kind: kindOf[impl.powerSource] ?? 'statutory',
    basis: `${words}${entrusted}`,
    fromOn: '2020-01-01',
    toOn: null,
  })
}
