/** Boundary events and event sub-processes: being reached by an event, and interrupting or not (BPMN 2.0, 13.5.3 and 13.5.4). */
import type { Ear, Node, Trigger } from '../model.ts'
import { type Live, Role } from '../state.ts'
import { type Draft, evaluate, find, mark, nodeOf, push, scopeOf, viewOf } from './draft.ts'
import { earsOf, firesAgain, forget, interrupted, isHost, listen, meet, metOf, triggerAt } from './ears.ts'
import { cancel, cancelChildren } from './end.ts'

/** An event that needs all its triggers keeps count of them. True once the last has come. */
export function allMet(d: Draft, live: Live, node: Node, ear: Ear): boolean {
  if (!node.all || node.triggers.length < 2) return true
  if (metOf(live, ear) === 0) forget(d, live, [ear])
  const current = meet(d, live, ear, 1)
  return node.triggers.every((_, trigger) => metOf(current, { node: node.index, trigger }) > 0)
}

/** What goes on listening after it was heard: cycles are set again, all else is heard as often as it comes. */
function again(d: Draft, live: Live, ear: Ear): void {
  if (triggerAt(d, ear).on !== 'timer') return
  const fired = metOf(live, ear) + 1
  const current = meet(d, live, ear, fired)
  if (firesAgain(d, current, ear, fired)) listen(d, current, [ear])
}

function hearAtBoundary(d: Draft, live: Live, node: Node, ear: Ear): void {
  const scope = scopeOf(d, find(d, live.parent)!)
  if (node.interrupting) cancel(d, live)
  else again(d, live, ear)
  push(d, 'arrive', node.index, scope.id)
}

function hearInScope(d: Draft, live: Live, node: Node, ear: Ear): void {
  if (node.interrupting) {
    cancelChildren(d, live)
    forget(d, live, nodeOf(d, live).handlers)
    mark(d, live, interrupted, 1)
  } else again(d, live, ear)
  push(d, 'activate', node.scope, live.id, node.index)
}

/** A boundary event of the record, or an event sub-process within it, is reached. */
export function interrupt(d: Draft, live: Live, ear: Ear): void {
  const node = d.model.nodes[ear.node]!
  if (!allMet(d, live, node, ear)) return
  if (node.kind === 'boundary') hearAtBoundary(d, find(d, live.id)!, node, ear)
  else hearInScope(d, find(d, live.id)!, node, ear)
}

/** A timer that has fired for the last time is not heard again, should it come twice. */
export const isSpent = (d: Draft, live: Live, ear: Ear): boolean =>
  triggerAt(d, ear).on === 'timer' && metOf(live, ear) > 0 && !firesAgain(d, live, ear, metOf(live, ear))

type Code = 'error' | 'escalation'

const catches = (trigger: Trigger, kind: Code, code: string, exact: boolean) =>
  trigger.on === kind && (exact ? trigger.code === code : trigger.code === undefined)

/** The event sub-processes of a scope come before its boundary, an exact code before any code. */
function catcher(d: Draft, live: Live, kind: Code, code: string, from: number): Ear | undefined {
  const ears = earsOf(d, live)
  const isInner = (ear: Ear) => d.model.nodes[ear.node]!.kind === 'start'
  // An event sub-process does not catch what it throws itself.
  const inner = ears.filter((ear) => isInner(ear) && d.model.nodes[ear.node]!.scope !== from)
  const catching = (among: readonly Ear[], exact: boolean) => among.find((e) => catches(triggerAt(d, e), kind, code, exact))
  const outer = ears.filter((ear) => !isInner(ear))
  return catching(inner, true) ?? catching(inner, false) ?? catching(outer, true) ?? catching(outer, false)
}

/** Carries an error or escalation outwards to whoever catches it. False where nobody does. */
export function carry(d: Draft, from: Live, kind: Code, code: string): boolean {
  let via = -1
  for (let at: Live | undefined = from; at; at = at.parent === 0 ? undefined : find(d, at.parent)) {
    const listens = at.role === Role.scope || isHost(at)
    const ear = listens ? catcher(d, at, kind, code, via) : undefined
    if (ear) {
      interrupt(d, at, ear)
      return true
    }
    via = at.node
  }
  return false
}

/** Whether a condition has become true since it was last asked. Conditions that cannot be computed are not true. */
export function becameTrue(d: Draft, live: Live, ear: Ear): boolean {
  const trigger = triggerAt(d, ear)
  if (trigger.on !== 'condition') return false
  let now = false
  try {
    now = evaluate(trigger.when, viewOf(d, live), 'The condition') === true
  } catch {
    now = false
  }
  const before = metOf(live, ear) > 0
  if (now !== before) meet(d, live, ear, now ? 1 : 0)
  return now && !before
}

/** Asks the conditions of a record's boundary events before it begins. */
export function conditionsHold(d: Draft, live: Live): void {
  if (!d.model.hasConditions) return
  for (const ear of nodeOf(d, live).guards) {
    const current = find(d, live.id)
    if (current && becameTrue(d, current, ear)) interrupt(d, find(d, live.id)!, ear)
  }
}
