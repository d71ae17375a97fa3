/** What would have to be otherwise: for each rule that would do, the cells that fail and the nearest values that would not. */
import type { TableNode } from '../feel/node.ts'
import { type Column, type Grid, gridOf, partOf } from '../table/grid.ts'
import { isLine } from '../table/kinds.ts'
import { isDecidedByFirst } from '../table/outcome.ts'
import { toJs } from '../values/js.ts'
import type { Value } from '../values/value.ts'
import type { Change, RuleExplanation, Way } from './explanation.ts'

const maxWays = 5

export type Situation = {
  readonly table: TableNode
  readonly rules: readonly RuleExplanation[]
  /** The inputs' values; undefined where unknown. */
  readonly values: readonly (Value | undefined)[]
  /** Which rules hold for other values. */
  readonly match: (values: readonly (Value | undefined)[]) => readonly number[]
}

/** A rule that gives what is wanted: true where the table says true or false, else anything that is not null. */
function isWanted({ rules }: TableNode, rule: number): boolean {
  return rules[rule]!.outputs.every((output) => output.op !== 'const' || (output.value !== false && output.value !== null))
}

/** The ways with the fewest changes, each tried out before it is offered. */
export function waysToMeet(situation: Situation): Way[] {
  const { table, rules } = situation
  const grid = gridOf(table)
  const ways = rules.flatMap(({ rule }) => (isWanted(table, rule) ? (wayOf(situation, grid, rule) ?? []) : []))
  const fewest = Math.min(...ways.map((way) => way.changes.length))
  return ways.filter((way) => way.changes.length === fewest).slice(0, maxWays)
}

function wayOf({ table, rules, values, match }: Situation, grid: Grid | undefined, rule: number): Way | undefined {
  const { cells } = rules[rule]!
  const changes: Change[] = []
  const tried = [...values]
  for (const [i, { input, test, verdict }] of cells.entries()) {
    if (verdict !== 'not met') continue
    const to = grid && nearestIn(grid.columns[i]!, rule, values[i]!)
    if (grid && !to) return undefined
    tried[i] = to?.sample
    changes.push({ input, from: toJs(values[i]!), to: test, ...(to?.nearest === undefined ? {} : { nearest: toJs(to.nearest) }) })
  }
  const open = cells.filter((cell) => cell.verdict === 'unknown').map((cell) => cell.input)
  const isTried = open.length > 0 || !grid || leadsTo(table, match(tried), rule)
  return isTried ? { rule, changes, open } : undefined
}

/** Whether the rule decides when these match: alone, first, or in agreement. */
function leadsTo(table: TableNode, matched: readonly number[], rule: number): boolean {
  if (isDecidedByFirst(table)) return matched[0] === rule
  if (!matched.includes(rule)) return false
  return table.hitPolicy !== 'UNIQUE' || matched.length === 1
}

type Nearest = { readonly sample: Value; readonly nearest: Value | undefined }

/** The nearest part in which the rule holds; on a line the end that is met first, where it is included. */
function nearestIn(column: Column, rule: number, value: Value): Nearest | undefined {
  const { kind, cuts, samples } = column
  const best = nearestPart(column, rule, value === null ? 0 : partOf(column, value))
  if (best === undefined) return undefined
  const sample = samples[best]!
  const isExact = isLine(kind) ? best % 2 === 1 : best < cuts.length
  return { sample, nearest: isExact ? sample : undefined }
}

/** Of two as near the lower one. */
function nearestPart({ spans, isAllowed, parts }: Column, rule: number, own: number): number | undefined {
  let best: number | undefined
  const distance = (part: number) => Math.abs(part - own)
  for (const [from, to] of spans[rule]!) {
    const start = Math.min(Math.max(own, from), to)
    for (const part of [down(start, from, isAllowed), up(start, to, isAllowed)]) {
      if (part === undefined || part === parts - 1) continue
      if (best === undefined || distance(part) < distance(best) || (distance(part) === distance(best) && part < best)) best = part
    }
  }
  return best
}

function down(start: number, from: number, isAllowed: readonly boolean[]): number | undefined {
  for (let part = start; part >= from; part--) if (isAllowed[part]) return part
  return undefined
}

function up(start: number, to: number, isAllowed: readonly boolean[]): number | undefined {
  for (let part = start; part <= to; part++) if (isAllowed[part]) return part
  return undefined
}
