/**
 * A table as a grid: each column cut into parts by the constants of its cells, and for each part the rules whose cell
 * holds there. Checks, the index of large tables, and scans over columns all read this one structure.
 */
import type { Node, TableNode } from '../feel/node.ts'
import { type Closure, closure } from '../run/closures.ts'
import { State } from '../run/state.ts'
import { order } from '../values/compare.ts'
import { baseOf } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import { type Bits, setBit, wordsFor } from './bits.ts'
import { constantsIn } from './cell.ts'
import { anyValue, type ColumnKind, isLine, kindOfAll, type LineKind, representatives, sortedValues } from './kinds.ts'

export type Column = {
  readonly kind: ColumnKind
  /** Ascending on a line; in any order for a set. */
  readonly cuts: readonly Value[]
  /** On a line 2 n + 1 parts (below, at, between, …, above), for a set n + 1 (each value, all others); the last part is null. */
  readonly parts: number
  /** A value of each part; undefined where a part has none. */
  readonly samples: readonly (Value | undefined)[]
  /** Whether the input's allowed values reach the part. */
  readonly isAllowed: readonly boolean[]
  /** Part by part, the bits of the rules that hold there. */
  readonly rules: Bits
  /** Rule by rule, the runs of parts in which it holds: the same the other way round. */
  readonly spans: readonly (readonly (readonly [from: number, to: number])[])[]
}

export type Grid = { readonly columns: readonly Column[]; readonly rules: number; readonly words: number }

/** 64 MB of bits a table: beyond that a grid costs more than it gives. */
const maxWords = 16_000_000
const nowhere = new State([], () => null)

/** undefined where a cell does more than compare its input with constants, or the grid would be too large. */
export function gridOf(table: TableNode): Grid | undefined {
  const words = wordsFor(table.rules.length)
  const columns: Column[] = []
  let size = 0
  for (let i = 0; i < table.inputs.length; i++) {
    const plan = planOf(table, i)
    size += (plan?.parts ?? 0) * words
    if (!plan || size > maxWords) return undefined
    columns.push(columnOf(table, i, plan, words))
  }
  return { columns, rules: table.rules.length, words }
}

type Plan = {
  readonly kind: ColumnKind
  readonly cuts: readonly Value[]
  readonly own: readonly (readonly Value[])[]
  readonly parts: number
}

function planOf(table: TableNode, i: number): Plan | undefined {
  const input = table.inputs[i]!
  const own = table.rules.map(({ tests }) => (tests[i] ? constantsIn(tests[i], input.id) : []))
  const allowed = input.allowed ? constantsIn(input.allowed, input.id) : []
  if (own.includes(undefined) || !allowed) return undefined
  const constants = [...(own as Value[][]).flat(), ...allowed]
  const kind = kindOfAll(constants, baseOf(input.value.type).kind)
  if (!kind || !splitsLine(table, i, kind)) return undefined
  const cuts = isLine(kind) ? sortedValues(constants) : kind === 'boolean' ? [true, false] : [...new Set(constants)]
  return { kind, cuts, own: own as Value[][], parts: (isLine(kind) ? cuts.length * 2 + 1 : cuts.length + 1) + 1 }
}

/** Texts and truth values split by equality alone: a table that orders them has no grid. */
function splitsLine(table: TableNode, i: number, kind: ColumnKind): boolean {
  return isLine(kind) || table.rules.every(({ tests }) => !tests[i] || isUnordered(tests[i]))
}

function isUnordered(node: Node): boolean {
  if (node.op === 'compare') return node.sign === '=' || node.sign === '!='
  if (node.op === 'meets') return node.test.op === 'const' && !holdsRange(node.test.value)
  if (node.op === 'any') return node.tests.every(isUnordered)
  if (node.op === 'and' || node.op === 'or') return isUnordered(node.left) && isUnordered(node.right)
  return node.op === 'not' ? isUnordered(node.of) : node.op === 'const'
}

const holdsRange = (value: Value): boolean => (Array.isArray(value) ? value.some(holdsRange) : typeof value === 'object' && value !== null)

function columnOf(table: TableNode, i: number, plan: Plan, words: number): Column {
  const { kind, cuts, parts } = plan
  const samples = samplesOf(kind, cuts)
  const rules = new Uint32Array(parts * words)
  const { id, allowed } = table.inputs[i]!
  const verdictOf = (test: Closure) => (value: Value) => {
    const frame: Value[] = []
    frame[id] = value
    return test(frame, nowhere) === true
  }
  const spans = table.rules.map(({ tests }, rule) => {
    const own = spansOf(plan, plan.own[rule]!, tests[i] ? verdictOf(closure(tests[i])) : () => true)
    for (const [from, to] of own) for (let part = from; part <= to; part++) setBit(rules, rule, part * words)
    return own
  })
  const admits = allowed ? verdictOf(closure(allowed)) : () => true
  const isAllowed = samples.map((sample, part) => part < parts - 1 && sample !== undefined && admits(sample))
  return { kind, cuts, parts, samples, isAllowed, rules, spans }
}

function samplesOf(kind: ColumnKind, cuts: readonly Value[]): (Value | undefined)[] {
  if (isLine(kind)) return [...(cuts.length > 0 ? representatives(kind, cuts) : [anyValue[kind]]), null]
  return [...cuts, kind === 'boolean' ? undefined : otherText(cuts), null]
}

function otherText(cuts: readonly Value[]): string {
  let text = '…'
  while (cuts.includes(text)) text += '…'
  return text
}

/** The runs of parts in which a cell holds: it is asked once between its own constants. */
function spansOf(plan: Plan, own: readonly Value[], holds: (value: Value) => boolean): [number, number][] {
  const spans: [number, number][] = holds(null) ? [[plan.parts - 1, plan.parts - 1]] : []
  return isLine(plan.kind) ? [...spans, ...lineSpans(plan, sortedValues(own), holds)] : [...spans, ...setSpans(plan, holds)]
}

function lineSpans({ kind, cuts, parts }: Plan, own: readonly Value[], holds: (value: Value) => boolean): [number, number][] {
  if (own.length === 0) return holds(cuts[0] ?? anyValue[kind as LineKind]) ? [[0, parts - 2]] : []
  const samples = isLine(kind) ? representatives(kind, own) : []
  const places = own.map((value) => partOf(kind, cuts, value))
  return samples.flatMap((sample, k): [number, number][] => {
    if (sample === undefined || !holds(sample)) return []
    if (k % 2 === 1) return [[places[(k - 1) / 2]!, places[(k - 1) / 2]!]]
    const from = k === 0 ? 0 : places[k / 2 - 1]! + 1
    const to = k === samples.length - 1 ? parts - 2 : places[k / 2]! - 1
    return [[from, to]]
  })
}

function setSpans({ cuts, parts, kind }: Plan, holds: (value: Value) => boolean): [number, number][] {
  const spans = cuts.flatMap((value, k): [number, number][] => (holds(value) ? [[k, k]] : []))
  return kind !== 'boolean' && holds(otherText(cuts)) ? [...spans, [parts - 2, parts - 2]] : spans
}

/** The part of a line or set that a value of its kind lies in. */
export function partOf(kind: ColumnKind, cuts: readonly Value[], value: Value): number {
  if (!isLine(kind)) {
    const at = cuts.indexOf(value)
    return at < 0 ? cuts.length : at
  }
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((order(cuts[middle]!, value) ?? 0) < 0) low = middle + 1
    else high = middle
  }
  return low < cuts.length && order(cuts[low]!, value) === 0 ? low * 2 + 1 : low * 2
}
