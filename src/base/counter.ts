import type { Tx } from './db.ts'

/** The next number under a key, from 1, without gaps or doubles: the key stays locked until this transaction is over. */
export async function nextNumber(tx: Tx, key: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`
    insert into base.counter (key, n) values (${key}, 1) on conflict (key) do update set n = counter.n + 1 returning n`
  return row!.n
}
