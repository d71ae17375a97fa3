/** Who is let in while the house is full: so many at work, so many waiting for a while, and the rest told at once to come again. */

export type Admission = {
  /** waits for a place; false where there will be none in time. Whoever got `true` calls `leave` once. */
  enter(kind: Kind): Promise<boolean>
  leave(): void
  /** at work, and waiting */
  standing(): { working: number; waiting: number }
}

/** What somebody has typed weighs more than a look: writers go before readers, and wait longer. */
export type Kind = 'write' | 'read'

export type Room = {
  /** requests at work at once: enough to keep the connections of the pool busy */
  working: number
  /** requests that wait, of each kind */
  waiting: number
  waitMs: Record<Kind, number>
}

type Place = { answer(entered: boolean): void; timer: NodeJS.Timeout }

/** A bounded queue before the house. Work already begun is never broken off, so that nothing acknowledged can be lost. */
export function openAdmission(room: Room): Admission {
  const queues: Record<Kind, Set<Place>> = { write: new Set(), read: new Set() }
  let working = 0

  function wait(kind: Kind): Promise<boolean> {
    const queue = queues[kind]
    if (queue.size >= room.waiting) return Promise.resolve(false)
    return new Promise((answer) => {
      const place: Place = { answer, timer: setTimeout(() => queue.delete(place) && answer(false), room.waitMs[kind]) }
      queue.add(place)
    })
  }

  function next(): Place | undefined {
    for (const queue of [queues.write, queues.read])
      for (const place of queue) {
        queue.delete(place)
        return place
      }
    return undefined
  }

  return {
    async enter(kind) {
      if (working >= room.working) return wait(kind)
      working++
      return true
    },
    leave() {
      const place = next()
      if (!place) return void working--
      clearTimeout(place.timer)
      place.answer(true)
    },
    standing: () => ({ working, waiting: queues.write.size + queues.read.size }),
  }
}
