/** All cities of China with their counties, as `city/divisions-of-china.json` keeps them (its source stands in it). */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Division, DivisionKind } from '#kernel/party/schema.ts'

const China = z.object({
  source: z.string(),
  licence: z.string(),
  cities: z.record(z.string(), z.tuple([z.string(), z.record(z.string(), z.string())])),
})

export type KnownCity = { name: string; counties: readonly (readonly [code: string, name: string])[] }

/** The city of a code; undefined where the list has none, which is so for counties too. */
export async function findCity(code: string): Promise<(KnownCity & { source: string }) | undefined> {
  const { cities, source } = China.parse(
    JSON.parse(await readFile(new URL('../../../../city/divisions-of-china.json', import.meta.url), 'utf8')),
  )
  const found = cities[code]
  return found && { name: found[0], counties: Object.entries(found[1]), source }
}

/** 区 is a district, 市 a city of a county's rank; all else (县, 自治县, 旗, 林区) a county. */
const kindOf = (name: string): DivisionKind =>
  name.endsWith('区') && !/[特林]区$/.test(name) ? 'district' : name.endsWith('市') ? 'countyCity' : 'county'

/** As people say it: without the last character where two are left. */
const shortOf = (name: string): string => ([...name].length > 2 && /[市县区旗]$/.test(name) ? name.slice(0, -1) : name)

/** The divisions of a city as its `divisions.json` lists them, the city first. */
export const divisionsOf = (code: string, name: string, counties: KnownCity['counties']): Division[] => [
  { code, name, shortName: shortOf(name), kind: 'city', local: false },
  ...counties.map(
    ([county, called]): Division => ({
      code: county,
      name: called,
      shortName: shortOf(called),
      kind: kindOf(called),
      parent: code,
      local: false,
    }),
  ),
]
