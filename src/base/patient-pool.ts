/** A pool for graphile-worker, which ends where the database goes away in the moment in which it tells it what it has done. */
import pg from 'pg'
import { isAway } from './db.ts'
import { PrimaryClient } from './hosts.ts'

/** "Cannot connect now": the one way of being away on which graphile-worker tries again instead of giving up. */
const tryAgain = '57P03'

/** Every way in which a database is away, told as the one that is waited for. What was done twice by that does nothing the second time: a job is deleted by its id. */
function told(error: unknown): never {
  if (isAway(error)) Object.assign(error as object, { code: tryAgain })
  throw error
}

const waited = (answer: unknown): unknown => (answer instanceof Promise ? answer.catch(told) : answer)

class PatientClient extends PrimaryClient {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads `query` a dozen times, and all of them are passed on as they are
  override query(...given: any[]): any {
    return waited((super.query as (...given: unknown[]) => unknown).apply(this, given))
  }
}

class PatientPool extends pg.Pool {
  /** After the end nobody is answered: who still wants to tell what it did would end the process by an error that nobody hears. */
  // biome-ignore lint/suspicious/noExplicitAny: with a callback or without
  override connect(...given: any[]): any {
    if (this.ending) return new Promise(() => undefined)
    return waited((super.connect as (...given: unknown[]) => unknown).apply(this, given))
  }
}

export const openPatientPool = (config: pg.PoolConfig): pg.Pool => new PatientPool({ ...config, Client: PatientClient } as pg.PoolConfig)
