/** The work list of orders: by whose clock ends first, those that have ended by their end, newest first; a page costs the same at any size. */
import { type Fragment, fragment, type Tx } from '#base/db.ts'
import type { Order } from '../schema/order.ts'
import { orderColumns } from './order.ts'

/** Where somebody sees orders of a kind: `*` is every organ or division. */
export type Scope = { kind: string; organ: string; division: string }

/** Every part narrows; `ended` decides which half of the list it is. */
export type OrderFilter = {
  ended: boolean
  scopes: readonly Scope[]
  state?: string | undefined
  source?: string | undefined
  holder?: string | undefined
  /** due before this moment */
  dueBefore?: Date | undefined
  text?: string | undefined
}
export type Cursor = { at: string; id: string }

const like = (text: string) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

/** Which seats a scope means: of the whole city or of a division an order's leading one alone, so that each order is there once. */
const within = ({ kind, organ, division }: Scope): Fragment => {
  if (organ === '*')
    return fragment`s.kind = ${kind} and s.role = 'lead' and ${division === '*' ? fragment`true` : fragment`s.division = ${division}`}`
  return fragment`s.kind = ${kind} and s.organ = ${organ} and ${division === '*' ? fragment`true` : fragment`s.division = ${division}`}`
}

const narrowed = (f: OrderFilter): Fragment =>
  fragment.join(
    [
      fragment`s.open = ${!f.ended}`,
      ...(f.holder === undefined ? [] : [fragment`s.holder = ${f.holder}`]),
      ...(f.dueBefore === undefined ? [] : [fragment`s.sort_at < ${f.dueBefore}`]),
      ...(f.state === undefined ? [] : [fragment`o.state = ${f.state}`]),
      ...(f.source === undefined ? [] : [fragment`o.source = ${f.source}`]),
      ...(f.text === undefined ? [] : [fragment`(o.no like ${like(f.text)} or o.title ilike ${like(f.text)})`]),
    ],
    fragment` and `,
  )

/** The walk of one scope in order, past the cursor. */
function strand(f: OrderFilter, scope: Scope, after: Cursor | undefined, limit: number): Fragment {
  const [dir, past] = f.ended ? [fragment`desc`, fragment`<`] : [fragment`asc`, fragment`>`]
  const from = after ? fragment`(s.sort_at, s.order_id) ${past} (${after.at}::timestamptz, ${after.id})` : fragment`true`
  return fragment`(select s.sort_at, s.order_id from orders.seat s join orders.order o on o.id = s.order_id
    where ${within(scope)} and ${narrowed(f)} and ${from} order by s.sort_at ${dir}, s.order_id ${dir} limit ${limit})`
}

export type Listed = { rows: Order[]; next: Cursor | null }

/** One page. An order that lies at several of somebody's organs stands where its first clock ends. */
export async function listOrders(
  tx: Tx,
  filter: OrderFilter,
  { after, limit }: { after?: Cursor | undefined; limit: number },
): Promise<Listed> {
  if (filter.scopes.length === 0) return { rows: [], next: null }
  const dir = filter.ended ? fragment`desc` : fragment`asc`
  const strands = fragment.join(
    filter.scopes.map((scope) => strand(filter, scope, after, limit + 1)),
    fragment` union all `,
  )
  const first = filter.ended ? fragment`max(w.sort_at)` : fragment`min(w.sort_at)`
  const rows = await tx.sql<Order & { sortAt: string }>`
    with walked as (select w.order_id, ${first} sort_at from (${strands}) w group by w.order_id)
    select ${orderColumns}, to_json(w.sort_at)#>>'{}' "sortAt" from walked w join orders.order o on o.id = w.order_id
    order by w.sort_at ${dir}, w.order_id ${dir} limit ${limit + 1}`
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ sortAt: _, ...row }) => row),
    next: rows.length > limit && last ? { at: last.sortAt, id: last.id } : null,
  }
}
