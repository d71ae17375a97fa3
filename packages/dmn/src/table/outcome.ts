/** What a decision table gives for the rules that matched, by its hit policy (DMN 1.5 §8.2.8 to .11). */

import { builtinOf } from '../builtins/registry.ts'
import type { Node, TableNode, TableOutput } from '../feel/node.ts'
import { fit } from '../run/access.ts'
import type { Closure, Frame } from '../run/closures.ts'
import { nothing, take } from '../run/reasons.ts'
import type { State } from '../run/state.ts'
import { equal } from '../values/compare.ts'
import { any } from '../values/type.ts'
import { emptyContext, type Value } from '../values/value.ts'

type Outputs = (rule: number) => readonly Value[]

export type Outcome = {
  /** Only the first matching rule counts: the others need not be looked at. */
  readonly isDecidedByFirst: boolean
  readonly result: (matched: readonly number[], outputs: Outputs, frame: Frame, state: State) => Value
}

export function outcome(table: TableNode, compile: (node: Node) => Closure): Outcome {
  const values = table.outputs.map((output) => output.values?.map(compile))
  const otherwise = table.outputs.map((output) => output.otherwise && compile(output.otherwise))
  const policy = policies[table.hitPolicy]
  return {
    isDecidedByFirst: table.hitPolicy === 'FIRST',
    result(matched, outputs, frame, state) {
      if (matched.length === 0) return unmatched(table, otherwise, frame, state)
      const priorities = () => values.map((list) => list?.map((value) => value(frame, state)) ?? [])
      return policy(table, matched, outputs, priorities)
    },
  }
}

/** No rule matched: the default outputs; without them null, or what an empty collection gives. */
function unmatched(table: TableNode, otherwise: readonly (Closure | undefined)[], frame: Frame, state: State): Value {
  if (otherwise.some(Boolean))
    return row(
      table,
      otherwise.map((value) => value?.(frame, state) ?? null),
    )
  if (table.hitPolicy === 'COLLECT' && table.aggregation === 'COUNT') return 0
  if (table.hitPolicy === 'COLLECT' && !table.aggregation) return []
  if (table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER') return []
  return nothing('No rule of the table matches')
}

/** One output as it is, several as a context by their names. */
function row(table: TableNode, values: readonly Value[]): Value {
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

type Priorities = () => readonly (readonly Value[])[]
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
