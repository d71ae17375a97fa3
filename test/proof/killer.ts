/** Takes processes away at moments nobody chose. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'

export type Kills = { server: number; worker: number; postgres: number; connections: number }

type Weapon = { of: keyof Kills; share: number; strike(place: Place, random: () => number): Promise<boolean> }

const killNode = (kind: 'start' | 'worker') => async (place: Place, random: () => number) => {
  const up = place.nodes.filter((n) => n.kind === kind && n.up)
  const node = up[Math.floor(random() * up.length)]
  return node?.child.kill('SIGKILL') ?? false
}

const weapons: readonly Weapon[] = [
  { of: 'server', share: 0.35, strike: killNode('start') },
  { of: 'worker', share: 0.2, strike: killNode('worker') },
  {
    of: 'postgres',
    share: 0.25,
    async strike(place) {
      const pid = place.postgresPid()
      if (pid === undefined) return false
      try {
        process.kill(pid, 'SIGKILL')
        return true
      } catch {
        return false
      }
    },
  },
  {
    of: 'connections',
    share: 0.2,
    strike: async (place) =>
      (
        await place.sql(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
        )
      ).length > 0,
  },
]

function choose(random: () => number): Weapon {
  const at = random()
  const upTo = (i: number) => weapons.slice(0, i + 1).reduce((sum, w) => sum + w.share, 0)
  return weapons.find((_, i) => at < upTo(i)) ?? weapons[0]!
}

/** Waits until something moves, so that every kill falls into work and none into the rubble of the last one; a minute at most. */
async function moves(progress: () => number): Promise<void> {
  const before = progress()
  for (const start = Date.now(); progress() === before && Date.now() - start < 60_000; ) await sleep(20)
}

/** Kills `times` times while the city works, up to `within` milliseconds after it moved on from the last kill. */
export async function killAround(
  place: Place,
  random: () => number,
  times: number,
  within: number,
  progress: () => number,
): Promise<Kills> {
  const kills: Kills = { server: 0, worker: 0, postgres: 0, connections: 0 }
  for (let done = 0; done < times; ) {
    await moves(progress)
    await sleep(random() * within)
    const weapon = choose(random)
    if (await weapon.strike(place, random)) {
      kills[weapon.of]++
      done++
    }
  }
  return kills
}
