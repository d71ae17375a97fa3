import type { Action, SeedCity } from '#kernel/module.ts'
import { LicenceTypes } from './schema/licence.ts'
import { saveTypes } from './store/licence.ts'

/** The types of the city's file; a changed one takes the place of the old. */
export const seed: Action<SeedCity, void> = async (ctx, city) =>
  saveTypes(ctx.tx, LicenceTypes.parse(await city.read('licence-types.yaml')).types)
