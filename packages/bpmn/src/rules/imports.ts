/** Imports (BPMN 2.0, 8.2.2): what a model takes from other files must be there. */
import { Refused, type Violation } from '../violation.ts'
import { conform } from '../xml/conform.ts'
import { labelOf } from '../xml/names.ts'
import { type Element, parse } from '../xml/read.ts'
import { modelSpace } from '../xml/schema.ts'
import { childrenOf, type Document, documentOf } from './document.ts'

/** The text behind an import's location, undefined where there is none; a host without files passes none at all. */
export type Imports = (location: string) => string | undefined

const isRemote = (location: string) => /^[a-z][a-z0-9+.-]+:/i.test(location)

/** Models and the services they speak of must be there; schemas and decisions only name types and are the host's affair. */
const own: ReadonlySet<string> = new Set([
  modelSpace,

  'http://schemas.xmlsoap.org/wsdl/',
  'http://www.w3.org/ns/wsdl',
  'http://www.w3.org/TR/wsdl20/',
])

const isLocal = (e: Element) => own.has(e.attributes.importType ?? '') && !isRemote(e.attributes.location ?? '')

function check(e: Element, imports: Imports): string | undefined {
  const { location = '', namespace = '' } = e.attributes
  if (!isLocal(e)) return undefined
  const text = imports(location)
  if (text === undefined) return `imports ${location}, which is not there.`
  const its = /targetNamespace\s*=\s*["']([^"']*)["']/.exec(text)?.[1]
  return its === undefined || its === namespace ? undefined : `imports ${location} as ${namespace}, but its namespace is ${its}.`
}

function documentFrom(text: string): Document | undefined {
  try {
    const root = parse(text)
    return documentOf(root, conform(root).types)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** The imported models, by namespace; what cannot be read is left to {@link brokenImports} and to whoever refers to it. */
export function importedBy(root: Element, imports: Imports | undefined): Map<string, Document> {
  const models = new Map<string, Document>()
  for (const e of imports ? childrenOf(root, 'import').filter(isLocal) : []) {
    const text = e.attributes.importType === modelSpace ? imports?.(e.attributes.location ?? '') : undefined
    const doc = text === undefined ? undefined : documentFrom(text)
    if (doc) models.set(e.attributes.namespace ?? '', doc)
  }
  return models
}

/** Models of one namespace share their ids: none may be in two files (8.2.2). */
function sharedIds(doc: Document, others: ReadonlyMap<string, Document>): Violation[] {
  const twin = others.get(doc.root.attributes.targetNamespace ?? '')
  if (!twin) return []
  return [...doc.byId].flatMap(([id, e]) => {
    const sentence = 'has an id that an imported model of the same namespace has too.'
    return twin.byId.has(id) ? [{ rule: 'IMPORT.ID', element: id, sentence, line: e.line }] : []
  })
}

export function brokenImports(doc: Document, imports: Imports | undefined, others: ReadonlyMap<string, Document> = new Map()): Violation[] {
  if (!imports) return []
  return [...sharedIds(doc, others), ...missingImports(doc, imports)]
}

function missingImports(doc: Document, imports: Imports): Violation[] {
  return childrenOf(doc.root, 'import').flatMap((e) => {
    const sentence = check(e, imports)
    return sentence === undefined ? [] : [{ rule: 'IMPORT.FILE', element: labelOf(e), sentence, line: e.line }]
  })
}
