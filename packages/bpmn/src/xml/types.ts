/** The schema's types asked: which derives from which, what stands in for what, which words a simple type allows. */

import type { Element } from './read.ts'
import { schema } from './schema.gen.ts'
import { type Attribute, type Particle, spaces } from './schema.ts'

/** `bpmn:task` for a tag of the standard's namespaces, undefined for all others. */
export function tagOf(e: Element): string | undefined {
  const space = spaces[e.space]
  return space === undefined ? undefined : `${space}:${e.name}`
}

const lineages = new Map<string, readonly string[]>()

/** The type and all its bases, nearest first. */
export function lineageOf(type: string): readonly string[] {
  const known = lineages.get(type)
  if (known) return known
  const base = schema.types[type]?.base
  const lineage = [type, ...(base ? lineageOf(base) : [])]
  lineages.set(type, lineage)
  return lineage
}

export const derives = (type: string, base: string): boolean => lineageOf(type).includes(base)

/** Whether an element may stand where `head` is asked for: itself, or a member of its substitution group. */
export function standsFor(tag: string, head: string): boolean {
  for (let at: string | undefined = tag; at !== undefined; at = schema.elements[at]?.head) if (at === head) return true
  return false
}

const contents = new Map<string, readonly Particle[]>()

/** The whole content of a type: that of its bases, then its own. */
export function contentOf(type: string): readonly Particle[] {
  const known = contents.get(type)
  if (known) return known
  const content = [...lineageOf(type)].reverse().flatMap((t) => schema.types[t]?.content ?? [])
  contents.set(type, content)
  return content
}

const attributes = new Map<string, ReadonlyMap<string, Attribute>>()

export function attributesOf(type: string): ReadonlyMap<string, Attribute> {
  const known = attributes.get(type)
  if (known) return known
  const all = new Map(lineageOf(type).flatMap((t) => (schema.types[t]?.attributes ?? []).map((a) => [a.name, a])))
  attributes.set(type, all)
  return all
}

const inherits = (flag: 'mixed' | 'foreign') => (type: string) => lineageOf(type).some((t) => schema.types[t]?.[flag] === true)
export const isMixed = inherits('mixed')
export const takesForeign = inherits('foreign')

/** Names in XML without a colon; letters beyond ASCII are taken as they come. */
const ncName = /^[\p{L}_][\p{L}\p{N}\p{M}._\-·]*$/u
const qName = /^([\p{L}_][\p{L}\p{N}\p{M}._\-·]*:)?[\p{L}_][\p{L}\p{N}\p{M}._\-·]*$/u
const number = /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)$/

/** What the values of XML Schema's own types look like, spaces around them taken off. */
const lexical: Readonly<Record<string, (value: string) => boolean>> = {
  'xsd:boolean': (v) => /^(true|false|0|1)$/.test(v),
  'xsd:integer': (v) => /^[+-]?\d+$/.test(v),
  'xsd:int': (v) => /^[+-]?\d+$/.test(v) && Math.abs(Number(v)) < 2 ** 31,
  'xsd:double': (v) => number.test(v),
  'xsd:ID': (v) => ncName.test(v),
  'xsd:IDREF': (v) => ncName.test(v),
  'xsd:QName': (v) => qName.test(v),
  // RFC 3986 as XML Schema reads it: nearly everything, but not two fragments, nor a broken escape.
  'xsd:anyURI': (v) => !/#.*#|%(?![0-9a-fA-F]{2})/.test(v),
}

/** Whether `value` is one of the type's. */
export function allows(type: string, value: string): boolean {
  const words = schema.simple[type]
  if (!words) return lexical[type]?.(value.trim()) ?? true
  return words.some((word) => (word.startsWith('xsd:') ? !value.startsWith('##') && allows(word, value) : word === value))
}

export const wordsOf = (type: string): readonly string[] => (schema.simple[type] ?? []).filter((w) => !w.startsWith('xsd:'))
