/** Rating a service: what is open for this rater, and giving a rating. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { type Open, openFor, tagsFor } from '../rules.ts'
import { type Moment, type OfCase, type Rate, type Rating, type Rules, type Service, ways } from '../schema.ts'
import { addRating, getRules, listGiven, listServices, lockService } from '../store.ts'

const refuse = refusals({
  'evaluation.not-yours': [403, '只有申请人和代办人能评价这一件。请用办这件事的账户登录'],
  'evaluation.nothing-yet': [409, '这一件还没有可以评价的环节，办结后会发短信请您评价'],
})

export type Choice = { moment: Moment; staffName: string | null; open: Open }
export type RateView = {
  caseId: string
  itemName: string
  division: string
  organName: string
  choices: Choice[]
  chosen?: Moment
  withStaff: boolean
  tags: Rules['tags']['online']
}

/** The services of a case that this person may rate, each with the ratings given so far. */
async function rateable(ctx: Ctx, caseId: string): Promise<{ service: Service; given: Rating[] }[]> {
  if (ctx.who.kind !== 'citizen') throw refuse('evaluation.not-yours')
  const services = await listServices(ctx.tx, caseId)
  const all = services.length ? services : await asSystem(ctx.tx, () => listServices(ctx.tx, caseId))
  if (all.length === 0) throw refuse('evaluation.nothing-yet')
  if (services.length === 0) throw refuse('evaluation.not-yours')
  const ids = services.map((s) => s.id)
  const given = await asSystem(ctx.tx, () => listGiven(ctx.tx, ids))
  return services.map((service) => ({ service, given: given.filter((r) => r.serviceId === service.id) }))
}

/** What can be rated of a case, and what the form asks. */
export const view: Action<OfCase, RateView> = async (ctx, { id, moment }) => {
  const today = dayOf(ctx.now)
  const rated = await rateable(ctx, id)
  const choices = rated.map(({ service, given }) => ({
    moment: service.moment,
    staffName: service.staffName,
    open: openFor(service, given, today),
  }))
  const chosen = choices.find((c) => c.moment === moment && c.open.nth) ?? choices.find((c) => c.open.nth)
  const { service } = rated.find(({ service }) => service.moment === (chosen ?? choices[0]!).moment)!
  const rules = await getRules(ctx.tx)
  return {
    caseId: id,
    choices,
    chosen: chosen?.moment,
    itemName: service.itemName,
    division: service.division,
    organName: (await organOf(ctx.tx, service.organ)).name,
    withStaff: service.mode === 'offline' && service.staff !== null,
    tags: rules.tags[service.mode],
  }
}

/** Gives a rating. Its fact is left by a job of the house, so that neither row nor ledger says who gave it. */
export const rate: Action<Rate, { case: string; nth: 1 | 2 }> = async (ctx, input) => {
  const found = (await rateable(ctx, input.id)).find(({ service }) => service.moment === input.moment)
  if (!found) throw refuse('evaluation.nothing-yet')
  return asSystem(ctx.tx, async () => {
    const service = (await lockService(ctx.tx, found.service.id))!
    const open = openFor(service, await listGiven(ctx.tx, [service.id]), dayOf(ctx.now))
    if (!open.nth) throw new Refusal(`evaluation.${open.code}`, 409, open.sentence)
    const rating = ratingOf(ctx, service, open.nth, input, await getRules(ctx.tx))
    const party = service.parties.find((p) => ctx.who.parties.includes(p))!
    await addRating(ctx.tx, rating, input.text || undefined, { account: ctx.who.id, party })
    await ctx.later('evaluation.record', { id: rating.id }, { key: `evaluation.record:${rating.id}` })
    return { case: input.id, nth: open.nth }
  })
}

/** What is still to be chosen, all of it at once: at a window the item and who served, elsewhere the item alone (国办发〔2019〕51号). */
function gradesOf(input: Rate, withStaff: boolean): { grade: number; staffGrade: number | null } {
  const missing = [
    ...(input.grade === undefined ? [{ field: 'grade', sentence: '请选一个评价' }] : []),
    ...(withStaff && input.staffGrade === undefined ? [{ field: 'staffGrade', sentence: '请选对窗口人员的评价' }] : []),
  ]
  if (missing.length > 0) throw invalidFields(missing)
  return { grade: input.grade!, staffGrade: withStaff ? input.staffGrade! : null }
}

function ratingOf(ctx: Ctx, s: Service, nth: 1 | 2, input: Rate, rules: Rules): Rating {
  const { item, itemName, organ, division, mode } = s
  const given = gradesOf(input, mode === 'offline' && s.staff !== null)
  const tags = tagsFor(rules, mode, given.grade, input.tags)
  return {
    ...given,
    tags,
    id: ctx.id(),
    serviceId: s.id,
    nth,
    way: ways[input.from],
    isDefault: false,
    item,
    itemName,
    organ,
    division,
    mode,
    ratedAt: ctx.now,
  }
}

export type Thanks = { caseId: string; itemName: string; division: string; choices: Choice[] }

/** The page after rating: what was rated, and what is still open. */
export const thanks: Action<OfCase, Thanks> = async (ctx, input) => {
  const { caseId, itemName, division, choices } = await view(ctx, input)
  return { caseId, itemName, division, choices }
}
