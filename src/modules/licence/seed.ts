import { z } from 'zod'
import type { Action, SeedCity } from '#kernel/module.ts'
import { foundLicences } from './actions/import.ts'
import { LicenceTypes } from './schema/licence.ts'
import { saveTypes } from './store/licence.ts'

const Founded = z.object({ licences: z.array(z.object({ type: z.string(), organ: z.string(), row: z.string() })) })

/** The types of the city's file, a changed one in the place of the old, and the licences of demo persons; a repeat changes nothing. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  await saveTypes(ctx.tx, LicenceTypes.parse(await city.read('licence-types.yaml')).types)
  await foundLicences(ctx, Founded.parse(await city.read('licences.yaml')).licences)
}
