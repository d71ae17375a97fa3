/** Jobs of a worker that was killed: found by a lock that dies with its process, and set free, so that they wait seconds and not hours. */
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from './log.ts'

const look = 5_000
/** One key space of advisory locks for all workers of a house. */
const space = 7_017_002

/**
 * Holds a lock in the name of this process's worker for as long as its connection lives, and looks every few seconds for
 * jobs taken by a worker whose lock nobody holds. A job is left alone in its first seconds, while a new worker may still be taking
 * its lock.
 */
export async function watchOverWorkers(pool: pg.Pool, events: WorkerEvents, log: Logger): Promise<{ stop(): Promise<void> }> {
  const client = await pool.connect()
  let asking: Promise<unknown> = Promise.resolve()
  const ask = (work: () => Promise<unknown>) => {
    asking = asking.then(work).catch((err) => log.warn({ err }, 'could not look for dead workers'))
    return asking
  }
  events.on('pool:create', ({ workerPool }) => {
    void ask(() => client.query('select pg_advisory_lock($1, hashtext($2))', [space, workerPool.id]))
  })
  const free = () => ask(() => client.query('select base.free_dead_jobs($1)', [space]))
  const timer = setInterval(() => void free(), look)
  await free()
  return {
    async stop() {
      clearInterval(timer)
      await asking
      client.release(true)
    },
  }
}
