/** Jobs of a worker that was killed: found by a lock that dies with its process, and set free, so that they wait seconds and not hours. */
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from './log.ts'

const look = 2_500
const again = 100
/** One key space of advisory locks for all workers of a house. */
const space = 7_017_002

/**
 * Holds a lock in the name of this process's worker, takes it anew whenever its connection was lost, and looks every few seconds
 * for jobs taken by a worker whose lock nobody holds. Who is missing at two looks in a row is dead: a worker that lives takes less
 * to come back after its connection was cut. A job is left alone in its first seconds, while a new worker may still be taking its lock.
 */
export async function watchOverWorkers(pool: pg.Pool, events: WorkerEvents, log: Logger): Promise<{ stop(): Promise<void> }> {
  const names = new Set<string>()
  let client: pg.PoolClient | undefined
  let missing: readonly string[] = []
  let stopped = false

  const lose = () => {
    client?.release(true)
    client = undefined
    missing = []
  }
  const watched = (fresh: pg.PoolClient): pg.PoolClient => fresh.once('error', () => comeBack(fresh))
  /** At once, and then again and again: for as long as nobody holds the lock, others take this worker for dead. */
  const comeBack = (lost: pg.PoolClient | undefined): void => {
    if (lost !== client || stopped) return
    lose()
    setTimeout(() => void ask(hold), again).unref()
  }
  const hold = async (): Promise<pg.PoolClient> => {
    const held = client ?? watched(await pool.connect())
    client = held
    // not to be had while the server still believes in the connection that was cut: then that one speaks for us a little longer
    for (const name of names) {
      const taken = "select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and classid = $1::oid"
      const mine = await held.query(`${taken} and objid = (hashtext($2)::bigint & 4294967295)::oid`, [space, name])
      if (mine.rowCount === 0) await held.query('select pg_try_advisory_lock($1, hashtext($2))', [space, name])
    }
    return held
  }
  const round = async (): Promise<void> => {
    const held = await hold()
    const now = (await held.query<{ name: string }>('select base.missing_workers($1) "name"', [space])).rows.map((r) => r.name)
    const dead = now.filter((name) => missing.includes(name))
    missing = now
    if (dead.length) await held.query('select graphile_worker.force_unlock_workers($1)', [dead])
  }

  let asking: Promise<void> = Promise.resolve()
  const ask = (work: () => Promise<unknown>): Promise<void> => {
    asking = asking
      .then(() => (stopped ? undefined : work()))
      .then(
        () => undefined,
        (err) => {
          log.warn({ err }, 'could not look for dead workers')
          comeBack(client)
        },
      )
    return asking
  }
  events.on('pool:create', ({ workerPool }) => {
    names.add(workerPool.id)
    void ask(hold)
  })
  const timer = setInterval(() => void ask(round), look)
  await hold()
  await ask(round)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await asking
      client?.release(true)
    },
  }
}
