/** Throw and end events (BPMN 2.0, 10.5.4 and 13.5.1). */
import type { Node, Trigger } from '../model.ts'
import { Mark } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { complete } from './activities.ts'
import { type Draft, find, type Move, nodeOf, note, push, viewOf } from './draft.ts'
import { cancelChildren, finish } from './end.ts'
import { spread } from './events.ts'
import { carry } from './hear.ts'
import { cancelTransaction, compensate } from './undo.ts'

/** What a throw sends along: its mapped inputs, or nothing. */
function payload(d: Draft, node: Node, scope: Live | undefined) {
  const view = viewOf(d, scope)
  return Object.fromEntries(node.inputs.map((m) => [m.to, m.from.evaluate(view)]))
}

/** False where the token does not go on by itself: its scope is gone, or it waits for a compensation. */
type Thrower = (d: Draft, move: Move, node: Node, trigger: never) => boolean

const throwers: Readonly<Record<string, Thrower>> = {
  message: (d, { scope }, node, trigger: Trigger & { on: 'message' }) => {
    d.commands.push({ type: 'send', element: node.id, message: trigger.name, variables: payload(d, node, find(d, scope)) })
    return true
  },
  signal: (d, { scope }, node, trigger: Trigger & { on: 'signal' }) => {
    const variables = payload(d, node, find(d, scope))
    d.commands.push({ type: 'broadcast', element: node.id, signal: trigger.name, variables })
    spread(d, trigger.name, variables)
    return true
  },
  escalation: (d, { scope }, node, trigger: Trigger & { on: 'escalation' }) => {
    const caught = carry(d, find(d, scope)!, 'escalation', trigger.code ?? '')
    if (!caught) d.commands.push({ type: 'escalated', element: node.id, code: trigger.code ?? '' })
    return true
  },
  error: (d, { scope }, node, trigger: Trigger & { on: 'error' }) => {
    const caught = carry(d, find(d, scope)!, 'error', trigger.code ?? '')
    if (!caught) finish(d, 'failed', node.id, trigger.code ?? '')
    return false
  },
  compensate: (d, move, _node, trigger: Trigger & { on: 'compensate' }) => compensate(d, move, trigger.activity, trigger.wait),
  cancel: (d, move) => {
    cancelTransaction(d, move)
    return false
  },
  terminate: (d, { scope }, node) => {
    const live = find(d, scope)!
    if (live.parent === 0) finish(d, 'terminated', node.id)
    else {
      cancelChildren(d, live)
      complete(d, find(d, scope)!, undefined)
    }
    return false
  },
  link: (d, { scope }, _node, trigger: Trigger & { on: 'link' }) => {
    push(d, 'leave', trigger.to, scope)
    return false
  },
}

/** Speaks all its triggers, in the order in which the model writes them. */
export function speak(d: Draft, move: Move): void {
  const node = d.model.nodes[move.node]!
  note(d, Mark.enter, move.node, move.scope)
  note(d, Mark.leave, move.node, move.scope)
  d.cut.delete(move.scope)
  let goes = true
  for (const trigger of node.triggers) {
    // Who hears the event may take the token, or its scope, away.
    if (!find(d, move.scope) || d.cut.has(move.scope)) return
    goes = (throwers[trigger.on]?.(d, move, node, trigger as never) ?? true) && goes
  }
  if (node.kind === 'end') d.dirty.push(move.scope)
  else if (goes && find(d, move.scope) && !d.cut.has(move.scope)) push(d, 'leave', move.node, move.scope)
}

/** A throw or end event without triggers is passed as any node; the others wait until all else has moved. */
export function reachThrow(d: Draft, move: Move, node: Node): void {
  if (node.triggers.length > 0) {
    push(d, 'throw', move.node, move.scope)
    return
  }
  note(d, Mark.enter, move.node, move.scope)
  note(d, Mark.leave, move.node, move.scope)
  push(d, 'leave', move.node, move.scope)
}

/** An ad-hoc or other scope that is over ends as an activity does; the process ends the instance. */
export function closeScope(d: Draft, live: Live): void {
  if (live.role !== Role.scope) return
  if (live.parent === 0) finish(d, 'completed', nodeOf(d, live).id)
  else complete(d, live, undefined)
}
