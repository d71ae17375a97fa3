/** The database as the house sees it: transactions with a scope, SQL as tagged templates, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DummyDriver, sql as fragment, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder } from 'kysely'
import pg from 'pg'
import { traced } from './trace.ts'

/** A piece of SQL to be put into another: `` tx.sql`select … where ${part}` ``. */
export { fragment }
export type Fragment = RawBuilder<unknown>

/** What a store needs of a database, and no more. Values become parameters; fragments are put in as they stand. */
export interface Tx {
  sql<Row>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
  /**
   * Sends a statement whose answer nobody needs, without waiting for it: a trip to the database less. What goes wrong with it is thrown
   * by whatever is waited for next, by the commit at the latest.
   */
  send(text: TemplateStringsArray, ...values: unknown[]): void
  /** Waits for all that was sent. */
  sent(): Promise<void>
}

/**
 * Whom the database lets see what, for one transaction. Row-level security reads the settings: it is the second wall
 * behind the actions' own checks. `system` is for jobs and sign-in and sees every row. `looks`: the database refuses every
 * write (`isWriting`), and the answer does not wait for the end of a transaction that has nothing to keep.
 */
export type Scope = { role: 'app' | 'system'; settings?: Record<string, string>; timeoutMs?: number; looks?: boolean }

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

/** Knows PostgreSQL's words and no database: it puts fragments together. */
const composer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (on) => new PostgresIntrospector(on),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

type Statement = { text: string; values: unknown[] }

const isFragment = (value: unknown) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && 'toOperationNode' in value)

/** The text of a template without fragments, put together once. */
const plain = new WeakMap<TemplateStringsArray, string>()

function statementOf(template: TemplateStringsArray, values: unknown[]): Statement {
  if (values.some(isFragment)) {
    const { sql: text, parameters } = fragment(template, ...values).compile(composer)
    return { text, values: [...parameters] }
  }
  const text = plain.get(template) ?? template.reduce((before, after, i) => `${before}$${i}${after}`)
  plain.set(template, text)
  return { text, values }
}

/** The work wanted to write where it may only look (SQLSTATE 25006). */
export const isWriting = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === '25006'

/** A transaction that an earlier statement has broken says nothing else about the later ones. */
const isAftermath = (error: unknown) => (error as { code?: unknown }).code === '25P02'

/** One transaction on one connection. Statements go out in the order in which they are asked for, whoever waits for them. */
class Line implements Tx {
  readonly #client: pg.PoolClient
  #unheard: Promise<unknown>[] = []
  /** why a statement failed that nobody waited for */
  #failed: unknown

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  /** Statements without parameters, several at once. */
  say(text: string): void {
    this.#forget(this.#client.query(text))
  }

  send(template: TemplateStringsArray, ...values: unknown[]): void {
    const { text, values: given } = statementOf(template, values)
    this.#forget(this.#client.query(text, given))
  }

