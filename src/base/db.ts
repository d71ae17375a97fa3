/** The database as the house sees it: transactions with a scope, SQL as tagged templates, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql as fragment, type RawBuilder } from 'kysely'
import pg from 'pg'
import { guards } from './guards.ts'
import { PrimaryClient } from './hosts.ts'
import { currentLease } from './lease.ts'
import { isStale, isWriting, Line } from './line.ts'
import { forget } from './once.ts'
import { traced } from './trace.ts'

/** A piece of SQL to be put into another: `` tx.sql`select … where ${part}` ``. */
export { fragment, isWriting }
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
  /** What follows belongs to one transaction. What only looks has none before something needs it: a savepoint, a setting for a while. */
  whole(): void
  /** Puts off a question that others may join (`together`): it is asked at the latest before the next statement, so that none overtakes it. */
  putOff(ask: () => void): void
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

/** Serialization failures, deadlocks and statements kept too long: the transaction did nothing and may be tried again. */
const mayBeTriedAgain = (error: unknown): boolean =>
  /^40(001|P01)$/.test(String((error as { code?: unknown }).code)) || isStale(error) || error instanceof OnlyFollows

/** What was to be written reached a server that only follows the primary: nothing was done, and another connection may lead to the primary. */
class OnlyFollows extends Error {
  readonly code = '57P03'
  constructor(options: ErrorOptions) {
    super('the server of the database only follows another now', options)
  }
}

/** A database that is being started or stopped (class 57P), and a connection that is refused or cut (class 08, and what the system calls them, its names included). */
const away = /^(57P0[1-3]|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/

/** Whether the database was away: what was tried did nothing, or nobody knows, and may be tried again in a moment. */
export const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (away.test(String((error as { code?: unknown }).code)) ||
    /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect|^timeout expired$/.test(
      error.message,
    ))

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

/** `escapeLiteral` quotes as the server itself would, so that no value can end its own text. Settings need no plan, as a query would. */
function settings(scope: Scope, how: 'set' | 'set local'): string {
  const pairs: [string, string][] = [
    ['role', `haoban_${scope.role}`],
    ['statement_timeout', String(scope.timeoutMs ?? 15_000)],
    // work that is given more time may also think for longer between two statements
    ...(scope.timeoutMs === undefined ? [] : [['idle_in_transaction_session_timeout', String(scope.timeoutMs)] as [string, string]]),
    ...Object.entries(scope.settings ?? {}).map(([k, v]): [string, string] => [`haoban.${k}`, v]),
  ]
  return pairs.map(([name, value]) => `${how} ${name} = ${pg.escapeLiteral(value)}`).join('; ')
}

/** Tries work inside a transaction: what throws is undone to where it began, and the transaction goes on. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.sent()
  tx.whole()
  tx.send`savepoint attempt`
  try {
    const answer = await work()
    await tx.sent()
    tx.send`release savepoint attempt`
    return answer
  } catch (error) {
    await tx.sql`rollback to savepoint attempt`
    // the savepoint outlives the rollback, and one around it of the same name would no longer be reached
    tx.send`release savepoint attempt`
    forget(tx)
    if (tx instanceof Line) tx.undone()
    throw error
  }
}

const setAll = (tx: Tx, settings: Record<string, string>): void =>
  tx.send`select set_config(key, value, true) from json_each_text(${JSON.stringify(settings)}::json)`

/** Transactions of the house itself, as long as nothing narrows them: whatever is done in them as the house needs no change of role. */
const wide = new WeakSet<Tx>()
export const isWide = (tx: Tx): boolean => wide.has(tx)
const widely =
  <T>(work: (tx: Tx) => Promise<T>) =>
  (tx: Tx): Promise<T> => {
    wide.add(tx)
    return work(tx)
  }

/** Narrows a transaction of the house to a scope for a while. What throws must be undone by the caller (`attempt`), which widens it again. */
export async function within<T>(tx: Tx, { role, settings = {} }: Scope, work: () => Promise<T>): Promise<T> {
  tx.whole()
  const named = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`haoban.${key}`, value]))
  const wasWide = wide.delete(tx)
  setAll(tx, { ...named, role: `haoban_${role}` })
  try {
    const answer = await work()
    setAll(tx, { role: 'haoban_system', ...Object.fromEntries(Object.keys(named).map((key) => [key, ''])) })
    return answer
  } finally {
    if (wasWide) wide.add(tx)
  }
}

/** Work on a connection, which is lent again once nothing is under way on it. */
async function lent<T>(pool: pg.Pool, work: (client: pg.PoolClient, keep: (end: Promise<void>) => void) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let end = Promise.resolve()
  try {
    return await work(client, (until) => {
      end = until
    })
  } finally {
    void end.then(
      () => client.release(),
      (broken) => client.release(broken),
    )
  }
}

