/** A thousand files are sealed while people look at a public page: they must not notice. */

import { chance } from '../test/proof/load.ts'
import { Place, siteOf } from '../test/proof/place.ts'
import { batchOf, usedOf } from '../test/proof/sealing.ts'
import type { Bench, Mode } from './bench.ts'

const page = '/items'
/** As people come: some a second, whatever the last one has waited. */
const perSecond = 20

async function look(site: string): Promise<number> {
  const start = performance.now()
  const answer = await fetch(`${site}${page}`)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${page}: ${answer.status}`)
  return performance.now() - start
}

/** Milliseconds of every look, until `over` says so. */
async function visits(site: string, over: () => boolean): Promise<number[]> {
  const looks: Promise<number>[] = []
  while (!over()) {
    looks.push(look(site))
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond))
  }
  return Promise.all(looks)
}

const p95 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0

async function* run(mode: Mode) {
  const [count, aloneMs] = mode === 'smoke' ? [20, 2_000] : [1_000, 20_000]
  const place = new Place()
  try {
    await place.open()
    const server = await place.add('start')
    await place.ready()
    await place.add('worker')
    await place.ready()
    const { id, begin } = await batchOf(place, count, chance(7))
    const site = siteOf(server)
    await visits(site, after(aloneMs / 4))
    const alone = await visits(site, after(aloneMs))
    await begin()
    const start = performance.now()
    let done = false
    const watching = (async () => {
      while ((await usedOf(place, id)) < count) await new Promise((resolve) => setTimeout(resolve, 500))
      done = true
    })()
    const during = await visits(site, () => done)
    await watching
    const seconds = (performance.now() - start) / 1_000
    yield {
      name: `p95 of ${page} while ${count} files are sealed`,
      value: p95(during),
      unit: 'ms',
      yardstick: { name: 'the same page alone', value: p95(alone) },
      ratio: p95(alone) / p95(during),
      atLeast: 1 / 1.5,
      note: `${count} files in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(1)} a second, each a transaction of its own; ${perSecond} looks a second`,
    }
  } finally {
    await place.close()
  }
}

const after = (ms: number) => {
  const end = performance.now() + ms
  return () => performance.now() >= end
}

export default { title: 'A batch of seals beside a public page', run } satisfies Bench
