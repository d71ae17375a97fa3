/** Services that can be rated: opened by facts of a case, closed by the calendar. */
import { asSystem } from '#base/as-system.ts'
import { type CaseFile, findFile } from '#kernel/case/api.ts'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { applicantsOf, tell } from '#modules/message/api.ts'
import { type Moment, type Service, ways } from '../schema.ts'
import { addRating, addService, getRules, listGiven, listServices, listUnrated, lockService } from '../store.ts'

type Served = Omit<Service, 'id' | 'closesOn' | 'followUntilOn'>

/** Opens a service for rating, once a case and moment. The day of the service does not count: it can be rated for five working days after it. */
export async function openService(ctx: Ctx, served: Served): Promise<Service | undefined> {
  return asSystem(ctx.tx, async () => {
    const { window } = await getRules(ctx.tx)
    const service = { ...served, id: ctx.id(), closesOn: addWorkdays(ctx.calendar, dayOf(served.servedAt), window), followUntilOn: null }
    return (await addService(ctx.tx, service)) ? service : undefined
  })
}

const served = (file: CaseFile, moment: Moment, at: Date, staff?: { id: string; name: string }): Served => ({
  caseId: file.id,
  moment,
  mode: file.channel === 'window' ? 'offline' : 'online',
  item: file.item,
  itemName: file.itemName,
  organ: file.organ,
  division: file.division,
  parties: [file.applicant, ...(file.agent ? [file.agent] : [])],
  staff: staff?.id ?? null,
  staffName: staff?.name ?? null,
  servedAt: at,
  demo: file.demo,
})

const fileOf = (ctx: Ctx, fact: Recorded) => findFile(ctx.tx, fact.about.slice('case:'.length))

/** A visit to the window is rated with whoever served there (一次一评). Online receipt is no service of its own. */
export const received: Action<Recorded, void> = async (ctx, fact) => {
  const file = await fileOf(ctx, fact)
  if (file?.channel === 'window')
    await openService(ctx, served(file, 'handling', fact.at, { id: fact.by, name: String(fact.data.byName ?? '') }))
}

/** The answer to an application ends it (一事一评): from now on it can be rated, and its applicant is asked to. */
export const ended: Action<Recorded, void> = async (ctx, fact) => {
  const file = await fileOf(ctx, fact)
  if (!file) return
  const visit = (await listServices(ctx.tx, file.id)).find((s) => s.staff !== null)
  const staff = visit?.staff ? { id: visit.staff, name: visit.staffName ?? '' } : undefined
  const service = await openService(ctx, served(file, 'finish', fact.at, staff))
  if (!service) return
  const fields = { item: file.itemName, until: zhDate(service.closesOn, dayOf(ctx.now)) }
  await tell(ctx, {
    template: 'evaluation.invited',
    to: await applicantsOf(ctx, file),
    source: `service:${service.id}`,
    fields,
    link: `/cases/${file.id}/rate`,
  })
}

/** Looks for services whose window is over unrated and gives each a job of its own. */
export const sweep: Action<unknown, void> = async (ctx) => {
  for (const id of await listUnrated(ctx.tx, dayOf(ctx.now)))
    await ctx.later('evaluation.default', { id }, { key: `evaluation.default:${id}` })
}

/** What nobody rated in time is rated by the system (way 7): kept for the exchange, left out of every number here. */
export const setDefault: Action<{ id: string }, void> = async (ctx, { id }) => {
  const service = await lockService(ctx.tx, id)
  if (!service || service.closesOn >= dayOf(ctx.now) || (await listGiven(ctx.tx, [id])).length > 0) return
  const { defaultGrade } = await getRules(ctx.tx)
  const { mode, item, itemName, organ, division } = service
  const rating = {
    serviceId: id,
    nth: 1 as const,
    grade: defaultGrade,
    staffGrade: null,
    tags: [],
    way: ways.default,
    isDefault: true,
    mode,
    item,
    itemName,
    organ,
    division,
  }
  await addRating(ctx.tx, { ...rating, id: ctx.id(), ratedAt: ctx.now }, undefined, undefined)
}
