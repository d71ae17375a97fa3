/** Takes processes and lines away at moments nobody chose. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kind, Node, Place } from './place.ts'

type Random = () => number
type Weapon = { share: number; strike(place: Place, random: Random): Promise<boolean> }

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)]
const oneUp = (place: Place, kinds: readonly Kind[], random: Random): Node | undefined =>
  pick(
    place.nodes.filter((n) => kinds.includes(n.kind) && n.up),
    random,
  )

function kill(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

const others = "from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database()"

/** Each way to strike, with its share of all strikes. `-9` is meant everywhere. */
const weapons = {
  /** one of those that answer, while another does */
  server: {
    share: 0.25,
    strike: async (place, random) => place.sites().length > 1 && (oneUp(place, ['start'], random)?.child.kill('SIGKILL') ?? false),
  },
  worker: { share: 0.15, strike: async (place, random) => oneUp(place, ['worker'], random)?.child.kill('SIGKILL') ?? false },
  /** PostgreSQL's main process */
  postgres: { share: 0.2, strike: async (place) => kill(place.postgresPid()) },
  /** one of its processes, upon which it throws all others out and recovers by itself */
  backend: {
    share: 0.1,
    async strike(place, random) {
      const working = await place.sql<{ pid: number }>(`select pid ${others}`)
      return kill(pick(working, random)?.pid)
    },
  },
  /** every connection to the database at once */
  connections: { share: 0.1, strike: async (place) => (await place.sql(`select pg_terminate_backend(pid) ${others}`)).length > 0 },
  /** one line between a process of the city and PostgreSQL, at any byte */
  database: { share: 0.1, strike: async (place, random) => cut(oneUp(place, ['start', 'worker'], random)?.back, 20_000 * random()) },
  /** one line between somebody who asks and a server, at any byte of the question or the answer */
  asker: { share: 0.1, strike: async (place, random) => cut(oneUp(place, ['start'], random)?.front, 4_000 * random()) },
} satisfies Record<string, Weapon>

function cut(wire: Node['back'] | undefined, bytes: number): boolean {
  if (!wire?.lines) return false
  wire.cutAfter(Math.floor(bytes))
  return true
}

export type Kills = Record<keyof typeof weapons, number>
const names = Object.keys(weapons) as (keyof Kills)[]

function choose(random: Random): keyof Kills {
  let at = random()
  for (const name of names) {
    at -= weapons[name].share
    if (at < 0) return name
  }
  return 'server'
}

/** Waits until some answers have come, so that every kill falls into work and none into the rubble of the last one; a minute at most. */
async function moves(progress: () => number): Promise<void> {
  const before = progress()
  for (const start = Date.now(); progress() < before + 5 && Date.now() - start < 60_000; ) await sleep(10)
}

/** So long a strike waits for something to hit, in milliseconds: what takes long to come back would hardly be hit otherwise. */
const lurksMs = 1_500

async function struck(place: Place, random: Random, weapon: keyof Kills): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < lurksMs; await sleep(20)) if (await weapons[weapon].strike(place, random)) return true
  return false
}

type Hunt = { times: number; within: number; progress: () => number; told?: (done: number) => void; enough?: AbortSignal }

/**
 * Strikes `times` times while the city works, up to `within` milliseconds after it moved on from the last strike. What was struck
 * comes back while others are struck. Now and then a line to PostgreSQL stands still for a while, as over a bad network or disk.
 */
export async function killAround(place: Place, random: Random, { times, within, progress, told, enough }: Hunt): Promise<Kills> {
  const kills = Object.fromEntries(names.map((name) => [name, 0])) as Kills
  for (let done = 0; done < times && !enough?.aborted; ) {
    await moves(progress)
    await sleep(random() * within)
    if (random() < 0.1) void oneUp(place, ['start', 'worker'], random)?.back?.standStill(2_000 * random())
    const weapon = choose(random)
    if (!(await struck(place, random, weapon))) continue
    kills[weapon]++
    done++
    told?.(done)
  }
  return kills
}
