/** Cities of any size for the benches: made once into a folder that git does not see, and found there by the next run. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { House } from '../../src/app/context.ts'
import { openHouse } from '../../src/app/open.ts'
import { lockDataDir } from '../../src/base/postgres/lock.ts'
import { openPostgres } from '../../src/base/postgres/postgres.ts'
import { fillCity } from './fill.ts'
import { today } from './world.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Where the cities lie; `HAOBAN_BENCH_DATA` puts them on another disk. */
export const cityDir = process.env.HAOBAN_BENCH_DATA ?? join(root, 'data', 'bench')

export const quiet = {
  info() {},
  warn() {},
  error: (data: object, text?: string) => void process.stderr.write(`${text ?? ''} ${told(data)}\n`),
}
const told = (data: object) => String((data as { err?: Error }).err?.stack ?? JSON.stringify(data))

/** A clock that runs from the morning of the day on which the generated history ends. */
export function benchClock(at = `${today}T10:00:00+08:00`) {
  const offset = Date.parse(at) - Date.now()
  return { demo: true, now: () => new Date(Date.now() + offset), real: (moment: Date) => new Date(moment.getTime() - offset) }
}

/** Safe to lose while a city is being made, because a city that is not finished is made again. */
const hasty = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  autovacuum: 'off',
  maintenance_work_mem: '512MB',
  shared_buffers: '1GB',
}

/** Raise it where the generator makes other rows than before: cities of an older version are made again. */
const version = 1

type Made = { version: number; sizes: Record<string, { seconds: number; facts: number }> }
const listOf = () => join(cityDir, 'cities.json')

function readMade(): Made {
  const fresh: Made = { version, sizes: {} }
  if (!existsSync(listOf())) return fresh
  const made = JSON.parse(readFileSync(listOf(), 'utf8')) as Made
  return made.version === version ? made : fresh
}

export function named(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

const databaseOf = (size: number) => `city_${size}`

async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The settings of a bench's city. Its checkpoints are its own and go with the process: another copy's would contradict its ledger. */
export function benchEnv(): { HAOBAN_DATA: string; HAOBAN_CHECKPOINTS: string } {
  const checkpoints = mkdtempSync(join(tmpdir(), 'haoban-bench-checkpoints-'))
  process.once('exit', () => rmSync(checkpoints, { recursive: true, force: true }))
  return { HAOBAN_DATA: cityDir, HAOBAN_CHECKPOINTS: checkpoints }
}

export const openBenchHouse = (url: string, options: { seed?: boolean; max?: number } = {}): Promise<House> =>
  openHouse(url, benchEnv(), { log: quiet, clock: benchClock(), seed: false, ...options })

/** A line of progress on standard error, where somebody sits before it; gone when all rows are on their way. */
const telling = (size: number) => (done: number, all: number) => {
  const line = done < all ? `  ${size} cases: ${Math.floor((100 * done) / all)} % of the rows` : ''
  if (process.stderr.isTTY) process.stderr.write(`\r${line}\x1b[K`)
}

async function make(url: string, size: number): Promise<{ seconds: number; facts: number }> {
  const started = performance.now()
  const own = named(url, databaseOf(size))
  await once(url, async (client) => {
    await client.query(`drop database if exists ${databaseOf(size)}`)
    await client.query(`create database ${databaseOf(size)} template founded`)
  })
  if (size > 0) await fill(own, size)
  const facts = await once(own, async (client) => {
    await client.query('vacuum analyze')
    return (await client.query('select count(*)::int n from ledger.fact')).rows[0].n as number
  })
  return { seconds: Math.round((performance.now() - started) / 1000), facts }
}

async function fill(url: string, size: number): Promise<void> {
  const house = await openBenchHouse(url)
  try {
    await fillCity(house, size, telling(size))
  } finally {
    await house.db.close()
  }
}

async function found(url: string): Promise<void> {
  const there = await once(url, async (client) => {
    const { rows } = await client.query("select 1 from pg_database where datname = 'founded'")
    if (rows.length === 0) await client.query('create database founded')
    return rows.length === 1
  })
  if (!there) await (await openBenchHouse(named(url, 'founded'), { seed: true })).db.close()
}

async function makeMissing(sizes: readonly number[]): Promise<void> {
  const made = readMade()
  const missing = sizes.filter((size) => !made.sizes[size])
  if (missing.length === 0) return
  if (Object.keys(made.sizes).length === 0)
    for (const name of readdirSync(cityDir)) if (name !== 'haoban.lock') rmSync(join(cityDir, name), { recursive: true })
  const postgres = await openPostgres({ dataDir: cityDir, log: quiet, settings: hasty })
  try {
    await found(postgres.url)
    for (const size of missing) {
      made.sizes[size] = await make(postgres.url, size)
      writeFileSync(listOf(), JSON.stringify(made, null, 2))
      process.stderr.write(`  ${size} cases made in ${made.sizes[size].seconds} s, ${made.sizes[size].facts} facts\n`)
    }
  } finally {
    await postgres.stop()
  }
}

/** `copy` gives a city to write in, dropped with `close`; the others stay as they were made, but for who signed in. */
export type Cities = {
  url(size: number): string
  copy(size: number): Promise<string>
  pid(): number | undefined
  made: Made['sizes']
  close(): Promise<void>
}

/** By PostgreSQL's own file copy: a city of a million is copied in the time that its bytes take. */
async function copyOf(url: string, size: number): Promise<string> {
  const name = `copy_of_${size}`
  await once(url, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template ${databaseOf(size)} strategy file_copy`)
  })
  return named(url, name)
}

async function dropCopies(url: string): Promise<void> {
  await once(url, async (client) => {
    const { rows } = await client.query<{ name: string }>("select datname as name from pg_database where datname like 'copy_of_%'")
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`)
  })
}

/** Cities of these sizes on one PostgreSQL with the settings of the house; what is missing is made first. */
export async function openCities(sizes: readonly number[]): Promise<Cities> {
  mkdirSync(cityDir, { recursive: true })
  const lock = await lockDataDir(cityDir, { port: 0 })
  try {
    await makeMissing(sizes)
    const postgres = await openPostgres({ dataDir: cityDir, log: quiet })
    return {
      url: (size) => named(postgres.url, databaseOf(size)),
      copy: (size) => copyOf(postgres.url, size),
      pid: postgres.pid,
      made: readMade().sizes,
      async close() {
        await dropCopies(postgres.url)
        await postgres.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
