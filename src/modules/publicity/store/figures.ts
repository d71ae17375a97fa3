import type { Tx } from '#base/db.ts'
import type { State } from '../schema.ts'

type Period = { since: Date; until: Date }

/**
 * Licence decisions of a period that were to be published, and those published by their last day. One that is neither published
 * nor overdue at the end of the period is not counted yet.
 */
export async function inTimeOf(tx: Tx, { since, until }: Period): Promise<{ due: number; inTime: number }> {
  const [row] = await tx.sql<{ due: number; inTime: number }>`
    select count(*) due, count(*) filter (where (published_at at time zone 'Asia/Shanghai')::date <= due_on) "inTime"
    from publicity.publication
    where kind = 'licence' and decided_at >= ${since} and decided_at < ${until}
      and (published_at is not null or due_on + 1 < (${until}::timestamptz at time zone 'Asia/Shanghai')::date)`
  return row!
}

export async function countPublished(tx: Tx, { since, until }: Period): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`
    select count(*) n from publicity.publication where published_at >= ${since} and published_at < ${until}`
  return row!.n
}

export type Counted = { id: string; title: string; state: State; at: Date }

export const listPublishedIn = (tx: Tx, { since, until }: Period, limit: number): Promise<Counted[]> => tx.sql<Counted>`
  select id, title, state, published_at at from publicity.publication
  where published_at >= ${since} and published_at < ${until} order by published_at desc, id desc limit ${limit}`

export const listDecidedIn = (tx: Tx, { since, until }: Period, limit: number): Promise<Counted[]> => tx.sql<Counted>`
  select id, title, state, decided_at at from publicity.publication
  where kind = 'licence' and decided_at >= ${since} and decided_at < ${until} order by decided_at desc, id desc limit ${limit}`
