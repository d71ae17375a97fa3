import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Admission } from '#base/admission.ts'
import type { Tx } from '#base/db.ts'
import { findLastVerification } from '#kernel/ledger/store.ts'
import { directoryNumbers } from '#kernel/permission/api.ts'
import type { House } from '../context.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry })
const requests = new Histogram({
  name: 'haoban_http_seconds',
  help: 'Time to answer, by route',
  labelNames: ['method', 'route', 'status'],
  registers: [registry],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
})
export const jobs = new Counter({
  name: 'haoban_jobs_total',
  help: 'Jobs run, by task and outcome',
  labelNames: ['task', 'outcome'],
  registers: [registry],
})
const refused = new Counter({
  name: 'haoban_refusals_total',
  help: 'Requests that were refused, by the code of the refusal',
  labelNames: ['code', 'status'],
  registers: [registry],
})

const reads = new Counter({
  name: 'haoban_reads_total',
  help: 'Requests that only looked, by where they were answered; counted where a replica is configured',
  labelNames: ['at'],
  registers: [registry],
})

type GaugeRow = { name: string; help: string; labelNames?: string[] }
const gauge = (row: GaugeRow) => new Gauge({ ...row, registers: [registry] })
const connections = gauge({ name: 'haoban_db_connections', help: 'Connections of the pool', labelNames: ['state'] })
const queue = gauge({
  name: 'haoban_jobs',
  help: 'Jobs in the queue: waiting, late by over a minute, retrying, dead',
  labelNames: ['state'],
})
const crowd = gauge({ name: 'haoban_requests', help: 'Requests at work and waiting to be let in', labelNames: ['state'] })
const replicaAge = gauge({
  name: 'haoban_replica_age_seconds',
  help: 'How old the state is that the replica shows; NaN where nobody knows',
})
const verified = gauge({ name: 'haoban_ledger_verified_timestamp_seconds', help: 'When the whole ledger was last recomputed (city clock)' })
const intact = gauge({ name: 'haoban_ledger_intact', help: '1 where the last recomputation found every chain whole, 0 where not' })

const directorySilent = gauge({
  name: 'haoban_directory_silent_seconds',
  help: 'How long the directory of the staff has not answered (city clock); NaN where the city has none',
})
const directoryLate = gauge({
  name: 'haoban_directory_late_seconds',
  help: 'By how long the asking after signed-in staff is late; NaN where the city has no directory',
})
const directorySessions = gauge({ name: 'haoban_directory_sessions', help: 'Sessions that the directory of the staff stands for' })

/** Counts one answer under its route's pattern, never under its address, so that no number of a case reaches the metrics. */
export function observe(c: Context, seconds: number): void {
  requests.labels(c.req.method, routeOf(c), String(c.res.status)).observe(seconds)
}

export const routeOf = (c: Context): string => routePath(c, -1) || 'none'

export const countRefusal = (code: string, status: number): void => refused.labels(code, String(status)).inc()

export const countRead = (at: 'replica' | 'primary'): void => reads.labels(at).inc()

let door: Admission | undefined
/** The queue before the house, for its numbers; one a process. */
export function watchAdmission(admission: Admission): void {
  door = admission
}

const states = ['waiting', 'late', 'retrying', 'dead'] as const
type Counts = Record<(typeof states)[number], number>

const countJobs = (
  tx: Tx,
) => tx.sql<Counts>`select coalesce(sum(waiting), 0)::int waiting, coalesce(sum(late), 0)::int late, coalesce(sum(retrying), 0)::int retrying,
  coalesce(sum(dead), 0)::int dead from base.job_counts()`

async function showDirectory({ db, city, clock }: House): Promise<void> {
  const now = clock.now()
  const found = city.directory && (await db.tx({ role: 'system' }, (tx) => directoryNumbers({ tx, city, now })))
  directorySessions.set(found?.sessions ?? 0)
  directoryLate.set(found?.lateSeconds ?? Number.NaN)
  const since = found?.silentSince
  directorySilent.set(found ? (since ? (now.getTime() - since.getTime()) / 1000 : 0) : Number.NaN)
}

/** All numbers of this process in the format of Prometheus, and those of the queue and the ledger, which are the same for every process. */
export async function metrics(house: House): Promise<string> {
  const { pool } = house.db
  connections.labels('idle').set(pool.idleCount)
  connections.labels('busy').set(pool.totalCount - pool.idleCount)
  connections.labels('waiting').set(pool.waitingCount)
  const standing = door?.standing() ?? { working: 0, waiting: 0 }
  crowd.labels('working').set(standing.working)
  crowd.labels('waiting').set(standing.waiting)
  replicaAge.set(house.replica?.ageSeconds() ?? Number.NaN)
  const rows = await house.db.tx({ role: 'system', looks: true }, countJobs)
  for (const state of states) queue.labels(state).set(rows[0]![state])
  const last = await house.db.tx({ role: 'system' }, findLastVerification)
  if (last) verified.set(last.at.getTime() / 1000)
  if (last) intact.set(last.ok ? 1 : 0)
  await showDirectory(house)
  return registry.metrics()
}
