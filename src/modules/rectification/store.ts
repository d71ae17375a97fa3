import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Limits, ListOrders, Order } from './schema.ts'

/** Property, column; the one list from which every statement here is made. */
const columns = {
  id: 'id',
  no: 'no',
  source: 'source',
  sourceId: 'source_id',
  title: 'title',
  summary: 'summary',
  organ: 'organ',
  division: 'division',
  level: 'level',
  state: 'state',
  holder: 'holder',
  holderName: 'holder_name',
  barred: 'barred',
  contactDueOn: 'contact_due_on',
  dueOn: 'due_on',
  openedAt: 'opened_at',
  contactedAt: 'contacted_at',
  answeredAt: 'answered_at',
  closedAt: 'closed_at',
  outcome: 'outcome',
  overdueAt: 'overdue_at',
  demo: 'demo',
} satisfies Record<keyof Order, string>
const keys = Object.keys(columns) as (keyof Order)[]
const orderColumns = fragment.join(keys.map((k) => fragment`o.${fragment.ref(columns[k])} as ${fragment.id(k)}`))

export async function putLimits(tx: Tx, limits: Limits): Promise<void> {
  await tx.sql`insert into rectification.setting (key, value) values ('limits', ${JSON.stringify(limits)}::jsonb) on conflict (key) do update set value = excluded.value`
}

export async function getLimits(tx: Tx): Promise<Limits> {
  const [row] = await tx.sql<{ value: Limits }>`select value from rectification.setting where key = 'limits'`
  if (!row) throw new Error('the city has no limits for work orders')
  return row.value
}

/** Orders of an organ that are not closed. */
export async function countOpenAt(tx: Tx, organ: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*)::int n from rectification.order where organ = ${organ} and closed_at is null`)[0]!.n
}

/** Adds an order; false where its source has one. Needs the scope `system`, as every writing here. */
export async function addOrder(tx: Tx, order: Order): Promise<boolean> {
  const names = fragment.join(keys.map((k) => fragment.ref(columns[k])))
  const rows =
    await tx.sql`insert into rectification.order (${names}) values (${fragment.join(keys.map((k) => order[k]))}) on conflict do nothing returning 1`
  return rows.length === 1
}

export async function saveOrder(tx: Tx, before: Order, after: Order): Promise<void> {
  const changed = keys.filter((k) => String(before[k]) !== String(after[k]))
  if (changed.length === 0) return
  const sets = fragment.join(changed.map((k) => fragment`${fragment.ref(columns[k])} = ${after[k]}`))
  await tx.sql`update rectification.order set ${sets} where id = ${after.id}`
}

export async function findOrder(tx: Tx, id: string): Promise<Order | undefined> {
  return (await tx.sql<Order>`select ${orderColumns} from rectification.order o where o.id = ${id}`)[0]
}

/** Holds an order until the transaction is over. Needs the scope `system`. */
export async function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  return (await tx.sql<Order>`select ${orderColumns} from rectification.order o where o.id = ${id} for update`)[0]
}

export async function findBySource(tx: Tx, source: string, sourceId: string): Promise<Order | undefined> {
  return (
    await tx.sql<Order>`select ${orderColumns} from rectification.order o where o.source = ${source} and o.source_id = ${sourceId}`
  )[0]
}

/** One fact of an order as its history shows it. */
export type Step = { seq: number; name: string; by: string; at: Date; data: Record<string, unknown> }

export async function addStep(tx: Tx, orderId: string, { seq, name, by, at, data }: Step): Promise<void> {
  await tx.sql`insert into rectification.step (order_id, seq, name, by_whom, at, data) values (${orderId}, ${seq}, ${name}, ${by}, ${at}, ${JSON.stringify(data)}::jsonb)`
}

/** The history of an order, oldest first. */
export async function listSteps(tx: Tx, orderId: string): Promise<Step[]> {
  return tx.sql<Step>`select seq, name, by_whom "by", at, data from rectification.step where order_id = ${orderId} order by seq`
}

type Page = Omit<ListOrders, 'mine'> & { holder?: string; today: string; limit: number }

/** Orders by their last day, a page at a time; `after` is `<due_on>/<id>` of the last one shown. */
export async function listOrders(tx: Tx, page: Page): Promise<Order[]> {
  const [on, id] = page.after?.split('/') ?? []
  return tx.sql<Order>`select ${orderColumns} from rectification.order o
    where (${page.state ?? null}::text is null or o.state = ${page.state ?? null}) and (${page.ended !== undefined && page.ended} = (o.closed_at is not null) or ${page.ended === undefined}) and (${page.source ?? null}::text is null or o.source = ${page.source ?? null})
      and (${page.holder ?? null}::text is null or o.holder = ${page.holder ?? null})
      and (${page.overdue !== true} or (o.answered_at is null and o.due_on < ${page.today}))
      and (${on ?? null}::date is null or (o.due_on, o.id) > (${on ?? null}::date, ${id ?? ''}))
    order by o.due_on, o.id limit ${page.limit}`
}

/** Orders whose last day is over without an answer, and of which nobody has been told. */
export async function listOverdue(tx: Tx, today: string): Promise<string[]> {
  return (
    await tx.sql<{
      id: string
    }>`select o.id from rectification.order o where o.answered_at is null and o.closed_at is null and o.overdue_at is null and o.due_on < ${today} order by o.due_on limit 1000`
  ).map((r) => r.id)
}

type Period = { since: Date; until: Date }

/** Orders opened in a period: how many, how many are ended, how many were answered, and how many of those in time. Those still within their time count as neither; that one ran out of it unanswered, its own fact says. */
export type Rates = { opened: number; ended: number; answered: number; onTime: number; late: number }

export async function ratesOf(tx: Tx, source: string | undefined, { since, until }: Period): Promise<Rates> {
  return (
    await tx.sql<Rates>`select count(*)::int opened, count(*) filter (where o.closed_at is not null)::int ended, count(*) filter (where o.answered_at is not null)::int answered,
        count(*) filter (where (o.answered_at at time zone 'Asia/Shanghai')::date <= o.due_on)::int "onTime",
        count(*) filter (where case when o.answered_at is null then o.overdue_at < ${until} else (o.answered_at at time zone 'Asia/Shanghai')::date > o.due_on end)::int late
      from rectification.order o where (${source ?? null}::text is null or o.source = ${source ?? null}) and o.opened_at >= ${since} and o.opened_at < ${until}`
  )[0]!
}

export async function listOpened(
  tx: Tx,
  source: string | undefined,
  { since, until }: Period,
  limit: number,
): Promise<{ id: string; no: string; title: string; at: Date }[]> {
  return tx.sql`select o.id, o.no, o.title, o.opened_at at from rectification.order o
    where (${source ?? null}::text is null or o.source = ${source ?? null}) and o.opened_at >= ${since} and o.opened_at < ${until} order by o.opened_at desc, o.id limit ${limit}`
}
