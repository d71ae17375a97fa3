/** Boxed expressions (DMN 1.5 §7.3, §10.2): each becomes the nodes of the text that would say the same. */
import type { ContextEntry, FormalParameter, LocalId, Node } from '../feel/node.ts'
import { itemScope } from '../feel/postfix.ts'
import { itemType } from '../feel/primary.ts'
import { type Reading, readExpression, type Surroundings } from '../feel/read.ts'
import { Scope } from '../feel/scope.ts'
import { any, baseOf, functionOf, joined, listOf, simple, type Type } from '../values/type.ts'
import type { Report } from './report.ts'
import { tableNode } from './table.ts'
import type { TypeTable } from './types.ts'
import type { Element } from './xml.ts'

/** What the expressions of one element of a model are read in. */
export type Reader = {
  readonly types: TypeTable
  readonly typeNames: ReadonlyMap<string, Type>
  readonly report: Report
  readonly ids: { next: LocalId }
}

type Box = (r: Reader, element: Element, scope: Scope, declared: Type) => Node

const nothing = (says: string): Node => ({ op: 'nothing', says, type: any, at: 0 })

const boxes: Readonly<Record<string, Box>> = {
  literalExpression: literal,
  decisionTable: (r, element, scope, declared) => tableNode(r, element, scope, declared),
  context,
  invocation,
  relation,
  list: (r, element, scope) => listNode(element.children.filter(isExpression).map((each) => boxed(r, each, scope))),
  functionDefinition: (r, element, scope) => functionNode(r, element, scope, 'function'),
  conditional,
  filter,
  for: forNode,
  some: (r, element, scope) => quantified(r, element, scope, false),
  every: (r, element, scope) => quantified(r, element, scope, true),
}

const isExpression = ({ name }: Element) => Object.hasOwn(boxes, name)
export const expressionIn = (element: Element | undefined): Element | undefined => element?.children.find(isExpression)

/** An expression element; its own `typeRef` makes the value fit. `declared` is what is known of the type from around. */
export function boxed(r: Reader, element: Element | undefined, scope: Scope, declared: Type = any): Node {
  if (!element) return nothing('There is no expression')
  const own = r.types.named(element.attribute('typeRef'), element)
  const isFunction = element.name === 'functionDefinition' && baseOf(own).kind !== 'function'
  const node = boxes[element.name]!(r, element, scope, own === any ? declared : own)
  return own === any || isFunction ? node : converted(node, own, 'The value of the expression')
}

/** What is not of the type is null (§10.3.2.9.4). */
export function converted(of: Node, to: Type, what: string): Node {
  return to === any ? of : { op: 'convert', of, to, what, type: to, at: of.at }
}

export const surroundings = (r: Reader, scope: Scope): Surroundings => ({ scope, types: r.typeNames, ids: r.ids })

/** A text in FEEL; what is wrong in it is reported at its place in the file. */
export function readText(r: Reader, text: Element | undefined, scope: Scope, before = '', after = ''): Node {
  const source = text?.text ?? ''
  if (source.trim() === '') return nothing('There is no expression')
  const reading: Reading = readExpression(before + source + after, surroundings(r, scope))
  r.report.findings(reading, text!, before.length)
  return reading.node ?? nothing('The expression cannot be read')
}

const otherLanguage = (language: string | undefined) => language !== undefined && language !== '' && !/feel/i.test(language)

function literal(r: Reader, element: Element, scope: Scope): Node {
  if (otherLanguage(element.attribute('expressionLanguage'))) return nothing('Expressions of other languages are not run')
  return readText(r, element.child('text'), scope)
}

const nameOf = (element: Element | undefined) => (element?.attribute('name') ?? '').replace(/\s+/g, ' ').trim()

function local(id: LocalId, name: string, type: Type): (at: number) => Node {
  return (at) => ({ op: 'local', id, name, type, at })
}

function context(r: Reader, element: Element, scope: Scope): Node {
  const entries: ContextEntry[] = []
  let result: Node | undefined
  let inner = scope
  for (const each of element.all('contextEntry')) {
    const variable = each.child('variable')
    const type = r.types.named(variable?.attribute('typeRef'), each)
    const value = converted(boxed(r, expressionIn(each), inner, type), type, `The entry ${nameOf(variable)}`)
    if (!variable) result = value
    else {
      const entry = { name: nameOf(variable), id: r.ids.next++, value }
      entries.push(entry)
      inner = new Scope(inner).bind(entry.name, local(entry.id, entry.name, value.type))
    }
  }
  const type: Type = result?.type ?? { kind: 'context', entries: new Map(entries.map(({ name, value }) => [name, value.type])) }
  return { op: 'context', entries, result, type, at: 0 }
}

