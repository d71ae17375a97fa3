/** The database as the house sees it: transactions with a scope, SQL as tagged templates, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, sql as fragment, Kysely, PostgresDialect, type RawBuilder } from 'kysely'
import pg from 'pg'
import { traced } from './trace.ts'

/** A piece of SQL to be put into another: `` tx.sql`select … where ${part}` ``. */
export { fragment }
export type Fragment = RawBuilder<unknown>

/** What a store needs of a database, and no more. Values become parameters; fragments are put in as they stand. */
export interface Tx {
  sql<Row>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
}

/**
 * Whom the database lets see what, for one transaction. Row-level security reads the settings: it is the second wall
 * behind the actions' own checks. `system` is for jobs and sign-in and sees every row.
 */
export type Scope = { role: 'app' | 'system'; settings?: Record<string, string>; timeoutMs?: number }

/** Finds out for whom a transaction runs; what it reads, it reads as `system`, in the same transaction. */
export type Identify<I> = (tx: Tx) => Promise<{ scope: Scope; as: I }>

export interface Db {
  tx<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** one transaction that first finds out who asks, and then works within what that person may see */
  txAs<I, T>(identify: Identify<I>, work: (tx: Tx, as: I) => Promise<T>): Promise<T>
  /** as the owner of the database, for migrations alone */
  owner<T>(work: (tx: Tx & { exec(text: string): Promise<void> }) => Promise<T>): Promise<T>
  pool: pg.Pool
  close(): Promise<void>
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

/** Serialization failures and deadlocks: the transaction did nothing and may be tried again. */
const retryable = new Set(['40001', '40P01'])

/** A database that is being started or stopped (class 57P), and a connection that is refused or cut (class 08, and what the system calls them). */
const away = /^(57P0[1-3]|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** Whether the database was away: what was tried did nothing, or nobody knows, and may be tried again in a moment. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (away.test(String((error as { code?: unknown }).code)) ||
    /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect/.test(error.message))

/** Does work that a start needs, and waits for a database that is away, for a minute at most. The work must bear being begun again. */
export async function whenItAnswers<T>(work: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  for (const start = Date.now(); ; await sleep(200)) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error) || Date.now() - start > patienceMs) throw error
    }
  }
}

function speak(on: Kysely<unknown>): Tx {
  return {
    async sql<Row>(text: TemplateStringsArray, ...values: unknown[]) {
      return (await fragment<Row>(text, ...values).execute(on)).rows
    },
  }
}

/** `escapeLiteral` quotes as the server itself would, so that no value can end its own text. */
function scopeQuery(scope: Scope): string {
  const pairs: [string, string][] = [
    ['role', `haoban_${scope.role}`],
    ['statement_timeout', String(scope.timeoutMs ?? 15_000)],
    ...Object.entries(scope.settings ?? {}).map(([k, v]): [string, string] => [`haoban.${k}`, v]),
  ]
  return `select ${pairs.map(([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`).join(', ')}`
}

/** Tries work inside a transaction: what throws is undone to where it began, and the transaction goes on. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.sql`savepoint attempt`
  try {
    const answer = await work()
    await tx.sql`release savepoint attempt`
    return answer
  } catch (error) {
    await tx.sql`rollback to savepoint attempt`
    throw error
  }
}

const setAll = (tx: Tx, settings: Record<string, string>) =>
  tx.sql`select set_config(key, value, true) from json_each_text(${JSON.stringify(settings)}::json)`

/** Narrows a transaction of the house to a scope for a while. What throws must be undone by the caller (`attempt`), which widens it again. */
export async function within<T>(tx: Tx, { role, settings = {} }: Scope, work: () => Promise<T>): Promise<T> {
  const named = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`haoban.${key}`, value]))
  await setAll(tx, { ...named, role: `haoban_${role}` })
  const answer = await work()
  await setAll(tx, { role: 'haoban_system', ...Object.fromEntries(Object.keys(named).map((key) => [key, ''])) })
  return answer
}

/** Begins within a scope in one trip: without parameters PostgreSQL takes several statements at once. */
async function once<T>(kysely: Kysely<unknown>, scope: Scope, work: (on: Kysely<unknown>) => Promise<T>): Promise<T> {
  return kysely.connection().execute(async (on) => {
    const say = (text: string) => on.executeQuery(CompiledQuery.raw(text))
    try {
      await say(`begin; ${scopeQuery(scope)}`)
      const answer = await work(on)
      await say('commit')
      return answer
    } catch (error) {
      // A connection that broke has nothing to roll back any more; what is told is why it broke.
      await say('rollback').catch(() => undefined)
      throw error
    }
  })
}

/** Opens a pool of `max` connections. A transaction that PostgreSQL broke for others' sake is tried three times. */
export function openDb(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    types,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 20_000,
  })
  // pg hangs the whole connection on the error, which is too much for a log
  const lost = (error: Error & { client?: unknown }): void => {
    delete error.client
    options.onError?.(error)
  }
  pool.on('error', lost)
  // a connection that breaks between two statements of a transaction has nobody else to tell, and would take the process along
  pool.on('connect', (client) => void client.on('error', lost))
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })

  const run = <T>(scope: Scope, work: (on: Kysely<unknown>) => Promise<T>): Promise<T> =>
    traced('transaction', { 'db.system.name': 'postgresql' }, () => tryThrice(scope, work))

  async function tryThrice<T>(scope: Scope, work: (on: Kysely<unknown>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(kysely, scope, work)
      } catch (error) {
        if (attempt >= 3 || !retryable.has(String((error as { code?: unknown }).code))) throw error
      }
    }
  }

  return {
    tx: (scope, work) => run(scope, (on) => work(speak(on))),
    txAs: (identify, work) =>
      run({ role: 'system' }, async (on) => {
        const { scope, as } = await identify(speak(on))
        await on.executeQuery(CompiledQuery.raw(scopeQuery(scope)))
        return work(speak(on), as)
      }),
    owner: (work) =>
      kysely
        .transaction()
        .execute((trx) => work({ ...speak(trx), exec: async (text) => void (await trx.executeQuery(CompiledQuery.raw(text))) })),
    pool,
    close: () => kysely.destroy(),
  }
}
