/** Powers that a city brings from its own list (权责清单), a row at a time. */
import { refusals } from '#base/refusal.ts'
import { findOrganInForce, itemName, listDivisions, listItemsOfCatalogue, listOrgans } from '#kernel/item/api.ts'
import type { Action, Ctx, Imported } from '#kernel/module.ts'
import { type AuthorityKind, authorityKinds, type BringPower } from '../schema.ts'
import { listAuthorities } from '../store.ts'
import { grantNamed } from './grant.ts'

const refuse = refusals({
  'authority.no-organ': [422, '机构名录里没有“{organ}”。请写机构标识或全称，先导入机构'],
  'authority.no-item': [422, '没有事项“{item}”。请写事项的英文标识，或 12 位基本编码'],
  'authority.no-division': [422, '没有地区“{division}”。请写区划代码或全称'],
  'authority.no-kind': [422, '取得方式“{kind}”不认识。请写 {known} 里的一种'],
})

const kindsByName = new Map(Object.entries(authorityKinds).flatMap(([kind, name]) => [[kind, kind], [name, kind]] as [string, AuthorityKind][])) // biome-ignore format: both spellings

async function organOf(ctx: Ctx, organ: string): Promise<string> {
  const named = (await listOrgans(ctx.tx)).find((o) => o.name === organ)
  const found = named ?? (await findOrganInForce(ctx.tx, organ))
  if (!found) throw refuse('authority.no-organ', { organ })
  return found.id
}

/** The items that a row is about: one by its name in the program, or all of a code of 基本目录. */
async function itemsOf(ctx: Ctx, item: string): Promise<string[]> {
  const found = /^\d{12}$/.test(item) ? await listItemsOfCatalogue(ctx.tx, item) : (await itemName(ctx.tx, item)) ? [item] : []
  if (found.length === 0) throw refuse('authority.no-item', { item })
  return found
}

async function divisionOf(ctx: Ctx, division: string): Promise<string> {
  const found = (await listDivisions(ctx.tx)).find((d) => d.code === division || d.name === division)
  if (!found) throw refuse('authority.no-division', { division })
  return found.code
}

/** '某府发〔2023〕1号（2023-05-04）第三条': the document, its day, the clause. */
const basisOf = ({ document, day, clause }: BringPower): string => `${document}（${day}）${clause}`

/** Writes the grants of one row that are not there yet. A row that stands against another grant is refused with who holds it. */
export const bringPower: Action<BringPower, Imported> = async (ctx, power) => {
  const kind = kindsByName.get(power.kind)
  if (!kind) throw refuse('authority.no-kind', { kind: power.kind, known: Object.values(authorityKinds).join('、') })
  const organ = await organOf(ctx, power.organ)
  const division = await divisionOf(ctx, power.division)
  const basis = basisOf(power)
  const { fromOn, toOn } = power
  let taken: Imported = 'same'
  for (const item of await itemsOf(ctx, power.item)) {
    const same = (await listAuthorities(ctx.tx, item, division)).some(
      (a) => a.organ === organ && a.kind === kind && a.basis === basis && a.fromOn === fromOn && a.toOn === toOn,
    )
    if (same) continue
    await grantNamed(ctx, { item, division, organ, kind, basis, fromOn, toOn })
    taken = 'written'
  }
  return taken
}
