/** Orders with several organs outlive kills: nothing that was acknowledged is lost or doubled, and every clock rings once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { buildAssets } from '#app/build.ts'
import { bundleInto } from '#app/bundle.ts'
import { act, system } from '#app/context.ts'
import { openHouse } from '#app/open.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { checkOrders } from '#kernel/order/api.ts'
import { scaled } from '../scale.ts'
import { type Kills, killAround } from './killer.ts'
import { chance } from './load.ts'
import { type Acknowledged, type Load, liveAlone, liveTogether, openLoad } from './orders-life.ts'
import { patience } from './patient.ts'
import { Place } from './place.ts'
import { addSiren, seconds } from './siren.ts'
import { settled } from './soak.ts'

const kills = scaled(200, 30)
const bundled = fileURLToPath(new URL('../../dist/proof/orders/', import.meta.url))
const quiet = { info() {}, warn() {}, error() {} }
const atOnce = 4

const counted = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
const keyOf = ({ order, fact, organ }: Acknowledged) => `${order} ${fact}${organ ? ` ${organ}` : ''}`

/** Acknowledged acts against facts, both ways. */
async function differences(place: Place, done: readonly Acknowledged[]): Promise<string[]> {
  const facts = await place.sql<{ key: string }>(
    `select split_part(about, ':', 2) || ' ' || name || case when name = 'siren.reported' then ' ' || (data->>'organ') else '' end "key"
     from ledger.fact where about like 'order:%' and name <> 'order.overdue'`,
  )
  const [asked, there] = [counted(done.map(keyOf)), counted(facts.map((f) => f.key))]
  return [...new Set([...asked.keys(), ...there.keys()])]
    .filter((key) => asked.get(key) !== there.get(key))
    .map((key) => `${key}: acknowledged ${asked.get(key) ?? 0}, there ${there.get(key) ?? 0}`)
}

/** What may not be there at all. */
const strays: Record<string, string> = {
  'clocks that rang twice': `select about, data->>'organ' from ledger.fact where name = 'order.overdue' group by about, data->>'clock', 2 having count(*) > 1`,
  'clocks that ran out and did not ring, or rang without having run out': `select order_id, organ from orders.clock
    where (coalesce(stopped_at, now()) > due_at) <> (rung_at is not null)`,
  'rings without a fact': `select count(*) from orders.clock where rung_at is not null having count(*) <> (select count(*) from ledger.fact where name = 'order.overdue')`,
  'numbers that two orders have': 'select no from orders.order group by 1 having count(*) > 1',
  'messages of one fact, twice': 'select template, source, recipient, channel from message.outbox group by 1, 2, 3, 4 having count(*) > 1',
}

async function wrongIn(place: Place, load: Load): Promise<string[]> {
  await place.ready()
  // clocks that still run come to their end and ring
  await sleep(seconds * 1_000 + 3_000)
  await settled(place)
  const wrong = await differences(place, load.done)
  for (const [what, query] of Object.entries(strays))
    for (const row of await place.sql(query)) wrong.push(`${what}: ${JSON.stringify(row)}`)
  const lost = await place.sql<{ matter: string }>(
    'select m matter from unnest($1::text[]) m where not exists (select from orders.link l where l.source_id = m)',
    [load.matters],
  )
  wrong.push(...lost.map((l) => `${l.matter} has no order`))
  const house = await openHouse(place.url, { HAOBAN_DATA: place.dir }, { log: quiet, seed: false })
  try {
    const checked = await act(house, system, checkOrders, 600_000)
    wrong.push(...checked.wrong.map((w) => `${w.no}: ${w.what}`))
    const verdict = await verify(house.db)
    wrong.push(...(verdict.ok ? [] : verdict.broken.map((b) => `ledger: ${JSON.stringify(b)}`)))
  } finally {
    await house.db.close()
  }
  return wrong
}

async function work(load: Load, goOn: () => boolean): Promise<void> {
  const lane = async () => {
    while (goOn()) await (load.random() < 0.3 ? liveTogether(load) : liveAlone(load))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

test(`${kills} kills over orders of three organs: nothing lost, nothing doubled, no clock rings twice`, async () => {
  await buildAssets(quiet)
  await bundleInto(bundled, { city: 'test/proof/siren-city.ts' })
  addSiren()
  const random = chance(20230928)
  const place = new Place({ program: `${bundled}city.mjs` })
  try {
    await place.open()
    await place.add('start')
    await place.ready()
    for (const kind of ['start', 'worker', 'worker'] as const) await place.add(kind)
    await place.ready()
    const load = await openLoad(place, random)
    const from = Date.now()
    let killing = true
    const stop = new AbortController()
    const hunt = killAround(place, random, { times: kills, within: 150, progress: () => patience.answers, enough: stop.signal }).finally(
      () => {
        killing = false
      },
    )
    const [struck] = await Promise.all([hunt, work(load, () => killing).finally(() => stop.abort())])
    const rung = (await place.sql<{ n: number }>("select count(*)::int n from ledger.fact where name = 'order.overdue'"))[0]!.n
    const sum = Object.values(struck satisfies Kills).reduce((a, b) => a + b, 0)
    const told = { kills: sum, ...struck, orders: load.matters.length, acknowledged: load.done.length, rung, again: patience.again }
    process.stdout.write(`${JSON.stringify({ ...told, seconds: Math.round((Date.now() - from) / 1_000) })}\n`)
    expect(await wrongIn(place, load)).toEqual([])
    expect(sum).toBe(kills)
    expect(rung).toBeGreaterThan(0)
    expect(load.done.length).toBeGreaterThan(kills)
  } finally {
    await place.close()
  }
}, 3_600_000)
