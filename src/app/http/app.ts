/** The whole of HTTP: every room's routes on one application, with the few addresses that belong to the house itself. */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Route } from '#kernel/module.ts'
import { divisionNow } from '#kernel/party/rules/division.ts'
import { anonymous } from '#kernel/permission/api.ts'
import { FaultPage, NotFoundPage } from '#ui/public/trouble.tsx'
import type { House } from '../context.ts'
import { deskPage } from './desk.ts'
import { answer } from './edge.ts'
import { careCookie, divisionCookie, frameOf, movedQuery } from './frame.ts'
import { metrics, observe } from './metrics.ts'
import { openApi } from './openapi.ts'
import { element, page, problem, problemOf, wantsPage } from './reply.ts'

declare module 'hono' {
  interface ContextVariableMap {
    requestId: string
    nonce: string
  }
}

/** Headers that every answer carries; a page runs no script but its own and shows in no foreign frame (等保三级). */
function secureHeaders(c: Context): void {
  const nonce = c.get('nonce')
  const headers: Record<string, string> = {
    'content-security-policy': `default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'nonce-${nonce}'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  c.res.headers.set('x-request-id', c.get('requestId'))
}

/** A path of this site to return to; anything else leads home. */
const safeBack = (back: string | undefined) => (back && /^\/(?![/\\])/.test(back) ? back : '/')

function withQuery(path: string, name: string, value: string): string {
  const url = new URL(path, 'http://house')
  url.searchParams.set(name, value)
  return url.pathname + url.search
}

function ownRoutes(app: Hono, house: House): void {
  app.get('/health', (c) => c.json({ ok: true }))
  app.get('/ready', async (c) => {
    try {
      await house.db.pool.query('select 1')
      return c.json({ ready: true, now: house.clock.now().toISOString() })
    } catch {
      return c.json({ ready: false }, 503)
    }
  })
  app.get('/metrics', async (c) => c.text(await metrics(house)))
  app.get('/openapi.json', (c) => c.json(openApi(house.rooms)))
  app.get('/care', (c) => {
    setCookie(c, careCookie, c.req.query('on') === '1' ? '1' : '0', { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    return c.redirect(safeBack(c.req.query('back')), 303)
  })
  app.get('/division', (c) => {
    const asked = c.req.query('code') ?? ''
    const { code, said } = divisionNow(house.places, asked)
    if (house.divisions.some((d) => d.code === code)) setCookie(c, divisionCookie, code, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    const back = safeBack(c.req.query('back'))
    return c.redirect(said === undefined ? back : withQuery(back, movedQuery, asked), 303)
  })
  app.get('/assets/*', (c) => {
    const asset = house.assets.find(new URL(c.req.url).pathname.slice('/assets/'.length))
    if (!asset) return c.notFound()
    return c.body(asset.bytes, 200, { 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable' })
  })
  app.get('/desk', (c) => deskPage(house, c))
  app.get('/desk/*', (c) => deskPage(house, c))
}

/** Puts every route of every room on one application. Two rooms that want one address stop the house. */
export function openApp(house: House): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    c.set('requestId', randomBytes(6).toString('hex'))
    c.set('nonce', randomBytes(12).toString('base64url'))
    const started = process.hrtime.bigint()
    await next()
    secureHeaders(c)
    observe(c, Number(process.hrtime.bigint() - started) / 1e9)
  })
  ownRoutes(app, house)
  const routes = house.rooms.flatMap((r) => r.routes ?? [])
  const pages = new Map(routes.filter((r) => r.verb === 'GET' && r.page).map((r) => [r.path, r]))
  const seen = new Map<string, Route>()
  for (const route of sortedByWildcards(routes)) {
    const id = `${route.verb} ${route.path}`
    if (seen.has(id)) throw new Error(`two rooms answer ${id}`)
    seen.set(id, route)
    app.on(
      route.verb,
      route.path,
      answer(house, route, (path) => pages.get(path)),
    )
  }
  app.notFound((c) => {
    if (wantsPage(c)) return page(c, element(NotFoundPage, { frame: frameOf(house, c, { who: anonymous }) }), 404)
    return problem(c, {
      status: 404,
      code: 'not-found',
      title: '没有这个地址。可以从首页搜一搜您要办的事',
      data: {},
      request: c.get('requestId'),
    })
  })
  app.onError((error, c) => {
    const told = problemOf(error, c.get('requestId'))
    house.log.error({ err: error, request: told.request, path: 'house' }, 'fault')
    return wantsPage(c)
      ? page(c, element(FaultPage, { frame: frameOf(house, c, { who: anonymous }), number: told.request }), told.status)
      : problem(c, told)
  })
  return app
}

/** Fixed addresses before those with parameters, so that `/items/new` is never taken for an item's code. */
const sortedByWildcards = (routes: Route[]): Route[] => [...routes].sort((a, b) => a.path.split(':').length - b.path.split(':').length)
