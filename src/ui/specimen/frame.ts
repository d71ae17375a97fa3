import type { Frame } from '../public/shell.tsx'

const names =
  '全市 松桥区 石畔区 云岭区 南陂县 大坪县 上浦县 崇水县 长塘县 定溪县 全湖县 宁川县 于山县 兴塘县 会水县 寻源县 石岭县 清禾市 龙坪市 望川经开区 望川高新区 龙坪经开区 清禾经开区 江畔新区'
const divisions = names.split(' ').map((name, i) => ({ code: i ? String(990101 + i) : '990100', name }))

/** A frame for the specimen pages: signed in, in one division of an invented city. */
export const specimenFrame = (title: string, change: Partial<Frame> = {}): Frame => ({
  title,
  city: { name: '望川市', shortName: '望川', division: '990100', demo: true, brand: { zh: '好办 · 望川' } },
  division: divisions[1]!,
  divisions,
  who: { name: '钟家明' },
  care: false,
  path: '/ui',
  csrf: 'demo-csrf',
  ...change,
})

export const wholeCity = divisions[0]!
