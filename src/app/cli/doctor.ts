/** `haoban doctor`: looks through a production and says of everything that is missing what to do; 0 where nothing is bad, else 1. */
import { openReplica } from '#base/replica.ts'
import { diagnosis } from '#modules/health/api.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const words = { bad: '✗', look: '!' } as const

export async function runDoctor({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    if (env.DATABASE_REPLICA_URL) house.replica = await openReplica(env.DATABASE_REPLICA_URL, house.db, house.log)
    const found = await act(house, system, (ctx) => diagnosis(ctx, undefined))
    await house.replica?.close()
    if (json) say(JSON.stringify(found))
    else {
      for (const f of found.findings) say(`${words[f.level]} ${f.sentence}\n    ${f.then}`)
      say(`${found.passed.length} 项正常，${found.findings.length} 项要看。${found.ok ? '' : '带 ✗ 的办好以前，不要向公众开放。'}`)
    }
    return found.ok ? 0 : 1
  })
}
