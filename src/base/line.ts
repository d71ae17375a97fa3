/** One connection while it is lent for one piece of work: statements in their order, a transaction around them, and errors told once. */
import { DummyDriver, sql as fragment, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type pg from 'pg'
import type { Tx } from './db.ts'

/** Knows PostgreSQL's words and no database: it puts fragments together. */
const composer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (on) => new PostgresIntrospector(on),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** With a name PostgreSQL keeps the statement, parsed, for as long as the connection lasts. */
type Statement = { name?: string; text: string; values: unknown[] }

const isFragment = (value: unknown) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && 'toOperationNode' in value)

/** The text of a template with the fragments it was last put together with; only fragments without values of their own are kept. */
const known = new WeakMap<TemplateStringsArray, { fragments: unknown[]; text: string }>()

/** `isFixed`: the template always says the same, whatever is asked for. */
type Composed = Statement & { isFixed: boolean }

function composed(template: TemplateStringsArray, all: unknown[]): Composed {
  const fragments = all.filter(isFragment)
  const values = fragments.length ? all.filter((value) => !isFragment(value)) : all
  const last = known.get(template)
  if (last && last.fragments.length === fragments.length && last.fragments.every((f, i) => f === fragments[i]))
    return { text: last.text, values, isFixed: true }
  const { sql: text, parameters } = fragment(template, ...all).compile(composer)
  const isFixed = parameters.length === values.length
  if (isFixed) known.set(template, { fragments, text })
  return { text, values: [...parameters], isFixed }
}

/** How often each text was asked for, and its name once that is often; texts that are made up for one occasion fill no memory for ever. */
const asked = new Map<string, { times: number; name: string }>()
const [often, textsAtMost] = [20, 2_000]
let names = 0

/** The statement with a name, once it was asked for often. */
function keptOf(template: TemplateStringsArray, all: unknown[]): Statement {
  const { isFixed, ...statement } = composed(template, all)
  if (!isFixed) return statement
  const before = asked.get(statement.text)
  if (before) return ++before.times < often ? statement : { ...statement, name: before.name }
  if (asked.size < textsAtMost) asked.set(statement.text, { times: 1, name: `s${++names}` })
  return statement
}

/** A statement that was kept fits its tables no more, as after an upgrade beside a running server; all are named anew then. */
export function isStale(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown }
  const stale = code === '0A000' && routine === 'RevalidateCachedQuery'
  if (stale) asked.clear()
  return stale
}

/** The work wanted to write where it may only look (SQLSTATE 25006). */
export const isWriting = (error: unknown): boolean => (error as { code?: unknown } | undefined)?.code === '25006'

/** A transaction that an earlier statement has broken says nothing else about the later ones. */
const isAftermath = (error: unknown) => (error as { code?: unknown }).code === '25P02'

/** One transaction on one connection. Statements go out in the order in which they are asked for, whoever waits for them. */
export class Line implements Tx {
  readonly #client: pg.PoolClient
  readonly #begin: string
  readonly #keeps: boolean
  #begun = false
  #unheard: Promise<unknown>[] = []
  /** why a statement failed that nobody waited for */
  #failed: unknown
  #putOff: (() => void)[] = []
  /** Nothing is said any more: the connection is about to be somebody else's. */
  #over = false

  /** `begin` opens the transaction; it is said when `whole` is first called. `keeps`: statements that are asked for often are kept parsed. */
  constructor(client: pg.PoolClient, begin: string, { keeps = false } = {}) {
    this.#client = client
    this.#begin = begin
    this.#keeps = keeps
  }

  whole(): void {
    if (this.#begun) return
    this.#begun = true
    this.say(this.#begin)
  }

  putOff(ask: () => void): void {
    this.#putOff.push(ask)
  }

  /** What was put off goes before whatever is said now; and nothing is said once the transaction is over. */
  #first(): void {
    if (this.#over) throw new Error('a statement came after the end of its transaction')
    for (const ask of this.#putOff.splice(0)) ask()
  }

  /** Statements without parameters, several at once. */
  say(text: string): void {
    this.#first()
    this.#forget(this.#client.query(text))
  }

  send(template: TemplateStringsArray, ...values: unknown[]): void {
    this.#first()
    this.#forget(this.#client.query(this.#statement(template, values)))
  }

  async sql<Row>(template: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
    this.#first()
    try {
      return (await this.#client.query(this.#statement(template, values))).rows
    } catch (error) {
      if (isWriting(error)) this.#failed ??= error
      throw isAftermath(error) ? (this.#failed ?? error) : error
    }
  }

  #statement(template: TemplateStringsArray, values: unknown[]): Statement {
    return this.#keeps ? keptOf(template, values) : composed(template, values)
  }

  async sent(): Promise<void> {
    this.#first()
    await this.#heardAll()
  }

  async #heardAll(): Promise<void> {
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

  /** Ends it, well where all went well. Single statements, each of which has ended, leave nothing to say. */
  async commit(): Promise<void> {
    this.#first()
    const end = this.#begun ? this.#client.query('commit') : undefined
    this.#over = true
    end?.catch(() => undefined)
    await this.#heardAll()
    if (end && (await end).command !== 'COMMIT') throw new Error('the transaction was broken by a statement whose error nobody passed on')
  }

  async rollback(): Promise<void> {
    this.#over = true
    if (this.#begun) await this.#client.query('rollback')
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
