/** When more come than the house can serve: a bounded queue, and beyond it a polite refusal (503, RFC 9110 15.6.4) before any work is done. */
import type { Context, MiddlewareHandler } from 'hono'
import { type Admission, openAdmission, type Room } from '#base/admission.ts'
import { anonymous } from '#kernel/permission/api.ts'
import { BusyPage } from '#ui/public/trouble.tsx'
import type { House } from '../context.ts'
import { frameOf } from './frame.ts'
import { countRefusal, watchAdmission } from './metrics.ts'
import { element, page, problem, wantsPage } from './reply.ts'

/** Half as many again as there are connections: while one waits for the database, another is drawn. */
const roomFor = (connections: number): Room => ({
  working: Math.ceil(connections * 1.5),
  waiting: connections * 16,
  waitMs: { write: 10_000, read: 3_000 },
})

/** Seconds after which to come again: longer than the queue's patience, and not the same for all. */
const retryAfter = () => String(3 + Math.floor(Math.random() * 5))
const code = 'house.busy'
const sentence = '现在办事的人太多，这一步还没有办，请过几秒再试。您填的内容不会丢，也不会重复提交'

/** How it is told, for the API reference. */
export const busy: readonly [code: string, sentence: string] = [code, sentence]

/** Addresses by which machines watch the house, and files that need no work; they are served however full it is. */
const always = /^\/(health|ready|metrics|sw\.js|assets\/)/

/** A form that could not be sent shows the way back; a page that could not be shown loads itself again. */
function refuse(house: House, c: Context): Response {
  countRefusal(code, 503)
  c.header('retry-after', retryAfter())
  if (!wantsPage(c)) return problem(c, { status: 503, code, title: sentence, data: {}, request: c.get('requestId') })
  return page(c, element(BusyPage, { frame: frameOf(house, c, { who: anonymous }), sentence, sent: c.req.method === 'POST' }), 503)
}

const kindOf = (method: string) => (method === 'GET' || method === 'HEAD' ? 'read' : 'write')

export function admitting(house: House, room = roomFor(house.db.pool.options.max)): MiddlewareHandler {
  const door: Admission = openAdmission(room)
  watchAdmission(door)
  return async (c, next) => {
    if (always.test(c.req.path)) return next()
    if (!(await door.enter(kindOf(c.req.method)))) return refuse(house, c)
    try {
      await next()
    } finally {
      door.leave()
    }
  }
}
