/** Events that a multi-instance activity throws by itself when instances complete (BPMN 2.0, table 10.30). */
import type { Data, MultiInstance, Node, Trigger } from '../model.ts'
import type { Live } from '../state.ts'
import { type Draft, evaluate, find, push, scopeOf } from './draft.ts'
import { spread } from './events.ts'
import { carry } from './hear.ts'

const same = (a: Trigger, b: Trigger): boolean => {
  if (a.on === 'signal' || a.on === 'message') return b.on === a.on && b.name === a.name
  return (a.on === 'error' || a.on === 'escalation') && b.on === a.on && (b.code === undefined || b.code === a.code)
}

/** At boundaries of its own such an event starts their flow beside the instances; elsewhere it is thrown as any other. */
function throwOne(d: Draft, node: Node, group: Live, trigger: Trigger): Node | undefined {
  const own = node.boundaries.map((b) => d.model.nodes[b]!).find((b) => b.triggers.some((t) => same(trigger, t)))
  if (own) push(d, 'arrive', own.index, scopeOf(d, find(d, group.parent)!).id)
  if (trigger.on === 'signal') {
    d.commands.push({ type: 'broadcast', element: node.id, signal: trigger.name, variables: {} })
    spread(d, trigger.name, undefined, group.id)
  }
  if (trigger.on === 'message') d.commands.push({ type: 'send', element: node.id, message: trigger.name, variables: {} })
  if (!own && (trigger.on === 'error' || trigger.on === 'escalation')) carry(d, find(d, group.parent)!, trigger.on, trigger.code ?? '')
  return own
}

/**
 * True where the events end the activity: a complex behaviour whose event is caught by an interrupting boundary event
 * withdraws the instances that are left. Without a condition (None, One) the events only tell what happened.
 */
export function throwImplicitly(d: Draft, node: Node, loop: MultiInstance, group: Live, view: Data, first: boolean): boolean {
  if (loop.behavior === 'All' || (loop.behavior === 'One' && !first)) return false
  const thrown = loop.throws.filter(({ when }) => !when || evaluate(when, view, 'The condition') === true).flatMap((t) => t.triggers)
  const caught = thrown.map((trigger) => throwOne(d, node, group, trigger))
  return loop.behavior === 'Complex' && caught.some((boundary) => boundary?.interrupting)
}
