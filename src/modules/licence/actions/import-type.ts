/** Types of licences that a real city gives out, from a table. */
import { refusals } from '#base/refusal.ts'
import { saveHoldingTypes } from '#kernel/holding/api.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Imported } from '#kernel/module.ts'
import { type TypeRowIn, typeFrom } from '../schema/type-row.ts'
import { findType, listTypes, saveTypes } from '../store/licence.ts'

const refuse = refusals({
  'licence.type-differs': [409, '证照类型 {code}（{name}）已经登记，内容和这一行不一样。发过证的类型不能改，请用新的代码'],
  'licence.type-name-taken': [409, '“{name}”已经是代码 {code} 的证照类型，请核对'],
})

/** Registers one type, once: what is printed on a licence must not change behind those that were given out. */
export const importType: Action<TypeRowIn, Imported> = async (ctx, row) => {
  const type = typeFrom(row, ctx.city.demo)
  const there = await findType(ctx.tx, type.code)
  if (there && canonical(there) === canonical(type)) return 'same'
  if (there) throw refuse('licence.type-differs', { code: there.code, name: there.name })
  const named = (await listTypes(ctx.tx)).find((t) => t.name === type.name)
  if (named) throw refuse('licence.type-name-taken', { name: named.name, code: named.code })
  await saveHoldingTypes(ctx.tx, [type])
  await saveTypes(ctx.tx, [type])
  return 'written'
}
