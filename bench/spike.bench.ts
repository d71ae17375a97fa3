/** Five times the load that a city of a million cases bears, for a minute: who is refused is told politely, nothing acknowledged is lost, and afterwards all is as before. */
import pg from 'pg'
import type { Bench, Mode, Row } from './bench.ts'
import { openCities } from './city/city.ts'
import { p95, pressed, steady, type Told } from './city/load.ts'
import { type Cast, castOf, serve } from './city/served.ts'

/** Bearable: six tenths of what eight people who never pause get out of it. */
const share = 0.6

/** `settleMs` is part of the promise, and no run may shorten it. */
type Times = { capacityMs: number; beforeMs: number; spikeMs: number; afterMs: number; settleMs: number }
const times: Record<Mode, Times> = {
  smoke: { capacityMs: 2_000, beforeMs: 2_000, spikeMs: 3_000, afterMs: 2_000, settleMs: 10_000 },
  whole: { capacityMs: 20_000, beforeMs: 20_000, spikeMs: 60_000, afterMs: 20_000, settleMs: 10_000 },
}

/** Which of the acknowledged cases are there once, with their first fact. */
async function standing(url: string, ids: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int n from unnest($1::text[]) i join cases.file f on f.id = i
     where (select count(*) from ledger.fact where about = 'case:' || i and name = 'case.submitted') = 1`,
    [ids],
  )
  await client.end()
  return rows[0].n
}

/** Jobs that wait in the queue: what the spike left to do beside the requests. */
async function waitingJobs(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select coalesce(sum(waiting), 0)::int n from base.job_counts()')
  await client.end()
  return rows[0].n
}

type Jobs = { before: number; after: number }
type Spike = { perSecond: number; old: number; during: Told[]; back: Told[]; jobs: Jobs }

async function spikeOf(url: string, cast: Cast, t: Times): Promise<Spike> {
  const free = await pressed(cast, 8, t.capacityMs)
  const perSecond = (share * free.filter((x) => x.status === 200).length * 1_000) / t.capacityMs
  const before = await steady(cast, perSecond, t.beforeMs)
  const waited = await waitingJobs(url)
  const during = await steady(cast, 5 * perSecond, t.spikeMs)
  await steady(cast, perSecond, t.settleMs)
  const jobs = { before: waited, after: await waitingJobs(url) }
  return { perSecond, old: p95(before), during, back: await steady(cast, perSecond, t.afterMs), jobs }
}

const share100 = (n: number, of: number) => `${((100 * n) / of).toFixed(1)} %`

function* rowsOf({ perSecond, old, during, back, jobs }: Spike, kept: { said: number; there: number }): Iterable<Row> {
  const served = during.filter((t) => t.status === 200)
  const refused = during.filter((t) => t.status !== 200)
  const polite = refused.filter((t) => t.polite)
  const codes = [...new Set(refused.map((t) => t.status))].map((code) => `${refused.filter((t) => t.status === code).length} × ${code}`)
  const load = `${perSecond.toFixed(0)} requests a second are bearable, ${(5 * perSecond).toFixed(0)} came`
  yield {
    name: 'refused with a sentence and a time to come again',
    value: polite.length,
    unit: 'requests',
    yardstick: { name: 'all that were not served', value: refused.length },
    ratio: refused.length === 0 ? 1 : polite.length / refused.length,
    atLeast: 1,
    note: `${load}; ${share100(served.length, during.length)} of ${during.length} served, p95 ${p95(during).toFixed(0)} ms; ${codes.join(', ') || 'none refused'}`,
  }
  yield {
    name: 'applications acknowledged in the spike that are there, once',
    value: kept.there,
    unit: 'cases',
    yardstick: { name: 'acknowledged', value: kept.said },
    ratio: kept.said === 0 ? 1 : kept.there / kept.said,
    atLeast: 1,
  }
  yield {
    name: 'p95 of the same load as before, from ten seconds after the spike',
    value: p95(back),
    unit: 'ms',
    yardstick: { name: 'before the spike', value: old },
    ratio: old / p95(back),
    atLeast: 1 / 1.5,
    note: `${back.filter((t) => t.status !== 200).length} of ${back.length} refused; ${jobs.before} jobs waited before the spike, ${jobs.after} ten seconds after it`,
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const size = mode === 'smoke' ? 2_000 : 1_000_000
  const cities = await openCities([size])
  try {
    const url = await cities.copy(size)
    const served = await serve(url)
    try {
      const spike = await spikeOf(url, await castOf(served.site), times[mode])
      const ids = spike.during.flatMap((t) => (t.id ? [t.id] : []))
      yield* rowsOf(spike, { said: ids.length, there: await standing(url, ids) })
    } finally {
      await served.stop()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'A spike of five times the bearable load', run } satisfies Bench
