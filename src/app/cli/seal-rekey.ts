/** `haoban seal rekey`: private keys of seals under the first master key of the ring, a few a transaction, beside servers that sign. */
import { mastersOf, rekeySome } from '#modules/seal/api.ts'
import { act, type House, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

/** Few, so that nobody who signs waits for long, and little is done again after a kill. */
const atATime = 20

/** Rekeys what is left, and tells how far it is. */
export async function rekeyAll(house: House, tell: (done: number) => void): Promise<number> {
  let done = 0
  for (;;) {
    const some = await act(house, system, (ctx) => rekeySome(ctx, atATime))
    done += some
    if (some > 0) tell(done)
    if (some < atATime) return done
  }
}

export async function rekeySeals({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const tell = (done: number) => json || say(`已换 ${done} 把……`)
    const done = await rekeyAll(house, tell)
    const masters = await act(house, system, mastersOf)
    const { current } = house.keys
    if (json) say(JSON.stringify({ current, rekeyed: done, masters }))
    else {
      const all = masters.reduce((sum, m) => sum + m.keys, 0)
      say(
        done > 0
          ? `换好了：这次 ${done} 把，一共 ${all} 把私钥都在主密钥 ${current} 下`
          : `不用换：${all} 把私钥都在主密钥 ${current} 下了`,
      )
      say('旧的主密钥请先留在密钥环里：别的加密内容和按号查找还要用它')
    }
    return masters.every((m) => m.master === current) ? 0 : 1
  })
}
