/** What one server holds on to: under load at a million cases, and over a simulated day in which the clock of the city moves hour by hour. */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { openCities } from './city/city.ts'
import { pressed } from './city/load.ts'
import type { Taken } from './city/serve.ts'
import { type Cast, castOf, type Served, serve } from './city/served.ts'
import { today } from './city/world.ts'

const mostMb = 400

/** Resident memory of a process in MB, as the kernel counts it; its highest ever as `peak` (proc(5)). */
function residentOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return { now: kb('VmRSS') / 1_024, peak: kb('VmHWM') / 1_024 }
}

type Hour = Taken & { hour: number; jobs: number; sessions: number; commands: number; backends: number }

const counts = `select (select count(*)::int from graphile_worker.jobs) jobs, (select count(*)::int from permission.session) sessions,
  (select count(*)::int from base.command) commands,
  (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) backends`

async function countedIn(url: string): Promise<Omit<Hour, keyof Taken | 'hour'>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(counts)
  await client.end()
  return rows[0]
}

/** The city's moment so many hours after the bench's morning, as ISO 8601. */
const hourAfter = (hours: number) => new Date(Date.parse(`${today}T10:00:00+08:00`) + hours * 3_600_000).toISOString()

/** Whether a cron line of city time comes in an hour of the city's day. */
const comes = (every: string, hour: number) => [`${hour}`, '*'].includes(every.split(/\s+/)[1]!)

type Job = { name: string; every: string }

/** A day: each hour some load, what the clock brings, and what is left after a collection. */
async function day(served: Served, url: string, ms: number): Promise<Hour[]> {
  const jobs = await served.ask<Job[]>({ jobs: true })
  const hours: Hour[] = []
  for (let n = 0; n < 24; n++) {
    await served.ask({ clock: hourAfter(n) })
    const hour = (10 + n) % 24
    for (const job of jobs.filter((j) => comes(j.every, hour))) await served.ask({ job: job.name })
    await pressed(await castOf(served.site), 6, ms)
    hours.push({ hour, ...(await served.ask<Taken>({ take: true })), ...(await countedIn(url)) })
  }
  return hours
}

const columns = ['hour', 'heapMb', 'rssMb', 'handles', 'listeners', 'connections', 'backends', 'jobs', 'sessions', 'commands'] as const

function table(hours: readonly Hour[]): string {
  const shown = hours.filter((_, i) => i % 4 === 3 || i === 0)
  return shown.map((h) => columns.map((c) => `${c} ${h[c]}`).join(' ')).join('; ')
}

function* growth(hours: readonly Hour[]): Iterable<Row> {
  const part = Math.floor(hours.length / 4)
  const early = (of: (h: Hour) => number) => median(hours.slice(part, 2 * part).map(of))
  const late = (of: (h: Hour) => number) => median(hours.slice(-part).map(of))
  for (const [name, unit, of] of [
    ['heap after collection', 'MB', (h: Hour) => h.heapMb],
    ['handles of the process', 'handles', (h: Hour) => h.handles],
    ['listeners of the process', 'listeners', (h: Hour) => h.listeners],
    ['connections to the database', 'connections', (h: Hour) => h.backends],
  ] as const)
    yield {
      name: `${name}, last quarter of a simulated day`,
      value: late(of),
      unit,
      yardstick: { name: 'second quarter', value: early(of) },
      ratio: early(of) / late(of),
      atLeast: 0.9,
      note: name.startsWith('heap') ? table(hours) : undefined,
    }
}

function* resident(served: Served, size: number, idle: number): Iterable<Row> {
  const { now, peak } = residentOf(served.pid)
  yield {
    name: `highest memory of a server with its worker, ${size.toLocaleString('en')} cases, under load`,
    value: peak,
    unit: 'MB',
    yardstick: { name: 'promised at most', value: mostMb },
    ratio: mostMb / peak,
    atLeast: 1,
    note: `${idle.toFixed(0)} MB after the start, which took ${(served.startMs / 1_000).toFixed(1)} s to the first answer; ${now.toFixed(0)} MB now`,
  }
}

async function* measure(served: Served, cast: Cast, url: string, mode: Mode): AsyncIterable<Row> {
  const [loadMs, hourMs, size] = mode === 'smoke' ? [2_000, 100, 2_000] : [60_000, 4_000, 1_000_000]
  const idle = residentOf(served.pid).now
  await pressed(cast, 12, loadMs)
  yield* resident(served, size, idle)
  yield* growth(await day(served, url, hourMs))
  yield* [...resident(served, size, idle)].map((row) => ({ ...row, name: `${row.name}, and over the day` }))
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const size = mode === 'smoke' ? 2_000 : 1_000_000
  const cities = await openCities([size])
  try {
    const url = await cities.copy(size)
    const served = await serve(url)
    try {
      yield* measure(served, await castOf(served.site), url, mode)
    } finally {
      await served.stop()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'Memory of one server', run } satisfies Bench
