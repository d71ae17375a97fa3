import type { Projection } from './project.ts'

/** A column of a list that is not what the facts say. */
export type Untrue = { case: string; column: string; row: unknown; facts: unknown }

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : (value ?? null))

/** Where a row of the lists differs from the fold of its facts; nothing where the list tells the truth. */
export function untrue(id: string, row: Projection, folded: Projection): Untrue[] {
  return (Object.keys(folded) as (keyof Projection)[])
    .map((column) => ({ case: id, column, row: plain(row[column]), facts: plain(folded[column]) }))
    .filter(({ row, facts }) => row !== facts)
}
