/** Work lists, search, one citizen's cases and the public item page in a city of ten thousand cases and in one of a million. */
import { randomInt } from 'node:crypto'
import type { House } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { Client } from '../test/kit.ts'
import type { Bench, Mode, Row } from './bench.ts'
import { openBenchHouse, openCities } from './city/city.ts'
import { compareSizes } from './sizes.ts'

type Place = { size: number; house: House; clerk: Client; citizen: Client; anyone: Client; numbers: string[]; names: string[] }

async function open(url: string, size: number): Promise<Place> {
  const house = await openBenchHouse(url)
  const app = openApp(house)
  const signIn = async (body: Record<string, unknown>) => {
    const client = new Client(app)
    await client.post('/sign-in', body)
    client.csrf = (await client.get('/session')).body.csrf
    return client
  }
  const { rows } = await house.db.pool.query<{ no: string; name: string }>(
    "select right(no, 12) no, applicant_name name from cases.file where organ = 'market-360702' order by id limit 200",
  )
  return {
    ...{ size, house, anyone: new Client(app), numbers: rows.map((r) => r.no), names: rows.map((r) => r.name) },
    clerk: await signIn({ as: 'staff', login: 'liufang', password: 'haoban-demo' }),
    citizen: await signIn({ as: 'citizen', account: 'citizen:zhong-jiaming' }),
  }
}

const list = (search: string) => `/work/cases?queue=${search.replace(/[^\x20-\x7e]+/g, encodeURIComponent)}`
const one = <T>(of: readonly T[]): T => of[randomInt(of.length)]!

/** What is asked for, one of its addresses each time. */
const works: Record<string, (p: Place) => Promise<{ status: number; text: string }>> = {
  'work list of an office, first page and filters': (p) =>
    p.clerk.get(list(one(['office', 'all', 'office&lamp=red', 'office&lamp=yellow', 'all&sort=newest', 'all&sort=moved', 'due', 'mine']))),
  'the rail with all its counts': (p) => p.clerk.get('/work/queues'),
  'search at the desk: a name, a part of one, a number, nothing': (p) =>
    p.clerk.get(list(`all&q=${one([one(p.names), '餐饮', one(p.numbers), '没有这家'])}`)),
  'one citizen’s cases, as his page': (p) => p.citizen.page('/me'),
  'public item page': (p) => p.anyone.page('/items/food-business-licence-new?division=360702'),
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const sizes = mode === 'smoke' ? ([500, 2_000] as const) : ([10_000, 1_000_000] as const)
  const cities = await openCities(sizes)
  const places: Place[] = []
  try {
    for (const size of sizes) places.push(await open(cities.url(size), size))
    const note = 'one organ holds a twentieth of all cases, and grows with the city; the citizen has twelve in both'
    yield* compareSizes(places as [Place, Place], works, { mode, of: 'cases', note })
  } finally {
    for (const place of places) await place.house.db.close()
    await cities.close()
  }
}

export default { title: 'Lists, search and pages as the city grows', run } satisfies Bench
