/** Literals, names, brackets, and the expressions that begin with a keyword (DMN 1.5 grammar rules 19 to 37, 44 to 48, 54 to 65). */
import { literalOf } from '../builtins/conversion.ts'
import { parseNumber } from '../values/number.ts'
import { any, baseOf, functionOf, joined, listOf, simple, type Type, typeOf } from '../values/type.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expression.ts'
import { type ContextEntry, constant, type FormalParameter, type Loop, type Node } from './node.ts'
import { unknownLength } from './postfix.ts'
import { halfRange, openRange, rangeFrom } from './range.ts'
import type { Scope } from './scope.ts'
import { nameBefore, typeName } from './type-name.ts'

type Reader = (p: Cursor) => Node

const words: Record<string, Reader> = {
  true: (p) => constant(true, simple('boolean'), p.next().start),
  false: (p) => constant(false, simple('boolean'), p.next().start),
  null: (p) => constant(null, simple('null'), p.next().start),
  if: conditional,
  for: forLoop,
  some: (p) => quantified(p, false),
  every: (p) => quantified(p, true),
  function: functionLiteral,
}

const signs: Record<string, Reader> = { '(': brackets, '[': listOrRange, ']': openRange, '{': contextLiteral }

const literals: Record<string, Reader> = {
  number: (p) => constant(parseNumber(p.token.text) ?? null, simple('number'), p.next().start),
  string: (p) => constant(p.token.text, simple('string'), p.next().start),
  at: atLiteral,
}

export function primary(p: Cursor): Node {
  const { kind, text } = p.token
  const literal = literals[kind]
  if (literal) return literal(p)
  if (kind === 'sign') return (Object.hasOwn(signs, text) ? signs[text]! : (q: Cursor) => q.fail())(p)
  if (kind === 'end') p.fail()
  const match = p.scope.match(p.tokens, p.position)
  if (!Object.hasOwn(words, text) || (match && match.length > 1)) return name(p)
  return words[text]!(p)
}

function atLiteral(p: Cursor): Node {
  const { text, start } = p.next()
  const value = literalOf(text)
  if (value === null) p.find('type', `@"${text}" is no date, time or duration.`, start)
  return constant(value, typeOf(value), start)
}

const reserved = new Set(['then', 'else', 'return', 'satisfies', 'and', 'or', 'in', 'between'])

function name(p: Cursor): Node {
  const { start, text } = p.token
  const match = p.scope.match(p.tokens, p.position)
  if (match) {
    p.position += match.length
    const node = match.binding.node(start)
    if (match.binding.name === '?') p.marks++
    return node.op === 'const' && p.is('(') ? node : maybeOfItem(p, match.binding.name, node)
  }
  if (reserved.has(text)) p.fail()
  p.position += unknownLength(p.tokens, p.position)
  const unknown = p.source.slice(start, p.ahead(-1).end).replace(/\s+/g, ' ')
  const node = p.scope.unknown?.(unknown, start)
  if (node) return maybeOfItem(p, unknown, node)
  if (p.scope.openItems(undefined).length === 0) p.find('unknown-name', `There is no “${unknown}” here.`, start)
  return maybeOfItem(p, unknown, { op: 'nothing', says: `There is no “${unknown}”`, type: any, at: start })
}

/** Inside filters over items that are not known beforehand, a name may be one of the item's. */
function maybeOfItem(p: Cursor, named: string, node: Node): Node {
  return p.scope
    .openItems(named)
    .reverse()
    .reduce<Node>((otherwise, item) => ({ op: 'scoped', item, name: named, otherwise, type: any, at: node.at }), node)
}

function conditional(p: Cursor): Node {
  const at = p.next().start
  const test = expression(p)
  p.expect('then')
  const then = expression(p)
  p.expect('else')
  const otherwise = expression(p)
  return { op: 'if', test, then, otherwise, type: joined([then.type, otherwise.type]), at }
}

/** The variables of a loop, each seen by the next. `end` is the word that follows them. */
function loops(p: Cursor, end: string): { read: Loop[]; scope: Scope } {
  const read: Loop[] = []
  let scope = p.scope
  do {
    p.within(scope, () => {
      const variable = nameBefore(p, 'in')
      p.expect('in')
      const domain = expression(p)
      const to = p.take('..') ? expression(p) : undefined
      const id = p.newId()
      const type = to ? domain.type : itemType(domain.type)
      read.push({ id, in: domain, to })
      scope = p.inner().bind(variable, (at) => ({ op: 'local', id, name: variable, type, at }))
    })
  } while (p.take(','))
  p.expect(end)
  return { read, scope }
}

