/** Gateways and other nodes that a token only passes (BPMN 2.0, 13.4). */
import type { Node } from '../model.ts'
import { Mark } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { add, type Draft, drop, evaluate, find, type Move, mark, note, push, viewOf } from './draft.ts'
import { listen } from './ears.ts'
import { leaveOnReset } from './flows.ts'

const tokensAt = (d: Draft, node: number, scope: number): Live[] =>
  d.live.filter((l) => l.role === Role.token && l.node === node && l.parent === scope)

/** The first token of each incoming flow that has one. */
function firsts(tokens: readonly Live[]): Live[] {
  const seen = new Set<number>()
  return tokens.filter((t) => !seen.has(t.flow) && seen.add(t.flow))
}

function pass(d: Draft, { node, scope }: Move): void {
  note(d, Mark.enter, node, scope)
  note(d, Mark.leave, node, scope)
  push(d, 'leave', node, scope)
}

function wait(d: Draft, { node, scope, arg }: Move): Live {
  note(d, Mark.enter, node, scope)
  return add(d, Role.token, node, scope, arg)
}

function consume(d: Draft, tokens: readonly Live[]): void {
  for (const token of tokens) drop(d, token.id)
}

function release(d: Draft, node: Node, scope: number): void {
  note(d, Mark.leave, node.index, scope)
  push(d, 'leave', node.index, scope)
}

export function parallel(d: Draft, move: Move, node: Node): void {
  if (node.incoming.length < 2) {
    pass(d, move)
    return
  }
  wait(d, move)
  const ready = firsts(tokensAt(d, node.index, move.scope))
  if (ready.length < node.incoming.length) return
  consume(d, ready)
  release(d, node, move.scope)
}

/** Whether its tokens go on is asked when all else has come to rest. */
export function inclusive(d: Draft, move: Move, node: Node): void {
  if (node.incoming.length < 2) pass(d, move)
  else wait(d, move)
}

const resetOf = (d: Draft, node: number, scope: number) =>
  d.live.find((l) => l.role === Role.reset && l.node === node && l.parent === scope)

export function complex(d: Draft, move: Move, node: Node): void {
  if (node.incoming.length < 2 && !node.activation) {
    pass(d, move)
    return
  }
  wait(d, move)
  if (resetOf(d, node.index, move.scope)) return
  const tokens = tokensAt(d, node.index, move.scope)
  const view = { ...viewOf(d, find(d, move.scope)), activationCount: tokens.length, waitingForStart: true }
  if (node.activation && evaluate(node.activation, view, 'The activation condition') !== true) return
  const taken = firsts(tokens)
  consume(d, taken)
  const reset = add(d, Role.reset, node.index, move.scope)
  for (const token of taken) mark(d, reset, String(token.flow), 1)
  release(d, node, move.scope)
}

export function eventGateway(d: Draft, { node, scope }: Move): void {
  note(d, Mark.enter, node, scope)
  const live = add(d, Role.wait, node, scope)
  listen(d, live, d.model.nodes[node]!.waits)
}

const bitOf = (node: Node, flow: number) => 1 << node.incoming.indexOf(flow)

/**
 * Whether a token may still come by a flow that has none yet (13.4.3): there is one on a path to such a flow,
 * and on no path to a flow that has its token already; paths that visit the gateway itself do not count.
 */
function mayCome(d: Draft, node: Node, scope: number, arrived: number): boolean {
  return d.live.some((l) => {
    if (l.parent !== scope || l.node === node.index) return false
    const ways = node.reach![l.node]!
    return (ways & ~arrived) !== 0 && (ways & arrived) === 0
  })
}

function settleInclusive(d: Draft, token: Live, node: Node): boolean {
  const ready = firsts(tokensAt(d, node.index, token.parent))
  const arrived = ready.reduce((bits, t) => bits | bitOf(node, t.flow), 0)
  if (mayCome(d, node, token.parent, arrived)) return false
  consume(d, ready)
  release(d, node, token.parent)
  return true
}

function settleReset(d: Draft, reset: Live, node: Node): boolean {
  const late = firsts(tokensAt(d, node.index, reset.parent)).filter((t) => !reset.marks?.[t.flow])
  const flows = [...Object.keys(reset.marks ?? {}).map(Number), ...late.map((t) => t.flow)]
  const arrived = flows.reduce((bits, flow) => bits | bitOf(node, flow), 0)
  if (flows.length < node.incoming.length && mayCome(d, node, reset.parent, arrived)) return false
  consume(d, late)
  drop(d, reset.id)
  leaveOnReset(d, node, reset.parent)
  // What came twice begins the next round.
  for (const token of tokensAt(d, node.index, reset.parent)) {
    drop(d, token.id)
    push(d, 'arrive', node.index, reset.parent, token.flow)
  }
  return true
}

/** Asks the joins that wait for what may still come. True where one of them went on. */
export function settleJoins(d: Draft): boolean {
  for (const live of d.live) {
    const node = d.model.nodes[live.node]!
    if (live.role === Role.reset && settleReset(d, live, node)) return true
    if (live.role === Role.token && node.kind === 'inclusive' && settleInclusive(d, live, node)) return true
  }
  return false
}

export const passing = pass
