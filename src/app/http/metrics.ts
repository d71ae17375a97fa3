import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
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
const deadJobs = new Gauge({ name: 'haoban_jobs_dead', help: 'Jobs that failed for good', registers: [registry] })
const connections = new Gauge({
  name: 'haoban_db_connections',
  help: 'Connections of the pool',
  labelNames: ['state'],
  registers: [registry],
})

/** Counts one answer under its route's pattern, never under its address, so that no number of a case reaches the metrics. */
export function observe(c: Context, seconds: number): void {
  requests.labels(c.req.method, routePath(c, -1) || 'none', String(c.res.status)).observe(seconds)
}

/** All numbers of this process in the format of Prometheus. */
export async function metrics(house: House): Promise<string> {
  const { pool } = house.db
  connections.labels('idle').set(pool.idleCount)
  connections.labels('busy').set(pool.totalCount - pool.idleCount)
  connections.labels('waiting').set(pool.waitingCount)
  const { rows } = await pool.query<{ n: number }>('select count(*)::int n from base.dead_jobs()')
  deadJobs.set(rows[0]!.n)
  return registry.metrics()
}
