/** What a worker looks after all the time, between the jobs of the queue. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isAway } from './db.ts'
import type { Logger } from './log.ts'

/** `isDue` only looks; `work` tells how much it did, and is asked again at once as long as that is anything. */
export type Watch = { name: string; everyMs: number; isDue(): Promise<boolean>; work(): Promise<number> }

async function watchOne(watch: Watch, log: Logger, enough: AbortSignal): Promise<void> {
  while (!enough.aborted) {
    let done = 0
    try {
      if (await watch.isDue()) done = await watch.work()
    } catch (err) {
      // a database that is away comes back; until then the other parts of the worker tell of it
      if (!isAway(err)) log.error({ err, watch: watch.name }, 'a watch failed')
    }
    if (done === 0) await sleep(watch.everyMs, undefined, { signal: enough }).catch(() => undefined)
  }
}

/** Keeps each watch until it is stopped; stopping waits for what is under way. */
export function keepWatches(watches: readonly Watch[], log: Logger): { stop(): Promise<void> } {
  const enough = new AbortController()
  const kept = watches.map((watch) => watchOne(watch, log, enough.signal))
  return {
    async stop() {
      enough.abort()
      await Promise.all(kept)
    },
  }
}
