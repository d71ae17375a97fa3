import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { zhClock } from '#kernel/clock/rules/text.ts'
import { csrfOf } from '#kernel/permission/api.ts'
import type { Frame } from '#ui/public/shell.tsx'
import type { House, Visitor } from '../context.ts'

export const careCookie = 'haoban_care'
export const divisionCookie = 'haoban_division'

/** What every page shows around itself: place, size of type, who is signed in, and the demo's clock. */
export function frameOf(house: House, c: Context, visitor: Visitor): Frame {
  const url = new URL(c.req.url)
  const chosen = getCookie(c, divisionCookie)
  return {
    title: '',
    division: house.divisions.find((d) => d.code === chosen) ?? house.divisions[0]!,
    divisions: house.divisions,
    who: visitor.who.kind === 'anyone' ? undefined : { name: visitor.who.name, href: visitor.who.kind === 'staff' ? '/desk' : '/me' },
    messages: visitor.unread,
    care: getCookie(c, careCookie) === '1',
    demoClock: house.clock.demo ? zhClock(house.clock.now()) : undefined,
    path: url.pathname + url.search,
    csrf: visitor.session ? csrfOf(visitor.session) : undefined,
    version: house.assets.version,
  }
}
