/** A city under load whose processes are killed one after another; what it acknowledged is compared with what is there. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openHouse } from '#app/open.ts'
import { audit } from './audit.ts'
import { type Kills, killAround } from './killer.ts'
import { type Acknowledged, chance, liveOn, openCast, sendOne } from './load.ts'
import { patience } from './patient.ts'
import { Place } from './place.ts'

export type Soaked = { kills: Kills; cases: number; acknowledged: number; again: number; starts: number; seconds: number; wrong: string[] }
type Plan = { kills: number; seed: number; within?: number; tell?: (line: string) => void }

const quiet = { info() {}, warn() {}, error() {} }

/** Two servers and a worker on one PostgreSQL live through `kills` kills under load; then the city is audited. */
export async function soak({ kills: times, seed, within = 300, tell = () => undefined }: Plan): Promise<Soaked> {
  const started = performance.now()
  const random = chance(seed)
  const place = new Place()
  try {
    await place.open()
    await place.add('start')
    await place.ready()
    await place.add('start')
    await place.add('worker')
    await place.ready()
    tell(`open after ${((performance.now() - started) / 1_000).toFixed(0)} s`)
    const done: Acknowledged[] = []
    let killing = true
    const working = work(place, random, done, () => killing)
    const [kills, cases] = await Promise.all([
      killAround(place, random, times, within, () => done.length).finally(() => {
        killing = false
      }),
      working,
    ])
    tell(`${times} kills, ${cases} cases, ${done.length} acknowledged acts`)
    await place.ready()
    await settled(place)
    const house = await openHouse(
      place.url,
      { HAOBAN_DATA: place.dir, HAOBAN_STORAGE: join(place.dir, 'files') },
      { log: quiet, seed: false },
    )
    const wrong = await audit(house, (text) => place.sql(text), done).finally(() => house.db.close())
    return {
      kills,
      cases,
      acknowledged: done.length,
      again: patience.again,
      starts: place.nodes.reduce((sum, n) => sum + n.starts, 0),
      seconds: Math.round((performance.now() - started) / 1_000),
      wrong,
    }
  } finally {
    await place.close()
  }
}

/** Sends case after case while the killing goes on, each living its life beside the others; answers how many. */
async function work(place: Place, random: () => number, done: Acknowledged[], goOn: () => boolean): Promise<number> {
  const cast = await openCast(place, random)
  const lives: Promise<void>[] = []
  const broken: Error[] = []
  let cases = 0
  while (goOn()) {
    const id = await sendOne(cast, done)
    cases++
    lives.push(liveOn(cast, id, random, done).catch((error: Error) => void broken.push(error)))
    if (lives.length % 8 === 0) await Promise.all(lives.splice(0))
    if (broken[0]) throw broken[0]
  }
  await Promise.all(lives)
  if (broken[0]) throw broken[0]
  return cases
}

/** Waits until no job is due any more. */
async function settled(place: Place): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 180_000; await sleep(500)) {
    const [due] = await place.sql<{ n: number }>(
      'select count(*)::int n from graphile_worker.jobs where attempts < max_attempts and run_at <= now() or locked_at is not null',
    )
    if (due!.n === 0) return
  }
}
