/** Work orders: their acts against the same rows written by `pg` alone, and their lists in a city of ten thousand and of a million orders. */
import { randomInt } from 'node:crypto'
import pg from 'pg'
import { act, type House, system } from '../src/app/context.ts'
import { openApp } from '../src/app/http/app.ts'
import { openOrder } from '../src/kernel/order/api.ts'
import type { Client } from '../test/kit.ts'
import { type Bench, type Mode, median, type Row } from './bench.ts'
import { boundOf, rateOf, rowsALife, together } from './city/bound.ts'
import { type Cities, openBenchHouse, openCities } from './city/city.ts'
import { must, serve, staffAt } from './city/served.ts'
import { today } from './city/world.ts'
import { compareSizes } from './sizes.ts'

/** Orders of twenty organs, three in ten under way; every clock ends at another moment of the month around today. */
const fill = `
  with n as (select i, 'bench-' || lpad(i::text, 9, '0') id, (array['market-360702', 'approval-360700', 'approval-360702'])[1 + i % 20] organ, i % 10 < 3 open,
      $2::timestamptz + make_interval(secs => ((i * 7919) % 2592000) - 1296000) due from generate_series(1, $1::int) i),
  o as (insert into orders.order (id, kind, no, source, source_id, title, summary, level, state, turn, organ, division, holder, holder_name,
      opened_at, closed_at, outcome, due_at, warn_at, due_clock, seq)
    select id, 'rectification', 'ZG' || lpad(i::text, 12, '0'), 'hotline', id, '占道经营 ' || i, '文清路占道', 'simple', case when open then 'claimed' else 'closed' end,
      case when open then 'organ' else 'nobody' end, coalesce(organ, 'organ-' || i % 20), '360702',
      case when open and i % 60 = 0 then 'staff:laizhiqiang' end, case when open and i % 60 = 0 then '赖志强' end, due - interval '5 days',
      case when not open then due end, case when not open then 'settled' end, case when open then due end, case when open then due - interval '1 day' end,
      case when open then 'answer' end, 1 from n)
  insert into orders.seat (order_id, organ, division, role, kind, state, holder, holder_name, open, sort_at)
    select id, coalesce(organ, 'organ-' || i % 20), '360702', 'lead', 'rectification', 'asked',
      case when open and i % 60 = 0 then 'staff:laizhiqiang' end, case when open and i % 60 = 0 then '赖志强' end, open, due from n`

type Place = { size: number; house: House; chief: Client; supervisor: Client }

async function filled(url: string, size: number): Promise<Place> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter table orders.seat drop constraint if exists seat_order_id_fkey')
  await client.query(fill, [size, `${today}T10:00:00+08:00`])
  await client.query('vacuum analyze orders.order')
  await client.query('vacuum analyze orders.seat')
  await client.end()
  const house = await openBenchHouse(url)
  const app = openApp(house)
  return { size, house, chief: await staffAt(app, 'laizhiqiang'), supervisor: await staffAt(app, 'linyi') }
}

const one = <T>(of: readonly T[]): T => of[randomInt(of.length)]!
const works: Record<string, (p: Place) => Promise<{ status: number; text: string }>> = {
  'list of orders of an organ, first page and filters': (p) =>
    p.chief.get(`/orders?${one(['ended=false', 'ended=true', 'overdue=true', 'mine=true&ended=false', 'kind=rectification&ended=false'])}`),
  'list of orders of the whole city': (p) => p.supervisor.get(`/orders?${one(['ended=false', 'ended=true', 'overdue=true'])}`),
}

async function* lists(cities: Cities, mode: Mode): AsyncIterable<Row> {
  const [sizes, orders] =
    mode === 'smoke'
      ? ([
          [0, 500],
          [500, 2_000],
        ] as const)
      : ([
          [0, 10_000],
          [10_000, 1_000_000],
        ] as const)
  const [small, large] = [await filled(await cities.copy(sizes[0]), orders[0]), await filled(await cities.copy(sizes[1]), orders[1])]
  try {
    const note = 'an organ holds a twentieth of all orders, three in ten are under way'
    yield* compareSizes([small, large], works, { mode, of: 'orders', note })
  } finally {
    for (const place of [small, large]) await place.house.db.close()
  }
}

const verbs = [
  ['claim', {}],
  ['contact', { reached: true, note: '等得太久' }],
  ['rectify', { measures: '加开一个窗口' }],
  ['feedback', { result: '已经加开', answer: '已加开一个窗口，现在不用等了' }],
] as const
const factsALife = verbs.length + 1

async function* acts(cities: Cities, mode: Mode): AsyncIterable<Row> {
  const [rounds, ms] = mode === 'smoke' ? [1, 500] : [5, 6_000]
  const url = await cities.copy(0)
  const served = await serve(url, { worker: false })
  const house = await openBenchHouse(url)
  try {
    const chief = await staffAt(served.site, 'laizhiqiang')
    let n = 0
    const live = async () => {
      const matter = { source: 'hotline', sourceId: `bench-${n++}`, title: '占道经营', summary: '文清路占道' }
      const { id } = await act(house, system, (ctx) =>
        openOrder(ctx, { ...matter, kind: 'rectification', organ: 'market-360702', division: '360702' }),
      )
      for (const [verb, input] of verbs) must(await chief.post(`/orders/${id}/acts/${verb}`, { input }))
    }
    for (let i = 0; i < 5; i++) await live()
    const rows = await rowsALife(url, mode, live)
    const [lives, bounds]: [number[], number[]] = [[], []]
    for (let i = 0; i < rounds; i++) {
      bounds.push(await boundOf(url, ms / 2))
      lives.push(await rateOf(ms, live))
    }
    const [a, b] = [median(lives), median(bounds)]
    yield {
      name: 'acts on orders, pairs of rows written',
      value: (a * rows) / 2,
      unit: 'pairs/s',
      yardstick: { name: 'INSERT + UPDATE through pg, a commit each', value: b },
      ratio: (a * rows) / 2 / b,
      atLeast: 0.25,
      note: `${(a * factsALife).toFixed(1)} acts a second, ${together} at once, ${(rows / factsALife).toFixed(1)} rows written an act, over HTTP but for the opening`,
    }
  } finally {
    await house.db.close()
    await served.stop()
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const cities = await openCities(mode === 'smoke' ? [0, 500] : [0, 10_000])
  try {
    yield* acts(cities, mode)
    yield* lists(cities, mode)
  } finally {
    await cities.close()
  }
}

export default { title: 'Work orders', run } satisfies Bench
