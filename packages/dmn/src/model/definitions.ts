/** What a DMN file holds, before anything is resolved (DMN 1.5 §6.3). */
import type { Element } from './xml.ts'
import { XmlError } from './xml.ts'

const dmnNamespace = /^https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(MODEL|dmn\.xsd)\/?$/

export type Import = {
  readonly name: string
  readonly namespace: string
  readonly location?: string | undefined
  readonly isModel: boolean
  readonly element: Element
}

export const elementKinds = ['inputData', 'decision', 'businessKnowledgeModel', 'decisionService'] as const
export type ElementKind = (typeof elementKinds)[number]

export type DrgElement = {
  readonly kind: ElementKind
  readonly id: string
  readonly name: string
  readonly element: Element
  /** The variable's declared type, by name. */
  readonly typeRef?: string | undefined
}

export type Definitions = {
  readonly name: string
  readonly namespace: string
  readonly imports: readonly Import[]
  readonly itemDefinitions: readonly Element[]
  readonly elements: readonly DrgElement[]
  readonly root: Element
}

const spaced = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

/** Every version from 1.1 on is read alike: they differ in their namespace, and later ones only add. */
export function readDefinitions(root: Element): Definitions {
  if (root.name !== 'definitions' || !dmnNamespace.test(root.uri))
    throw new XmlError('This is no DMN model: its first element is not “definitions” of DMN.', root.place)
  return {
    name: spaced(root.attribute('name')),
    namespace: root.attribute('namespace') ?? '',
    imports: root.all('import').map(readImport),
    itemDefinitions: root.all('itemDefinition'),
    elements: root.children.flatMap((each) => (isKind(each.name) ? [readElement(each.name, each)] : [])),
    root,
  }
}

const isKind = (name: string): name is ElementKind => (elementKinds as readonly string[]).includes(name)

const readImport = (element: Element): Import => ({
  name: spaced(element.attribute('name')),
  namespace: element.attribute('namespace') ?? '',
  location: element.attribute('locationURI'),
  isModel: dmnNamespace.test(element.attribute('importType') ?? ''),
  element,
})

function readElement(kind: ElementKind, element: Element): DrgElement {
  const name = spaced(element.attribute('name'))
  return { kind, id: element.attribute('id') ?? name, name, element, typeRef: element.child('variable')?.attribute('typeRef') }
}

/** A reference to an element: `#id` here, `namespace#id` in an imported model. */
export function readHref(href: string | undefined, own: string): { namespace: string; id: string } {
  const at = (href ?? '').lastIndexOf('#')
  return at <= 0 ? { namespace: own, id: (href ?? '').slice(at + 1) } : { namespace: href!.slice(0, at), id: href!.slice(at + 1) }
}
