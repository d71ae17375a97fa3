import type { Action, SeedCity } from '#kernel/module.ts'
import { HoldingTypes } from './schema.ts'
import { saveTypes } from './store.ts'

export const seed: Action<SeedCity, void> = async ({ tx }, city) =>
  saveTypes(tx, HoldingTypes.parse(await city.read('licence-types.yaml')).types)
