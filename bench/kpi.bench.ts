/** A figure by organ and month, over the year and over one group, in a city of ten thousand cases and in one of a million. */
import type { House } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { Client } from '../test/kit.ts'
import type { Bench, Mode, Row } from './bench.ts'
import { openBenchHouse, openCities } from './city/city.ts'

type Place = { size: number; house: House; clerk: Client }

async function open(url: string, size: number): Promise<Place> {
  const house = await openBenchHouse(url)
  const clerk = new Client(openApp(house))
  await clerk.post('/sign-in', { as: 'staff', login: 'liufang', password: 'haoban-demo' })
  return { size, house, clerk }
}

const works: Record<string, string> = {
  'cases by organ and month': '/kpis/case.submitted?by=organ',
  'cases by item and month': '/kpis/case.submitted?by=item',
  'share decided in time, by organ and month': '/kpis/case.on-time?by=organ',
}

async function timed({ clerk, house }: Place, address: string, runs: number): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < runs; n++) {
    const from = performance.now()
    const { status, text } = await clerk.get(address)
    times.push(performance.now() - from)
    if (status !== 200) throw new Error(`${house.url}${address}: ${status} ${text.slice(0, 300)}`)
  }
  return times
}

const p95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!
const count = (n: number) => n.toLocaleString('en')

async function* run(mode: Mode): AsyncIterable<Row> {
  const sizes = mode === 'smoke' ? ([500, 2_000] as const) : ([10_000, 1_000_000] as const)
  const [rounds, runs] = mode === 'smoke' ? [2, 5] : [20, 20]
  const cities = await openCities(sizes)
  const places: Place[] = []
  try {
    for (const size of sizes) places.push(await open(cities.url(size), size))
    const [small, large] = places as [Place, Place]
    for (const [name, address] of Object.entries(works)) {
      const times: [number[], number[]] = [[], []]
      for (const place of places) await timed(place, address, runs)
      // they take turns, so that a busy moment of the machine falls on both
      for (let n = 0; n < rounds; n++) {
        times[0].push(...(await timed(small, address, runs)))
        times[1].push(...(await timed(large, address, runs)))
      }
      const [short, long] = [p95(times[0]), p95(times[1])]
      yield {
        name: `${name}, p95 at ${count(large.size)} cases`,
        value: long,
        unit: 'ms',
        yardstick: { name: `at ${count(small.size)}`, value: short },
        ratio: short / long,
        atLeast: 1 / 1.5,
        note: 'the answer of the address for a clerk, with the rows that it counts',
      }
    }
  } finally {
    for (const place of places) await place.house.db.close()
    await cities.close()
  }
}

export default { title: 'Figures by axis and month as the city grows', run } satisfies Bench
