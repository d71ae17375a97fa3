/** The program serves every city alike: what it knows of one stands in that city's folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Rule, Violation } from './rule.ts'
import type { TextFile } from './tree.ts'

const folder = fileURLToPath(new URL('../../city/', import.meta.url))

/** Codes that begin with 99 belong to nobody: example pages and tests may show a city that is nowhere. */
const invented = (division: string) => division.startsWith('99')

/** What names a city that is somewhere: what people call it, and the first four digits of its codes with two more behind them. */
const cities: readonly RegExp[] = readdirSync(folder, { withFileTypes: true })
  .filter((d) => d.isDirectory() && existsSync(`${folder}${d.name}/city.yaml`))
  .map((d) => parse(readFileSync(`${folder}${d.name}/city.yaml`, 'utf8')) as { shortName: string; division: string })
  .filter(({ division }) => !invented(division))
  .map(({ shortName, division }) => new RegExp(`${shortName}|${division.slice(0, 4)}[0-9]{2}`, 'g'))

const isProduct = ({ path, place }: TextFile) => /^(src|packages)\//.test(path) && !place.test && !/(^|\/)(fixtures?|test)\//.test(path)

const namedIn = (file: TextFile): Violation[] =>
  file.text
    .split('\n')
    .flatMap((line, i) =>
      cities.flatMap((city) => line.match(city) ?? []).map((says) => ({ path: file.path, line: i + 1, says: `says ${says}` })),
    )

export const cityRules: Rule[] = [
  {
    id: 'no-one-city',
    sentence: 'the program names no city: its name and the codes of its divisions stand in its folder and nowhere else',
    check: (tree) => [...tree.shipped, ...tree.texts].filter(isProduct).flatMap(namedIn),
  },
]
