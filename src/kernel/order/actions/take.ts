/** Every act on an order: hold it, ask the rules, leave a fact, write the rows. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import { listOrgans } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { isEnd } from '../rules/choose.ts'
import { follow } from '../rules/fold.ts'
import { type Asking, actingPart, holdMs, lastAct, type Refused, tooLate, whyNot, whyNotRecall } from '../rules/open.ts'
import type { VerbOf } from '../schema/kind.ts'
import type { Order, OrderPlace, Recall, Take, Taken } from '../schema/order.ts'
import { findOrder } from '../store/order.ts'
import { type Held, hold, refuse, step, wasInTime, write } from './hold.ts'

const refuseInput = refusals({
  'order.no-organ': [422, '没有这个单位，请从列表里选'],
  'order.changed': [409, '您打开之后，这张工单又有了新的动作。请看一眼最新情况，再办一次；您填的内容还在'],
})

// biome-ignore lint/suspicious/noExplicitAny: input that the schema of its verb has checked
type Data = Record<string, any>

export const refused = (no: Refused, held: Held) => new Refusal(no.code, no.status, no.sentence, { state: held.state.state })

/** The input as the verb's schema takes it. */
export function parsed(verb: VerbOf | undefined, input: unknown): Data {
  const checked = verb?.takes?.safeParse(input, { reportInput: true })
  if (checked && !checked.success) throw invalidFields(fieldErrors(checked.error))
  return checked?.data ?? {}
}

/** Organs of the directory by their ids, each with the division it lies in. */
export async function placesOf(ctx: Ctx, ids: readonly string[], division?: string): Promise<OrderPlace[]> {
  const organs = new Map((await listOrgans(ctx.tx)).map((o) => [o.id, o.division]))
  if (ids.some((id) => !organs.has(id))) throw refuseInput('order.no-organ')
  return [...new Set(ids)].map((organ) => ({ organ, division: division ?? organs.get(organ)! }))
}

/** To whom an order is given. The fact names them under `to`; `asked` are those whose own clocks begin. */
async function assignment(ctx: Ctx, verb: VerbOf, { organ, organs, division, ...input }: Data): Promise<Data> {
  const places = await placesOf(ctx, organs ?? [organ], division)
  const forced = verb.forced ? { forced: true } : {}
  const asked = places.map((p) => p.organ)
  if (verb.assigns === 'more') return { ...input, to: { with: places, ...forced }, asked }
  const [lead, ...rest] = places
  return { ...input, to: { lead, ...(verb.assigns === 'organs' ? { with: rest } : {}), ...forced }, asked }
}

/** What the fact says besides the input: the organ that acts, and whether all parts are done with it. */
async function dataOf(ctx: Ctx, asking: Asking, verb: VerbOf, input: Data): Promise<Data> {
  const data = verb.assigns ? await assignment(ctx, verb, input) : input
  if (!(verb.part || verb.returns || verb.holder || verb.once === 'organ') || verb.assigns) return data
  const { organ } = actingPart(asking, verb)
  const every = asking.order.parts.every((p) => p.organ === organ || p.state === verb.part)
  return { ...data, organ, ...(verb.part ? { every } : {}) }
}

/** What the closing fact says to other rooms: of which source, how it ended, and whether in time. */
const endOf = (ctx: Ctx, held: Held): Data => ({ outcome: held.state.outcome, onTime: wasInTime(ctx, held) })

/** Leaves the fact of a verb; what has ended leaves `order.closed` too, so that other rooms wait for one fact alone. */
async function leaveVerb(ctx: Ctx, held: Held, name: string, data: Data, waits: number): Promise<Held> {
  const verb = held.kind.verbs[name]!
  const recallUntil = ctx.who.kind === 'staff' && verb.recall !== false ? new Date(ctx.now.getTime() + waits) : undefined
  const closes = verb.fact === 'order.closed'
  const outcome = closes ? endOf(ctx, foreseen(ctx, held, name, data)) : {}
  const after = await step(ctx, held, verb.fact, { ...data, ...outcome, verb: name }, { recallUntil })
  if (closes || !isEnd(after.kind, after.state.state) || isEnd(held.kind, held.state.state)) return after
  return step(ctx, after, 'order.closed', { ...endOf(ctx, after), after: after.state.seq }, { recallUntil })
}

/** How the order would stand after a verb whose fact says itself how it ended. */
function foreseen(ctx: Ctx, held: Held, verb: string, data: Data): Held {
  const fact = { name: 'order.closed', by: ctx.who.id, at: ctx.now, seq: held.state.seq + 1, data: { ...data, verb, byName: ctx.who.name } }
  return { ...held, state: follow(held.kind, held.state, fact) }
}

/** `holdMs`: how long what follows waits, so that the act can be recalled; ten seconds where nothing is said. */
type Taking = Take & { holdMs?: number }

/** Takes a verb on an order in the caller's transaction. Whoever cannot see the order cannot act on it. */
export async function take(ctx: Ctx, { id, verb, input, seen, holdMs: waits = holdMs }: Taking): Promise<Taken> {
  if (!(await findOrder(ctx.tx, id))) throw refuse('order.unknown')
  return asSystem(ctx.tx, async () => {
    const held = await hold(ctx, id)
    const { kind, state } = held
    const asking: Asking = { kind, order: state, verb, who: ctx.who, now: ctx.now, calendar: ctx.calendar }
    const barred = whyNot(asking)
    if (barred) throw refused(barred, held)
    if (seen !== undefined && seen !== state.seq && seen !== held.shownSeq) throw refuseInput('order.changed', { seq: state.seq })
    const data = parsed(kind.verbs[verb], input)
    const no = whyNot({ ...asking, input: data })
    if (no) throw refused(no, held)
    const after = await leaveVerb(ctx, held, verb, await dataOf(ctx, asking, kind.verbs[verb]!, data), waits)
    const recallUntil = after.state.facts.at(-1)?.data.recallUntil as string | undefined
    return { ...write(ctx, after), ...(recallUntil ? { recallUntil: new Date(recallUntil) } : {}) }
  })
}

/** Takes back one's own last act, as long as nothing of it has left the house. */
export const recall: Action<Recall, Order> = async (ctx, { id, seq }) => {
  if (!(await findOrder(ctx.tx, id))) throw refuse('order.unknown')
  return asSystem(ctx.tx, async () => {
    const held = await hold(ctx, id)
    const no = whyNotRecall(held.state, seq, ctx.who.id, ctx.now)
    if (no) throw refused(no, held)
    const { from, to } = lastAct(held.state)!
    const facts = held.state.facts.filter((f) => from <= f.seq && f.seq <= to)
    if (!(await ctx.unsay(facts as { id: number; name: string }[]))) throw refused(tooLate, held)
    await step(ctx, held, 'order.recalled', { from, to, fact: facts[0]!.name })
    return write(ctx, await hold(ctx, id))
  })
}
