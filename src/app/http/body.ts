/** Reads what a request carries into one plain object, within limits, whatever its form. */
import { refusals } from '#base/refusal.ts'
import type { Upload } from '#kernel/module.ts'
import { dayParts, joinDay, type TypedDay } from '#ui/typed-day.ts'
import type { Taken } from './intake.ts'

const refuse = refusals({
  'body.not-json': [400, '发来的内容读不懂，请刷新页面后再试'],
  'body.hidden-characters': [422, '文字里有看不见的特殊字符，请删掉后再提交'],
  'body.too-deep': [422, '内容的层次太多，请减少后再提交'],
  'body.too-many': [422, '一次提交的项目太多，最多 {limit} 项。请分几次提交'],
})

type Body = Record<string, unknown>

/** The largest body in bytes where a route says nothing. */
export const usualLimit = 1_048_576

/** NUL, other control characters and halves of surrogate pairs have no place in what people write, and PostgreSQL refuses them in text and in JSON. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/gu
const hasHidden = (text: string) => text.search(hidden) >= 0

/** Names that would reach a prototype, wherever a later copy of the object were made. */
const reserved = new Set(['__proto__', 'constructor', 'prototype'])

/** Refuses text with hidden characters and objects nested deeper than twelve levels, and drops names that would reach a prototype. */
export function checkBody(value: unknown, depth = 0): void {
  if (depth > 12) throw refuse('body.too-deep')
  if (typeof value === 'string' && hasHidden(value)) throw refuse('body.hidden-characters')
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return
  for (const [key, inner] of Object.entries(value)) {
    if (hasHidden(key)) throw refuse('body.hidden-characters')
    if (reserved.has(key)) delete (value as Body)[key]
    else checkBody(inner, depth + 1)
  }
}

/** What was typed, fit to be shown again beside the reason it was refused; what is nested too deep is left out. */
export function showable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(hidden, '')
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (depth > 12) return undefined
  if (Array.isArray(value)) return value.map((inner) => showable(inner, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(hidden, ''), showable(inner, depth + 1)]))
}

const index = /^\d{1,3}$/

/** The list or object one step in; what stands there and can hold nothing gives way. */
function stepInto(at: Body, key: string, next: string): Body {
  const there = Object.hasOwn(at, key) ? at[key] : undefined
  const holds = typeof there === 'object' && there !== null && !((there as Body).bytes instanceof Uint8Array)
  if (!holds || (Array.isArray(there) && !index.test(next))) at[key] = index.test(next) ? [] : {}
  return at[key] as Body
}

/** `items[0][what]=…` as forms write it becomes nested; a name that comes twice becomes a list. Names that would reach a prototype are dropped. */
function place(into: Body, name: string, value: unknown): void {
  const path = name.split(/[[\]]+/).filter((p) => p !== '')
  if (path.length === 0 || path.some((p) => reserved.has(p))) return
  if (path.length > 12) throw refuse('body.too-deep')
  let at: Body = into
  for (const [i, key] of path.slice(0, -1).entries()) at = stepInto(at, key, path[i + 1]!)
  const last = path.at(-1)!
  at[last] = added(Object.hasOwn(at, last) ? at[last] : undefined, value, name.endsWith('[]'))
}

/** One more value under a name: alone, or in a list where the name says so or stands there already. */
function added(before: unknown, value: unknown, list: boolean): unknown {
  if (before === undefined) return list ? [value] : value
  return Array.isArray(before) ? [...before, value] : [before, value]
}

/** Far more than any form of the city has, and few enough to be read at once. */
const mostFields = 5_000

function countFields(form: { keys(): Iterable<string> }): void {
  let n = 0
  for (const _ of form.keys()) if (++n > mostFields) throw refuse('body.too-many', { limit: mostFields })
}

/** Three boxes of a day become its one text, wherever in the form they stand. */
function withDays(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(withDays)
  if (isDay(value)) return joinDay(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDays(inner)]))
}

const isDay = (value: object): value is TypedDay =>
  Object.keys(value).length === dayParts.length && dayParts.every((part) => typeof (value as TypedDay)[part] === 'string')

async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Body> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => {
    throw refuse('body.not-json')
  })
  countFields(form)
  const body: Body = {}
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') place(body, name, value.replace(/\r\n/g, '\n'))
    else if (value.size > 0 || value.name !== '')
      place(body, name, { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) } satisfies Upload)
  }
  return withDays(body) as Body
}

/** What a request carries: JSON, an HTML form with or without files, or nothing. Not checked yet, so that a refusal can show what was typed. */
export async function readBody(taken: Taken, type = ''): Promise<Body> {
  if ('refused' in taken) throw taken.refused
  const { bytes } = taken
  if (bytes.length === 0) return {}
  return /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type) ? readForm(bytes, type) : parseJson(bytes)
}

/** A body that is one text, whatever it calls itself, under the name `text`. */
export async function readPlain(taken: Taken): Promise<Body> {
  if ('refused' in taken) throw taken.refused
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(taken.bytes) }
  } catch {
    throw refuse('body.not-json')
  }
}

function parseJson(bytes: Uint8Array): Body {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Body
  } catch {
    /* told below */
  }
  throw refuse('body.not-json')
}

/** The query as an object, not checked yet; a name that comes twice is a list. */
export function readQuery(url: URL): Body {
  const query: Body = {}
  for (const [name, value] of url.searchParams) place(query, name, value)
  return withDays(query) as Body
}
