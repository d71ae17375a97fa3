/** Powers as the desk reads them: who may decide what where on a day, and where nobody may. */
import { dayOf, fromDay, toDay } from '#kernel/clock/rules/day.ts'
import { itemName, listAllCurrent, listDivisions, listEveryOrgan, listItems, listOrgans } from '#kernel/item/api.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { gaps, holderOn, stateOn } from '../rules.ts'
import type { AskAuthority, Authority, AuthorityLine, AuthorityList, AuthorityPage, ListAuthority } from '../schema.ts'
import { listAll, listAuthorities } from '../store.ts'

const mostRows = 300
const key = (item: string, division: string) => `${item} ${division}`

type Names = { items: ReadonlyMap<string, string>; divisions: ReadonlyMap<string, string>; organs: ReadonlyMap<string, string> }

async function namesOf(ctx: Ctx): Promise<Names> {
  return {
    items: new Map((await listItems(ctx.tx)).map((i) => [i.code, i.name])),
    divisions: new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name])),
    organs: new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.name])),
  }
}

/** Where each item in force is handled: these places need a holder, whether or not a grant was ever written. */
const placesNeeded = async (ctx: Ctx): Promise<string[]> => (await listAllCurrent(ctx.tx)).map((c) => key(c.code, c.division))

const lineOf = (place: string, held: Authority | undefined, names: Names): AuthorityLine => {
  const [item = '', division = ''] = place.split(' ')
  return {
    item,
    division,
    itemName: names.items.get(item) ?? item,
    divisionName: names.divisions.get(division) ?? division,
    holder: held ? { ...held, organName: names.organs.get(held.organ) ?? held.organ } : null,
  }
}

const soonDays = 90

const shows: Record<ListAuthority['show'], (line: AuthorityLine, on: string) => boolean> = {
  held: () => true,
  gaps: (l) => l.holder === null,
  ending: (l, on) => l.holder?.toOn != null && l.holder.toOn <= fromDay(toDay(on) + soonDays),
}

const fits = (l: AuthorityLine, { q, division, organ }: ListAuthority): boolean =>
  (q === '' || l.itemName.includes(q) || l.item === q) &&
  (division === undefined || l.division === division) &&
  (organ === undefined || l.holder?.organ === organ)

function byPlace(all: readonly Authority[]): Map<string, Authority[]> {
  const found = new Map<string, Authority[]>()
  for (const g of all) found.set(key(g.item, g.division), [...(found.get(key(g.item, g.division)) ?? []), g])
  return found
}

/** Every power in every place on a day, with its holder; those that nobody holds come first. */
export const list: Action<ListAuthority, AuthorityList> = async (ctx, asked) => {
  const on = asked.on ?? dayOf(ctx.now)
  const names = await namesOf(ctx)
  const grants = byPlace(await listAll(ctx.tx))
  const places = [...new Set([...(await placesNeeded(ctx)), ...grants.keys()])]
  const lines = places.map((p) => lineOf(p, holderOn(grants.get(p) ?? [], on), names))
  const rows = lines.filter((l) => fits(l, asked) && shows[asked.show](l, on))
  const first = rows.sort((a, b) => Number(a.holder !== null) - Number(b.holder !== null))
  return {
    rows: first.slice(0, mostRows),
    total: rows.length,
    on,
    gaps: lines.filter((l) => l.holder === null).length,
    organs: [...names.organs].map(([value, label]) => ({ value, label })),
    divisions: [...names.divisions].map(([value, label]) => ({ value, label })),
  }
}

/** One power in one place: all its grants and the days from today on which nobody holds it. */
export const page: Action<AskAuthority, AuthorityPage> = async (ctx, { item, division }) => {
  const today = dayOf(ctx.now)
  const names = await namesOf(ctx)
  const grants = await listAuthorities(ctx.tx, item, division)
  return {
    item,
    itemName: (await itemName(ctx.tx, item)) ?? item,
    division,
    divisionName: names.divisions.get(division) ?? division,
    today,
    grants: grants.map((g) => ({ ...g, organName: names.organs.get(g.organ) ?? g.organ, state: stateOn(g, today) })).reverse(),
    gaps: gaps(
      grants.filter((g) => stateOn(g, today) !== 'past'),
      today,
      (on) => fromDay(toDay(on) + 1),
      (on) => fromDay(toDay(on) - 1),
    ),
    organs: (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name })),
    mayEdit: may(ctx.who, 'authority.edit'),
  }
}
