/** One PostgreSQL for a whole test run, with one city founded in it; every test file works on a copy of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openHouse } from '#app/open.ts'
import { openPostgres } from '#base/postgres/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: { url: string; template: string; dataDir: string }
  }
}

const quiet = {
  info() {},
  warn() {},
  error: (data: object, message?: string) => void process.stderr.write(`${message ?? ''} ${JSON.stringify(data)}\n`),
}
const template = 'city'

/** The same connection string with another database. */
const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
}

/** `fsync=off` because nothing of a test run outlives it; tests of durability start a PostgreSQL of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haoban-test-'))
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const postgres = await openPostgres({ dataDir, log: quiet, settings })
  const leave = async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await createDatabase(postgres.url)
    const house = await openHouse(
      withDatabase(postgres.url, template),
      { HAOBAN_DATA: dataDir, HAOBAN_CLOCK: '2023-06-01T09:00+08:00' },
      { log: quiet },
    )
    await house.db.close()
  } catch (error) {
    await leave()
    throw error
  }
  project.provide('database', { url: postgres.url, template, dataDir })
  return leave
}
