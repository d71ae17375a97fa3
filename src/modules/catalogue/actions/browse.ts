import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action } from '#kernel/module.ts'
import { countsIn, departmentsOf, eventsFor, importedIn, ownByUse, themesFor } from '../rules/browse.ts'
import { todayOf } from '../rules/today.ts'
import type { Audience, Browse, Departments, Home, Nothing } from '../schema.ts'
import { catalogueNow } from './corpus.ts'
import { namesOf } from './search.ts'

/** The first page of the city: what is in the catalogue, by the stages of a life, and which rooms are open. */
export const home: Action<Nothing, Home> = async (ctx) => {
  const { corpus } = await catalogueNow(ctx.tx)
  const own = ownByUse(corpus)
  return {
    today: todayOf(ctx.calendar, dayOf(ctx.now)),
    counts: countsIn(corpus),
    person: eventsFor(own, 'person'),
    enterprise: eventsFor(own, 'enterprise'),
    rooms: ctx.rooms.map((r) => r.id),
  }
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
export const standing: Action<Nothing, { rooms: string[] }> = async ({ rooms }) => ({ rooms: rooms.map((r) => r.id) })
