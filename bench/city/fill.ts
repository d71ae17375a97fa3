/** Cases and people into a founded city: two threads make the rows, one connection a table copies them in. */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { bundleInto } from '../../src/app/bundle.ts'
import type { House } from '../../src/app/context.ts'
import { ringForThread } from '../../src/base/secret.ts'
import { bare } from './bare.ts'
import type { Lines } from './copy.ts'
import { addRoots } from './roots.ts'
import { type Filling, openTable } from './table.ts'
import type { Order, Stretch } from './thread.ts'
import { worldOf } from './world.ts'

const bundled = fileURLToPath(new URL('../../dist/bench/city/', import.meta.url))
const threads = 2
const length = 500

/** Young things are many here and none of them grows old: room for them spares V8 the carrying. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 }

type Maker = { make(stretch: Stretch): Promise<Lines[]>; end(): Promise<number> }

function openMaker(order: Order): Maker {
  const worker = new Worker(`${bundled}thread.mjs`, { workerData: order, resourceLimits })
  const waiting: { resolve(lines: Lines[]): void; reject(error: unknown): void }[] = []
  worker.on('message', (lines: Lines[]) => waiting.shift()!.resolve(lines))
  worker.on('error', (error) => {
    for (const { reject } of waiting) reject(error)
  })
  return {
    make(stretch) {
      worker.postMessage(stretch)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    end: () => worker.terminate(),
  }
}

const cut = (what: Stretch['what'], size: number): Stretch[] =>
  Array.from({ length: Math.ceil(size / length) }, (_, i) => ({ what, from: i * length, to: Math.min((i + 1) * length, size) }))

/** What the threads make, in the order of the numbers; each is one stretch ahead of what is asked for. */
async function* made(makers: readonly Maker[], stretches: readonly Stretch[]): AsyncIterable<{ lines: Lines[]; rows: number }> {
  const ahead: Promise<Lines[]>[] = []
  const ask = (i: number) => {
    const stretch = stretches[i]
    if (!stretch) return
    const lines = makers[i % makers.length]!.make(stretch)
    lines.catch(() => undefined)
    ahead.push(lines)
  }
  for (let i = 0; i < 2 * makers.length; i++) ask(i)
  for (const [i, { from, to }] of stretches.entries()) {
    const lines = await ahead.shift()!
    ask(i + 2 * makers.length)
    yield { lines, rows: to - from }
  }
}

type Tell = (done: number, all: number) => void

async function fillTables(url: string, order: Order, tell: Tell): Promise<void> {
  await bundleInto(bundled, { thread: 'bench/city/thread.ts' })
  const { size, people } = order.world
  const makers = Array.from({ length: threads }, () => openMaker(order))
  const tables = new Map<string, Filling>()
  const write = async ({ table, columns, bytes }: Lines) => {
    const filling = tables.get(table) ?? (await openTable(url, table, columns))
    tables.set(table, filling)
    await filling.write(bytes)
  }
  let done = 0
  try {
    for await (const { lines, rows } of made(makers, [...cut('people', people), ...cut('cases', size)])) {
      await Promise.all(lines.map(write))
      done += rows
      tell(done, size + people)
    }
    for (const filling of tables.values()) await filling.end()
  } finally {
    await Promise.all([...makers.map((maker) => maker.end()), ...[...tables.values()].map((filling) => filling.close())])
  }
}

/** Those that are filled, the largest first. */
const filled = ['ledger.fact', 'cases.material', 'cases.file', 'cases.answers', 'ledger.chain', 'party.person']

/** Fills a founded city that has no cases yet; `tell` hears how many of all cases and people are on their way. */
export async function fillCity(house: House, size: number, tell: Tell = () => undefined): Promise<void> {
  const world = await worldOf(house, size)
  const { years, hours } = house.calendar
  const order: Order = { ring: ringForThread(house.keys), world, calendar: { years: [...years], hours } }
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  try {
    await bare(house.url, client, filled, () => fillTables(house.url, order, tell))
    await addRoots(client)
    // the rows came in without triggers
    await client.query('select kpi.rebuild(name) from kpi.rollup')
  } finally {
    await client.end()
  }
}
