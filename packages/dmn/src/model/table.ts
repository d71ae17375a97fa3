/** Decision tables (DMN 1.5 §8): the cells of the file as nodes, with the places they stand at. */
import type { Aggregation, HitPolicy, Node, TableInput, TableNode, TableOutput, TableRule } from '../feel/node.ts'
import { readExpression, readUnaryTests } from '../feel/read.ts'
import type { Scope } from '../feel/scope.ts'
import { any, baseOf, convert, listOf, simple, type Type, typeText } from '../values/type.ts'
import { converted, type Reader, readText, surroundings } from './boxed.ts'
import type { Element } from './xml.ts'

const hitPolicies: readonly HitPolicy[] = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']
const aggregations: readonly Aggregation[] = ['SUM', 'COUNT', 'MIN', 'MAX']

/** `declared` is the type of the whole, which one output without a type of its own has too. */
export function tableNode(r: Reader, element: Element, scope: Scope, declared: Type): Node {
  const hitPolicy = oneOf(r, element, 'hitPolicy', hitPolicies) ?? 'UNIQUE'
  const aggregation = oneOf(r, element, 'aggregation', aggregations)
  const inputs = element.all('input').map((each) => input(r, each, scope))
  const isMany = !aggregation && (hitPolicy === 'COLLECT' || hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER')
  const outputElements = element.all('output')
  const outputs = outputElements.map((each) => output(r, each, scope, outputType(declared, isMany, outputElements.length)))
  const columns = {
    tests: inputs.map(({ id, value }) =>
      once(r, (cell: Element) => tests(r, cell, { op: 'local', id, name: '?', type: value.type, at: 0 }, scope)),
    ),
    results: outputs.map(({ type }) => once(r, (cell: Element | undefined) => result(r, cell, scope, type))),
  }
  const rules = element.all('rule').map((each) => rule(r, each, columns))
  const row: Type =
    outputs.length === 1 ? outputs[0]!.type : { kind: 'context', entries: new Map(outputs.map((o) => [o.name ?? '', o.type])) }
  const single = aggregation ? simple('number') : row
  const table: TableNode = {
    op: 'table',
    hitPolicy,
    aggregation: hitPolicy === 'COLLECT' ? aggregation : undefined,
    inputs,
    outputs,
    rules,
    place: element.place,
  }
  return { ...table, type: isMany ? listOf(row) : single, at: 0 }
}

function outputType(declared: Type, isMany: boolean, count: number): Type {
  const base = baseOf(declared)
  if (count !== 1) return any
  return isMany && base.kind === 'list' ? base.of : isMany ? any : declared
}

function oneOf<T extends string>(r: Reader, element: Element, name: string, known: readonly T[]): T | undefined {
  const text = element.attribute(name)
  if (text === undefined) return undefined
  const found = known.find((each) => each === text)
  if (!found) r.report.add('error', 'table', `There is no ${name} “${text}”.`, element.place)
  return found
}

function input(r: Reader, element: Element, scope: Scope): TableInput {
  const expression = element.child('inputExpression')
  const type = r.types.named(expression?.attribute('typeRef'), element)
  const text = expression?.textOf()?.trim() ?? ''
  const label = element.attribute('label') ?? text
  const value = converted(readText(r, expression?.child('text'), scope), type, `The input ${label}`)
  const id = r.ids.next++
  const allowed = element.child('inputValues')
  const isAllowed = allowed?.textOf()?.trim()
    ? tests(r, allowed, { op: 'local', id, name: '?', type: value.type, at: 0 }, scope)
    : undefined
  return { label, value, id, allowed: isAllowed, allowedText: allowed?.textOf() ?? (type.kind === 'named' ? type.allowedText : undefined) }
}

/** The unary tests in the `<text>` of an element; undefined where they let everything pass. */
function tests(r: Reader, element: Element, value: Node, scope: Scope): Node | undefined {
  const text = element.child('text')
  const source = text?.text ?? ''
  if (source.trim() === '' || source.trim() === '-') return undefined
  const reading = readUnaryTests(source, value, surroundings(r, scope))
  r.report.findings(reading, text!)
  return reading.node ?? { op: 'nothing', says: 'The cell cannot be read', type: any, at: 0 }
}

function output(r: Reader, element: Element, scope: Scope, declared: Type): TableOutput {
  const own = r.types.named(element.attribute('typeRef'), element)
  const type = own === any ? declared : own
  const allowed = element.child('outputValues')?.child('text')
  const otherwise = element.child('defaultOutputEntry')?.child('text')
  return {
    name: element.attribute('name')?.replace(/\s+/g, ' ').trim(),
    type,
    values: allowed?.text.trim() ? listed(readText(r, allowed, scope, '[', ']')) : ofType(r, type, scope),
    otherwise: otherwise?.text.trim() ? readText(r, otherwise, scope) : undefined,
  }
}

/** Without values of its own an output has those of its type, in their order (§8.3.3). */
function ofType(r: Reader, type: Type, scope: Scope): readonly Node[] | undefined {
  if (type.kind !== 'named' || !type.allowedText) return undefined
  const { node } = readExpression(`[${type.allowedText}]`, surroundings(r, scope))
  return node && listed(node)
}

function listed(node: Node): readonly Node[] {
  if (node.op === 'list') return node.items
  return node.op === 'const' && Array.isArray(node.value) ? node.value.map((value) => ({ ...node, value, type: any })) : []
}

type Columns = {
  readonly tests: readonly ((cell: Element) => Node | undefined)[]
  readonly results: readonly ((cell: Element | undefined) => Node)[]
}

/** Cells of the same text in the same column say the same, and are read once; one with something wrong in it is read wherever it stands. */
function once<Cell extends Element | undefined, T>(r: Reader, read: (cell: Cell) => T): (cell: Cell) => T {
  const known = new Map<string, T>()
  return (cell) => {
    const text = cell?.textOf() ?? ''
    if (known.has(text)) return known.get(text)!
    const before = r.report.problems.length
    const made = read(cell)
    if (r.report.problems.length === before) known.set(text, made)
    return made
  }
}

function rule(r: Reader, element: Element, columns: Columns): TableRule {
  const entries = element.all('inputEntry')
  const results = element.all('outputEntry')
  if (entries.length !== columns.tests.length || results.length !== columns.results.length) {
    r.report.add(
      'error',
      'table',
      `The rule has ${entries.length} tests and ${results.length} results, but the table ${columns.tests.length} inputs and ${columns.results.length} outputs.`,
      element.place,
    )
  }
  return {
    at: element.place,
    id: element.attribute('id'),
    tests: columns.tests.map((read, i) => entries[i] && read(entries[i])),
    texts: columns.tests.map((_, i) => entries[i]?.textOf()?.trim() ?? '-'),
    outputs: columns.results.map((read, i) => read(results[i])),
    annotations: element.all('annotationEntry').map((each) => each.textOf()?.trim() ?? ''),
  }
}

/** A result that its column does not take is null, which is better known beforehand. */
function result(r: Reader, entry: Element | undefined, scope: Scope, type: Type): Node {
  const text = entry?.child('text')
  const node = readText(r, text, scope)
  if (node.op === 'const' && convert(node.value, type) === undefined) {
    r.report.add('error', 'type', `The result is no ${typeText(type)}: it would be null.`, text!.placeOf(0))
  }
  return node
}
