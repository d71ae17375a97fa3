import type { Frame } from '../public/shell.tsx'

const names =
  '全市 章贡区 南康区 赣县区 信丰县 大余县 上犹县 崇义县 安远县 定南县 全南县 宁都县 于都县 兴国县 会昌县 寻乌县 石城县 瑞金市 龙南市 赣州经开区 赣州高新区 龙南经开区 瑞金经开区 蓉江新区'
const divisions = names.split(' ').map((name, i) => ({ code: i ? String(360701 + i) : '360700', name }))

/** A frame for the specimen pages: signed in, in one division of the demo city. */
export const specimenFrame = (title: string, change: Partial<Frame> = {}): Frame => ({
  title,
  division: divisions[1]!,
  divisions,
  who: { name: '钟家明' },
  care: false,
  path: '/ui',
  csrf: 'demo-csrf',
  ...change,
})

export const wholeCity = divisions[0]!
