/** Files that something has let go of: they are deleted a day later, unless something else still names them. */
import type { Tx } from '../db.ts'

/** Notes files that are not needed here any more, in the transaction that lets go of them. */
export async function letGo(tx: Tx, hashes: readonly string[], now: Date): Promise<void> {
  if (hashes.length === 0) return
  await tx.sql`insert into base.loose_file (hash, since) select distinct h, ${now}::timestamptz from unnest(${hashes}::text[]) h on conflict do nothing`
}

/** Files let go of before a moment, the first first. Needs the scope `system`, as what follows. */
export async function listLoose(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select hash from base.loose_file where since <= ${before} order by since, hash limit ${limit}`
  return rows.map((r) => r.hash)
}

/** They are gone, or somebody needs them. */
export async function forgetLoose(tx: Tx, hashes: readonly string[]): Promise<void> {
  await tx.sql`delete from base.loose_file where hash = any(${hashes})`
}

/** The moment of the machine: files are as old as it says, wherever the city's clock stands. */
export async function machineNow(tx: Tx): Promise<Date> {
  return (await tx.sql<{ at: Date }>`select clock_timestamp() at`)[0]!.at
}
