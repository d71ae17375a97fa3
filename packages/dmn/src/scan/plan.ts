/** From a table to the plan of a scan: its grid, with numbers in place of values. */
import type { TableNode } from '../feel/node.ts'
import { setBit } from '../table/bits.ts'
import { checkTable } from '../table/check.ts'
import { type Column, type Grid, gridOf } from '../table/grid.ts'
import { isLine } from '../table/kinds.ts'
import { isDecimal } from '../values/number.ts'
import { FeelDate } from '../values/temporal.ts'
import type { Value } from '../values/value.ts'
import type { Plan, PlanColumn } from './kernel.ts'

export type ScanKind = 'number' | 'date' | 'string' | 'boolean'
export type ScanInput = { readonly name: string; readonly kind: ScanKind }

/** The table cannot be scanned: says why. */
export class ScanError extends Error {
  override name = 'ScanError'
}

export type Prepared = { readonly plan: Plan; readonly inputs: readonly ScanInput[]; readonly grid: Grid }

export function prepare(table: TableNode, names: readonly string[]): Prepared {
  const grid = gridOf(table)
  if (!grid) throw new ScanError('The table cannot be scanned by columns: a cell does more than compare its input with constants.')
  const policy = policyOf(table)
  const columns = grid.columns.map((column, i) => planColumn(table, column, i, grid))
  const inputs = grid.columns.map(({ kind }, i) => ({ name: names[i]!, kind: scanKind(kind, names[i]!) }))
  return { plan: { words: grid.words, rules: grid.rules, policy, columns }, inputs, grid }
}

function policyOf(table: TableNode): Plan['policy'] {
  if (table.hitPolicy === 'FIRST') return 0
  if (table.hitPolicy === 'UNIQUE') return 1
  if (table.hitPolicy === 'ANY') return agreeing(table)
  if (table.hitPolicy === 'PRIORITY') throw new ScanError('A table with the hit policy PRIORITY cannot be scanned by columns.')
  return 2
}

/** Rules of ANY may match together only where they agree. */
function agreeing(table: TableNode): 3 {
  if (checkTable(table).some(({ code }) => code === 'conflict'))
    throw new ScanError('The table cannot be scanned by columns: rules that match together disagree.')
  return 3
}

const scanKinds: ReadonlySet<string> = new Set<ScanKind>(['number', 'date', 'string', 'boolean'])

function scanKind(kind: string, name: string): ScanKind {
  if (!scanKinds.has(kind)) throw new ScanError(`The input “${name}” cannot be scanned by columns: it is a ${kind}.`)
  return kind as ScanKind
}

/** In the unknown part only a cell that is `-` is met, and every rule may still be. */
function planColumn(table: TableNode, column: Column, i: number, { rules, words }: Grid): PlanColumn {
  const unknown = column.parts - 1
  const [met, maybe] = [column.rules.slice(), column.rules.slice()]
  met.fill(0, unknown * words)
  for (let rule = 0; rule < rules; rule++) {
    if (!table.rules[rule]!.tests[i]) setBit(met, rule, unknown * words)
    setBit(maybe, rule, unknown * words)
  }
  const cuts = Float64Array.from(isLine(column.kind) ? column.cuts.map(numberOf) : [])
  return { cuts, partOfCode: Int32Array.of(unknown), met, maybe, unknown, starts: startsOf(cuts) }
}

function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  if (value instanceof FeelDate) return value.days
  throw new ScanError(
    `The table cannot be scanned by columns: ${isDecimal(value) ? `${value} has more digits than a column can hold` : 'it compares times or durations'}.`,
  )
}

/** For each of equal steps over the line, the first cut that is not below it. */
function startsOf(cuts: Float64Array): Int32Array {
  if (cuts.length < 2) return Int32Array.of(0)
  const buckets = Math.min(4096, cuts.length * 4)
  const [first, last] = [cuts[0]!, cuts[cuts.length - 1]!]
  const scale = (buckets - 1) / (last - first)
  const starts = new Int32Array(buckets)
  let at = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    while (at < cuts.length && (((cuts[at]! - first) * scale) | 0) < bucket) at++
    starts[bucket] = Math.max(0, at)
  }
  return starts
}

/** The plan for a column of codes: which part each name of its dictionary lies in. */
export function withCodes(plan: PlanColumn, column: Column, names: readonly Value[]): PlanColumn {
  const others = column.cuts.length
  const partOfCode = Int32Array.from([...names.map((name) => (name === null ? plan.unknown : placeOf(column, name, others))), plan.unknown])
  return { ...plan, partOfCode }
}

function placeOf({ cuts }: Column, name: Value, others: number): number {
  const at = cuts.indexOf(name)
  return at < 0 ? others : at
}
