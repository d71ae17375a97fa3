/** When more come than the house can serve: a bounded queue, and beyond it a polite refusal (503, RFC 9110 15.6.4) before any work is done. */
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { type Admission, openAdmission, type Room } from '#base/admission.ts'
import { anonymous } from '#kernel/permission/api.ts'
import { BusyPage, RefusalPage } from '#ui/public/trouble.tsx'
import type { House } from '../context.ts'
import { usualLimit } from './body.ts'
import { frameOf } from './frame.ts'
import { type Intake, openIntake, type Taken } from './intake.ts'
import { countRefusal, watchAdmission } from './metrics.ts'
import { element, page, problem, problemOf, wantsPage } from './reply.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** the body of a post as it came, or why it was not taken in */
    taken: Taken
  }
}

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
const always = /^\/(health|ready|metrics|sw\.js)$|^\/assets\//

/** A form that could not be sent shows the way back; a page that could not be shown loads itself again. */
function refuse(house: House, c: Context): Response {
  countRefusal(code, 503)
  c.header('retry-after', retryAfter())
  if (!wantsPage(c)) return problem(c, { status: 503, code, title: sentence, data: {}, request: c.get('requestId') })
  return page(c, element(BusyPage, { frame: frameOf(house, c, { who: anonymous }), sentence, sent: c.req.method === 'POST' }), 503)
}

const kindOf = (method: string) => (method === 'GET' || method === 'HEAD' ? 'read' : 'write')

/** The largest body of each address, by its pattern. */
const limitsOf = (house: House): Map<string, number> =>
  new Map(house.rooms.flatMap((r) => r.routes ?? []).flatMap((r) => (r.limit && r.verb === 'POST' ? [[r.path, r.limit] as const] : [])))

/** Says at once that a body was not taken in for want of time or room, and hears no more of it. */
function refuseBody(house: House, c: Context, error: Error): Response {
  const told = problemOf(error, c.get('requestId'))
  countRefusal(told.code, told.status)
  c.header('connection', 'close')
  if (told.status === 503) c.header('retry-after', retryAfter())
  if (!wantsPage(c)) return problem(c, told)
  return page(c, element(RefusalPage, { frame: frameOf(house, c, { who: anonymous }), sentence: told.title }), told.status)
}

/** What comes slowly holds no place: its body is whole before it stands in the queue. */
async function withBody(c: Context, intake: Intake, limit: number, go: () => Promise<Response | undefined>): Promise<Response | undefined> {
  const { taken, letGo } = await intake.take(c.req.raw, limit)
  c.set('taken', taken)
  try {
    return await go()
  } finally {
    letGo()
  }
}

export function admitting(house: House, room = roomFor(house.db.pool.options.max), intake = openIntake()): MiddlewareHandler {
  const door: Admission = openAdmission(room)
  const limits = limitsOf(house)
  watchAdmission(door)
  const enter = async (c: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    if (!(await door.enter(kindOf(c.req.method)))) return refuse(house, c)
    try {
      await next()
    } finally {
      door.leave()
    }
    return undefined
  }
  return async (c, next) => {
    if (always.test(c.req.path)) return next()
    if (kindOf(c.req.method) === 'read') return enter(c, next)
    const limit = limits.get(matchedRoutes(c).find((r) => r.method === 'POST')?.path ?? '') ?? usualLimit
    return withBody(c, intake, limit, async () => {
      const taken = c.get('taken')
      const impatient = 'refused' in taken && /^body\.(too-slow|no-room|cut)$/.test(taken.refused.code)
      return impatient ? refuseBody(house, c, taken.refused) : enter(c, next)
    })
  }
}
