/** Work after commit: enqueued in the transaction that wants it, run at least once, retried with back-off, kept when it fails for good. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { SpanKind } from '@opentelemetry/api'
import { type Task as GraphileTask, parseCronItems, run, runMigrations, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import pg from 'pg'
import { type Tx, whenItAnswers } from './db.ts'
import { watchOverWorkers } from './dead-worker.ts'
import { guards } from './guards.ts'
import { PrimaryClient } from './hosts.ts'
import { underLease } from './lease.ts'
import type { Logger } from './log.ts'
import { openPatientPool } from './patient-pool.ts'
import { Refusal } from './refusal.ts'
import { continued, traced, traceparent } from './trace.ts'

export type Enqueue = { at?: Date; key?: string; attempts?: number }

/** `at` is a moment of the wall clock. Of two jobs with one key the later replaces the earlier while that has not begun. */
export type Job = Enqueue & { task: string; payload: unknown }

/** Enqueues jobs in their order, all of them by one statement that nobody waits for (`Tx.send`). */
export function enqueue(tx: Tx, jobs: readonly Job[]): void {
  if (jobs.length === 0) return
  const rows = jobs.map(({ payload, attempts = 12, ...job }) => ({ ...job, attempts, payload: withTrace(payload ?? {}) }))
  tx.send`select base.enqueue(task, payload, at, key, attempts)
    from json_to_recordset(${JSON.stringify(rows)}::json) as j (task text, payload json, at timestamptz, key text, attempts int)`
}

/** Takes jobs out of the queue again, all of them; false, and nothing is taken out, where one was begun or is done. */
export async function takeBack(tx: Tx, keys: readonly string[]): Promise<boolean> {
  if (keys.length === 0) return true
  const [row] = await tx.sql<{ taken: boolean }>`select base.take_back_jobs(${keys}) taken`
  return row!.taken
}

/** A job remembers in its payload which request left it, where requests are traced. */
function withTrace(payload: unknown): unknown {
  const parent = traceparent()
  return parent === undefined || typeof payload !== 'object' ? payload : { ...payload, traceparent: parent }
}

export async function migrateJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, Client: PrimaryClient })
  // who waits for an answer hears of a lost connection by that
  const heard = () => undefined
  pool.on('error', heard).on('connect', (client) => void client.on('error', heard))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/** A task by name; `every` is a cron line in city time (UTC+8). */
export type Task = { name: string; every?: string; work(payload: unknown): Promise<void> }

/** A cron line of city time as one of UTC. Only the hour moves, so that lines with a fixed hour must leave the day open. */
export function utcCron(line: string): string {
  const [minute = '*', hour = '*', ...day] = line.trim().split(/\s+/)
  if (!/^\d+$/.test(hour)) return [minute, hour, ...day].join(' ')
  if (day.some((d) => d !== '*')) throw new Error(`a cron line with a fixed hour must leave the day open: ${line}`)
  return [minute, String((Number(hour) + 16) % 24), ...day].join(' ')
}

/** A task that goes on with the trace of the request that left the job. */
export const followed = (task: Task): Task => ({
  ...task,
  work(given) {
    const { traceparent: parent, ...payload } = (given ?? {}) as { traceparent?: string }
    const work = () => task.work(payload)
    return continued(parent, () => traced(`job ${task.name}`, { 'haoban.task': task.name }, work, SpanKind.CONSUMER))
  },
})

/** Jobs retry faults, never refusals: a refusal is an answer, noted and done with. */
function shielded(task: Task, log: Logger): GraphileTask {
  return async (payload, { job }) => {
    try {
      const work = () => task.work(payload)
      await (job.locked_by ? underLease({ job: job.id, worker: job.locked_by }, work) : work())
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log.warn({ task: task.name, refusal: error.code }, 'job refused')
    }
  }
}

/** So long a worker that is stopped goes on telling what it did; afterwards its jobs are free for others. */
const tellMs = 15_000

/**
 * Waits until the database knows of all that was done here. graphile-worker tells it beside its work, again after seconds where the
 * database was away, and does not wait for that when it is stopped.
 */
async function untilTold(pool: pg.Pool, names: readonly string[]): Promise<void> {
  const untold = 'select 1 from graphile_worker._private_jobs where locked_by = any($1) limit 1'
  for (const start = Date.now(); Date.now() - start < tellMs; await sleep(100)) {
    const answer = await pool.query(untold, [names]).catch(() => undefined)
    if (answer?.rowCount === 0) return
  }
}

/** Works until it is stopped; stopping waits for the jobs under way and for every connection to close. */
export type Worker = { stop(): Promise<void> }

/** Starts working on the queue with `concurrency` jobs at a time; `stop` waits for those under way. */
export async function startWorker(url: string, tasks: Task[], log: Logger, concurrency = 4): Promise<Worker> {
  const quiet = {
    debug() {},
    info() {},
    warn: (m: string) => log.warn({}, m),
    error: (m: string, meta?: object) => log.error(meta ?? {}, m),
  }
  const options = `${guards} -c role=haoban_queue`
  const pool = openPatientPool({ connectionString: url, max: concurrency + 3, options, connectionTimeoutMillis: 20_000, keepAlive: true })
  let stopping = false
  const lost = (error: Error): void => {
    if (!stopping) log.warn({ err: error }, 'the worker lost a connection')
  }
  pool.on('error', lost)
  pool.on('connect', (client) => void client.on('error', lost))
  const events = new EventEmitter() as WorkerEvents
  const names: string[] = []
  events.on('pool:create', ({ workerPool }) => void names.push(workerPool.id))
  const watch = await whenItAnswers(() => watchOverWorkers(pool, events, log))
  const begin = () =>
    run({
      pgPool: pool,
      events,
      concurrency,
      pollInterval: 1_000,
      noHandleSignals: true,
      logger: new WorkerLogger(() => (level, message, meta) => quiet[level === 'warning' ? 'warn' : level](message, meta as object)),
      taskList: Object.fromEntries(tasks.map((t) => [t.name, shielded(t, log)])),
      parsedCronItems: parseCronItems(
        tasks.filter((t) => t.every).map((t) => ({ task: t.name, match: utcCron(t.every!), identifier: t.name })),
      ),
    })
  const runner = await whenItAnswers(begin)
  // better no process, which its keeper starts again, than one that serves and works no more
  void runner.promise.then(() => {
    if (!stopping) throw new Error('the worker has given up')
  })
  return {
    async stop() {
      stopping = true
      await runner.stop()
      await untilTold(pool, names)
      await watch.stop()
      await pool.end()
    },
  }
}
