/** A linked model made ready to run: what each slot is worth. */
import type { Node } from '../feel/node.ts'
import { fit } from '../run/access.ts'
import { at, enter, leave, nothing } from '../run/reasons.ts'
import { type Compute, State } from '../run/state.ts'
import { fromJs } from '../values/js.ts'
import { any, baseOf } from '../values/type.ts'
import { emptyContext, FeelFunction, type Value } from '../values/value.ts'
import type { Linked, Service } from './link.ts'

/** A back end: logic as a function of the state. */
export type BackEnd = (node: Node) => (state: State) => Value

type Work = (state: State) => Value

/** Logic is compiled when it is first run. */
export function programOf(linked: readonly Linked[], backEnd: BackEnd): Compute {
  const works: Work[] = linked.map((each, slot) => (state) => {
    const work = named(each.source.name, workOf(each, backEnd))
    works[slot] = work
    return work(state)
  })
  return (slot, state) => works[slot]!(state)
}

/** Reasons that come up inside are recorded under this name. */
function named(name: string, work: Work): Work {
  return (state) => {
    const before = at(name)
    enter()
    const value = work(state)
    leave()
    at(before)
    return value
  }
}

function workOf(linked: Linked, backEnd: BackEnd): Work {
  // A decision without logic of its own is made elsewhere, and given like an input.
  if (linked.source.kind === 'inputData' || (linked.source.kind === 'decision' && !linked.node)) return inputWork(linked)
  if (linked.service) return serviceWork(linked)
  return linked.node ? backEnd(linked.node) : () => nothing('There is no logic')
}

/** Inputs of imported models may be given under their name alone, or after the namespace as `namespace#name`. */
function inputWork({ source, type, document }: Linked): Work {
  const { name } = source
  const full = `${document.definitions.namespace}#${name}`
  return ({ given }) => {
    const key = Object.hasOwn(given, full) ? full : name
    if (!Object.hasOwn(given, key) || given[key] === undefined) return nothing(`The input “${name}” is missing`)
    return fit(fromJs(given[key]), type, `The input ${name}`)
  }
}

/** A decision service as a function: its decisions worked out anew over the arguments alone (§10.4). */
function serviceWork({ source, service, type, parameters }: Linked): Work {
  const base = baseOf(type)
  const result = base.kind === 'function' ? base.result : any
  return (state) =>
    new FeelFunction(source.name, parameters, result, (args) => {
      const own = new State([], state.compute)
      service!.inputs.forEach(({ slot }, i) => {
        own.values[slot] = args[i]!
      })
      return fit(outputsOf(service!, own), result, `The result of ${source.name}`)
    })
}

function outputsOf({ outputs, names }: Service, state: State): Value {
  if (outputs.length === 1) return state.read(outputs[0]!.slot)
  const context = emptyContext()
  for (const [i, { slot }] of outputs.entries()) context[names[i]!] = state.read(slot)
  return context
}
