/** Many steps of one transaction under way at the same time: what they ask in one breath goes to the database as one statement. */
import type { Tx } from './db.ts'

/** One question for many keys; its answers stand in the order of the keys. Its identity is what is asked: declare it once. */
export type Question<K, V> = (tx: Tx, keys: readonly K[]) => Promise<readonly V[]>

type Batch = { keys: unknown[]; answers: Promise<readonly unknown[]> }
const open = new WeakMap<Tx, Map<unknown, Batch>>()

function begin<K, V>(tx: Tx, ask: Question<K, V>): Batch {
  const batches = open.get(tx) ?? new Map<unknown, Batch>()
  open.set(tx, batches)
  const keys: K[] = []
  const answers = new Promise<readonly V[]>((answer) => {
    const once = () => {
      if (batches.get(ask) !== batch) return
      batches.delete(ask)
      answer(ask(tx, keys))
    }
    tx.putOff(once)
    process.nextTick(once)
  })
  const batch: Batch = { keys, answers }
  batches.set(ask, batch)
  return batch
}

/**
 * Asks for one key. All keys that are asked for before the process turns to something else, or to another statement of the transaction,
 * are asked for together: statements keep their order. A question asks its statement at once, not after waiting for something. What fails,
 * fails for all who asked.
 */
export async function together<K, V>(tx: Tx, ask: Question<K, V>, key: K): Promise<V> {
  const batch = open.get(tx)?.get(ask) ?? begin(tx, ask)
  const at = batch.keys.push(key) - 1
  return (await batch.answers)[at] as V
}

/** The same where each key finds one row or none. */
export const found =
  <K, Row>(find: (tx: Tx, keys: readonly K[]) => Promise<readonly Row[]>, keyOf: (row: Row) => K): Question<K, Row | undefined> =>
  async (tx, keys) => {
    const rows = new Map((await find(tx, keys)).map((row) => [keyOf(row), row]))
    return keys.map((key) => rows.get(key))
  }

/** Who goes side by side in a transaction, who of them waits for others, and how many are enough to go on. */
type Company = { walking: number; waiting: (() => void)[]; enough: number }
const companies = new WeakMap<Tx, Company>()

function goOn({ walking, waiting, enough }: Company): void {
  if (waiting.length < Math.min(walking, enough)) return
  for (const go of waiting.splice(0)) go()
}

/** Waits for others who go side by side, until enough of them have come to a place like this or nobody else can come, so that what follows is done in one breath. */
export function inStep(tx: Tx): Promise<void> {
  const company = companies.get(tx)
  if (!company) return Promise.resolve()
  return new Promise((go) => {
    company.waiting.push(go)
    goOn(company)
  })
}

/**
 * Does some work for each of several things, side by side in one transaction; `enough` of them go on together. The first failure is told
 * when nobody works any more.
 */
export async function sideBySide<T>(
  tx: Tx,
  things: readonly T[],
  work: (thing: T) => Promise<void>,
  enough = things.length,
): Promise<void> {
  const company: Company = { walking: things.length, waiting: [], enough }
  companies.set(tx, company)
  const walk = (thing: T) =>
    work(thing).finally(() => {
      company.walking--
      goOn(company)
    })
  const ended = await Promise.allSettled(things.map(walk))
  companies.delete(tx)
  const failed = ended.filter((one) => one.status === 'rejected').map((one) => one.reason)
  // a statement after the one that broke the transaction says nothing but that
  const own = failed.find((error) => error?.code !== '25P02') ?? failed[0]
  if (own !== undefined) throw own
}
