/** Every act on an order: hold it, ask the rules, leave a fact, write the row. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { listOrgans } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { listColleagues } from '#kernel/permission/api.ts'
import { tell } from '#modules/message/api.ts'
import { contactDueOn, dueOn, follow, type OrderFact, onTime } from '../rules/fold.ts'
import { wasTurnedDown, whyNot } from '../rules/open.ts'
import { verbs } from '../rules/verbs.ts'
import { inputs, type Level, type Order, type Take, type Verb } from '../schema.ts'
import { addStep, findOrder, getLimits, listOverdue, listSteps, lockOrder, saveOrder } from '../store.ts'
import { aboutOrder, readersOf, tellHandlers } from './open-order.ts'

const refuse = refusals({
  'rectification.unknown': [404, '没有找到这张工单，可能不在您能看的范围里'],
  'rectification.no-organ': [422, '没有这个单位，请从列表里选'],
  'rectification.no-reason': [422, '按复杂工单办要说明理由，请写明为什么 {days} 个工作日内办不完'],
})

// biome-ignore lint/suspicious/noExplicitAny: input that the schema of its verb has checked
type Data = Record<string, any>
type Prepare = (ctx: Ctx, order: Order, input: Data) => Promise<Data>

/** What a verb looks up before its fact is left. */
const prepare: Partial<Record<Verb, Prepare>> = {
  async assign(ctx, _, input) {
    const organ = (await listOrgans(ctx.tx)).find((o) => o.id === input.organ)
    if (!organ) throw refuse('rectification.no-organ')
    return {
      ...input,
      division: input.division ?? organ.division,
      contactDueOn: contactDueOn(await getLimits(ctx.tx), ctx.now, ctx.calendar),
    }
  },
  async rectify(ctx, order, input) {
    const limits = await getLimits(ctx.tx)
    const level = input.level as Level
    if (level === 'complex' && order.level === 'simple' && !input.reason) throw refuse('rectification.no-reason', { days: limits.simple })
    return { ...input, dueOn: dueOn(limits, level, order.openedAt, ctx.calendar) }
  },
}

/** Takes a verb on an order in the caller's transaction. Whoever cannot see the order cannot act on it. */
export const take: Action<Take, Order> = async (ctx, { id, verb, input }) => {
  if (!(await findOrder(ctx.tx, id))) throw refuse('rectification.unknown')
  return asSystem(ctx.tx, async () => {
    const order = (await lockOrder(ctx.tx, id))!
    const no = whyNot({ order, verb, who: ctx.who, turnedDown: wasTurnedDown(await listSteps(ctx.tx, id)) })
    if (no) throw new Refusal(no.code, no.code === 'rectification.may-not' ? 403 : 409, no.sentence, { state: order.state })
    const parsed = inputs[verb].safeParse(input)
    if (!parsed.success) throw invalidFields(parsed.error.issues.map((i) => ({ field: i.path.join('.'), sentence: i.message })))
    const data = prepare[verb] ? await prepare[verb](ctx, order, parsed.data) : (parsed.data as Data)
    return settle(ctx, await record(ctx, order, verbs[verb].fact, data), verb, data)
  })
}

/** Leaves a fact and writes the row as the fold of all facts. */
async function record(ctx: Ctx, before: Order, name: string, data: Data): Promise<Order> {
  const closing = name === 'rectification.closed' ? endOf(before) : {}
  const fact = await ctx.emit({
    name,
    about: aboutOrder(before.id),
    data: { ...data, ...closing, byName: ctx.who.name, order: before.id },
    readers: readersOf(),
  })
  await addStep(ctx.tx, before.id, fact)
  const after = follow(before, fact as OrderFact)
  await saveOrder(ctx.tx, before, after)
  return after
}

/** What the closing fact says to other rooms: of which source, how it ended, what was answered, and whether in time. */
const endOf = (o: Order): Data => ({ source: o.source, sourceId: o.sourceId, outcome: o.outcome, onTime: onTime(o) })

/** Whatever ended without the verb “办结” is closed too, so that other rooms wait for one fact alone; an order given to another organ is told there. */
async function settle(ctx: Ctx, order: Order, verb: Verb, data: Data): Promise<Order> {
  if (verb === 'assign') await tellHandlers(ctx, order, `assigned:${data.organ}:${ctx.now.toISOString()}`)
  return order.state === 'rejected' ? record(ctx, order, 'rectification.closed', {}) : order
}

/** Looks for orders that were not answered in time and gives each a job of its own. */
export const sweep: Action<unknown, void> = async (ctx) => {
  for (const id of await listOverdue(ctx.tx, dayOf(ctx.now)))
    await ctx.later('rectification.remind', { id }, { key: `rectification.remind:${id}` })
}

/** One order whose time is over: a fact, once, and word to the supervisors. A repeat finds nothing left to do. */
export const remind: Action<{ id: string }, void> = async (ctx, { id }) => {
  const order = await lockOrder(ctx.tx, id)
  const today = dayOf(ctx.now)
  if (!order || order.overdueAt || order.answeredAt || order.closedAt || order.dueOn >= today) return
  await record(ctx, order, 'rectification.overdue', { dueOn: order.dueOn })
  const supervisors = await listColleagues(
    ctx.tx,
    { permission: 'rectification.supervise', organ: order.organ, division: order.division },
    today,
  )
  const to = [...supervisors.map((a) => a.id), ...(order.holder ? [order.holder] : [])].map((account) => ({ account }))
  await tell(ctx, {
    template: 'rectification.sent',
    source: `order:${id}:overdue`,
    link: `/desk/rectifications/${id}`,
    to,
    fields: { title: order.title, no: order.no, what: '已经超期，请督办', due: `本应${zhDate(order.dueOn, today)}` },
  })
}
