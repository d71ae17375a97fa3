import { isWide, type Tx } from './db.ts'

/**
 * Runs a step of a request as the house itself, past row-level security: for what nobody may do by himself, such as looking
 * up a login before anybody is signed in. The role falls back to the one before;
 * a transaction of the house itself stays as it is. Where the step throws, the transaction is over anyway.
 */
export async function asSystem<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  if (isWide(tx)) return work()
  tx.whole()
  const [before] = await tx.sql<{ role: string }>`select current_user::text role, set_config('role', 'haoban_system', true)`
  const answer = await work()
  tx.send`select set_config('role', ${before!.role}, true)`
  return answer
}
