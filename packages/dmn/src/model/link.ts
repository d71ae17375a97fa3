/** The files of a model joined: every element gets a slot, its type, and the nodes of its logic. */
import type { Node } from '../feel/node.ts'
import { builtinScope } from '../feel/read.ts'
import { Scope } from '../feel/scope.ts'
import { any, baseOf, builtinTypes, functionOf, type Type } from '../values/type.ts'
import type { Parameter } from '../values/value.ts'
import { boxed, converted, expressionIn, functionNode, type Reader } from './boxed.ts'
import { type Definitions, type DrgElement, readHref } from './definitions.ts'
import { checkImports } from './imports.ts'
import { Report } from './report.ts'
import { TypeTable } from './types.ts'
import type { Element } from './xml.ts'

export type Service = {
  readonly inputs: readonly Linked[]
  readonly outputs: readonly Linked[]
  /** What the outputs are called in the result. */
  readonly names: readonly string[]
}

/** An element of the model with everything found out about it. */
export type Linked = {
  readonly slot: number
  readonly source: DrgElement
  readonly document: Document
  /** The slots that it needs directly. */
  readonly needs: readonly number[]
  readonly type: Type
  /** The logic of a decision, or the function of a business knowledge model. */
  readonly node?: Node | undefined
  readonly service?: Service | undefined
  /** What a decision service, called as a function, takes: its inputs by name. */
  readonly parameters: readonly Parameter[]
}

type Document = { readonly definitions: Definitions; readonly types: TypeTable; readonly typeNames: ReadonlyMap<string, Type> }

type Entry = { readonly slot: number; readonly source: DrgElement; readonly document: Document; linked?: Linked; isUnderWay: boolean }

/** As deep as an evaluation may go by default. */
const maxDepth = 400

export class Linker {
  readonly report = new Report()
  readonly #documents = new Map<string, Document>()
  readonly #entries = new Map<string, Entry>()
  #depth = 0

