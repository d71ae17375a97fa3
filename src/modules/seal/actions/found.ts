/** The demo's seals as they are when the city is founded. Each goes the way of every seal: applied for, checked, made. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { sealKinds } from '../rules/kinds.ts'
import type { SealKind } from '../schema/seal.ts'
import { addSeal, findSeal, setChecked } from '../store/seal.ts'
import { makeOne } from './make.ts'

type Wanted = { organs: { organ: string; kinds: SealKind[] }[]; delegated: { organ: string; powerOf: string }[] }

export async function foundSeals(ctx: Ctx, { organs, delegated }: Wanted, period: { validFrom: Date; validTo: Date }): Promise<void> {
  const valid = { from: dayOf(period.validFrom), to: dayOf(new Date(period.validTo.getTime() - 1)) }
  const all = [
    ...organs.flatMap(({ organ, kinds }) => kinds.map((kind) => ({ organ, kind, powerOf: null }))),
    ...delegated.map((d) => ({ ...d, kind: 'delegated' as const })),
  ]
  for (const one of all) await foundOne(ctx, one, valid)
}

async function foundOne(
  ctx: Ctx,
  one: { organ: string; kind: SealKind; powerOf: string | null },
  valid: { from: string; to: string },
): Promise<void> {
  const id = ['seed', one.organ, one.kind, one.powerOf].filter(Boolean).join('-')
  if (await findSeal(ctx.tx, id)) return
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
