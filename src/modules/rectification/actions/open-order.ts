import { asSystem } from '#base/as-system.ts'
import { nextNumber } from '#base/counter.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tell } from '#modules/message/api.ts'
import { contactDueOn, dueOn } from '../rules/fold.ts'
import type { NewOrder, Order } from '../schema.ts'
import { addOrder, addStep, findBySource, getLimits } from '../store.ts'

export const aboutOrder = (id: string) => `order:${id}`

/** The chain of an order is read through its own row, which knows who was complained about; by itself it is open to the city's supervisors alone. */
export const readersOf = (): string[] => ['organ:*']

/** Opens an order, or answers with the one that this source has already. */
export async function openOrder(ctx: Ctx, asked: NewOrder): Promise<Order> {
  return asSystem(ctx.tx, async () => {
    const known = await findBySource(ctx.tx, asked.source, asked.sourceId)
    if (known) return known
    const order = await begin(ctx, asked)
    if (!(await addOrder(ctx.tx, order))) return (await findBySource(ctx.tx, asked.source, asked.sourceId))!
    await addStep(
      ctx.tx,
      order.id,
      await ctx.emit({ name: 'rectification.opened', about: aboutOrder(order.id), data: { order }, readers: readersOf() }),
    )
    await tellHandlers(ctx, order, 'opened')
    return order
  })
}

async function begin(ctx: Ctx, { level = 'simple', barred = [], demo = false, ...asked }: NewOrder): Promise<Order> {
  const limits = await getLimits(ctx.tx)
  const day = dayOf(ctx.now).replaceAll('-', '')
  const no = `ZG${day}${String(await nextNumber(ctx.tx, `rectification:${day}`)).padStart(4, '0')}`
  return {
    ...asked,
    level,
    demo,
    no,
    id: ctx.id(),
    state: 'open',
    holder: null,
    holderName: null,
    barred: [...barred],
    contactDueOn: contactDueOn(limits, ctx.now, ctx.calendar),
    dueOn: dueOn(limits, level, ctx.now, ctx.calendar),
    openedAt: ctx.now,
    contactedAt: null,
    answeredAt: null,
    closedAt: null,
    outcome: null,
    overdueAt: null,
  }
}

/** Tells whoever can claim the order, but for those it complains about. */
export async function tellHandlers(ctx: Ctx, order: Order, why: string): Promise<void> {
  const today = dayOf(ctx.now)
  const handlers = await listColleagues(ctx.tx, { permission: 'rectification.handle', organ: order.organ, division: order.division }, today)
  const { shortName } = await organOf(ctx.tx, order.organ)
  await tell(ctx, {
    template: 'rectification.opened',
    source: `order:${order.id}:${why}`,
    link: `/desk/rectifications/${order.id}`,
    to: handlers.filter((a) => !order.barred.includes(a.id)).map((a) => ({ account: a.id })),
    fields: {
      title: order.title,
      no: order.no,
      organ: shortName,
      contact: zhDate(order.contactDueOn, today),
      due: zhDate(order.dueOn, today),
    },
  })
}
