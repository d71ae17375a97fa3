/** Counts of a list by its filters, with the names people read. */
import { audienceNames, type Choice, type Facets, sourceNames } from '../schema.ts'

type Count = { facet: string; value: string; count: number }
export type Names = { divisions: ReadonlyMap<string, string>; branches: ReadonlyMap<string, string> }

/** Places outside the city from which items were imported, by their codes (GB/T 2260). */
export const elsewhere: Readonly<Record<string, string>> = { '440000': '广东省', '440100': '广州市' }

/** How many counties the city has: what all of them handle is handled everywhere. */
const countiesIn = ({ divisions }: Names) => [...divisions.keys()].filter((code) => code.length === 6 && !code.endsWith('00')).length

const divisionName = (code: string, names: Names) => names.divisions.get(code) ?? elsewhere[code] ?? code

export const divisionNames = (codes: readonly string[], names: Names): string => {
  const counties = countiesIn(names)
  if (counties > 0 && codes.length >= counties) return '全市各县区'
  const named = codes.map((c) => divisionName(c, names))
  return named.length > 3 ? `${named.slice(0, 2).join('、')}等 ${named.length} 个地区` : named.join('、')
}

const label = (facet: string, value: string, names: Names): string => {
  if (facet === 'audience') return audienceNames[value as keyof typeof audienceNames] ?? value
  if (facet === 'source') return sourceNames[value as keyof typeof sourceNames] ?? value
  if (facet === 'division') return divisionName(value, names)
  return facet === 'branch' ? (names.branches.get(value) ?? value) : value
}

/** Facets in the order people look through them: places by their code, all else by how many there are. */
export function facetsOf(counts: readonly Count[], names: Names): Facets {
  const of = (facet: string): Choice[] =>
    counts
      .filter((c) => c.facet === facet)
      .map(({ value, count }) => ({ value, count, text: label(facet, value, names) }))
      .sort((a, b) => (facet === 'division' ? a.value.localeCompare(b.value) : b.count - a.count || a.value.localeCompare(b.value)))
  return { audience: of('audience'), theme: of('theme'), branch: of('branch').slice(0, 80), division: of('division'), source: of('source') }
}
