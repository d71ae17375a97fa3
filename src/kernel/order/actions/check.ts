/** Whether every row equals the fold of its facts. Needs a job of the house. */
import { listFactsOf } from '#kernel/ledger/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { fold } from '../rules/fold.ts'
import { project } from '../rules/project.ts'
import type { OrderFact } from '../schema/order.ts'
import { findOrder, listClocks, listSeats } from '../store/order.ts'
import { pageIds } from '../store/watch.ts'
import { aboutOrder, kindOf, kindsIn } from './hold.ts'

/** An order of which rows and facts disagree, and where. */
export type WrongOrder = { id: string; no: string; what: string }
export type OrdersChecked = { kinds: number; orders: number; wrong: WrongOrder[] }

const text = (value: unknown) => JSON.stringify(value, (_, v) => v, 0)
const sorted = <T>(rows: readonly T[]) => rows.map((r) => text(Object.fromEntries(Object.entries(r as object).sort()))).sort()

async function wrongOf(ctx: Ctx, id: string): Promise<WrongOrder[]> {
  const row = (await findOrder(ctx.tx, id))!
  const say = (what: string): WrongOrder[] => [{ id, no: row.no, what }]
  try {
    const facts = (await listFactsOf(ctx.tx, [aboutOrder(id)])) as OrderFact[]
    const kind = kindOf(ctx, row.kind)
    const rows = project(kind, fold(kind, facts), ctx.calendar, ctx.now)
    const keys = Object.keys(rows.order) as (keyof typeof row)[]
    const differs = keys.filter((k) => text(row[k]) !== text(rows.order[k]))
    return [
      ...differs.flatMap((k) => say(k)),
      ...(text(sorted(await listClocks(ctx.tx, id))) === text(sorted(rows.clocks)) ? [] : say('clocks')),
      ...(text(sorted(await listSeats(ctx.tx, id))) === text(sorted(rows.seats)) ? [] : say('seats')),
    ]
  } catch (error) {
    return say((error as Error).message)
  }
}

/** Recomputes every order from its facts and compares; `wrong` is empty where all agree. */
export async function checkOrders(ctx: Ctx): Promise<OrdersChecked> {
  const wrong: WrongOrder[] = []
  let orders = 0
  for (let after = ''; ; ) {
    const ids = await pageIds(ctx.tx, after, 1_000)
    for (const id of ids) wrong.push(...(await wrongOf(ctx, id)))
    orders += ids.length
    if (ids.length < 1_000) return { kinds: Object.keys(kindsIn(ctx.rooms)).length, orders, wrong }
    after = ids.at(-1)!
  }
}
