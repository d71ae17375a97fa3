import { asSystem } from '#base/as-system.ts'
import { nextNumber } from '#base/counter.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { fold } from '../rules/fold.ts'
import { project } from '../rules/project.ts'
import type { LimitOf } from '../schema/kind.ts'
import type { NewOrder, Order, OrderFact, OrderState } from '../schema/order.ts'
import { addOrder, findBySource, saveRows } from '../store/order.ts'
import { kindOf, leave } from './hold.ts'

/** The limits of every clock as they are now: an order keeps those under which it was opened. */
async function limitsOf(ctx: Ctx, kindName: string): Promise<Record<string, LimitOf>> {
  const kind = kindOf(ctx, kindName)
  const table = Object.fromEntries(Object.entries(kind.clocks).map(([name, { limit }]) => [name, limit]))
  return { ...table, ...(await kind.limits?.(ctx)) }
}

/** `ZG202306150001`: the kind's prefix, the day, the number of the day. */
async function numberOf(ctx: Ctx, kindName: string): Promise<string> {
  const day = dayOf(ctx.now).replaceAll('-', '')
  return `${kindOf(ctx, kindName).prefix}${day}${String(await nextNumber(ctx.tx, `${kindName}:${day}`)).padStart(4, '0')}`
}

type Extra = { splitFrom?: string }

async function firstFact(ctx: Ctx, asked: NewOrder, extra: Extra): Promise<Record<string, unknown>> {
  const { organ, division, demo, ...rest } = asked
  return {
    ...rest,
    ...extra,
    id: ctx.id(),
    no: await numberOf(ctx, asked.kind),
    lead: { organ, division },
    level: asked.level ?? Object.keys(kindOf(ctx, asked.kind).levels ?? { usual: '' })[0],
    limits: await limitsOf(ctx, asked.kind),
    demo: demo ?? false,
  }
}

/**
 * Opens an order, or answers with the one that this source has already; of those who ask at once, one opens it. Runs as the house: whoever
 * may do what makes an order opens it.
 */
export async function openOrder(ctx: Ctx, asked: NewOrder, extra: Extra = {}): Promise<Order> {
  return asSystem(ctx.tx, async () => {
    const find = () => findBySource(ctx.tx, asked.source, asked.sourceId, asked.part)
    const there = await find()
    if (there) return there
    const kind = kindOf(ctx, asked.kind)
    const order = await firstFact(ctx, asked, extra)
    const at: OrderFact = { name: 'order.opened', by: ctx.who.id, at: ctx.now, seq: 1, data: { order } }
    const state: OrderState = fold(kind, [at])
    const rows = project(kind, state, ctx.calendar, ctx.now)
    if (!(await addOrder(ctx.tx, rows.order, state.links))) return (await find())!
    saveRows(ctx.tx, rows.order, rows)
    await leave(ctx, state, 'order.opened', { order }, { begins: true })
    return rows.order
  })
}
