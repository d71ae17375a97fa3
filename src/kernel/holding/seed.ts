import { mustAgree } from '#kernel/city.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { HoldingTypes } from './schema.ts'
import { saveTypes } from './store.ts'

export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const file = await city.find('licence-types.yaml')
  if (file === undefined) return
  const { demo, types } = HoldingTypes.parse(file)
  mustAgree(ctx.city, 'licence-types.yaml ', { demo })
  for (const type of types) if (type.demo) mustAgree(ctx.city, `licence-types.yaml 里的“${type.name}”`, type)
  await saveTypes(ctx.tx, types)
}
