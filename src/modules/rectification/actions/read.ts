import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { workdaysBetween } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listEveryOrgan, listOrgans } from '#kernel/item/api.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { verbStates, wasTurnedDown } from '../rules/open.ts'
import { lampOf, tell } from '../rules/told.ts'
import { verbs } from '../rules/verbs.ts'
import type { ById, ListOrders, Order, OrderList, OrderPage, OrderRow } from '../schema.ts'
import { findOrder, getLimits, listOrders, listSteps } from '../store.ts'

const refuse = refusals({
  'rectification.unknown': [404, '没有找到这张工单，可能不在您能看的范围里'],
  'rectification.not-yours': [403, '您没有处理或督办整改工单的权限。需要的话，请联系本单位管理员'],
})

const pageSize = 50

function rowOf(ctx: Ctx, names: ReadonlyMap<string, string>, order: Order): OrderRow {
  const { openedAt: _, contactedAt: __, answeredAt, closedAt, overdueAt: ___, ...row } = order
  const today = dayOf(ctx.now)
  const late = row.dueOn < today
  const days = late ? workdaysBetween(ctx.calendar, row.dueOn, today) : workdaysBetween(ctx.calendar, today, row.dueOn)
  const lamp = lampOf({ ...row, answeredAt, closedAt }, today, days)
  return { ...row, organName: names.get(row.organ) ?? row.organ, lamp, days: lamp === null ? null : days }
}

const organNames = async (ctx: Ctx) => new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.shortName]))

/** The work list of orders, those due first. */
export const orders: Action<ListOrders, OrderList> = async (ctx, { mine, ...asked }) => {
  if (!may(ctx.who, 'rectification.handle') && !may(ctx.who, 'rectification.supervise')) throw refuse('rectification.not-yours')
  const rows = await listOrders(ctx.tx, { ...asked, holder: mine ? ctx.who.id : undefined, today: dayOf(ctx.now), limit: pageSize + 1 })
  const names = await organNames(ctx)
  const shown = rows.slice(0, pageSize).map((o) => rowOf(ctx, names, o))
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > pageSize && last ? `${last.dueOn}/${last.id}` : undefined }
}

const labels: Record<string, string> = {
  'rectification.opened': '开单',
  'rectification.overdue': '超期',
  ...Object.fromEntries(Object.values(verbs).map((v) => [v.fact, v.label])),
}

/** One order with what may be done and all that was done. */
export const order: Action<ById, OrderPage> = async (ctx, { id }) => {
  const found = await findOrder(ctx.tx, id)
  if (!found) throw refuse('rectification.unknown')
  const facts = await listSteps(ctx.tx, id)
  const { simple, complex } = await getLimits(ctx.tx)
  return {
    order: { ...rowOf(ctx, await organNames(ctx), found), openedAt: found.openedAt.toISOString() },
    verbs: verbStates(found, ctx.who, wasTurnedDown(facts)),
    history: facts.map(({ name, at, data }) => ({
      name,
      label: labels[name] ?? name,
      at: at.toISOString(),
      by: typeof data.byName === 'string' ? data.byName : null,
      told: name === 'rectification.opened' ? [] : tell(data),
    })),
    organs: (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name })),
    limits: { simple, complex },
  }
}

/** What was answered on an order, for the room whose matter it was; undefined where nothing was. */
export async function answerOf(ctx: Ctx, id: string): Promise<string | undefined> {
  const facts = await asSystem(ctx.tx, () => listSteps(ctx.tx, id))
  return facts.findLast((f) => typeof f.data.answer === 'string')?.data.answer as string | undefined
}
