/** A decision table as closures. */
import type { TableNode } from '../feel/node.ts'
import { type Lookup, leastRules, lookupOf } from '../table/lookup.ts'
import { isDecidedByFirst, settle } from '../table/outcome.ts'
import type { Value } from '../values/value.ts'
import { type Closure, closure, type Frame } from './closures.ts'
import { nothing, tick } from './reasons.ts'
import type { State } from './state.ts'

export function tableClosure(table: TableNode): Closure {
  const prepare = inputsOf(table)
  const match = matching(table)
  const outputs = table.rules.map((rule) => rule.outputs.map(closure))
  const otherwise = table.outputs.map((output) => output.otherwise && closure(output.otherwise))
  const priorities = table.outputs.map((output) => output.values?.map(closure) ?? [])
  return (frame, state) => {
    const refused = prepare(frame, state)
    if (refused !== undefined) return notAllowed(refused)
    return settle(table, match(frame, state, isDecidedByFirst(table)), {
      outputs: (rule) => outputs[rule]!.map((output): Value => output(frame, state)),
      otherwise: (output) => otherwise[output]?.(frame, state),
      priorities: () => priorities.map((values) => values.map((value) => value(frame, state))),
    })
  }
}

export const notAllowed = (input: string): null => nothing(`The value of “${input}” is not allowed`)

/** Puts the inputs' values into the frame; gives the name of one whose value is not allowed. */
function inputsOf(table: TableNode): (frame: Frame, state: State) => string | undefined {
  const inputs = table.inputs.map(({ value, allowed, id, label }) => ({
    id,
    label,
    value: closure(value),
    allowed: allowed && closure(allowed),
  }))
  return (frame, state) => {
    for (const { id, value, allowed, label } of inputs) {
      frame[id] = value(frame, state)
      if (allowed && frame[id] !== null && allowed(frame, state) !== true) return label
    }
    return undefined
  }
}

type Match = (frame: Frame, state: State, isFirstEnough: boolean) => number[]

function matching(table: TableNode): Match {
  const oneByOne = testing(table)
  if (table.rules.length < leastRules) return oneByOne
  let lookup: { readonly find: Lookup | undefined } | undefined
  return (frame, state, isFirstEnough) => {
    lookup ??= { find: lookupOf(table) }
    return lookup.find?.(table.inputs.map(({ id }) => frame[id]!)) ?? oneByOne(frame, state, isFirstEnough)
  }
}

function testing(table: TableNode): Match {
  let made: Closure[][] | undefined
  return (frame, state, isFirstEnough) => {
    made ??= table.rules.map((rule) => rule.tests.flatMap((test) => (test ? [closure(test)] : [])))
    const rules = made
    const matched: number[] = []
    for (let i = 0; i < rules.length && !(isFirstEnough && matched.length > 0); i++) {
      tick()
      if (rules[i]!.every((test) => test(frame, state) === true)) matched.push(i)
    }
    return matched
  }
}