  async sql<Row>(template: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
    const { text, values: given } = statementOf(template, values)
    try {
      return (await this.#client.query(text, given)).rows
    } catch (error) {
      if (isWriting(error)) this.#failed ??= error
      throw isAftermath(error) ? (this.#failed ?? error) : error
    }
  }

  async sent(): Promise<void> {
    await Promise.all(this.#unheard.splice(0))
    if (this.#failed) throw this.#failed
  }

  /** A failure that was undone with the savepoint before it is no failure of the transaction; that it may not write stays one. */
  undone(): void {
    if (!isWriting(this.#failed)) this.#failed = undefined
  }

  /** Why the work failed: that it may not write goes before whatever it made of that. */
  why(error: unknown): unknown {
    return isWriting(this.#failed) ? this.#failed : error
  }

  async commit(): Promise<void> {
    const end = this.#client.query('commit')
    end.catch(() => undefined)
    await this.sent()
    if ((await end).command !== 'COMMIT') throw new Error('the transaction was broken by a statement whose error nobody passed on')
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback')
  }

  #forget(answer: Promise<unknown>): void {
    const heard = answer.then(
      () => undefined,
      (error) => {
        this.#failed ??= error
      },
    )
    this.#unheard.push(heard)
  }
}

/** `escapeLiteral` quotes as the server itself would, so that no value can end its own text. Settings of a transaction need no plan, as a query would. */
function scopeQuery(scope: Scope): string {
  const pairs: [string, string][] = [
    ['role', `haoban_${scope.role}`],
    ['statement_timeout', String(scope.timeoutMs ?? 15_000)],
    ...Object.entries(scope.settings ?? {}).map(([k, v]): [string, string] => [`haoban.${k}`, v]),
  ]
  return pairs.map(([name, value]) => `set local ${name} = ${pg.escapeLiteral(value)}`).join('; ')
}

/** Tries work inside a transaction: what throws is undone to where it began, and the transaction goes on. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.sent()
  tx.send`savepoint attempt`
  try {
    const answer = await work()
    await tx.sent()
    tx.send`release savepoint attempt`
    return answer
  } catch (error) {
    await tx.sql`rollback to savepoint attempt`
    if (tx instanceof Line) tx.undone()
    throw error
  }
}

const setAll = (tx: Tx, settings: Record<string, string>): void =>
  tx.send`select set_config(key, value, true) from json_each_text(${JSON.stringify(settings)}::json)`

/** Narrows a transaction of the house to a scope for a while. What throws must be undone by the caller (`attempt`), which widens it again. */
export async function within<T>(tx: Tx, { role, settings = {} }: Scope, work: () => Promise<T>): Promise<T> {
  const named = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`haoban.${key}`, value]))
  setAll(tx, { ...named, role: `haoban_${role}` })
  const answer = await work()
  setAll(tx, { role: 'haoban_system', ...Object.fromEntries(Object.keys(named).map((key) => [key, ''])) })
  return answer
}

/** One transaction; its beginning and its scope travel with its first statement. What only looked is answered while its end is under way. */
async function once<T>(pool: pg.Pool, begin: string, work: (line: Line) => Promise<T>, looks = false): Promise<T> {
  const client = await pool.connect()
  const line = new Line(client)
  let broken: Error | undefined
  let end = Promise.resolve()
  try {
    line.say(begin)
    const answer = await work(line)
    if (looks) await line.sent()
    end = line.commit()
    if (!looks) await end
    return answer
  } catch (error) {
    // A connection that broke has nothing to roll back any more; what is told is why it broke.
    await line.rollback().catch((lost: Error) => {
      broken = lost
    })
    throw line.why(error)
  } finally {
    void end.catch(() => undefined).finally(() => client.release(broken))
  }
}

/** One transaction within a scope, tried three times where PostgreSQL broke it for others' sake. */
async function tryThrice<T>(pool: pg.Pool, scope: Scope, work: (line: Line) => Promise<T>): Promise<T> {
  const begin = `begin${scope.looks ? ' read only' : ''}; ${scopeQuery(scope)}`
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, begin, work, scope.looks)
    } catch (error) {
      if (attempt >= 3 || !retryable.has(String((error as { code?: unknown }).code))) throw error
    }
  }
}

/** Opens a pool of `max` connections. A transaction that PostgreSQL broke for others' sake is tried three times. */
export function openDb(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    pipeline: true,
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

  let closing: Promise<void> | undefined
  const run = <T>(scope: Scope, work: (line: Line) => Promise<T>): Promise<T> =>
    traced('transaction', { 'db.system.name': 'postgresql' }, () => tryThrice(pool, scope, work))

  return {
    tx: (scope, work) => run(scope, work),
    txAs: (identify, work) =>
      run({ role: 'system' }, async (line) => {
        const { scope, as } = await identify(line)
        line.say(scopeQuery(scope))
        return work(line, as)
      }),
    owner: (work) =>
      once(pool, 'begin', (line) => {
        const exec = (text: string) => {
          line.say(text)
          return line.sent()
        }
        return work(Object.assign(line, { exec }))
      }),
    pool,
    close: () => (closing ??= pool.end()),
  }
}
