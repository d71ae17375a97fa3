/** Ranges (DMN 1.5 grammar rules 8 to 11 and 66): `[1..5]`, `]1..5[`, `(1..5)`, and `(> 5)` with one end. */

import { makeRange } from '../run/range.ts'
import { any, conforms, rangeOf } from '../values/type.ts'
import type { RangeForm } from '../values/value.ts'
import type { Cursor } from './cursor.ts'
import { additive, comparisonSign } from './expression.ts'
import { type ComparisonSign, constant, type Node } from './node.ts'

/** The rest of a range whose first end is read; the dots come next. */
export function rangeFrom(p: Cursor, start: Node, startIncluded: boolean, at: number): Node {
  p.expect('..')
  const outer = p.endsRange
  p.endsRange = true
  const end = additive(p)
  p.endsRange = outer
  const close = p.next()
  if (!p.is(']', close) && !p.is(')', close) && !p.is('[', close)) {
    p.position--
    p.fail('A range ends with “]”, “)” or “[”.')
  }
  const type = rangeOf(conforms(end.type, start.type) ? start.type : any)
  if (start.op === 'const' && end.op === 'const') {
    const range = makeRange(start.value, end.value, startIncluded, close.text === ']')
    if (range) return constant(range, type, at)
  }
  return { op: 'range', start, end, startIncluded, endIncluded: close.text === ']', form: 'ends', type, at }
}

/** `]1..5]` */
export function openRange(p: Cursor): Node {
  const at = p.next().start
  return rangeFrom(p, additive(p), false, at)
}

type Ends = { start: boolean; end: boolean; startIncluded: boolean; endIncluded: boolean; form: RangeForm }
const none = { start: false, end: false, startIncluded: false, endIncluded: false, form: 'half' } as const

const ends: Record<ComparisonSign, Ends> = {
  '<': { ...none, end: true },
  '<=': { ...none, end: true, endIncluded: true },
  '>': { ...none, start: true },
  '>=': { ...none, start: true, startIncluded: true },
  '=': { start: true, end: true, startIncluded: true, endIncluded: true, form: 'half' },
  '!=': { ...none, start: true, end: true, form: 'hole' },
}

/** `(> 5)`, after its bracket; undefined where no sign follows. */
export function halfRange(p: Cursor, at: number): Node | undefined {
  const sign = comparisonSign(p)
  if (!sign) return undefined
  p.next()
  const value = p.deeper(additive)
  p.expect(')')
  const { start, end, ...included } = ends[sign]
  const open = constant(null, any, at)
  return { op: 'range', start: start ? value : open, end: end ? value : open, ...included, type: rangeOf(value.type), at }
}

const followers = new Set(['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'between', 'instance'])
const closers = new Set([')', ']', '}', ',', '=', '!=', '<', '<=', '>', '>=', '*', '/', '+', '**', '..', '.'])

/** Whether the `[` that comes next ends the range `]1..5[` instead of opening a filter. */
export function closesRange(p: Cursor): boolean {
  const after = p.ahead(1)
  if (after.kind === 'end') return true
  if (after.kind === 'word') return followers.has(after.text)
  return after.kind === 'sign' && closers.has(after.text)
}
