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
  /** The part of each value of a set; empty on a line. */
  readonly named: ReadonlyMap<Value, number>
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

const made = new WeakMap<TableNode, { readonly grid: Grid | undefined }>()

/** undefined where a cell does more than compare its input with constants, or the grid would be too large. Made once a table. */
export function gridOf(table: TableNode): Grid | undefined {
  const known = made.get(table) ?? { grid: build(table) }
  made.set(table, known)
  return known.grid
}

function build(table: TableNode): Grid | undefined {
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
  readonly named: ReadonlyMap<Value, number>
  readonly own: readonly (readonly Value[])[]
  readonly parts: number
}

function planOf(table: TableNode, i: number): Plan | undefined {
  const input = table.inputs[i]!
  const constantsOf = once((test: Node) => constantsIn(test, input.id))
  const own = table.rules.map(({ tests }) => (tests[i] ? constantsOf(tests[i]) : []))
  const allowed = input.allowed ? constantsIn(input.allowed, input.id) : []
  if (own.includes(undefined) || !allowed) return undefined
  const constants = [...(own as Value[][]).flat(), ...allowed]
  const kind = kindOfAll(constants, baseOf(input.value.type).kind)
  if (!kind || !splitsLine(table, i, kind)) return undefined
  const cuts = isLine(kind) ? sortedValues(constants) : kind === 'boolean' ? [true, false] : [...new Set(constants)]
  const named = new Map(isLine(kind) ? [] : cuts.map((value, part) => [value, part]))
  return { kind, cuts, named, own: own as Value[][], parts: (isLine(kind) ? cuts.length * 2 + 1 : cuts.length + 1) + 1 }
}

/** Cells of the same text are the same node: what is said of one is said of all. */
function once<T>(of: (test: Node) => T): (test: Node) => T {
  const known = new Map<Node, T>()
  return (test) => {
    if (!known.has(test)) known.set(test, of(test))
    return known.get(test)!
  }
}

/** Texts and truth values split by equality alone: a table that orders them has no grid. */
function splitsLine(table: TableNode, i: number, kind: ColumnKind): boolean {
  const isSplit = once(isUnordered)
  return isLine(kind) || table.rules.every(({ tests }) => !tests[i] || isSplit(tests[i]))
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
  const { kind, cuts, parts, named } = plan
  const samples = samplesOf(kind, cuts)
  const rules = new Uint32Array(parts * words)
  const { id, allowed } = table.inputs[i]!
  const verdictOf = (test: Closure) => (value: Value) => {
    const frame: Value[] = []
    frame[id] = value
    return test(frame, nowhere) === true
  }
  const other = isLine(kind) ? null : samples[parts - 2]!
  const everywhere = spansOf(plan, [], () => true, other)
  const spansOfTest = once((test) => spansOf(plan, constantsIn(test, id)!, verdictOf(closure(test)), other))
  const spans = table.rules.map(({ tests }, rule) => {
    const own = tests[i] ? spansOfTest(tests[i]) : everywhere
    for (const [from, to] of own) for (let part = from; part <= to; part++) setBit(rules, rule, part * words)
    return own
  })
  const admits = allowed ? verdictOf(closure(allowed)) : () => true
  const isAllowed = samples.map((sample, part) => part < parts - 1 && sample !== undefined && admits(sample))
  return { kind, cuts, named, parts, samples, isAllowed, rules, spans }
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

type Holds = (value: Value) => boolean

/** The runs of parts in which a cell holds: it is asked once between its own constants. */
function spansOf(plan: Plan, own: readonly Value[], holds: Holds, other: Value | undefined): [number, number][] {
  const spans: [number, number][] = holds(null) ? [[plan.parts - 1, plan.parts - 1]] : []
  return isLine(plan.kind) ? [...spans, ...lineSpans(plan, sortedValues(own), holds)] : [...spans, ...setSpans(plan, own, holds, other)]
}

function lineSpans(plan: Plan, own: readonly Value[], holds: (value: Value) => boolean): [number, number][] {
  const { kind, cuts, parts } = plan
  if (own.length === 0) return holds(cuts[0] ?? anyValue[kind as LineKind]) ? [[0, parts - 2]] : []
  const samples = isLine(kind) ? representatives(kind, own) : []
  const places = own.map((value) => partOf(plan, value))
  return samples.flatMap((sample, k): [number, number][] => {
    if (sample === undefined || !holds(sample)) return []
    if (k % 2 === 1) return [[places[(k - 1) / 2]!, places[(k - 1) / 2]!]]
    const from = k === 0 ? 0 : places[k / 2 - 1]! + 1
    const to = k === samples.length - 1 ? parts - 2 : places[k / 2]! - 1
    return [[from, to]]
  })
}

/** Of a set a cell tells apart what it names; to all else it says the same, and so is asked once for all of it. */
function setSpans({ cuts, named }: Plan, own: readonly Value[], holds: Holds, other: Value | undefined): [number, number][] {
  if (other === undefined) return cuts.flatMap((value, part): [number, number][] => (holds(value) ? [[part, part]] : []))
  const isOpen = holds(other)
  const apart = [...new Set(own)].filter((value) => holds(value) !== isOpen).map((value) => named.get(value)!)
  return isOpen
    ? between(
        apart.toSorted((a, b) => a - b),
        cuts.length,
      )
    : apart.map((part) => [part, part])
}

/** The runs from 0 to `last` that the parts given, ascending, leave. */
function between(apart: readonly number[], last: number): [number, number][] {
  const ends = [-1, ...apart, last + 1]
  return ends.slice(1).flatMap((end, i): [number, number][] => (end - ends[i]! > 1 ? [[ends[i]! + 1, end - 1]] : []))
}

/** The part of a line or set that a value of its kind lies in. */
export function partOf({ kind, cuts, named }: Pick<Column, 'kind' | 'cuts' | 'named'>, value: Value): number {
  if (!isLine(kind)) return named.get(value) ?? cuts.length
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((order(cuts[middle]!, value) ?? 0) < 0) low = middle + 1
    else high = middle
  }
  return low < cuts.length && order(cuts[low]!, value) === 0 ? low * 2 + 1 : low * 2
}