function invocation(r: Reader, element: Element, scope: Scope): Node {
  const fn = boxed(r, expressionIn(element), scope)
  const bindings = element.all('binding')
  const args = bindings.map((each) => boxed(r, expressionIn(each), scope))
  const base = baseOf(fn.type)
  const type = base.kind === 'function' ? base.result : any
  return { op: 'call', fn, args, names: bindings.map((each) => nameOf(each.child('parameter'))), type, at: 0 }
}

const listNode = (items: readonly Node[]): Node => ({ op: 'list', items, type: listOf(joined(items.map((item) => item.type))), at: 0 })

function relation(r: Reader, element: Element, scope: Scope): Node {
  const columns = element.all('column').map(nameOf)
  const rows = element.all('row').map((row): Node => {
    const values = row.children.filter(isExpression).map((each) => boxed(r, each, scope))
    const entries = columns.map((name, i) => ({ name, id: r.ids.next++, value: values[i] ?? nothing('The row has no such cell') }))
    return {
      op: 'context',
      entries,
      type: { kind: 'context', entries: new Map(entries.map(({ name, value }) => [name, value.type])) },
      at: 0,
    }
  })
  return listNode(rows)
}

/** A function definition; what is written for other languages is outside, and worth null. */
export function functionNode(r: Reader, element: Element, scope: Scope, name: string, result: Type = any): Node {
  const parameters = element.all('formalParameter').map((each): FormalParameter => {
    return { name: nameOf(each), id: r.ids.next++, type: r.types.named(each.attribute('typeRef'), each) }
  })
  const inner = new Scope(scope)
  for (const each of parameters) inner.bind(each.name, local(each.id, each.name, each.type))
  const kind = element.attribute('kind') ?? 'FEEL'
  const body = kind === 'FEEL' ? boxed(r, expressionIn(element), inner, result) : nothing(`Functions of ${kind} are not run`)
  const value = converted(body, result, `The result of ${name}`)
  const type = functionOf(
    parameters.map((each) => each.type),
    value.type,
  )
  return { op: 'function', parameters, body: value, name, type, at: 0 }
}

function conditional(r: Reader, element: Element, scope: Scope): Node {
  const [test, then, otherwise] = ['if', 'then', 'else'].map((name) => boxed(r, expressionIn(element.child(name)), scope)) as [
    Node,
    Node,
    Node,
  ]
  return { op: 'if', test, then, otherwise, strict: true, type: joined([then.type, otherwise.type]), at: 0 }
}

function filter(r: Reader, element: Element, scope: Scope): Node {
  const of = boxed(r, expressionIn(element.child('in')), scope)
  const itself = itemType(of.type)
  const item: Node & { op: 'local' } = { op: 'local', id: r.ids.next++, name: 'item', type: itself, at: 0 }
  const test = boxed(r, expressionIn(element.child('match')), itemScope(scope, item, itself))
  const isIndex = baseOf(test.type).kind === 'number'
  return { op: 'filter', of, item: item.id, test, strict: true, type: isIndex ? itself : listOf(itself), at: 0 }
}

type Variable = { readonly id: LocalId; readonly domain: Node; readonly scope: Scope }

function variable(r: Reader, element: Element, scope: Scope): Variable {
  const domain = boxed(r, expressionIn(element.child('in')), scope)
  const name = (element.attribute('iteratorVariable') ?? '').replace(/\s+/g, ' ').trim()
  const id = r.ids.next++
  return { id, domain, scope: new Scope(scope).bind(name, local(id, name, itemType(domain.type))) }
}

function forNode(r: Reader, element: Element, scope: Scope): Node {
  const { id, domain, scope: inner } = variable(r, element, scope)
  const partial = r.ids.next++
  inner.bind('partial', local(partial, 'partial', listOf(any)))
  const body = boxed(r, expressionIn(element.child('return')), inner)
  return { op: 'for', loops: [{ id, in: domain }], partial, body, type: listOf(body.type), at: 0 }
}

function quantified(r: Reader, element: Element, scope: Scope, every: boolean): Node {
  const { id, domain, scope: inner } = variable(r, element, scope)
  const body = boxed(r, expressionIn(element.child('satisfies')), inner)
  return { op: 'quantified', every, loops: [{ id, in: domain }], body, strict: true, type: simple('boolean'), at: 0 }
}
