/** A figure by organ and month, over the year and over one group, in a city of ten thousand cases and in one of a million. */
import type { House } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { Client } from '../test/kit.ts'
import type { Bench, Mode, Row } from './bench.ts'
import { openBenchHouse, openCities } from './city/city.ts'
import { compareSizes } from './sizes.ts'

type Place = { size: number; house: House; clerk: Client }

async function open(url: string, size: number): Promise<Place> {
  const house = await openBenchHouse(url)
  const clerk = new Client(openApp(house))
  await clerk.post('/sign-in', { as: 'staff', login: 'liufang', password: 'haoban-demo' })
  return { size, house, clerk }
}

const figure = (address: string) => (p: Place) => p.clerk.get(address)
const works = {
  'cases by organ and month': figure('/kpis/case.submitted?by=organ'),
  'cases by item and month': figure('/kpis/case.submitted?by=item'),
  'share decided in time, by organ and month': figure('/kpis/case.on-time?by=organ'),
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const sizes = mode === 'smoke' ? ([500, 2_000] as const) : ([10_000, 1_000_000] as const)
  const cities = await openCities(sizes)
  const places: Place[] = []
  try {
    for (const size of sizes) places.push(await open(cities.url(size), size))
    const note = 'the answer of the address for a clerk, with the rows that it counts'
    yield* compareSizes(places as [Place, Place], works, { mode, of: 'cases', note })
  } finally {
    for (const place of places) await place.house.db.close()
    await cities.close()
  }
}

export default { title: 'Figures by axis and month as the city grows', run } satisfies Bench
