/** Expressions by precedence, from `or` down to `instance of` (DMN 1.5 §10.3.1.2, grammar rules 2 to 4 and 49 to 53). */
import { negate } from '../values/arithmetic.ts'
import { any, baseOf, conforms, simple, type Type } from '../values/type.ts'
import type { Cursor } from './cursor.ts'
import { type ArithmeticSign, type ComparisonSign, constant, type Node } from './node.ts'
import { postfix } from './postfix.ts'
import { typeName } from './type-name.ts'
import { inTests } from './unary.ts'

const boolean = simple('boolean')
const number = simple('number')

export const expression = (p: Cursor): Node => p.deeper(disjunction)

type Level = (p: Cursor) => Node

const logical =
  (op: 'and' | 'or', below: Level): Level =>
  (p) => {
    let left = below(p)
    while (p.is(op)) {
      const at = p.next().start
      left = { op, left, right: below(p), type: boolean, at }
    }
    return left
  }

function arithmetic(signs: readonly ArithmeticSign[], below: Level): Level {
  return (p) => {
    let left = below(p)
    for (let sign = signs.find((s) => p.is(s)); sign; sign = signs.find((s) => p.is(s))) {
      const at = p.next().start
      const right = below(p)
      left = { op: 'arithmetic', sign, left, right, type: arithmeticType(p, sign, left, right, at), at }
    }
    return left
  }
}

const sameKinds = new Set(['number', 'string', 'days and time duration', 'years and months duration'])

function arithmeticType(p: Cursor, sign: ArithmeticSign, left: Node, right: Node, at: number): Type {
  const [a, b] = [baseOf(left.type).kind, baseOf(right.type).kind]
  if (a === 'number' && b === 'number') return number
  if (sign === '+' && a === b && sameKinds.has(a)) return simple(a as 'string')
  const wrong = [a, b].find((kind) => kind === 'boolean' || kind === 'list' || kind === 'function' || kind === 'context')
  if (wrong) p.find('type', `“${sign}” does not take a ${wrong}: the result is null.`, at)
  return any
}

function unaryMinus(p: Cursor): Node {
  if (!p.is('-')) return instance(p)
  const at = p.next().start
  const of = p.deeper(unaryMinus)
  if (of.op === 'const' && baseOf(of.type).kind === 'number') return constant(negate(of.value), of.type, at)
  return { op: 'negate', of, type: of.type, at }
}

function instance(p: Cursor): Node {
  let of = postfix(p)
  while (p.is('instance') && p.is('of', p.ahead(1))) {
    const at = p.next().start
    p.next()
    of = { op: 'instance', of, is: typeName(p), type: boolean, at }
  }
  return of
}

/** Also what stands on either side of a comparison, and at the ends of a range. */
export const additive: Level = arithmetic(['+', '-'], arithmetic(['*', '/'], arithmetic(['**'], unaryMinus)))

export const comparisonSigns: readonly ComparisonSign[] = ['=', '!=', '<=', '<', '>=', '>']
export const comparisonSign = (p: Cursor): ComparisonSign | undefined => comparisonSigns.find((sign) => p.is(sign))

export function compared(p: Cursor, sign: ComparisonSign, left: Node, right: Node, at: number): Node {
  const [a, b] = [baseOf(left.type), baseOf(right.type)]
  const mayCompare = [a, b].some((t) => t.kind === 'any' || t.kind === 'null') || conforms(a, b) || conforms(b, a)
  if (!mayCompare && a.kind !== b.kind) p.find('type', `A ${a.kind} and a ${b.kind} do not compare: the result is null.`, at)
  return { op: 'compare', sign, left, right, type: boolean, at }
}

function comparison(p: Cursor): Node {
  let left = additive(p)
  for (;;) {
    const sign = comparisonSign(p)
    const at = p.token.start
    if (sign) {
      p.next()
      left = compared(p, sign, left, additive(p), at)
    } else if (p.take('between')) {
      const low = additive(p)
      p.expect('and')
      left = { op: 'between', value: left, low, high: additive(p), type: boolean, at }
    } else if (p.take('in')) {
      left = inTests(p, left, at)
    } else return left
  }
}

const disjunction: Level = logical('or', logical('and', comparison))