/** Undoes what was done; a connection that broke has nothing to undo, and is not lent again. What is told is why it broke. */
async function undo(line: Line, error: unknown, keep: (end: Promise<void>) => void): Promise<never> {
  const undone = line.rollback()
  keep(undone)
  await undone.catch(() => undefined)
  throw line.why(error)
}

/** A transaction of a job goes on only as long as the job is still this worker's: one that was frozen meanwhile writes nothing any more. */
function holdJob(line: Line): void {
  const lease = currentLease()
  if (lease) line.send`select base.hold_job(${lease.job}, ${lease.worker})`
}

/** One transaction; its beginning and its scope travel with its first statement. */
const once = <T>(pool: pg.Pool, begin: string, work: (line: Line) => Promise<T>): Promise<T> =>
  lent(pool, async (client, keep) => {
    const line = new Line(client, begin)
    line.whole()
    try {
      holdJob(line)
      const answer = await work(line)
      await line.commit()
      return answer
    } catch (error) {
      if (!isWriting(line.why(error))) return undo(line, error, keep)
      const follows = new OnlyFollows({ cause: error })
      keep(Promise.reject(follows))
      throw follows
    }
  })

/** The scope in which a connection for looks stands. */
const stands = new WeakMap<pg.PoolClient, string>()

/**
 * Looks on a connection that stands in their scope and may not write, from one look to the next: most are one statement, which needs no
 * transaction around it. Where one was needed, the answer does not wait for its end.
 */
const look = <T>(pool: pg.Pool, scope: Scope, work: (line: Line) => Promise<T>): Promise<T> =>
  lent(pool, async (client, keep) => {
    const wanted = `reset all; set default_transaction_read_only = on; ${settings(scope, 'set')}`
    if (stands.get(client) !== wanted) {
      stands.delete(client)
      await client.query(wanted)
      stands.set(client, wanted)
    }
    const line = new Line(client, 'begin', { keeps: true })
    try {
      const answer = await work(line)
      await line.sent()
      keep(line.commit())
      return answer
    } catch (error) {
      return undo(line, error, keep)
    }
  })

/** Work that does nothing when it fails for others' sake is tried three times. */
async function tryThrice<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= 3 || !mayBeTriedAgain(error)) throw error
    }
  }
}

const poolSettings = {
  pipeline: true,
  types,
  idleTimeoutMillis: 30_000,
  connectionTimeoutMillis: 20_000,
  options: guards,
  keepAlive: true,
  Client: PrimaryClient,
}

/** Opens at most `max` connections for transactions, and half as many for looks. A transaction that PostgreSQL broke for others' sake is tried three times. */
export function openDb(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Db {
  let closing: Promise<void> | undefined
  // pg hangs the whole connection on the error, which is too much for a log; a connection that is being closed can no longer be lost
  const lost = (error: Error & { client?: unknown }): void => {
    delete error.client
    if (!closing) options.onError?.(error)
  }
  const most = options.max ?? 12
  const open = (max: number): pg.Pool => {
    const opened = new pg.Pool({ connectionString: url, max, ...poolSettings })
    opened.on('error', lost)
    // a connection that breaks between two statements of a transaction has nobody else to tell, and would take the process along
    opened.on('connect', (client) => void client.on('error', lost))
    return opened
  }
  const [pool, looking] = [open(most), open(Math.ceil(most / 2))]

  const run = <T>(scope: Scope, work: (line: Line) => Promise<T>): Promise<T> =>
    traced('transaction', { 'db.system.name': 'postgresql' }, () =>
      tryThrice(() => (scope.looks ? look(looking, scope, work) : once(pool, `begin; ${settings(scope, 'set local')}`, work))),
    )

  return {
    tx: (scope, work) => run(scope, scope.role === 'system' ? widely(work) : work),
    txAs: (identify, work) =>
      run({ role: 'system' }, async (line) => {
        const { scope, as } = await identify(line)
        line.say(settings(scope, 'set local'))
        return work(line, as)
      }),
    owner: (work) =>
      // a founding waits in it for the rooms to put in their data, each in a transaction of its own
      once(pool, 'begin; set local idle_in_transaction_session_timeout = 0', (line) => {
        const exec = (text: string) => {
          line.say(text)
          return line.sent()
        }
        return work(Object.assign(line, { exec }))
      }),
    pool,
    close: () => (closing ??= Promise.all([pool.end(), looking.end()]).then(() => undefined)),
  }
}
