/** How answers leave the house: pages for browsers, JSON for programs, problems by RFC 9457. */
import { gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { Refusal } from '#base/refusal.ts'
import type { FileAnswer, Page, PageProps } from '#kernel/module.ts'
import type { Drawn } from './drawn.ts'
import { outageOf, outageRetrySeconds } from './outage.ts'

export const sessionCookie = 'haoban_sid'

/** Whether the one who asks is a browser looking at a page, and no program. The front page is a page for whoever does not ask for JSON. */
export function wantsPage(c: Context): boolean {
  const accept = c.req.header('accept') ?? ''
  return accept.includes('text/html') || (c.req.path === '/' && !accept.includes('json'))
}

const utf8 = new TextEncoder()

export const draw = (node: ReactNode): Drawn => ({ html: utf8.encode(`<!doctype html>${renderToString(node)}`) as Drawn['html'] })

export const page = (c: Context, node: ReactNode, status = 200): Response => leaf(c, draw(node), status)

/**
 * A page leaves compressed where nobody is signed in. With a session it holds the session's token beside what an address may
 * have brought in, and the length of the two compressed together would betray the token letter by letter (BREACH).
 */
export function leaf(c: Context, drawn: Drawn, status = 200): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept-encoding' }
  const zip = !c.req.header('cookie')?.includes(sessionCookie) && (c.req.header('accept-encoding') ?? '').includes('gzip')
  if (!zip) return c.body(drawn.html, status as 200, headers)
  drawn.zipped ??= new Uint8Array(gzipSync(drawn.html, { level: 5 }))
  return c.body(drawn.zipped, status as 200, { ...headers, 'content-encoding': 'gzip' })
}

/** A file leaves with its type nailed down, so that no browser takes it for a page. */
export function file(c: Context, answer: FileAnswer): Response {
  const name = encodeURIComponent(answer.name)
  return c.body(answer.bytes as Uint8Array<ArrayBuffer> | ReadableStream, answer.status as 200, {
    'content-type': answer.type,
    'content-disposition': `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  })
}

/** `outage`: the heading of a page that tells of a fault that has a name and passes. */
export type Problem = { status: number; code: string; title: string; data: Record<string, unknown>; request: string; outage?: string }

/** A refusal is told as it is, an outage by its name; a fault only by its number, under which the log knows more. */
export function problemOf(error: unknown, request: string): Problem {
  if (error instanceof Refusal) return { status: error.status, code: error.code, title: error.message, data: error.data, request }
  const outage = outageOf(error)
  if (outage) return { status: 503, code: outage.code, title: outage.sentence, data: {}, request, outage: outage.title }
  return {
    status: 500,
    code: 'fault',
    title: `系统出了问题，您填的内容没有丢。请过几分钟再试；还不行，打 12345，报这个编号：${request}`,
    data: {},
    request,
  }
}

export function problem(c: Context, p: Problem): Response {
  if (p.outage) c.header('retry-after', String(outageRetrySeconds))
  const body = { ...p.data, type: `about:blank#${p.code}`, status: p.status, code: p.code, title: p.title, request: p.request }
  return c.body(JSON.stringify(body), p.status as 400, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
}

export const element = createElement

/** A page with what it is given; called as a function inside, because React keeps a prop named `key` to itself. */
export const shown = <Out>(of: Page<Out>, props: PageProps<Out>): ReactNode => createElement(() => of(props))
