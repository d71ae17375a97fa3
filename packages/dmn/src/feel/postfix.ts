/** What may follow a value: `.name`, `[filter]`, `(arguments)` (DMN 1.5 grammar rules 38 to 43, 45 and 52). */
import { any, baseOf, listOf, type Type } from '../values/type.ts'
import { FeelFunction } from '../values/value.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expression.ts'
import { folded } from './fold.ts'
import { isWordLike, type Token } from './lexer.ts'
import type { Node } from './node.ts'
import { primary } from './primary.ts'
import { properties, propertyNames } from './properties.ts'
import { closesRange } from './range.ts'
import { longestOf, Scope } from './scope.ts'
import { nameBefore } from './type-name.ts'

export function postfix(p: Cursor): Node {
  let node = primary(p)
  for (;;) {
    if (p.is('.')) node = path(p, node)
    else if (p.is('(')) node = call(p, node)
    else if (p.is('[') && !(p.endsRange && closesRange(p))) node = filter(p, node)
    else return node
  }
}

/** The entries that values of a type are known to have; those of a list are its items'. */
function entriesOf(type: Type): ReadonlyMap<string, Type> {
  const base = baseOf(type)
  if (base.kind === 'context') return base.entries
  if (base.kind === 'list') return new Map([...entriesOf(base.of)].map(([name, t]) => [name, listOf(t)]))
  return properties[base.kind] ?? new Map()
}

const keywords = new Set(['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'between', 'instance', 'for', 'if', 'some', 'every'])

/** How many tokens of an unknown name follow one another, as no two words stand side by side elsewhere. */
export function unknownLength(tokens: readonly Token[], at: number): number {
  let length = 1
  for (;;) {
    const token = tokens[at + length]!
    if (!isWordLike(token) || keywords.has(token.text) || token.text.startsWith('.')) return length
    length++
  }
}

function path(p: Cursor, of: Node): Node {
  const at = p.next().start
  const entries = entriesOf(of.type)
  const known = longestOf(entries.keys(), p.tokens, p.position) ?? longestOf(propertyNames, p.tokens, p.position)
  if (known) {
    p.position += known.length
    return { op: 'path', of, name: known.name, type: entries.get(known.name) ?? any, at }
  }
  if (p.token.kind !== 'word') p.fail('After “.” a name is expected.')
  const first = p.token
  p.position += unknownLength(p.tokens, p.position)
  const name = p.source.slice(first.start, p.ahead(-1).end).replace(/\s+/g, ' ')
  const base = baseOf(of.type)
  if (base.kind !== 'any' && base.kind !== 'list' && entries.size > 0) p.find('unknown-name', `There is no “${name}” here.`, first.start)
  return { op: 'path', of, name, type: any, at }
}

function filter(p: Cursor, of: Node): Node {
  const at = p.next().start
  const base = baseOf(of.type)
  const element = base.kind === 'list' ? base.of : of.type
  const id = p.newId()
  const item: Node & { op: 'local' } = { op: 'local', id, name: 'item', type: element, at }
  const test = p.within(itemScope(p.scope, item, element), () => expression(p))
  p.expect(']')
  const isIndex = baseOf(test.type).kind === 'number'
  return { op: 'filter', of, item: id, test, type: isIndex ? element : listOf(element), at }
}

/** Inside a filter an item's entries are names of their own (§10.3.2.5). */
export function itemScope(outer: Scope, item: Node & { op: 'local' }, element: Type): Scope {
  const base = baseOf(element)
  const scope = new Scope(outer, base.kind === 'any' || base.kind === 'context' ? { item: item.id } : {})
  if (base.kind === 'context') {
    for (const [name, type] of base.entries) scope.bind(name, (at) => ({ op: 'path', of: item, name, type, at }))
  }
  if (base.kind === 'context' && base.entries.has('item')) return scope
  const self = (at: number): Node => ({ ...item, at })
  return scope.bind(
    'item',
    scope.item === undefined ? self : (at) => ({ op: 'scoped', item: item.id, name: 'item', otherwise: self(at), type: any, at }),
  )
}

type Arguments = { args: Node[]; names?: string[] }

function call(p: Cursor, fn: Node): Node {
  const at = p.token.start
  const { args, names } = callArguments(p)
  const isBuiltin = fn.op === 'const' && fn.value instanceof FeelFunction
  if (isBuiltin && !names) return folded(p, fn.value as FeelFunction, args, fn.at)
  const base = baseOf(fn.type)
  return { op: 'call', fn, args, names, type: base.kind === 'function' ? base.result : any, at }
}

function callArguments(p: Cursor): Arguments {
  p.expect('(')
  if (p.take(')')) return { args: [] }
  const isNamed = startsName(p)
  const names: string[] = []
  const args: Node[] = []
  do {
    if (isNamed) {
      names.push(nameBefore(p, ':'))
      p.expect(':')
    }
    args.push(expression(p))
  } while (p.take(','))
  p.expect(')')
  return isNamed ? { args, names } : { args }
}

/** Whether words and then a colon come next. */
function startsName(p: Cursor): boolean {
  let i = 0
  while (isWordLike(p.ahead(i)) || (i > 0 && /^[-+*/'’]$/.test(p.ahead(i).text) && p.ahead(i).kind === 'sign')) i++
  return i > 0 && p.is(':', p.ahead(i))
}
