/** A city under load whose processes are killed one after another; what it acknowledged is compared with what is there. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openHouse } from '#app/open.ts'
import { audit } from './audit.ts'
import { type Kills, killAround } from './killer.ts'
import { chance, type Load, liveAlone, liveTogether, openCast, sendOne } from './load.ts'
import { patience } from './patient.ts'
import { Place } from './place.ts'

export type Soaked = {
  kills: Kills
  cases: number
  /** acknowledged acts, by the fact that each left */
  acts: Record<string, number>
  acknowledged: number
  /** answers that were lost on the way, after which the same command was sent again */
  again: number
  starts: number
  seconds: number
  /** from the first strike to the last */
  secondsOfKilling: number
  wrong: string[]
}
/** `enough` ends the killing early; what was done until then is audited. */
type Plan = { kills: number; seed: number; within?: number; tell?: (line: string) => void; enough?: AbortSignal }

const quiet = { info() {}, warn() {}, error() {} }
const secondsSince = (start: number) => Math.round((performance.now() - start) / 1_000)

/** Three servers and two workers on one PostgreSQL; what the founding set going is done before the beating begins. */
async function settle(place: Place): Promise<void> {
  await place.open()
  await place.add('start')
  await place.ready()
  await settled(place)
  for (const kind of ['start', 'start', 'worker', 'worker'] as const) await place.add(kind)
  await place.ready()
}

type Beaten = Pick<Soaked, 'kills' | 'cases' | 'secondsOfKilling'> & { broken: Error[] }

/** Kills and works at the same time, until all is killed that was to be, or something broke off. */
async function beat(place: Place, load: Load, { kills: times, within = 300, tell = () => undefined, enough }: Plan): Promise<Beaten> {
  const stop = new AbortController()
  enough?.addEventListener('abort', () => stop.abort())
  let killing = true
  const from = performance.now()
  let secondsOfKilling = 0
  const told = (done: number) => {
    if (done % 25 === 0) tell(`${done} kills after ${secondsSince(from)} s, ${load.done.length} acknowledged acts`)
  }
  const hunt = killAround(place, load.random, { times, within, progress: () => patience.answers, told, enough: stop.signal }).finally(
    () => {
      killing = false
      secondsOfKilling = secondsSince(from)
    },
  )
  const [kills, worked] = await Promise.all([
    hunt,
    work(
      load,
      () => killing,
      () => stop.abort(),
    ),
  ])
  return { kills, secondsOfKilling, ...worked }
}

/** What is wrong once nothing is left to do. */
export async function wrongIn(place: Place, load: Load, storage = join(place.dir, 'files')): Promise<string[]> {
  await place.ready()
  await settled(place)
  const env = { HAOBAN_DATA: place.dir, HAOBAN_STORAGE: storage }
  const house = await openHouse(place.url, env, { log: quiet, seed: false })
  return audit(house, (text) => place.sql(text), load.done).finally(() => house.db.close())
}

/** A city lives through `kills` kills under load; then it is audited. */
export async function soak(plan: Plan): Promise<Soaked> {
  const started = performance.now()
  const again = patience.again
  const random = chance(plan.seed)
  const place = new Place()
  try {
    await settle(place)
    plan.tell?.(`open after ${secondsSince(started)} s`)
    const load: Load = { cast: await openCast(place, random), random, done: [] }
    const { broken, ...beaten } = await beat(place, load, plan)
    plan.tell?.(`${beaten.cases} cases, ${load.done.length} acknowledged acts; looking what is wrong`)
    const wrong = [...broken.map((error) => `broke off: ${error.message}`), ...(await wrongIn(place, load))]
    const acts: Record<string, number> = {}
    for (const { fact } of load.done) acts[fact] = (acts[fact] ?? 0) + 1
    const starts = place.nodes.reduce((sum, n) => sum + n.starts, 0)
    const acknowledged = load.done.length
    return { ...beaten, acts, acknowledged, again: patience.again - again, starts, seconds: secondsSince(started), wrong }
  } finally {
    await place.close()
  }
}

type Worked = { cases: number; broken: Error[] }

/** Sends case after case while the killing goes on, each living its life beside the others, some of them together. What breaks off ends it, and is told. */
export async function work(load: Load, goOn: () => boolean, breakOff: () => void): Promise<Worked> {
  const lives = new Set<Promise<void>>()
  const broken: Error[] = []
  const fail = (error: Error) => {
    broken.push(error)
    breakOff()
  }
  const live = (life: Promise<void>) => {
    const running: Promise<void> = life.catch(fail).finally(() => lives.delete(running))
    lives.add(running)
  }
  let together: string[] = []
  let cases = 0
  while (goOn() && broken.length === 0) {
    const id = await sendOne(load).catch(fail)
    if (!id) break
    cases++
    if (load.random() < 0.4) together.push(id)
    else live(liveAlone(load, id))
    if (together.length === 3) {
      live(liveTogether(load, together))
      together = []
    }
    while (lives.size >= 8) await Promise.race(lives)
  }
  if (together.length) live(liveTogether(load, together))
  await Promise.all(lives)
  return { cases, broken }
}

/** Waits until no job is due any more; what waits because an act could still be recalled waits no longer. */
export async function settled(place: Place): Promise<void> {
  await place.sql(`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
    where task_identifier = 'react' and run_at between now() and now() + interval '11 minutes'), run_at => now())`)
  for (const start = Date.now(); Date.now() - start < 300_000; await sleep(500)) {
    const [due] = await place.sql<{ n: number }>(
      'select count(*)::int n from graphile_worker.jobs where attempts < max_attempts and run_at <= now() or locked_at is not null',
    )
    if (due!.n === 0) return
  }
}
