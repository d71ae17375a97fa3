import { z } from 'zod'
import type { Action, SeedCity } from '#kernel/module.ts'
import { foundLicences } from './actions/import.ts'
import { LicenceTypes } from './schema/licence.ts'
import { saveTypes } from './store/licence.ts'

const Founded = z.object({ licences: z.array(z.object({ type: z.string(), organ: z.string(), row: z.string() })) })

/** The types of the city's file, a changed one in the place of the old, and in a demo city the licences of its persons; a repeat changes nothing. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  await saveTypes(ctx.tx, LicenceTypes.parse((await city.find('licence-types.yaml')) ?? { types: [] }).types)
  const founded = ctx.city.demo && (await city.find('licences.yaml'))
  if (founded) await foundLicences(ctx, Founded.parse(founded).licences)
}
