/**
 * Jobs that nobody works at: of a worker that was killed, found by a lock that dies with its process, of one that is frozen, found by its
 * silence, and of one that lives but never heard that it got them. They are set free, so that they wait seconds and not hours.
 */
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from './log.ts'

const look = 2_500
const again = 100
/** One key space of advisory locks for all workers of a house. */
const space = 7_017_002

/** Takes the locks of these workers that this connection does not hold yet. */
async function takeLocks(held: pg.PoolClient, names: Iterable<string>): Promise<void> {
  // not to be had while the server still believes in the connection that was cut: then that one speaks for us a little longer
  for (const name of names) {
    const taken = "select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and classid = $1::oid"
    const mine = await held.query(`${taken} and objid = (hashtext($2)::bigint & 4294967295)::oid`, [space, name])
    if (mine.rowCount === 0) await held.query('select pg_try_advisory_lock($1, hashtext($2))', [space, name])
  }
}

/** Sets free the jobs of workers missing now and at the look before. Answers who is missing now. */
async function freeTheDead(held: pg.PoolClient, before: readonly string[]): Promise<readonly string[]> {
  const now = (await held.query<{ name: string }>('select base.missing_workers($1) "name"', [space])).rows.map((r) => r.name)
  const dead = now.filter((name) => before.includes(name))
  if (dead.length) await held.query('select base.free_jobs_of($1)', [dead])
  return now
}

/**
 * Sets free jobs that this process took and is not at: the answer to the taking was lost with its connection, or the word that one is done.
 * One is lost that is so at two looks in a row. It loses the attempt that was never made, but not the first: what may have been begun stays so.
 * Answers those of this look.
 */
async function freeTheLost(
  held: pg.PoolClient,
  mine: readonly string[],
  at: readonly string[],
  before: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await held.query<{ id: string }>(
    `select id::text from graphile_worker._private_jobs
     where locked_by = any($1) and locked_at < clock_timestamp() - interval '5 seconds' and id <> all($2::bigint[])`,
    [mine, at],
  )
  const now = rows.map((r) => r.id)
  const lost = now.filter((id) => before.includes(id))
  const free =
    'update graphile_worker._private_jobs set locked_at = null, locked_by = null, attempts = greatest(attempts - 1, 1) where id = any($1::bigint[]) and locked_by = any($2)'
  if (lost.length) await held.query(free, [lost, mine])
  return now
}

/** The jobs that the workers of this process are at. */
function atWork(events: WorkerEvents): ReadonlySet<string> {
  const at = new Set<string>()
  events.on('job:start', ({ job }) => void at.add(job.id))
  events.on('job:complete', ({ job }) => void at.delete(job.id))
  return at
}

/** Does one piece of work after the other; after `stop` none is begun. */
function inTurn(failed: (err: unknown) => void) {
  let last: Promise<void> = Promise.resolve()
  let stopped = false
  return {
    ask(work: () => Promise<unknown>): Promise<void> {
      last = last.then(() => (stopped ? undefined : work())).then(() => undefined, failed)
      return last
    },
    stopped: () => stopped,
    async stop(): Promise<void> {
      stopped = true
      await last
    },
  }
}

/**
 * Holds a lock in the name of this process's worker, takes it anew whenever its connection was lost, and looks every few seconds
 * for jobs taken by a worker whose lock nobody holds. Who is missing at two looks in a row is dead: a worker that lives takes less
 * to come back after its connection was cut. A job is left alone in its first seconds, while a new worker may still be taking its lock.
 */
export async function watchOverWorkers(pool: pg.Pool, events: WorkerEvents, log: Logger): Promise<{ stop(): Promise<void> }> {
  const names = new Set<string>()
  const at = atWork(events)
  let client: pg.PoolClient | undefined
  let missing: readonly string[] = []
  let astray: readonly string[] = []
  const turn = inTurn((err) => {
    log.warn({ err }, 'could not look for dead workers')
    comeBack(client)
  })
  /** At once, and then again and again: for as long as nobody holds the lock, others take this worker for dead. */
  const comeBack = (lost: pg.PoolClient | undefined): void => {
    if (lost !== client || turn.stopped()) return
    client?.release(true)
    client = undefined
    missing = []
    astray = []
    setTimeout(() => void turn.ask(hold), again).unref()
  }
  const connect = async (): Promise<pg.PoolClient> => {
    const fresh = await pool.connect()
    return fresh.once('error', () => comeBack(fresh))
  }
  const hold = async (): Promise<pg.PoolClient> => {
    client ??= await connect()
    const held = client
    await takeLocks(held, names)
    await held.query('select base.beat($1)', [[...names]])
    return held
  }
  const round = async (): Promise<void> => {
    const held = await hold()
    missing = await freeTheDead(held, missing)
    astray = await freeTheLost(held, [...names], [...at], astray)
  }
  events.on('pool:create', ({ workerPool }) => {
    names.add(workerPool.id)
    void turn.ask(hold)
  })
  const timer = setInterval(() => void turn.ask(round), look)
  await hold()
  await turn.ask(round)
  return {
    async stop() {
      clearInterval(timer)
      await turn.stop()
      client?.release(true)
    },
  }
}
