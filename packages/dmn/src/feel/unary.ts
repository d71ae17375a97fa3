/** Unary tests: the cells of a decision table, and what may follow `in` (DMN 1.5 §10.3.2.8, grammar rules 7, 12 to 18 and 51c). */
import { baseOf, simple, type Type } from '../values/type.ts'
import type { Cursor } from './cursor.ts'
import { additive, compared, comparisonSign, expression } from './expression.ts'
import { constant, type Node } from './node.ts'
import { rangeFrom } from './range.ts'

const boolean = simple('boolean')

/** What follows `in`: one test, or several in brackets. */
export function inTests(p: Cursor, value: Node, at: number): Node {
  const id = p.newId()
  const held: Node = { op: 'local', id, name: '', type: value.type, at }
  const body = p.is('(') ? bracketed(p, held) : single(p, held)
  return { op: 'let', id, value, body, type: boolean, at }
}

/** `(1..5]` is a range, `(1, > 5)` are two tests, `(x)` is one. */
function bracketed(p: Cursor, value: Node): Node {
  const open = p.next()
  const first = test(p, value)
  if (p.is('..') && first.op === 'meets') return meets(p, value, rangeFrom(p, first.test, false, open.start))
  const tests = [first, ...others(p, value)]
  p.expect(')')
  return anyOf(tests)
}

function others(p: Cursor, value: Node): Node[] {
  const tests: Node[] = []
  while (p.take(',')) tests.push(test(p, value))
  return tests
}

function single(p: Cursor, value: Node): Node {
  return signed(p, value) ?? meets(p, value, additive(p))
}

function test(p: Cursor, value: Node): Node {
  const marks = p.marks
  const found = signed(p, value)
  if (found) return found
  const of = expression(p)
  return p.marks === marks ? meets(p, value, of) : of
}

function signed(p: Cursor, value: Node): Node | undefined {
  const sign = comparisonSign(p)
  if (!sign) return undefined
  const at = p.next().start
  return compared(p, sign, value, additive(p), at)
}

function meets(p: Cursor, value: Node, of: Node): Node {
  const [own, wanted] = [elementKind(value.type), elementKind(of.type)]
  if (own && wanted && own !== wanted)
    p.find('type', `A ${own} is never equal to a ${wanted}, nor within it: the test is never met.`, of.at)
  return { op: 'meets', value, test: of, type: boolean, at: of.at }
}

const unknowable = new Set(['any', 'null', 'context', 'function'])

/** What the values of a type, or the items of its lists and ranges, are; undefined where that is open. */
function elementKind(type: Type): string | undefined {
  const base = baseOf(type)
  if (base.kind === 'list' || base.kind === 'range') return elementKind(base.of)
  return unknowable.has(base.kind) ? undefined : base.kind
}

const anyOf = (tests: readonly Node[]): Node => (tests.length === 1 ? tests[0]! : { op: 'any', tests, type: boolean, at: tests[0]!.at })

/** A whole cell, up to the end of its text: `-`, `not(…)`, or tests with commas between. `value` is what `?` stands for. */
export function unaryTests(p: Cursor, value: Node): Node {
  if (p.is('-') && p.ahead(1).kind === 'end') {
    p.next()
    return constant(true, boolean, 0)
  }
  const tests = negated(p, value) ?? anyOf([test(p, value), ...others(p, value)])
  if (p.token.kind !== 'end') p.fail()
  return tests
}

/** `not(…)` around tests; undefined, and nothing read, where it is the start of a longer expression. */
function negated(p: Cursor, value: Node): Node | undefined {
  if (!p.is('not') || !p.is('(', p.ahead(1))) return undefined
  const start = p.position
  const at = p.next().start
  p.next()
  const tests = anyOf([test(p, value), ...others(p, value)])
  if (p.take(')') && p.token.kind === 'end') return { op: 'not', of: tests, type: boolean, at }
  p.position = start
  return undefined
}
