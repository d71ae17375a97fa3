/** A model that conforms to the schema, indexed for the questions that the standard's rules and the compiler ask. */
import { nameIn } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { lineageOf } from '../xml/types.ts'

/** Where a reference leads: to an element of this file, into an imported one, or nowhere. */
export type Target = { element: Element } | 'elsewhere' | 'nowhere'

export type Document = {
  readonly root: Element
  readonly byId: ReadonlyMap<string, Element>
  /** The types of this file's elements. */
  readonly types: ReadonlyMap<Element, string>
  /** The type of an element of this file or of an imported one. */
  typeOf(e: Element): string | undefined
  /** All elements of a type or of one that derives from it, in the file's order. */
  all(type: string): readonly Element[]
  is(e: Element | undefined, ...types: string[]): boolean
  /** The sequence flows that end, or begin, at a node. */
  into(e: Element): readonly Element[]
  from(e: Element): readonly Element[]
  target(at: Element, reference: string): Target
  /** The element that a reference names, where it is of this file. */
  find(at: Element, reference: string | undefined): Element | undefined
}

const none: readonly Element[] = []

const importedSpaces = (root: Element): ReadonlySet<string> =>
  new Set(root.children.filter((c) => c.name === 'import').map((c) => c.attributes.namespace ?? ''))

function push<K>(map: Map<K, Element[]>, key: K, e: Element): void {
  const list = map.get(key)
  if (list) list.push(e)
  else map.set(key, [e])
}

/** `others`: the models that this one imports, by their namespaces, as far as the host could give them. */
export function documentOf(
  root: Element,
  types: ReadonlyMap<Element, string>,
  others: ReadonlyMap<string, Document> = new Map(),
): Document {
  const byId = new Map<string, Element>()
  const byType = new Map<string, Element[]>()
  const [into, from] = [new Map<string, Element[]>(), new Map<string, Element[]>()]
  const own = root.attributes.targetNamespace ?? ''
  const imported = importedSpaces(root)
  for (const [e, type] of types) {
    if (e.attributes.id !== undefined && !byId.has(e.attributes.id)) byId.set(e.attributes.id, e)
    for (const t of lineageOf(type)) push(byType, t, e)
    if (type !== 'bpmn:tSequenceFlow') continue
    push(from, e.attributes.sourceRef ?? '', e)
    push(into, e.attributes.targetRef ?? '', e)
  }
  const elsewhere = (space: string | undefined, local: string): Target => {
    const other = space === undefined ? undefined : others.get(space)
    const element = other?.byId.get(local)
    if (element) return { element }
    return !other && space !== undefined && imported.has(space) ? 'elsewhere' : 'nowhere'
  }
  const target = (at: Element, reference: string): Target => {
    const { local, prefix, space } = nameIn(at, reference)
    if (prefix !== '' && space !== own) return elsewhere(space, local)
    const element = byId.get(local)
    return element ? { element } : 'nowhere'
  }
  const typeOf = (e: Element) => types.get(e) ?? [...others.values()].map((o) => o.typeOf(e)).find((t) => t !== undefined)
  return {
    root,
    byId,
    types,
    typeOf,
    all: (type) => byType.get(type) ?? none,
    is: (e, ...wanted) => {
      const type = e && typeOf(e)
      const lineage = type ? lineageOf(type) : []
      return wanted.some((t) => lineage.includes(t))
    },
    into: (e) => into.get(e.attributes.id ?? '') ?? none,
    from: (e) => from.get(e.attributes.id ?? '') ?? none,
    target,
    find: (at, reference) => {
      const found = reference === undefined ? 'nowhere' : target(at, reference)
      return typeof found === 'object' ? found.element : undefined
    },
  }
}

export const childrenOf = (e: Element, ...names: string[]): Element[] => e.children.filter((c) => names.includes(c.name))
export const childOf = (e: Element, name: string): Element | undefined => e.children.find((c) => c.name === name)

/** The names of the children of an element; asked for every node of a level, found once. */
const childNames = new WeakMap<Element, ReadonlySet<string>>()

export function hasChild(e: Element, name: string): boolean {
  const names = childNames.get(e) ?? new Set(e.children.map((c) => c.name))
  childNames.set(e, names)
  return names.has(name)
}

/** A boolean attribute, as XML Schema writes them. */
export const isTrue = (value: string | undefined): boolean => value?.trim() === 'true' || value?.trim() === '1'
export const isFalse = (value: string | undefined): boolean => value?.trim() === 'false' || value?.trim() === '0'

export function ancestorOf(e: Element, doc: Document, ...types: string[]): Element | undefined {
  for (let at = e.parent; at; at = at.parent) if (doc.is(at, ...types)) return at
  return undefined
}

export const processOf = (e: Element, doc: Document): Element | undefined => ancestorOf(e, doc, 'bpmn:tProcess')
export const isExecutable = (e: Element, doc: Document): boolean => isTrue(processOf(e, doc)?.attributes.isExecutable)

/** `error` for an errorEventDefinition. */
export const triggerOf = (definition: Element): string => definition.name.replace(/EventDefinition$/, '')

/** The definitions of an event: its own, then those it refers to. */
export function definitionsOf(e: Element, doc: Document): Element[] {
  const own = e.children.filter((c) => doc.is(c, 'bpmn:tEventDefinition'))
  const referred = childrenOf(e, 'eventDefinitionRef').flatMap((r) => doc.find(r, r.text) ?? [])
  return [...own, ...referred]
}

export const triggersOf = (e: Element, doc: Document): string[] => definitionsOf(e, doc).map(triggerOf)

/** Whether the event has a trigger, be it defined elsewhere. */
export const hasTrigger = (e: Element, doc: Document): boolean =>
  e.children.some((c) => c.name === 'eventDefinitionRef' || doc.is(c, 'bpmn:tEventDefinition'))

export const isEventSubProcess = (e: Element | undefined): boolean => isTrue(e?.attributes.triggeredByEvent)
