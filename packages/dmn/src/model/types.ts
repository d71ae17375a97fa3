/** Item definitions as types (DMN 1.5 §7.3.3): resolved by name when first asked for, circles cut. */

import type { Node } from '../feel/node.ts'
import { readUnaryTests } from '../feel/read.ts'
import type { Scope } from '../feel/scope.ts'
import { closure } from '../run/closures.ts'
import { State } from '../run/state.ts'
import { any, baseOf, builtinTypes, functionOf, listOf, type Type } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import type { Report } from './report.ts'
import type { Element } from './xml.ts'

/** Types that stand on one another in a row. */
const maxDepth = 100

type Lookup = (name: string) => Type | undefined

export class TypeTable {
  readonly #definitions = new Map<string, Element>()
  readonly #types = new Map<string, Type>()
  readonly #resolving = new Set<string>()
  readonly #scope: Scope
  readonly #report: Report
  readonly #imported: Lookup

  /** `imported` finds the types of other models by their full names. */
  constructor(definitions: readonly Element[], imported: Lookup, scope: Scope, report: Report) {
    for (const each of definitions) this.#definitions.set(nameOf(each), each)
    this.#imported = imported
    this.#scope = scope
    this.#report = report
  }

  /** The types that are defined here, by name. */
  own(): ReadonlyMap<string, Type> {
    return new Map([...this.#definitions.keys()].map((name) => [name, this.find(name) ?? any]))
  }

  /** A type that is defined here. */
  findOwn(name: string): Type | undefined {
    return this.#definitions.has(name) ? this.find(name) : undefined
  }

  find(name: string): Type | undefined {
    const known = this.#types.get(name)
    if (known) return known
    const definition = this.#definitions.get(name)
    if (!definition) return this.#imported(name) ?? builtinTypes.get(name)
    if (this.#resolving.has(name) || this.#resolving.size >= maxDepth) {
      this.#report.add(
        'error',
        'type',
        `The type “${name}” is defined by itself, or through more than ${maxDepth} others.`,
        definition.place,
      )
      return any
    }
    this.#resolving.add(name)
    const type = this.#define(definition, name)
    this.#resolving.delete(name)
    this.#types.set(name, type)
    return type
  }

  /** The type that a `typeRef` names: Any, and a problem, where there is none. */
  named(typeRef: string | undefined, at: Element): Type {
    if (!typeRef) return any
    const name = typeRef.replace(/\s+/g, ' ').trim()
    const type = this.find(name) ?? this.find(name.replace(/^feel[:.]/, '')) ?? this.find(name.slice(name.indexOf(':') + 1))
    if (!type) this.#report.add('error', 'unknown-name', `There is no type “${name}”.`, at.place)
    return type ?? any
  }

  #define(definition: Element, name: string): Type {
    const item = this.#constrained(definition, this.#structure(definition), name, 'allowedValues')
    const isCollection = definition.attribute('isCollection') === 'true'
    const whole = isCollection ? listOf(item) : item
    return this.#constrained(definition, whole, name, 'typeConstraint')
  }

  #structure(definition: Element): Type {
    const components = definition.all('itemComponent')
    if (components.length > 0) {
      return { kind: 'context', entries: new Map(components.map((each) => [nameOf(each), this.#define(each, nameOf(each))])) }
    }
    const item = definition.child('functionItem')
    if (!item) return this.named(definition.textOf('typeRef'), definition)
    const parameters = item.all('parameters').map((each) => this.named(each.attribute('typeRef'), each))
    return functionOf(parameters, this.named(item.attribute('outputTypeRef'), item))
  }

  #constrained(definition: Element, base: Type, name: string, constraint: string): Type {
    const tests = definition.child(constraint)
    if (!tests) return structured.has(base.kind) ? { kind: 'named', name, base } : base
    return { kind: 'named', name, base, allowedText: tests.textOf() ?? '', allows: this.#allows(tests, base) }
  }

  #allows(tests: Element, base: Type): ((value: Value) => boolean) | undefined {
    const value: Node = { op: 'local', id: 0, name: '?', type: baseOf(base), at: 0 }
    const reading = readUnaryTests(tests.textOf() ?? '', value, { scope: this.#scope, ids: { next: 1 } })
    this.#report.findings(reading, tests.child('text') ?? tests)
    const run = reading.node && closure(reading.node)
    return run && ((tested) => run([tested], empty) === true)
  }
}

/** Types that are better said by their names. */
const structured: ReadonlySet<string> = new Set(['context', 'list', 'function'])

const empty = new State([], () => null)
const nameOf = (element: Element) => (element.attribute('name') ?? '').replace(/\s+/g, ' ').trim()
