/** What a decision table gives for the rules that matched, by its hit policy (DMN 1.5 §8.2.8 to .11). */

import { builtinOf } from '../builtins/registry.ts'
import type { TableNode, TableOutput } from '../feel/node.ts'
import { fit } from '../run/access.ts'
import { nothing, take } from '../run/reasons.ts'
import { equal } from '../values/compare.ts'
import { any } from '../values/type.ts'
import { emptyContext, type Value } from '../values/value.ts'

type Outputs = (rule: number) => readonly Value[]
type Priorities = () => readonly (readonly Value[])[]

/** What a back end works out only where it is asked for. */
export type Cells = {
  readonly outputs: Outputs
  /** The default of an output; undefined where it has none. */
  readonly otherwise: (output: number) => Value | undefined
  /** The allowed values of each output, in the order of their priority. */
  readonly priorities: Priorities
}

/** The value of a table for the rules that matched, by their numbers from 0. */
export function settle(table: TableNode, matched: readonly number[], cells: Cells): Value {
  if (matched.length === 0) return unmatched(table, cells)
  return policies[table.hitPolicy](table, matched, cells.outputs, cells.priorities)
}

/** Only the first matching rule counts: the others need not be looked at. */
export const isDecidedByFirst = (table: TableNode): boolean => table.hitPolicy === 'FIRST'

/** No rule matched: the default outputs; without them null, or what an empty collection gives. */
function unmatched(table: TableNode, { otherwise }: Cells): Value {
  if (table.outputs.some((output) => output.otherwise))
    return row(
      table,
      table.outputs.map((_, i) => otherwise(i) ?? null),
    )
  if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT') return 0
  if (table.hitPolicy === 'COLLECT' && !table.aggregation) return []
  if (table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER') return []
  return nothing('No rule of the table matches')
}

/** One output as it is, several as a context by their names. */
export function row(table: TableNode, values: readonly Value[]): Value {
  const fitted = values.map((value, i) => fitOutput(table.outputs[i]!, value))
  if (table.outputs.length === 1) return fitted[0]!
  const context = emptyContext()
  table.outputs.forEach(({ name }, i) => {
    context[name ?? ''] = fitted[i]!
  })
  return context
}

const fitOutput = ({ type, name }: TableOutput, value: Value): Value =>
  type === any ? value : fit(value, type, `The output ${name ?? ''}`.trim())

type Policy = (table: TableNode, matched: readonly number[], outputs: Outputs, priorities: Priorities) => Value

const all: Policy = (table, matched, outputs) => {
  take(matched.length)
  return matched.map((rule) => row(table, outputs(rule)))
}

const first: Policy = (table, matched, outputs) => row(table, outputs(matched[0]!))

const unique: Policy = (table, matched, outputs) =>
  matched.length === 1 ? row(table, outputs(matched[0]!)) : nothing(`Rules ${matched.map((i) => i + 1).join(', ')} match, and only one may`)

const same: Policy = (table, matched, outputs) => {
  const [head, ...others] = matched.map((rule) => row(table, outputs(rule)))
  return others.every((other) => equal(head!, other) === true) ? head! : nothing('Several rules match and disagree')
}

/** Rows by the rank of their outputs in the lists of allowed values, the first output counting most. */
function ranked(
  matched: readonly number[],
  outputs: Outputs,
  lists: readonly (readonly Value[])[],
): { rule: number; values: readonly Value[] }[] {
  const rankOf = (value: Value, list: readonly Value[]) => {
    const rank = list.findIndex((each) => equal(each, value) === true)
    return rank < 0 ? list.length : rank
  }
  const rows = matched.map((rule) => {
    const values = outputs(rule)
    return { rule, values, ranks: values.map((value, i) => rankOf(value, lists[i] ?? [])) }
  })
  return rows.sort((a, b) => {
    const differing = a.ranks.findIndex((rank, i) => rank !== b.ranks[i])
    return differing < 0 ? a.rule - b.rule : a.ranks[differing]! - b.ranks[differing]!
  })
}

const byPriority: Policy = (table, matched, outputs, priorities) => row(table, ranked(matched, outputs, priorities())[0]!.values)
const inOutputOrder: Policy = (table, matched, outputs, priorities) =>
  ranked(matched, outputs, priorities()).map(({ values }) => row(table, values))

const collect: Policy = (table, matched, outputs, priorities) => {
  const rows = all(table, matched, outputs, priorities) as readonly Value[]
  if (!table.aggregation) return rows
  return builtinOf(table.aggregation.toLowerCase()).fn.call([rows])
}

const policies: Record<TableNode['hitPolicy'], Policy> = {
  UNIQUE: unique,
  FIRST: first,
  ANY: same,
  PRIORITY: byPriority,
  COLLECT: collect,
  'RULE ORDER': all,
  'OUTPUT ORDER': inOutputOrder,
}
