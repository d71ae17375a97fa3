import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { measureRows } from '#modules/programme/api.ts'
import { latest } from '#modules/publicity/api.ts'
import { waitingFor } from '#modules/window/api.ts'
import { countsIn, departmentsOf, eventsFor, importedIn, ownByUse, themesFor } from '../rules/browse.ts'
import { partsOf } from '../rules/programme.ts'
import { todayOf } from '../rules/today.ts'
import type { Audience, Browse, Departments, Home, Nothing, Standing } from '../schema.ts'
import { catalogueNow } from './corpus.ts'
import { namesOf } from './search.ts'

/** The first page of the city: what is in the catalogue, by the stages of a life, and which rooms are open. */
export const home = async (ctx: Visit, _: Nothing): Promise<Home> => {
  const { corpus } = await catalogueNow(ctx.tx)
  const own = ownByUse(corpus)
  const waiting = await waitingFor(ctx)
  return {
    today: todayOf(ctx.calendar, dayOf(ctx.now)),
    counts: countsIn(corpus),
    person: eventsFor(own, 'person'),
    enterprise: eventsFor(own, 'enterprise'),
    rooms: ctx.rooms.map((r) => r.id),
    ...(waiting ? { waiting } : {}),
    programme: await programmeNow(ctx),
    news: (await latest(ctx, 4)).map((p) => ({ id: p.id, title: p.title, on: dayOf(p.publishedAt) })),
  }
}

const minute = 60_000
let kept: { at: number; parts: Home['programme'] } | undefined

/** Live figures are counted over whole tables: each process counts them once a minute of the city's clock. */
async function programmeNow(ctx: Ctx): Promise<Home['programme']> {
  const at = ctx.now.getTime()
  if (kept && at >= kept.at && at < kept.at + minute) return kept.parts
  const parts = partsOf(await measureRows(ctx))
  kept = { at, parts }
  return parts
}

export const browse =
  (audience: Audience): Action<Nothing, Browse> =>
  async ({ tx }) => {
    const own = ownByUse((await catalogueNow(tx)).corpus)
    return { audience, themes: themesFor(own, audience), events: eventsFor(own, audience) }
  }

export const departments: Action<Nothing, Departments> = async (ctx) => {
  const { corpus } = await catalogueNow(ctx.tx)
  return { departments: departmentsOf(ownByUse(corpus), (await namesOf(ctx)).branches), imported: importedIn(corpus) }
}

/** What the standing pages need to know: which rooms are open, and where the source is said to lie. */
export const standing: Action<Nothing, Standing> = async ({ rooms }) => ({ rooms: rooms.map((r) => r.id) })
