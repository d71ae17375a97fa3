/** From a fact of a work order to whoever has to know: those who can take it up, the one who has, those who watch over it. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listEveryOrgan } from '#kernel/item/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { findOrder, kindOf, listClocks, listSeats, type Order, type OrderSeat } from '#kernel/order/api.ts'
import type { OrderKind } from '#kernel/order/schema/kind.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tellOrder } from '../rules/order-facts.ts'
import { applies } from '../rules/template.ts'
import type { Audience } from '../schema.ts'
import { listTemplatesOf } from '../store/outbox.ts'
import { queue, type Recipient } from './queue.ts'

type Concerned = { kind: OrderKind; seat: OrderSeat; owner: OrderSeat | undefined }
type Find = (ctx: Ctx, concerned: Concerned) => Promise<string[]> | string[]

const colleagues = async (ctx: Ctx, permission: string, { organ, division }: OrderSeat): Promise<string[]> =>
  (await listColleagues(ctx.tx, { permission, organ, division }, dayOf(ctx.now))).map((a) => a.id)

const audiences: Partial<Record<Audience, Find>> = {
  handlers: (ctx, { kind, seat }) => colleagues(ctx, kind.handlers, seat),
  holder: (_, { seat }) => (seat.holder ? [seat.holder] : []),
  supervisors: async (ctx, { kind, seat, owner }) =>
    (await Promise.all([seat, ...(owner ? [owner] : [])].map((at) => colleagues(ctx, kind.supervisors, at)))).flat(),
}

/** The organs that a fact speaks of: those it asks, the one it names, or all that handle the order. */
function seatsOf(seats: readonly OrderSeat[], { data }: Recorded): OrderSeat[] {
  const named = (data.asked as string[] | undefined) ?? (typeof data.organ === 'string' && data.organ !== '' ? [data.organ] : undefined)
  const handling = seats.filter((s) => s.role !== 'owner')
  if (named) return handling.filter((s) => named.includes(s.organ))
  return data.clock === undefined ? handling : handling.filter((s) => s.role === 'lead')
}

/** Nobody is told of an order that complains about him, or of what he did himself. */
const recipients = (ids: readonly string[], order: Order, fact: Recorded): Recipient[] =>
  [...new Set(ids)].filter((id) => id !== fact.by && !order.barred.includes(id)).map((account) => ({ account }))

/** Tells everybody whom the templates of this fact name. Keyed by the fact, so that a repeat tells nobody twice. */
export const reactOrder: Action<Recorded, void> = async (ctx, fact) => {
  const order = await findOrder(ctx.tx, fact.about.slice('order:'.length))
  const templates = await listTemplatesOf(ctx.tx, fact.name)
  if (!order || templates.length === 0) return
  const kind = kindOf(ctx, order.kind)
  const [seats, clocks, organs] = await Promise.all([listSeats(ctx.tx, order.id), listClocks(ctx.tx, order.id), listEveryOrgan(ctx.tx)])
  for (const seat of seatsOf(seats, fact)) {
    const fields = tellOrder({
      kindName: order.kind,
      kind,
      order,
      organName: organs.find((o) => o.id === seat.organ)?.shortName ?? seat.organ,
      clocks: clocks.filter((c) => c.state === 'running' && c.dueAt !== null && (c.organ === '' || c.organ === seat.organ)),
      data: fact.data,
      today: dayOf(ctx.now),
    })
    for (const template of templates.filter((t) => applies(t, fields))) {
      const ids = (await audiences[template.who]?.(ctx, { kind, seat, owner: seats.find((s) => s.role === 'owner') })) ?? []
      const link = `${kind.page ?? '/desk/orders'}/${order.id}`
      await queue(ctx, template, recipients(ids, order, fact), { source: `fact:${fact.id}`, fields, link })
    }
  }
}
