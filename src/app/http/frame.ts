import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { sm3 } from '#base/digest.ts'
import { zhClock } from '#kernel/clock/rules/text.ts'
import { divisionNow } from '#kernel/party/rules/division.ts'
import { csrfOf, type Session } from '#kernel/permission/api.ts'
import type { Division, Frame } from '#ui/public/shell.tsx'
import type { House, Visitor } from '../context.ts'

export const careCookie = 'haoban_care'
export const divisionCookie = 'haoban_division'
/** Stands in the address of one page, behind a switch to a division that is no more. */
export const movedQuery = 'moved'

/** The division that the visitor has chosen; undefined where he has chosen none, or one that is no more. */
export function chosenIn(house: House, c: Context): Division | undefined {
  const chosen = getCookie(c, divisionCookie)
  return house.divisions.find((d) => d.code === chosen)
}

/** The division that an address asks for goes before the one that the visitor has chosen; of a dissolved one, what took its place. */
function divisionAt(house: House, c: Context): Division {
  const asked = c.req.query('division')
  const code = asked && divisionNow(house.places, asked).code
  return house.divisions.find((d) => d.code === code) ?? chosenIn(house, c) ?? house.divisions[0]!
}

/** The party acted for, unless the person acts for himself. */
const clientOf = (session: Session | undefined): string | undefined =>
  session?.speaking.find((s) => s.party === session.acting && s.as !== 'self')?.name

/** What every page shows around itself: place, size of type, who is signed in, and the demo's clock. */
export function frameOf(house: House, c: Context, visitor: Visitor): Frame {
  const url = new URL(c.req.url)
  const moved = url.searchParams.get(movedQuery)
  url.searchParams.delete(movedQuery)
  return {
    title: '',
    city: house.city,
    division: divisionAt(house, c),
    divisions: house.divisions,
    who: visitor.who.kind === 'anyone' ? undefined : { name: visitor.who.name, href: visitor.who.kind === 'staff' ? '/desk' : '/me' },
    person: visitor.session && sm3(`person:${visitor.session.account}`).slice(0, 16),
    client: clientOf(visitor.session),
    sessionSeconds: visitor.session && Math.round((visitor.session.expiresAt.getTime() - house.clock.now().getTime()) / 1000),
    messages: visitor.unread,
    care: getCookie(c, careCookie) === '1',
    demoClock: house.clock.demo ? zhClock(house.clock.now()) : undefined,
    path: url.pathname + url.search,
    notice: moved === null ? undefined : divisionNow(house.places, moved).said,
    csrf: visitor.session ? csrfOf(visitor.session) : undefined,
    version: house.assets.version,
  }
}
