import type { Tx } from './db.ts'

/** Counts one more attempt under a key; the answer says how many in this window, and until when it lasts. Holds over several servers. */
export async function countAttempt(tx: Tx, key: string, now: Date, windowMs: number): Promise<{ n: number; until: Date }> {
  const until = new Date(now.getTime() + windowMs)
  const [row] = await tx.sql<{ n: number; until: Date }>`
    insert into base.attempt (key, n, until) values (${key}, 1, ${until})
    on conflict (key) do update set
      n = case when attempt.until <= ${now} then 1 else attempt.n + 1 end,
      until = case when attempt.until <= ${now} then excluded.until else attempt.until end
    returning n, until`
  return row!
}

type Attempts = { n: number; until: Date }

/** The attempts under a key so far, without counting one; undefined where none counts any more. */
export async function attemptsAt(tx: Tx, key: string, now: Date): Promise<Attempts | undefined> {
  return (await tx.sql<Attempts>`select n, until from base.attempt where key = ${key} and until > ${now}`)[0]
}

/** Takes one counted attempt back, because it was right: what is right uses nothing up. */
export async function forgiveAttempt(tx: Tx, key: string): Promise<void> {
  await tx.sql`update base.attempt set n = n - 1 where key = ${key} and n > 0`
}
