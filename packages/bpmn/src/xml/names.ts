/** Qualified names in attribute values and texts, resolved by the prefixes in force where they stand. */
import type { Element } from './read.ts'

export type Name = { local: string; prefix: string; space: string | undefined }

export function spaceOf(at: Element, prefix: string): string | undefined {
  for (let e: Element | undefined = at; e; e = e.parent) {
    const space = e.prefixes[prefix]
    if (space !== undefined) return space
  }
  return prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : undefined
}

/** `space` is undefined where the prefix is declared nowhere. */
export function nameIn(at: Element, value: string): Name {
  const text = value.trim()
  const colon = text.indexOf(':')
  const prefix = colon < 0 ? '' : text.slice(0, colon)
  return { local: text.slice(colon + 1), prefix, space: spaceOf(at, prefix) ?? (prefix === '' ? '' : undefined) }
}

/** The id by which messages name an element; its tag where it has none. */
export const labelOf = (e: Element): string => e.attributes.id ?? (e.parent?.attributes.id ? `${e.parent.attributes.id}/${e.name}` : e.name)
