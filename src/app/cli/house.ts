import { openLog } from '#base/log.ts'
import { findHouse } from '#base/postgres/lock.ts'
import { joinPostgres } from '#base/postgres/postgres.ts'
import type { House } from '../context.ts'
import { dataDirOf, type Env, openHouse } from '../open.ts'

/** What stood on the command line behind the command's name. */
export type Call = { args: string[]; json: boolean; env: Env }

/** Runs work in the house of the data directory, beside a server that runs on it or alone. A city that is served is founded already. */
export async function withHouse(env: Env, work: (house: House) => Promise<number>): Promise<number> {
  const log = openLog(env.HAOBAN_LOG ?? 'warn')
  const served = findHouse(dataDirOf(env)) !== undefined
  const postgres = await joinPostgres({ dataDir: dataDirOf(env), url: env.DATABASE_URL, log })
  try {
    const house = await openHouse(postgres.url, env, { log, max: 4, seed: !served, apart: !env.DATABASE_URL })
    try {
      return await work(house)
    } finally {
      await house.db.close()
    }
  } finally {
    await postgres.stop()
  }
}