export function itemType(type: Type): Type {
  const base = baseOf(type)
  return base.kind === 'list' || base.kind === 'range' ? base.of : type
}

function forLoop(p: Cursor): Node {
  const at = p.next().start
  const { read, scope } = loops(p, 'return')
  const partial = p.newId()
  const body = p.within(scope, () =>
    p.within(
      p.inner().bind('partial', (offset) => ({ op: 'local', id: partial, name: 'partial', type: listOf(any), at: offset })),
      () => expression(p),
    ),
  )
  return { op: 'for', loops: read, partial, body, type: listOf(body.type), at }
}

function quantified(p: Cursor, every: boolean): Node {
  const at = p.next().start
  const { read, scope } = loops(p, 'satisfies')
  const body = p.within(scope, () => expression(p))
  return { op: 'quantified', every, loops: read, body, type: simple('boolean'), at }
}

function functionLiteral(p: Cursor): Node {
  const at = p.next().start
  p.expect('(')
  const parameters: FormalParameter[] = []
  if (!p.is(')')) {
    do parameters.push(parameter(p))
    while (p.take(','))
  }
  p.expect(')')
  const scope = p.inner()
  for (const { name: own, id, type } of parameters) scope.bind(own, (offset) => ({ op: 'local', id, name: own, type, at: offset }))
  const body = p.take('external') ? external(p) : p.within(scope, () => expression(p))
  const type = functionOf(
    parameters.map((each) => each.type),
    body.type,
  )
  return { op: 'function', parameters, body, name: 'function', type, at }
}

function parameter(p: Cursor): FormalParameter {
  let ahead = 0
  while (!p.is(':', p.ahead(ahead)) && !p.is(',', p.ahead(ahead)) && !p.is(')', p.ahead(ahead)) && p.ahead(ahead).kind !== 'end') ahead++
  const own = nameBefore(p, p.ahead(ahead).text)
  const type = p.take(':') ? typeName(p) : any
  return { name: own, id: p.newId(), type }
}

/** Functions of other languages are outside: nothing of a model reaches the machine. */
function external(p: Cursor): Node {
  const { start } = expression(p).op === 'context' ? p.token : p.fail()
  return { op: 'nothing', says: 'Functions of other languages are not run', type: any, at: start }
}

function brackets(p: Cursor): Node {
  const at = p.next().start
  const half = halfRange(p, at)
  if (half) return half
  const node = expression(p)
  if (p.is('..')) return rangeFrom(p, node, false, at)
  p.expect(')')
  return node
}

function listOrRange(p: Cursor): Node {
  const at = p.next().start
  if (p.take(']')) return constant([], listOf(any), at)
  const first = expression(p)
  if (p.is('..')) return rangeFrom(p, first, true, at)
  const items = [first]
  while (p.take(',')) items.push(expression(p))
  p.expect(']')
  const type = listOf(joined(items.map((item) => item.type)))
  const isKnown = items.every((item) => item.op === 'const')
  return isKnown
    ? constant(
        items.map((item) => item.value),
        type,
        at,
      )
    : { op: 'list', items, type, at }
}

function contextLiteral(p: Cursor): Node {
  const at = p.next().start
  const entries: ContextEntry[] = []
  const types = new Map<string, Type>()
  let scope = p.scope
  if (!p.is('}')) {
    do {
      const key = p.token.kind === 'string' ? p.next().text : nameBefore(p, ':')
      p.expect(':')
      const value = p.within(scope, () => expression(p))
      const id = p.newId()
      if (types.has(key)) return duplicate(p, key, at)
      entries.push({ name: key, id, value })
      types.set(key, value.type)
      scope = p.within(scope, () => p.inner().bind(key, (offset) => ({ op: 'local', id, name: key, type: value.type, at: offset })))
    } while (p.take(','))
  }
  p.expect('}')
  return { op: 'context', entries, type: { kind: 'context', entries: types }, at }
}

/** A context with one name twice is worth null (§10.3.2.6). */
function duplicate(p: Cursor, key: string, at: number): Node {
  p.find('type', `The context names “${key}” twice.`, at)
  while (p.take(',')) {
    if (p.token.kind === 'string') p.next()
    else nameBefore(p, ':')
    p.expect(':')
    expression(p)
  }
  p.expect('}')
  return { op: 'nothing', says: `The context names “${key}” twice`, type: any, at }
}
