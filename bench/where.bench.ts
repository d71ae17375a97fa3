/** Where the time of a case life goes: act by act, between the database and everything else, and by which statements. */
import type { House } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { met } from '../test/restaurant.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { openBenchHouse, openCities } from './city/city.ts'
import { listen, type Statements } from './city/listen.ts'
import { application, type Cast, castOf, must } from './city/served.ts'

/** What an act took: in all, waiting for the database, and how often it asked. */
type Spent = { ms: number; dbMs: number; trips: number }
const steps = [
  ['accept', 'clerk', {}],
  ['examine', 'examiner', {}],
  ['propose', 'examiner', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' }],
  ['approve', 'decider', {}],
  ['deliver', 'issuer', { way: 'electronic' }],
] as const

/** One life, by the six commands of the bench of lives. */
async function live(cast: Cast, now: () => Omit<Spent, 'ms'>, kept: Map<string, Spent[]>): Promise<void> {
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    now()
    const from = performance.now()
    const answer = await work()
    kept.set(name, [...(kept.get(name) ?? []), { ms: performance.now() - from, ...now() }])
    return answer
  }
  const { id } = (await timed('receive', async () => must(await cast.clerk.post('/work/receive', application(cast.scan))))).body as {
    id: string
  }
  for (const [verb, who, input] of steps) await timed(verb, async () => must(await cast[who].post(`/work/cases/${id}/${verb}`, { input })))
}

/** A bare round trip of the same pool, in milliseconds. */
async function tripOf(house: House, runs: number): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < runs; n++) {
    const from = performance.now()
    await house.db.pool.query('select 1')
    times.push(performance.now() - from)
  }
  return median(times)
}

const middle = (all: readonly Spent[], of: keyof Spent) => median(all.map((s) => s[of]))

function* rowsOf(kept: Map<string, Spent[]>, statements: Statements, trip: number, lives: number): Iterable<Row> {
  for (const [name, all] of kept) {
    const [ms, dbMs, trips] = [middle(all, 'ms'), middle(all, 'dbMs'), middle(all, 'trips')]
    const share = `${Math.round((100 * dbMs) / ms)} % of it waiting for the database, ${trips} trips`
    yield {
      name,
      value: ms,
      unit: 'ms',
      yardstick: { name: `${trips} bare trips, ms`, value: trips * trip },
      ratio: (trips * trip) / ms,
      note: share,
    }
  }
  const sum = (of: keyof Spent) => [...kept.values()].reduce((n, all) => n + middle(all, of), 0)
  const longest = [...statements].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 8)
  const told = longest.map(([title, s]) => `\`${title}\` ${(s.n / lives).toFixed(1)} × a life, ${(s.ms / lives).toFixed(1)} ms`)
  yield {
    name: 'a whole life',
    value: sum('ms'),
    unit: 'ms',
    yardstick: { name: `${sum('trips')} bare trips, ms`, value: sum('trips') * trip },
    ratio: (sum('trips') * trip) / sum('ms'),
    note: `${Math.round((100 * sum('dbMs')) / sum('ms'))} % waiting for the database; the longest statements: ${told.join('; ')}`,
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const [size, lives] = mode === 'smoke' ? [2_000, 3] : [10_000, 60]
  const cities = await openCities([size])
  try {
    const house = await openBenchHouse(await cities.copy(size))
    const statements: Statements = new Map()
    const now = listen(house, statements)
    const kept = new Map<string, Spent[]>()
    try {
      const cast = await castOf(openApp(house))
      for (let n = 0; n < Math.ceil(lives / 6); n++) await live(cast, now, new Map())
      statements.clear()
      for (let n = 0; n < lives; n++) await live(cast, now, kept)
      yield* rowsOf(kept, statements, await tripOf(house, 200), lives)
    } finally {
      await house.db.close()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'Where the time of a case life goes', run } satisfies Bench
