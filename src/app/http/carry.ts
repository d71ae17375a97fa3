/** Where a request is done: what only looks goes to the replica, if there is one that is close enough; all else goes to the primary. */
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isWriting, type Tx } from '#base/db.ts'
import { isForPrimary, placeNow, type Replica } from '#base/replica.ts'
import type { Route } from '#kernel/module.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { actAs, type House, type Visitor, whoAsks } from '../context.ts'
import { countRead } from './metrics.ts'

/** How far the log reached when this browser last wrote: a replica that has not come so far would show it its own work undone. */
const seenCookie = 'haoban_seen'
/** Longer than a replica may lag behind and still be read from. */
const seenSeconds = 60

/** Routes that were asked for with GET and wrote all the same, such as a look at personal data, which leaves a fact. */
const writers = new WeakSet<Route>()

type Asker = Visitor | ((tx: Tx, now: Date) => Promise<Visitor>)
type Work<T> = (ctx: Visit, as: Visitor) => Promise<T>

/** Reads at the replica; undefined where only the primary can do it. Who asks, and what he may do, is asked of the primary in any case. */
async function atReplica<T>(house: House, replica: Replica, asker: Asker, work: Work<T>, route: Route): Promise<{ answer: T } | undefined> {
  const as = typeof asker === 'function' ? await whoAsks(house, asker) : asker
  try {
    return { answer: await actAs(house, as, work, { db: replica.db }) }
  } catch (error) {
    if (!isForPrimary(error)) throw error
    if (isWriting(error)) writers.add(route)
    return undefined
  }
}

/** At the primary. A stranger's look is answered from a transaction that may not write; where it wants to after all, it is done anew in one that may. */
async function atPrimary<T>(house: House, asker: Asker, work: Work<T>, route: Route): Promise<T> {
  if (typeof asker === 'function' || route.verb !== 'GET' || writers.has(route)) return actAs(house, asker, work)
  try {
    return await actAs(house, asker, work, { looks: true })
  } catch (error) {
    if (!isWriting(error)) throw error
    return actAs(house, asker, work)
  }
}

/** Carries a request out in one transaction, or where it reads at the replica, in one that finds out who asks and one that reads. */
export async function carryOut<T>(house: House, c: Context, route: Route, asker: Asker, work: Work<T>): Promise<T> {
  const { replica } = house
  if (!replica) return atPrimary(house, asker, work, route)
  const looks = route.verb === 'GET' && !writers.has(route)
  if (looks && replica.serves(getCookie(c, seenCookie))) {
    const read = await atReplica(house, replica, asker, work, route)
    if (read) {
      countRead('replica')
      return read.answer
    }
  }
  const answer = await actAs(house, asker, work)
  if (looks && !writers.has(route)) countRead('primary')
  else setCookie(c, seenCookie, await placeNow(house.db), { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: seenSeconds })
  return answer
}
