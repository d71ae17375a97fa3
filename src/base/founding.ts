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

/** What a database is for its whole life: of which city, demo or real. The division is null where it was founded before that was written. */
export type Nature = { division: string | null; demo: boolean }

/** Undefined for a database without a city. */
export async function findNature(tx: Tx): Promise<Nature | undefined> {
  const [row] = await tx.sql<Nature>`select division, demo from base.city`
  return row
}

/** Written once; the division also where it was not written yet. */
export async function keepNature(tx: Tx, { division, demo }: { division: string; demo: boolean }): Promise<void> {
  await tx.sql`insert into base.city (division, demo) values (${division}, ${demo})
    on conflict (one) do update set division = excluded.division where city.division is null`
}
