/** Orders as rows. Writing needs the scope `system`. */
import { fragment, type Tx } from '#base/db.ts'
import type { Kinds } from '../schema/kind.ts'
import type { Order, OrderClock, OrderLink, OrderSeat } from '../schema/order.ts'

/** Property, column; the one list from which every statement here is made. */
const columns = {
  id: 'id',
  kind: 'kind',
  no: 'no',
  source: 'source',
  sourceId: 'source_id',
  part: 'part',
  title: 'title',
  summary: 'summary',
  level: 'level',
  supervision: 'supervision',
  state: 'state',
  turn: 'turn',
  organ: 'organ',
  division: 'division',
  ownerOrgan: 'owner_organ',
  ownerDivision: 'owner_division',
  holder: 'holder',
  holderName: 'holder_name',
  barred: 'barred',
  openedAt: 'opened_at',
  closedAt: 'closed_at',
  outcome: 'outcome',
  dueAt: 'due_at',
  warnAt: 'warn_at',
  dueClock: 'due_clock',
  paused: 'paused',
  overdueAt: 'overdue_at',
  reopened: 'reopened',
  mergedInto: 'merged_into',
  splitFrom: 'split_from',
  demo: 'demo',
  seq: 'seq',
} satisfies Record<keyof Order, string>
const keys = Object.keys(columns) as (keyof Order)[]

/** The columns of an order under the alias `o`, named as its properties. */
export const orderColumns = fragment.join(keys.map((k) => fragment`o.${fragment.ref(columns[k])} as ${fragment.id(k)}`))

/** Writes which permissions let see orders of which kind. */
export async function putKinds(tx: Tx, kinds: Kinds): Promise<void> {
  const rows = Object.entries(kinds).map(([kind, { sees }]) => ({ kind, sees }))
  await tx.sql`insert into orders.kind as k (kind, sees) select n.kind, n.sees from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (kind text, sees text[])
    on conflict (kind) do update set sees = excluded.sees where k.sees is distinct from excluded.sees`
}

/** Takes the links of a new order, so that nobody else opens one for them; false where one is taken. */
async function addLinks(tx: Tx, id: string, links: readonly OrderLink[]): Promise<boolean> {
  const rows = await tx.sql`insert into orders.link (source, source_id, part, order_id)
    select l.source, l."sourceId", l.part, ${id} from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l (source text, "sourceId" text, part int)
    on conflict do nothing returning 1`
  return rows.length === links.length
}

