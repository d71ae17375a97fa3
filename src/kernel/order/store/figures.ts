/** Counts over orders. */
import type { Tx } from '#base/db.ts'

/** `clock`: whose stop is the answer. Each part narrows. */
export type Which = { kind: string; clock: string; source?: string | undefined }
type Period = { since: Date; until: Date }

/** Orders of a kind at an organ that have not ended. */
export async function countOpenAt(tx: Tx, kind: string, organ: string): Promise<number> {
  return (
    await tx.sql<{
      n: number
    }>`select count(*)::int n from orders.seat s where s.kind = ${kind} and s.organ = ${organ} and s.open and s.role <> 'owner'`
  )[0]!.n
}

/** Orders opened in a period: how many, how many have ended, how many were answered (their clock stopped), and how many of those in time. Those still within their time count as neither. */
export type Rates = { opened: number; ended: number; answered: number; onTime: number; late: number }

export async function ratesOf(tx: Tx, { kind, clock, source }: Which, { since, until }: Period): Promise<Rates> {
  return (
    await tx.sql<Rates>`select count(*)::int opened, count(*) filter (where o.closed_at is not null)::int ended, count(*) filter (where c.stopped_at is not null)::int answered,
        count(*) filter (where c.stopped_at <= c.due_at)::int "onTime",
        count(*) filter (where case when c.stopped_at is null then c.rung_at < ${until} else c.stopped_at > c.due_at end)::int late
      from orders.order o left join orders.clock c on c.order_id = o.id and c.clock = ${clock} and c.organ = ''
      where o.kind = ${kind} and (${source ?? null}::text is null or o.source = ${source ?? null}) and o.opened_at >= ${since} and o.opened_at < ${until}`
  )[0]!
}

type Opened = { id: string; no: string; title: string; at: Date }

export async function listOpened(
  tx: Tx,
  { kind, source }: Omit<Which, 'clock'>,
  { since, until }: Period,
  limit: number,
): Promise<Opened[]> {
  return tx.sql<Opened>`select o.id, o.no, o.title, o.opened_at at from orders.order o
    where o.kind = ${kind} and (${source ?? null}::text is null or o.source = ${source ?? null}) and o.opened_at >= ${since} and o.opened_at < ${until}
    order by o.opened_at desc, o.id limit ${limit}`
}