  /** The first of the definitions is the model itself, the others what it may import. */
  constructor(all: readonly Definitions[]) {
    for (const definitions of all) {
      if (this.#documents.has(definitions.namespace))
        this.report.add(
          'warning',
          'import',
          `A second model of the namespace “${definitions.namespace}” is left aside.`,
          definitions.root.place,
        )
      else this.#addDocument(definitions)
    }
    checkImports(new Map([...this.#documents].map(([namespace, { definitions }]) => [namespace, definitions])), this.report)
    for (const document of this.#documents.values()) this.#addElements(document)
  }

  #addDocument(definitions: Definitions): void {
    const types = new TypeTable(definitions.itemDefinitions, (name) => this.#importedType(definitions, name), builtinScope, this.report)
    const names = () => this.#typeNames(definitions, types)
    let typeNames: ReadonlyMap<string, Type> | undefined
    const document: Document = {
      definitions,
      types,
      get typeNames() {
        typeNames ??= names()
        return typeNames
      },
    }
    this.#documents.set(definitions.namespace, document)
  }

  #typeNames({ imports }: Definitions, types: TypeTable): ReadonlyMap<string, Type> {
    const imported = imports.flatMap(({ name, namespace }) =>
      [...(this.#documents.get(namespace)?.types.own() ?? [])].map(([own, type]): [string, Type] => [qualified(name, own), type]),
    )
    return new Map([...builtinTypes, ...imported, ...types.own()])
  }

  /** A type of an imported model itself: what that model imports in turn is not handed on. */
  #importedType({ imports }: Definitions, name: string): Type | undefined {
    const found = imports.flatMap((each) => {
      const own = each.name === '' ? name : name.startsWith(`${each.name}.`) ? name.slice(each.name.length + 1) : undefined
      const type = own === undefined ? undefined : this.#documents.get(each.namespace)?.types.findOwn(own)
      return type ? [{ type, each }] : []
    })
    const other = found.find(({ each }) => each.namespace !== found[0]!.each.namespace)
    if (other) this.report.add('error', 'import', `Two imported models have a type “${name}”.`, other.each.element.place)
    return found[0]?.type
  }

  #addElements(document: Document): void {
    const { namespace, elements } = document.definitions
    for (const source of elements) {
      const key = `${namespace}#${source.id}`
      if (this.#entries.has(key)) this.report.add('error', 'model', `Two elements have the id “${source.id}”.`, source.element.place)
      else this.#entries.set(key, { slot: this.#entries.size, source, document, isUnderWay: false })
    }
  }

  /** All elements, in the order of their slots. */
  link(): Linked[] {
    return [...this.#entries.values()].map((entry) => this.#linked(entry))
  }

  #linked(entry: Entry): Linked {
    if (entry.linked) return entry.linked
    if (entry.isUnderWay) return this.#circular(entry)
    if (this.#depth >= maxDepth) return this.#tooDeep(entry)
    entry.isUnderWay = true
    this.#depth++
    const before = this.report.within
    this.report.within = entry.source.name
    entry.linked = makers[entry.source.kind](this, entry)
    this.report.within = before
    this.#depth--
    return entry.linked
  }

  /** Knowledge may call itself; a decision that needs itself is an error, and null when it comes to itself. */
  #circular({ slot, source, document }: Entry): Linked {
    if (source.kind === 'decision') this.report.add('error', 'circle', `“${source.name}” needs its own result.`, source.element.place)
    return { slot, source, document, needs: [], type: any, parameters: [] }
  }

  /** What needs it runs with null; on its own it is linked from a shallower place. */
  #tooDeep({ slot, source, document }: Entry): Linked {
    this.report.add('error', 'model', `More than ${maxDepth} elements need one another in a row.`, source.element.place)
    return { slot, source, document, needs: [], type: any, parameters: [] }
  }

  declared({ source, document }: Entry): Type {
    return document.types.named(source.typeRef, source.element)
  }

  reader({ document }: Entry): Reader {
    return { types: document.types, typeNames: document.typeNames, report: this.report, ids: { next: 0 } }
  }

  /** The element that a reference means; undefined, and a problem, where there is none. */
  target(entry: Entry, reference: Element): Linked | undefined {
    const { namespace, id } = readHref(reference.attribute('href'), entry.document.definitions.namespace)
    const found = this.#entries.get(`${namespace}#${id}`)
    if (!found) this.report.add('error', 'unknown-name', `There is no element “${reference.attribute('href')}”.`, reference.place)
    else if (this.names(entry.document, found).length === 0)
      this.report.add('error', 'import', `“${found.source.name}” stands in a model that is not imported: ${namespace}`, reference.place)
    return found && this.#linked(found)
  }

  required(entry: Entry): Linked[] {
    return entry.source.element.children.flatMap(({ name, children }) =>
      name === 'informationRequirement' || name === 'knowledgeRequirement'
        ? children.flatMap((each) => this.target(entry, each) ?? [])
        : [],
    )
  }

  /** What the logic of an element may name: what it requires, under the names of its own model. */
  scope(entry: Entry, required: readonly Linked[]): Scope {
    const scope = new Scope(builtinScope)
    const meant = new Map<string, number>()
    for (const each of required) {
      for (const name of this.names(entry.document, each)) {
        if ((meant.get(name) ?? each.slot) !== each.slot)
          this.report.add('error', 'import', `Two things that are required here have the name “${name}”.`, entry.source.element.place)
        meant.set(name, each.slot)
        scope.bind(name, (at) => ({ op: 'slot', slot: each.slot, name, type: each.type, at }))
      }
    }
    return scope
  }

  /** What an element is called in a model: by its own name there, by that of each import elsewhere; by nothing where it is not imported. */
  names({ definitions }: Document, { source, document }: Pick<Entry, 'source' | 'document'>): string[] {
    const { namespace } = document.definitions
    if (namespace === definitions.namespace) return [source.name]
    return definitions.imports.flatMap((each) => (each.namespace === namespace ? [qualified(each.name, source.name)] : []))
  }
}

/** Without a name of its own an import lends its names as they are. */
export const qualified = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}.${name}`)

type Make = (linker: Linker, entry: Entry) => Linked

const common = ({ slot, source, document }: Entry) => ({ slot, source, document, parameters: [] })
const slotsOf = (all: readonly Linked[]) => all.map((each) => each.slot)

const makers: Record<DrgElement['kind'], Make> = {
  inputData: (linker, entry) => ({ ...common(entry), needs: [], type: linker.declared(entry) }),

  decision(linker, entry) {
    const required = linker.required(entry)
    const declared = linker.declared(entry)
    const expression = expressionIn(entry.source.element)
    if (!expression) return { ...common(entry), needs: slotsOf(required), type: declared }
    const logic = boxed(linker.reader(entry), expression, linker.scope(entry, required), declared)
    const node = converted(logic, declared, `The result of ${entry.source.name}`)
    return { ...common(entry), needs: slotsOf(required), type: node.type, node }
  },

  businessKnowledgeModel(linker, entry) {
    const required = linker.required(entry)
    const declared = linker.declared(entry)
    const { name, element } = entry.source
    const scope = linker.scope(entry, required)
    scope.bind(name, (at) => ({ op: 'slot', slot: entry.slot, name, type: any, at }))
    const base = baseOf(declared)
    const result = base.kind === 'function' ? base.result : declared
    const logic = element.child('encapsulatedLogic')
    const own = linker.reader(entry)
    const node = logic ? functionNode(own, logic, scope, name, typed(own, logic, result)) : undefined
    return { ...common(entry), needs: slotsOf(required), type: node?.type ?? any, node }
  },

  decisionService(linker, entry) {
    const targets = (name: string) => entry.source.element.all(name).flatMap((each) => linker.target(entry, each) ?? [])
    const inputs = [...targets('inputData'), ...targets('inputDecision')]
    const outputs = targets('outputDecision')
    const declared = linker.declared(entry)
    const base = baseOf(declared)
    const result = base.kind === 'function' ? base.result : declared
    const names = distinctNames(linker, entry, inputs)
    const parameters = inputs.map((each, i) => ({ name: names[i]!, type: each.type }))
    const type = functionOf(
      parameters.map((each) => each.type),
      result === any && outputs.length === 1 ? outputs[0]!.type : result,
    )
    return { ...common(entry), needs: [], type, service: { inputs, outputs, names: distinctNames(linker, entry, outputs) }, parameters }
  },
}

/** The names of what a service takes or gives: with their imports' names before them where two would be the same. */
function distinctNames(linker: Linker, { document }: Entry, all: readonly Linked[]): string[] {
  const isShared = (name: string) => all.filter((each) => each.source.name === name).length > 1
  return all.map((each) => (isShared(each.source.name) ? (linker.names(document, each)[0] ?? each.source.name) : each.source.name))
}

/** The logic's own `typeRef` says what it gives, where the variable does not. */
function typed(r: Reader, logic: Element, result: Type): Type {
  if (result !== any) return result
  const own = r.types.named(logic.attribute('typeRef'), logic)
  const base = baseOf(own)
  return base.kind === 'function' ? base.result : own
}