/** Adds an order with its links; false, and nothing is added, where its source has one. */
export async function addOrder(tx: Tx, order: Order, links: readonly OrderLink[]): Promise<boolean> {
  const names = fragment.join(keys.map((k) => fragment.ref(columns[k])))
  const [held] =
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`orders ${order.source} ${order.sourceId} ${order.part}`}, 0)) "locked",
    exists (select from orders.link l where l.source = ${order.source} and l.source_id = ${order.sourceId} and l.part = ${order.part}) taken`
  if ((held as { taken: boolean }).taken) return false
  await tx.sql`insert into orders.order (${names}) values (${fragment.join(keys.map((k) => order[k]))})`
  return addLinks(tx, order.id, links)
}

const same = (a: unknown, b: unknown) => String(a instanceof Date ? a.getTime() : a) === String(b instanceof Date ? b.getTime() : b)

/** Writes what changed of an order's row. */
export function saveOrder(tx: Tx, before: Order, after: Order): void {
  const changed = keys.filter((k) => !same(before[k], after[k]))
  if (changed.length === 0) return
  const sets = fragment.join(changed.map((k) => fragment`${fragment.ref(columns[k])} = ${after[k]}`))
  tx.send`update orders.order set ${sets} where id = ${after.id}`
}

/** Writes clocks and seats of an order; those that are no longer there are deleted. */
export function saveRows(
  tx: Tx,
  { id, kind }: Pick<Order, 'id' | 'kind'>,
  { clocks, seats }: { clocks: readonly OrderClock[]; seats: readonly OrderSeat[] },
): void {
  tx.send`insert into orders.clock as k (order_id, clock, organ, state, started_at, due_at, warn_at, stopped_at, rung_at, rings)
    select ${id}, c.clock, c.organ, c.state, c."startedAt", c."dueAt", c."warnAt", c."stoppedAt", c."rungAt", c.rings
    from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as c (clock text, organ text, state text, "startedAt" timestamptz, "dueAt" timestamptz, "warnAt" timestamptz, "stoppedAt" timestamptz, "rungAt" timestamptz, rings boolean)
    on conflict (order_id, clock, organ) do update set state = excluded.state, started_at = excluded.started_at, due_at = excluded.due_at,
      warn_at = excluded.warn_at, stopped_at = excluded.stopped_at, rung_at = excluded.rung_at, rings = excluded.rings
    where k.* is distinct from excluded.*`
  tx.send`delete from orders.clock where order_id = ${id} and not (clock || ' ' || organ = any(${clocks.map((c) => `${c.clock} ${c.organ}`)}))`
  tx.send`insert into orders.seat as k (order_id, organ, division, role, kind, state, holder, holder_name, open, sort_at)
    select ${id}, s.organ, s.division, s.role, ${kind}, s.state, s.holder, s."holderName", s.open, s."sortAt"
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as s (organ text, division text, role text, state text, holder text, "holderName" text, open boolean, "sortAt" timestamptz)
    on conflict (order_id, organ, role) do update set division = excluded.division, state = excluded.state, holder = excluded.holder,
      holder_name = excluded.holder_name, open = excluded.open, sort_at = excluded.sort_at
    where k.* is distinct from excluded.*`
  tx.send`delete from orders.seat where order_id = ${id} and not (organ || ' ' || role = any(${seats.map((s) => `${s.organ} ${s.role}`)}))`
}

export async function findOrder(tx: Tx, id: string): Promise<Order | undefined> {
  return (await tx.sql<Order>`select ${orderColumns} from orders.order o where o.id = ${id}`)[0]
}

/** Orders by their ids, those that whoever asks may see. */
export async function findOrders(tx: Tx, ids: readonly string[]): Promise<Order[]> {
  return tx.sql<Order>`select ${orderColumns} from unnest(${ids}::text[]) with ordinality as w (id, n) join orders.order o on o.id = w.id order by w.n`
}

/** Holds orders until the transaction is over, always in the same order, so that two never wait for each other. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Order[]> {
  return tx.sql<Order>`select ${orderColumns} from orders.order o where o.id = any(${ids}) order by o.id for update`
}

/** The order that a source has; where it was merged into another, that one. */
export async function findBySource(tx: Tx, source: string, sourceId: string, part = 1): Promise<Order | undefined> {
  return (
    await tx.sql<Order>`select ${orderColumns} from orders.order o
      where o.id = (select l.order_id from orders.link l where l.source = ${source} and l.source_id = ${sourceId} and l.part = ${part})`
  )[0]
}

/** Every link of some orders, with the order it leads to now. */
export async function listLinks(tx: Tx, ids: readonly string[]): Promise<(OrderLink & { order: string })[]> {
  return tx.sql`select l.source, l.source_id "sourceId", l.part, l.order_id "order" from orders.link l where l.order_id = any(${ids}) order by 1, 2, 3`
}

/** Lets the links of one order lead to another. */
export async function moveLinks(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql`update orders.link set order_id = ${into} where order_id = ${from}`
}

/** The highest part of a matter that has an order; nobody else splits the matter until this transaction is over. */
export async function lastPart(tx: Tx, source: string, sourceId: string): Promise<number> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`parts ${source} ${sourceId}`}, 0)) "locked"`
  return (await tx.sql<{ n: number }>`select max(l.part) n from orders.link l where l.source = ${source} and l.source_id = ${sourceId}`)[0]!
    .n
}

export async function listClocks(tx: Tx, id: string): Promise<OrderClock[]> {
  return tx.sql<OrderClock>`select c.clock, c.organ, c.state, c.started_at "startedAt", c.due_at "dueAt", c.warn_at "warnAt", c.stopped_at "stoppedAt",
      c.rung_at "rungAt", c.rings from orders.clock c where c.order_id = ${id} order by c.clock, c.organ`
}

export async function listSeats(tx: Tx, id: string): Promise<OrderSeat[]> {
  return tx.sql<OrderSeat>`select s.organ, s.division, s.role, s.state, s.holder, s.holder_name "holderName", s.open, s.sort_at "sortAt"
    from orders.seat s where s.order_id = ${id} order by s.role desc, s.organ`
}
