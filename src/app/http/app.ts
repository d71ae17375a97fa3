/** The whole of HTTP: every room's routes on one application, with the few addresses that belong to the house itself. */
import { randomBytes } from 'node:crypto'
import { SpanKind } from '@opentelemetry/api'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { setCookie } from 'hono/cookie'
import { continued, traced } from '#base/trace.ts'
import type { Route } from '#kernel/module.ts'
import { divisionNow } from '#kernel/party/rules/division.ts'
import { anonymous } from '#kernel/permission/api.ts'
import { FaultPage, NotFoundPage } from '#ui/public/trouble.tsx'
import type { House } from '../context.ts'
import { type Asset, zippedOf } from './assets.ts'
import { admitting } from './crowd.ts'
import { deskPage } from './desk.ts'
import { docsPage } from './docs.tsx'
import { answer } from './edge.ts'
import { careCookie, divisionCookie, frameOf, movedQuery } from './frame.ts'
import { metrics, observe, routeOf } from './metrics.ts'
import { mayReadMetrics, metricsClosed } from './metrics-door.ts'
import { openApi } from './openapi.ts'
import { pagePolicy } from './policy.ts'
import { element, page, problem, problemOf, wantsPage } from './reply.ts'

declare module 'hono' {
  interface ContextVariableMap {
    requestId: string
    nonce: string
  }
}

/** One request as a span under its route's pattern, going on with the trace of a proxy or program before the house (W3C Trace Context). */
function tracedRequest(c: Context, next: () => Promise<void>): Promise<void> {
  const { method } = c.req
  return continued(c.req.header('traceparent'), () =>
    traced(
      method,
      { 'http.request.method': method },
      async (span) => {
        await next()
        span.updateName(`${method} ${routeOf(c)}`)
        span.setAttributes({ 'http.route': routeOf(c), 'http.response.status_code': c.res.status, 'haoban.request': c.get('requestId') })
      },
      SpanKind.SERVER,
    ),
  )
}

/** Headers that every answer carries; a page runs no script but its own and shows in no foreign frame (等保三级). */
function secureHeaders(c: Context, site: string): void {
  const nonce = c.get('nonce')
  const headers: Record<string, string> = {
    'content-security-policy': pagePolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    // a year, and this address alone: what else lies under the city's domain is not ours to promise (RFC 6797)
    ...(site.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  c.res.headers.set('x-request-id', c.get('requestId'))
}

/** A path of this site to return to, written as an address is; anything that a browser would take elsewhere leads home. */
function safeBack(back: string | undefined): string {
  const here = 'http://here'
  if (!back?.startsWith('/') || !URL.canParse(back, here)) return '/'
  const { origin, pathname, search } = new URL(back, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}

const binary = /^(image\/png|font\/)/

function served(c: Context, asset: Asset, cache: string): Response {
  const zip = !binary.test(asset.type) && (c.req.header('accept-encoding') ?? '').includes('gzip')
  const headers = { 'content-type': asset.type, 'cache-control': cache, vary: 'accept-encoding' }
  return zip ? c.body(zippedOf(asset), 200, { ...headers, 'content-encoding': 'gzip' }) : c.body(asset.bytes, 200, headers)
}

function withQuery(path: string, name: string, value: string): string {
  const url = new URL(path, 'http://house')
  url.searchParams.set(name, value)
  return url.pathname + url.search
}

/** An address that names a division names the one that is chosen now. */
const inDivision = (path: string, code: string): string =>
  new URL(path, 'http://house').searchParams.has('division') ? withQuery(path, 'division', code) : path

function ownRoutes(app: Hono, house: House): void {
  app.get('/health', (c) => c.json({ ok: true, virusScanner: house.scanner?.name ?? 'none' }))
  app.get('/ready', async (c) => {
    if (house.leaving) return c.json({ ready: false, leaving: true }, 503)
    try {
      await house.db.pool.query('select 1')
      return c.json({ ready: true, now: house.clock.now().toISOString() })
    } catch {
      return c.json({ ready: false }, 503)
    }
  })
  app.get('/metrics', async (c) => (mayReadMetrics(c, process.env) ? c.text(await metrics(house)) : metricsClosed(c)))
  // written once: a long text that asks for much work must not be had anew with each request
  let described: Uint8Array<ArrayBuffer> | undefined
  app.get('/openapi.json', (c) => {
    described ??= new TextEncoder().encode(JSON.stringify(openApi(house)))
    return c.body(described, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  app.get('/docs', (c) => docsPage(house, c))
  app.get('/care', (c) => {
    setCookie(c, careCookie, c.req.query('on') === '1' ? '1' : '0', { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    return c.redirect(safeBack(c.req.query('back')), 303)
  })
  app.get('/division', (c) => {
    const asked = c.req.query('code') ?? ''
    const { code, said } = divisionNow(house.places, asked)
    const known = house.divisions.some((d) => d.code === code)
    if (known) setCookie(c, divisionCookie, code, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    const to = safeBack(c.req.query('back'))
    const back = known ? inDivision(to, code) : to
    return c.redirect(said === undefined ? back : withQuery(back, movedQuery, asked), 303)
  })
  app.get('/assets/*', (c) => {
    const asset = house.assets.find(new URL(c.req.url).pathname.slice('/assets/'.length))
    return asset ? served(c, asset, 'public, max-age=31536000, immutable') : c.notFound()
  })
  // A service worker rules the paths below its own address, and the browser asks for it anew.
  app.get('/sw.js', (c) => served(c, house.assets.find('sw.js')!, 'no-cache'))
  app.get('/desk', (c) => deskPage(house, c))
  app.get('/desk/*', (c) => deskPage(house, c))
}

/** `?care=1` on any address switches to 关怀版 and back with `?care=0`, so that a link may lead to either; the rest of the address stays. */
const careByLink: MiddlewareHandler = async (c, next) => {
  const care = c.req.query('care')
  if (c.req.method !== 'GET' || (care !== '0' && care !== '1')) return next()
  const url = new URL(c.req.url)
  url.searchParams.delete('care')
  setCookie(c, careCookie, care, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
  return c.redirect(safeBack(url.pathname + url.search), 303)
}

/** Puts every route of every room on one application. Two rooms that want one address stop the house. */
export function openApp(house: House): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    c.set('requestId', randomBytes(6).toString('hex'))
    c.set('nonce', randomBytes(12).toString('base64url'))
    const started = process.hrtime.bigint()
    await tracedRequest(c, next)
    secureHeaders(c, house.site)
    // whoever keeps a connection open looks for another server with his next request
    if (house.leaving) c.res.headers.set('connection', 'close')
    observe(c, Number(process.hrtime.bigint() - started) / 1e9)
  })
  app.use('*', admitting(house))
  app.use('*', careByLink)
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
