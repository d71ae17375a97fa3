/** Leaving a node: which of its flows get a token (BPMN 2.0, 13.3.1, 13.4 and 8.4.13). */
import type { Data, Expression, Node } from '../model.ts'
import { Mark } from '../protocol.ts'
import { type Draft, evaluate, find, Incident, type Move, note, push, viewOf } from './draft.ts'

const holds = (condition: Expression | undefined, view: Data): boolean =>
  condition === undefined || evaluate(condition, view, 'The condition') === true

const conditionOf = (d: Draft, flow: number) => d.model.flows[flow]!.condition

function exclusive(d: Draft, node: Node, view: Data): readonly number[] {
  const found = node.outgoing.find((f) => f !== node.defaultFlow && holds(conditionOf(d, f), view))
  return found === undefined ? [] : [found]
}

const inclusive = (d: Draft, node: Node, view: Data): readonly number[] =>
  node.outgoing.filter((f) => f !== node.defaultFlow && holds(conditionOf(d, f), view))

/** Flows without a condition are taken always; the default one where no condition holds, whatever else is taken. */
function implicit(d: Draft, node: Node, view: Data): readonly number[] {
  const taken = inclusive(d, node, view)
  const chosen = taken.some((f) => conditionOf(d, f) !== undefined)
  return node.defaultFlow < 0 || chosen ? taken : [...taken, node.defaultFlow]
}

const choices: Partial<Record<Node['kind'], (d: Draft, node: Node, view: Data) => readonly number[]>> = {
  exclusive,
  inclusive,
  complex: inclusive,
  parallel: (_d, node) => node.outgoing,
}

/** Most nodes have one flow without a condition, and need neither variables nor a choice. */
function choose(d: Draft, node: Node, scope: number): readonly number[] {
  const [only] = node.outgoing
  if (only === undefined || (node.outgoing.length === 1 && conditionOf(d, only) === undefined)) return node.outgoing
  const taken = (choices[node.kind] ?? implicit)(d, node, viewOf(d, find(d, scope)))
  if (taken.length > 0) return taken
  if (node.defaultFlow >= 0) return [node.defaultFlow]
  throw new Incident('NO-FLOW', `No condition on the flows that leave ${node.id} holds, and none of them is the default.`)
}

function take(d: Draft, flows: readonly number[], scope: number, tokens: number): void {
  for (const flow of flows) {
    for (let i = 0; i < tokens; i++) {
      note(d, Mark.flow, flow, scope)
      push(d, 'arrive', d.model.flows[flow]!.target, scope, flow)
    }
  }
}

export function leave(d: Draft, { node: index, scope }: Move): void {
  const node = d.model.nodes[index]!
  const flows = choose(d, node, scope)
  if (flows.length === 0) d.dirty.push(scope)
  take(d, flows, scope, node.completionQuantity)
}

/** What cannot be computed does not hold: a reset produces no exception (13.4.5). */
function computes(condition: Expression, view: Data): boolean {
  try {
    return condition.evaluate(view) === true
  } catch {
    return false
  }
}

/** A complex gateway that is reset asks the conditions of its flows once more; flows without one had their token at the start. */
export function leaveOnReset(d: Draft, node: Node, scope: number): void {
  const view = { ...viewOf(d, find(d, scope)), waitingForStart: false, activationCount: 0 }
  const again = node.outgoing.filter((f) => conditionOf(d, f) !== undefined && computes(conditionOf(d, f)!, view))
  take(d, again, scope, 1)
  d.dirty.push(scope)
}
