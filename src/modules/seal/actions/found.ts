/** The demo's seals as they are when the city is founded. Each goes the way of every seal: applied for, checked, made. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { findAccount } from '#kernel/permission/api.ts'
import { sealKinds } from '../rules/kinds.ts'
import type { SealKind } from '../schema/seal.ts'
import { addKeeper, everKept } from '../store/keeper.ts'
import { addSeal, findSeal, setChecked } from '../store/seal.ts'
import { makeOne } from './make.ts'

type Wanted = {
  organs: { organ: string; kinds: SealKind[] }[]
  delegated: { organ: string; powerOf: string }[]
  /** who keeps the seals of an organ, by his login */
  keepers: { organ: string; login: string }[]
}

export async function foundSeals(
  ctx: Ctx,
  { organs, delegated, keepers }: Wanted,
  period: { validFrom: Date; validTo: Date },
): Promise<void> {
  const valid = { from: dayOf(period.validFrom), to: dayOf(new Date(period.validTo.getTime() - 1)) }
  const all = [
    ...organs.flatMap(({ organ, kinds }) => kinds.map((kind) => ({ organ, kind, powerOf: null }))),
    ...delegated.map((d) => ({ ...d, kind: 'delegated' as const })),
  ]
  for (const one of all) {
    const id = ['seed', one.organ, one.kind, one.powerOf].filter(Boolean).join('-')
    if (!(await findSeal(ctx.tx, id))) await foundOne(ctx, id, one, valid)
    for (const { login } of keepers.filter((k) => k.organ === one.organ)) await entrust(ctx, id, login)
  }
}

async function entrust(ctx: Ctx, seal: string, login: string): Promise<void> {
  const account = await findAccount(ctx.tx, `staff:${login}`)
  if (!account || (await everKept(ctx.tx, seal, account.id))) return
  await addKeeper(ctx.tx, { id: ctx.id(), seal, account: account.id, name: account.name, at: ctx.now, by: 'system', byName: '系统' })
}

async function foundOne(
  ctx: Ctx,
  id: string,
  one: { organ: string; kind: SealKind; powerOf: string | null },
  valid: { from: string; to: string },
): Promise<void> {
  const organ = await organOf(ctx.tx, one.organ)
  const { purpose = null, diameter } = sealKinds[one.kind]
  await addSeal(ctx.tx, {
    id,
    kind: one.kind,
    ownerKind: 'organ',
    owner: organ.id,
    ownerName: organ.name,
    uscc: organ.uscc,
    division: organ.division,
    name: one.powerOf ? (await organOf(ctx.tx, one.powerOf)).name : organ.name,
    purpose,
    diameter,
    powerOf: one.powerOf,
    replaces: null,
    demo: true,
    appliedBy: 'system',
    appliedAt: ctx.now,
  })
  await setChecked(ctx.tx, id, { by: 'system:check', identity: '演示机构，未核验', at: ctx.now })
  await makeOne(ctx, (await findSeal(ctx.tx, id))!, valid, 'system')
}
