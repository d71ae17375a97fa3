/** `haoban kpi check` and `haoban kpi rebuild`: the sums that figures are read from, held against their tables or added up anew from them. */
import { checkSums, rebuildSums } from '#kernel/kpi/api.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const patience = 3_600_000

/** Ends with 0 only where every sum is what its table says. */
export async function checkKpis({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const checked = await act(house, system, checkSums, patience)
    const { rollups, wrong } = checked
    const right = `${rollups} 组指标的数，每一个都跟记录对得上`
    const told = wrong.map((w) => `${w.rollup} ${w.day} ${w.axes.join('、')}：记着 ${w.kept ?? '没有'}，数出来 ${w.counted ?? '没有'}`)
    say(json ? JSON.stringify(checked) : wrong.length ? [...told, '请运行 haoban kpi rebuild 重新加总'].join('\n') : right)
    return wrong.length ? 1 : 0
  })
}

/** Adds every figure's sums up anew; the city goes on meanwhile. */
export async function rebuildKpis({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const rebuilt = await act(house, system, rebuildSums, patience)
    say(json ? JSON.stringify(rebuilt) : rebuilt.rollups.map((r) => `${r.rollup}：${r.sums} 个数`).join('\n'))
    return 0
  })
}
