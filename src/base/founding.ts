import type { Tx } from './db.ts'

/** One founder at a time: whoever comes second waits for the end of the first one's transaction. */
export const becomeFounder = async (tx: Tx): Promise<void> => void (await tx.sql`select pg_advisory_xact_lock(7017003)`)

/** The digest of what the city was founded from last; undefined for a database without a city. */
export async function findFoundation(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.sql<{ digest: string }>`select digest from base.foundation`
  return row?.digest
}

export async function layFoundation(tx: Tx, digest: string): Promise<void> {
  await tx.sql`insert into base.foundation (digest) values (${digest})
    on conflict (one) do update set digest = excluded.digest, at = now()`
}
