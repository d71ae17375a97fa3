/**
 * Public pages from the request to the last byte. The item page is held against React's own rendering of an equal page without
 * any house around it; what each part of it costs, and how the other pages do, is told beside it.
 */
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
import { anonymous } from '../src/kernel/permission/api.ts'
import { Client } from '../test/kit.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'

const input = { code: 'food-business-licence-new', division: '360702', answers: {} }
const path = `/items/${input.code}?division=${input.division}`
const html = { accept: 'text/html' }

type Work = () => unknown

/** Seconds that each run of a piece of work takes, one after the other, for some milliseconds. */
async function timesOf(work: Work, ms: number): Promise<number[]> {
  const times: number[] = []
  for (const end = performance.now() + ms; performance.now() < end; ) {
    const start = performance.now()
    await work()
    times.push((performance.now() - start) / 1_000)
  }
  return times
}

/** All pieces by turns, `rounds` times after a warm-up, so that a busy machine is busy for each of them alike. */
async function byTurns<Name extends string>(works: Readonly<Record<Name, Work>>, ms: number, rounds: number) {
  const measured = {} as Record<Name, { perSecond: number; p95: number }>
  const all: [Name, Work, number[][]][] = Object.entries<Work>(works).map(([name, work]) => [name as Name, work, []])
  for (let round = 0; round <= rounds; round++)
    for (const [, work, runs] of all) {
      const times = await timesOf(work, round === 0 ? ms / 2 : ms)
      if (round > 0) runs.push(times)
    }
  for (const [name, , runs] of all) {
    const sorted = runs.flat().sort((a, b) => a - b)
    const perSecond = median(runs.map((times) => times.length / times.reduce((sum, t) => sum + t, 0)))
    measured[name] = { perSecond, p95: sorted[Math.floor(sorted.length * 0.95)]! }
  }
  return measured
}

async function parts(house: House) {
  const route = house.rooms.flatMap((r) => r.routes ?? []).find((r) => r.path === '/items/:code' && r.verb === 'GET')!
  const app = openApp(house)
  const load = (who = anonymous) => act(house, who, (ctx) => route.act(ctx, input))
  const data = await load(system)
  const now = house.clock.now()
  const frame = {
    title: '',
    city: house.city,
    division: house.divisions[0]!,
    divisions: house.divisions,
    care: false,
    path,
    version: house.assets.version,
  }
  const citizen = new Client(app)
  await citizen.post('/sign-in', { as: 'citizen', account: 'citizen:zhong-jiaming' })
  const get = (to: string, headers: Record<string, string> = html) => app.request(to, { headers })
  const cookie = citizen
    .jar()
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  return {
    /** The same elements as the route's own page, with the same data; only the house around them is left away, and nothing is kept. */
    plain: () => renderToString(createElement(() => route.page!({ data, frame, key: 'bench', now }))),
    whole: async () => (await get(path)).text(),
    zipped: async () => (await get(path, { ...html, 'accept-encoding': 'gzip' })).arrayBuffer(),
    own: async () => (await get(path, { ...html, cookie })).text(),
    json: async () => (await get(path, { accept: 'application/json' })).text(),
    action: () => load(),
    transaction: () => act(house, anonymous, async () => undefined),
    home: async () => (await get('/')).text(),
    browse: async () => (await get('/browse/person')).text(),
    list: async () => (await get('/items?source=own')).text(),
    search: async () => (await get('/search?q=%E5%BC%80%E9%A5%AD%E9%A6%86')).text(),
  }
}

const told: Readonly<Record<Exclude<keyof Awaited<ReturnType<typeof parts>>, 'plain' | 'whole'>, string>> = {
  zipped: 'item page, the same compressed',
  own: 'item page for somebody signed in, with his draft and what is known of him: made and drawn for him alone',
  json: 'the same answer as JSON',
  action: 'part: the transaction with the action alone, without HTTP and drawing',
  transaction: 'part: an empty transaction',
  home: 'home',
  browse: 'browse',
  list: 'list of items',
  search: 'search',
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-bench-'))
  const log = openLog('error')
  const postgres = await openPostgres({ dataDir, log })
  const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir, HAOBAN_CLOCK: '2023-06-16T10:08+08:00' }, { log })
  try {
    const works = await parts(house)
    const [ms, rounds] = mode === 'whole' ? [500, 9] : [50, 1]
    const { plain, whole, ...others } = await byTurns(works, ms, rounds)
    const yardstick = { name: 'renderToString of the same page', value: plain.perSecond }
    const size = (await works.whole()).length
    const p95 = (seconds: number) => `p95 ${(seconds * 1_000).toFixed(2)} ms`
    yield {
      name: 'item page for a stranger, from request to last byte, with headers and database; drawn once a version, day and place',
      value: whole.perSecond,
      unit: 'pages/s',
      yardstick,
      ratio: whole.perSecond / plain.perSecond,
      atLeast: 0.5,
      note: `one request at a time; ${Math.round(size / 1024)} kB of HTML; medians of ${rounds}; ${p95(whole.p95)}, plain ${p95(plain.p95)}`,
    }
    for (const [name, title] of Object.entries(told)) {
      const { perSecond, p95: slow } = others[name as keyof typeof told]
      yield { name: title, value: perSecond, unit: '/s', yardstick, ratio: perSecond / plain.perSecond, note: p95(slow) }
    }
  } finally {
    await house.db.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default { title: 'Public pages', run } satisfies Bench
