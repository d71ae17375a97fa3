/** Large tables matched through their grid: each value tells, by its part, which rules may hold; the rest is the AND of those bits. */
import type { TableNode } from '../feel/node.ts'
import { kindOf, type Value } from '../values/value.ts'
import { members } from './bits.ts'
import { type Column, type Grid, gridOf, partOf } from './grid.ts'

/** Below this, testing the rules one after another is as fast. */
export const leastRules = 128

/** The rules that match, ascending; undefined where a value is not of the kind that its column compares. */
export type Lookup = (values: readonly Value[]) => number[] | undefined

/** undefined where the table has no grid. */
export function lookupOf(table: TableNode): Lookup | undefined {
  const grid = gridOf(table)
  return grid && ((values) => matched(grid, values))
}

function matched({ columns, rules, words }: Grid, values: readonly Value[]): number[] | undefined {
  const bits = new Uint32Array(words)
  for (let c = 0; c < columns.length; c++) {
    const part = placeOf(columns[c]!, values[c]!)
    if (part === undefined) return undefined
    const from = part * words
    const { rules: own } = columns[c]!
    if (c === 0) bits.set(own.subarray(from, from + words))
    else for (let w = 0; w < words; w++) bits[w]! &= own[from + w]!
  }
  return columns.length === 0 ? Array.from({ length: rules }, (_, rule) => rule) : members(bits)
}

function placeOf(column: Column, value: Value): number | undefined {
  if (value === null) return column.parts - 1
  return kindOf(value) === column.kind ? partOf(column, value) : undefined
}
