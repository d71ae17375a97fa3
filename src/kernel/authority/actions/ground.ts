/** The power that an item's own words give: whoever carries it out holds it, until somebody writes otherwise. */
import { handlingOf, listCurrent } from '#kernel/item/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import type { AuthorityKind } from '../schema.ts'
import { listAuthorities } from '../store.ts'
import { grantAuthority } from './grant.ts'

/** 权力来源 of the item catalogue as a kind of grant. */
const kindOf: Record<string, AuthorityKind> = {
  1: 'statutory',
  2: 'delegated',
  3: 'delegated',
  4: 'transferred',
  5: 'entrusted',
  6: 'entrusted',
}

/** Every organ that an item names holds the power in its division since before the programme, where nothing is written yet. */
export async function groundOf(ctx: Ctx, item: string): Promise<void> {
  for (const current of await listCurrent(ctx.tx, item)) await grantOnce(ctx, item, current)
}

/** A version that names new organs gives them the power; what is written already stays. */
export const onPublished: Action<Recorded, void> = (ctx, fact) => groundOf(ctx, String(fact.data.code))

async function grantOnce(
  ctx: Ctx,
  item: string,
  at: { handlingCode: string; version: number; organ: string; division: string },
): Promise<void> {
  if ((await listAuthorities(ctx.tx, item, at.division)).length) return
  const { impl, basis } = await handlingOf(ctx.tx, at.handlingCode, at.version)
  const ground = basis[0] ? `${basis[0].law}${basis[0].article}` : '三定方案'
  const entrusted = impl.entrustedBy ? `，由${impl.entrustedBy}委托` : ''
  await grantAuthority(ctx, {
    item,
    division: at.division,
    organ: at.organ,
    kind: kindOf[impl.powerSource] ?? 'statutory',
    basis: `${ground}${entrusted}`,
    fromOn: '2020-01-01',
    toOn: null,
    demo: true,
  })
}
