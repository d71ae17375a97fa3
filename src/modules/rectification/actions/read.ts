import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { type Action, may } from '#kernel/module.ts'
import { type VerbState, verbStates } from '../rules/open.ts'
import { verbs } from '../rules/verbs.ts'
import type { ById, ListOrders, Order } from '../schema.ts'
import { findOrder, listOrders, listSteps, type Step } from '../store.ts'

const refuse = refusals({
  'rectification.unknown': [404, '没有找到这张工单，可能不在您能看的范围里'],
  'rectification.not-yours': [403, '您没有处理或督办整改工单的权限。需要的话，请联系本单位管理员'],
})

const pageSize = 50

/** The work list of orders, those due first. */
export const orders: Action<ListOrders, { rows: Order[]; next?: string }> = async (ctx, { mine, ...asked }) => {
  if (!may(ctx.who, 'rectification.handle') && !may(ctx.who, 'rectification.supervise')) throw refuse('rectification.not-yours')
  const rows = await listOrders(ctx.tx, { ...asked, holder: mine ? ctx.who.id : undefined, today: dayOf(ctx.now), limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > pageSize && last ? `${last.dueOn}/${last.id}` : undefined }
}

export type OrderDossier = { order: Order; verbs: VerbState[]; history: (Pick<Step, 'name' | 'at' | 'data'> & { label: string })[] }

const labels: Record<string, string> = {
  'rectification.opened': '开单',
  'rectification.overdue': '超期',
  ...Object.fromEntries(Object.values(verbs).map((v) => [v.fact, v.label])),
}

/** One order with what may be done and all that was done. */
export const order: Action<ById, OrderDossier> = async (ctx, { id }) => {
  const found = await findOrder(ctx.tx, id)
  if (!found) throw refuse('rectification.unknown')
  const facts = await listSteps(ctx.tx, id)
  return {
    order: found,
    verbs: verbStates(found, ctx.who),
    history: facts.map(({ name, at, data }) => ({ name, at, data, label: labels[name] ?? name })),
  }
}

/** What was answered on an order, for the room whose matter it was; undefined where nothing was. */
export async function answerOf(ctx: Parameters<typeof order>[0], id: string): Promise<string | undefined> {
  const facts = await asSystem(ctx.tx, () => listSteps(ctx.tx, id))
  return facts.findLast((f) => typeof f.data.answer === 'string')?.data.answer as string | undefined
}
