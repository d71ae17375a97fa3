/** `haoban orders check`: every order's rows against the fold of its facts. */
import { checkOrders } from '#kernel/order/api.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

/** Ends with 0 only where nothing differs. */
export async function checkEveryOrder({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const checked = await act(house, system, checkOrders, 3_600_000)
    const { kinds, orders, wrong } = checked
    const right = `${kinds} 类工单，一共 ${orders} 张，每一张都跟它的全部动态对得上`
    say(json ? JSON.stringify(checked) : wrong.length ? wrong.map((w) => `工单 ${w.no}：${w.what} 跟动态对不上`).join('\n') : right)
    return wrong.length ? 1 : 0
  })
}
