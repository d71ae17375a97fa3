import { handlingOf } from '#kernel/item/api.ts'
import { listCurrent, listItems } from '#kernel/item/store.ts'
import type { Action, Ctx, SeedCity } from '#kernel/module.ts'
import { grantAuthority } from './actions.ts'
import type { AuthorityKind } from './schema.ts'
import { listAuthorities } from './store.ts'

/** 权力来源 of the item catalogue as a kind of grant. */
const kindOf: Record<string, AuthorityKind> = {
  1: 'statutory',
  2: 'delegated',
  3: 'delegated',
  4: 'transferred',
  5: 'entrusted',
  6: 'entrusted',
}

/** Every organ that an item names holds the power in its division since before the programme, on the ground that the item gives. */
export const seed: Action<SeedCity, void> = async (ctx) => {
  for (const item of await listItems(ctx.tx))
    for (const current of await listCurrent(ctx.tx, item.code)) await grantOnce(ctx, item.code, current)
}

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
