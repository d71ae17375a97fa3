import type { Tx } from './db.ts'
import { type Question, together } from './together.ts'

/** As many numbers under each key as are asked for, in the order of asking. Keys are locked in their order, so that two never wait for each other. */
const nextNumbers: Question<string, number> = async (tx, keys) => {
  const rows = await tx.sql<{ key: string; n: number }>`
    insert into base.counter (key, n) select key, count(*) from unnest(${keys}::text[]) key group by key order by key
    on conflict (key) do update set n = counter.n + excluded.n returning key, n`
  const last = new Map(rows.map(({ key, n }) => [key, n]))
  const left = new Map<string, number>()
  for (const key of keys) left.set(key, (left.get(key) ?? 0) + 1)
  return keys.map((key) => {
    const after = left.get(key)! - 1
    left.set(key, after)
    return last.get(key)! - after
  })
}

/** The next number under a key, from 1, without gaps or doubles: the key stays locked until this transaction is over. */
export const nextNumber = (tx: Tx, key: string): Promise<number> => together(tx, nextNumbers, key)
