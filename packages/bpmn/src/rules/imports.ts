/** Imports (BPMN 2.0, 8.2.2): what a model takes from other files must be there. */
import type { Violation } from '../violation.ts'
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { childrenOf, type Document } from './document.ts'

/** The text behind an import's location, undefined where there is none; a host without files passes none at all. */
export type Imports = (location: string) => string | undefined

const isRemote = (location: string) => /^[a-z][a-z0-9+.-]+:/i.test(location)

function check(e: Element, imports: Imports): string | undefined {
  const { location = '', namespace = '' } = e.attributes
  if (isRemote(location)) return undefined
  const text = imports(location)
  if (text === undefined) return `imports ${location}, which is not there.`
  const own = /targetNamespace\s*=\s*["']([^"']*)["']/.exec(text)?.[1]
  return own === undefined || own === namespace ? undefined : `imports ${location} as ${namespace}, but its namespace is ${own}.`
}

export function brokenImports(doc: Document, imports: Imports | undefined): Violation[] {
  if (!imports) return []
  return childrenOf(doc.root, 'import').flatMap((e) => {
    const sentence = check(e, imports)
    return sentence === undefined ? [] : [{ rule: 'IMPORT.FILE', element: labelOf(e), sentence, line: e.line }]
  })
}
