/** What the house looks for by itself: clocks that ran out, orders to be reckoned anew. Needs the scope `system`. */
import type { Tx } from '#base/db.ts'

export async function hasDue(tx: Tx, now: Date): Promise<boolean> {
  return (
    await tx.sql<{
      due: boolean
    }>`select exists (select from orders.clock c where c.rings and c.state = 'running' and c.rung_at is null and c.due_at < ${now}) due`
  )[0]!.due
}

/** Holds some orders of which a clock has run out; those that somebody else holds are left to him. */
export async function holdDue(tx: Tx, now: Date, limit: number): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select o.id from orders.order o where o.id in (
        select c.order_id from orders.clock c where c.rings and c.state = 'running' and c.rung_at is null and c.due_at < ${now} order by c.due_at limit ${limit})
      order by o.id for update skip locked`
  ).map((r) => r.id)
}

/** Orders that were taken over from an earlier release and not folded yet. */
export async function listUnfolded(tx: Tx, limit: number): Promise<string[]> {
  return (await tx.sql<{ id: string }>`select o.id from orders.order o where o.seq = 0 order by o.id limit ${limit}`).map((r) => r.id)
}

/** Orders with a clock that runs beyond a day or is paused, after one by id. */
export async function listRunning(tx: Tx, fromOn: string, after: string, limit: number): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select distinct c.order_id id from orders.clock c where c.order_id > ${after} and c.state <> 'stopped'
      and (c.due_at is null or c.due_at >= ${`${fromOn}T00:00:00+08:00`}::timestamptz) order by 1 limit ${limit}`
  ).map((r) => r.id)
}

/** Orders by their ids, a page at a time, for the one who checks all. */
export async function pageIds(tx: Tx, after: string, limit: number): Promise<string[]> {
  return (await tx.sql<{ id: string }>`select o.id from orders.order o where o.id > ${after} order by o.id limit ${limit}`).map((r) => r.id)
}
