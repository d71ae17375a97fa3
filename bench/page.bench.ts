/** The public item page: from the request to the last byte, against React's own rendering of an equal page without any house around it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { act, type House, system } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { openHouse } from '../src/app/open.ts'
import { openLog } from '../src/base/log.ts'
import { openPostgres } from '../src/base/postgres/postgres.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'

const path = '/items/food-business-licence-new?division=360702'
const browser = { headers: { accept: 'text/html' } }

/** Pages a second over some milliseconds, one after the other, after a warm-up of a tenth. */
async function pagesPerSecond(page: () => unknown, ms: number): Promise<number> {
  const until = async (end: number) => {
    let n = 0
    for (; performance.now() < end; n++) await page()
    return n
  }
  await until(performance.now() + ms / 10)
  const start = performance.now()
  const n = await until(start + ms)
  return (n * 1_000) / (performance.now() - start)
}

/** The same elements as the route's own page, with the same data; only the house around them is left away. */
async function plainPage(house: House): Promise<() => string> {
  const route = house.rooms.flatMap((r) => r.routes ?? []).find((r) => r.path === '/items/:code' && r.verb === 'GET')!
  const data = await act(house, system, (ctx) => route.act(ctx, { code: 'food-business-licence-new', division: '360702', answers: {} }))
  const now = house.clock.now()
  const frame = { title: '', division: house.divisions[0]!, divisions: house.divisions, care: false, path, version: house.assets.version }
  return () => renderToString(createElement(() => route.page!({ data, frame, key: 'bench', now })))
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-'))
  const log = openLog('error')
  const postgres = await openPostgres({ dataDir, log })
  const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir, HAOBAN_CLOCK: '2023-06-16T10:08+08:00' }, { log })
  try {
    const app = openApp(house)
    const plain = await plainPage(house)
    const whole = async () => (await app.request(path, browser)).text()
    const [ms, times] = mode === 'whole' ? [2_000, 5] : [200, 1]
    const [served, drawn]: [number[], number[]] = [[], []]
    for (let i = 0; i < times; i++) {
      served.push(await pagesPerSecond(whole, ms))
      drawn.push(await pagesPerSecond(plain, ms))
    }
    const [value, yardstick] = [median(served), median(drawn)]
    const size = (await whole()).length
    yield {
      name: 'item page, from request to last byte, with session, database and headers',
      value,
      unit: 'pages/s',
      yardstick: { name: 'renderToString of the same page', value: yardstick },
      ratio: value / yardstick,
      atLeast: 0.5,
      note: `one request at a time; ${Math.round(size / 1024)} kB of HTML; medians of ${times}`,
    }
  } finally {
    await house.db.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default { title: 'Public item page', run } satisfies Bench
