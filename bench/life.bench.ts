/** Full lives of cases over HTTP, in an empty city and in one of a million cases, against the same rows written by `pg` alone. */
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { boundOf, rateOf, rowsALife, together } from './city/bound.ts'
import { openCities } from './city/city.ts'
import { type Cast, castOf, liveOne, type Served, serve } from './city/served.ts'

/** The one figure that DIGIT publishes of writing: records taken in a second, 25 threads, 5 + 3 pods (egovernments/docs, branch 2.9). */
const digit =
  'DIGIT publishes 21 requests a second of 30 records for its dashboard ingest on 8 pods (egovernments/docs 2.9), and nothing for the life of a case'

type Place = { size: number; url: string; served: Served; cast: Cast; lives: number[]; bound: number[]; rowsALife: number }

async function open(url: string, size: number, mode: Mode): Promise<Place> {
  const served = await serve(url, { worker: false })
  const cast = await castOf(served.site)
  for (let n = 0; n < 5; n++) await liveOne(cast)
  return { size, url, served, cast, lives: [], bound: [], rowsALife: await rowsALife(url, mode, () => liveOne(cast)) }
}

const count = (n: number) => n.toLocaleString('en')

function against(place: Place): Row[] {
  const [lives, bound] = [median(place.lives), median(place.bound)]
  const pairs = (lives * place.rowsALife) / 2
  const note = `${lives.toFixed(1)} lives a second, ${together} at once, ${place.rowsALife.toFixed(0)} rows written a life`
  const yardstick = { name: 'INSERT + UPDATE through pg, a commit each', value: bound }
  return [
    {
      name: `case life at ${count(place.size)} cases, pairs of rows written`,
      value: pairs,
      unit: 'pairs/s',
      yardstick,
      ratio: pairs / bound,
      atLeast: 0.25,
      note,
    },
    {
      name: `the same, counting only a fact and its row in the lists`,
      value: lives * 7,
      unit: 'steps/s',
      yardstick,
      ratio: (lives * 7) / bound,
      note: `seven facts a life; no promise, because each step also writes papers, jobs and the answer to its key. ${digit}`,
    },
  ]
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const [sizes, rounds, ms] = mode === 'smoke' ? [[0, 2_000], 1, 500] : [[0, 1_000_000], 5, 6_000]
  const cities = await openCities(sizes)
  const places: Place[] = []
  try {
    for (const size of sizes) places.push(await open(await cities.copy(size), size, mode))
    for (let n = 0; n < rounds; n++)
      for (const place of places) {
        place.bound.push(await boundOf(place.url, ms / 2))
        place.lives.push(await rateOf(ms, () => liveOne(place.cast)))
      }
    for (const place of places) yield* against(place)
    const [small, large] = [places[0]!, places.at(-1)!]
    yield {
      name: `case life at ${count(large.size)} cases`,
      value: median(large.lives),
      unit: 'lives/s',
      yardstick: { name: `at ${count(small.size)}`, value: median(small.lives) },
      ratio: median(large.lives) / median(small.lives),
      atLeast: 1 / 1.5,
      note: 'the two cities took turns on one PostgreSQL',
    }
  } finally {
    for (const place of places) await place.served.stop()
    await cities.close()
  }
}

export default { title: 'The life of a case over HTTP', run } satisfies Bench
