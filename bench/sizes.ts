/** The same requests in a small city and in a large one: what a page costs must not grow with the city. */
import type { Mode, Row } from './bench.ts'

/** A request as it is answered; anything but 200 ends the bench. */
type Work<Place> = (place: Place) => Promise<{ status: number; text: string }>

const p95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!
const count = (n: number) => n.toLocaleString('en')

async function timed<Place>(place: Place, work: Work<Place>, runs: number): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < runs; n++) {
    const from = performance.now()
    const { status, text } = await work(place)
    times.push(performance.now() - from)
    if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)}`)
  }
  return times
}

/** The two take turns, so that a busy moment of the machine falls on both. */
async function compare<Place>(small: Place, large: Place, work: Work<Place>, mode: Mode): Promise<[number, number]> {
  const [rounds, runs] = mode === 'smoke' ? [2, 5] : [20, 20]
  const times: [number[], number[]] = [[], []]
  for (const place of [small, large]) await timed(place, work, runs)
  for (let n = 0; n < rounds; n++) {
    times[0].push(...(await timed(small, work, runs)))
    times[1].push(...(await timed(large, work, runs)))
  }
  return [p95(times[0]), p95(times[1])]
}

/** One row for each request: its p95 in the large city against that in the small one, at most half as much again. `of`: what the sizes count. */
export async function* compareSizes<Place extends { size: number }>(
  [small, large]: readonly [Place, Place],
  works: Readonly<Record<string, Work<Place>>>,
  { mode, of, note }: { mode: Mode; of: string; note: string },
): AsyncIterable<Row> {
  for (const [name, work] of Object.entries(works)) {
    const [short, long] = await compare(small, large, work, mode)
    yield {
      name: `${name}, p95 at ${count(large.size)} ${of}`,
      value: long,
      unit: 'ms',
      yardstick: { name: `at ${count(small.size)}`, value: short },
      ratio: short / long,
      atLeast: 1 / 1.5,
      note,
    }
  }
}
