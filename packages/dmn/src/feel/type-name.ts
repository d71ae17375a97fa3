/** Names of types, after `instance of` and at parameters (DMN 1.5 grammar rule 52). */
import { any, functionOf, listOf, rangeOf, type Type } from '../values/type.ts'
import type { Cursor } from './cursor.ts'
import { longestOf } from './scope.ts'

type Generic = (p: Cursor) => Type

function one(p: Cursor): Type {
  p.expect('<')
  const type = typeName(p)
  p.expect('>')
  return type
}

/** `>` of `list<list<number>>` is two tokens, but the signs `>=` and `->` are one: types never need those before `=`. */
const generics: Record<string, Generic> = {
  list: (p) => listOf(one(p)),
  range: (p) => rangeOf(one(p)),
  context: contextType,
  function: functionType,
}

function contextType(p: Cursor): Type {
  p.expect('<')
  const entries = new Map<string, Type>()
  if (!p.is('>')) {
    do {
      const name = nameBefore(p, ':')
      p.expect(':')
      entries.set(name, typeName(p))
    } while (p.take(','))
  }
  p.expect('>')
  return { kind: 'context', entries }
}

function functionType(p: Cursor): Type {
  p.expect('<')
  const parameters: Type[] = []
  if (!p.is('>') && !p.is('->')) {
    do parameters.push(typeName(p))
    while (p.take(','))
  }
  p.expect('>')
  p.expect('->')
  return functionOf(parameters, typeName(p))
}

export function typeName(p: Cursor): Type {
  const generic = generics[p.token.text]
  if (generic && p.is('<', p.ahead(1))) {
    p.next()
    return generic(p)
  }
  const found = longestOf(p.types.keys(), p.tokens, p.position)
  if (found) {
    p.position += found.length
    return p.types.get(found.name)!
  }
  const { start, text } = p.token
  if (p.token.kind !== 'word') p.fail('Here the name of a type is expected.')
  p.next()
  while (p.is('.') && p.ahead(1).kind === 'word') p.position += 2
  p.find('unknown-name', `There is no type “${text}”.`, start)
  return any
}

/** The name that stands before the given sign, its spaces made single. */
export function nameBefore(p: Cursor, sign: string): string {
  const start = p.token.start
  let end = start
  while (!p.is(sign)) {
    if (p.token.kind === 'end' || p.is('(') || p.is('{') || p.is('[')) p.fail(`Here a name and “${sign}” are expected.`)
    end = p.next().end
  }
  if (end === start) p.fail(`Here a name is expected before “${sign}”.`)
  return p.source.slice(start, end).replace(/\s+/g, ' ')
}
