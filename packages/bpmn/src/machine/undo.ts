/** Compensation and the cancelling of transactions (BPMN 2.0, 10.7 and 13.5.5): what is done is undone, the last first. */
import type { Node } from '../model.ts'
import { type Done, type Live, Role } from '../state.ts'
import { begin } from './activities.ts'
import { add, type Draft, find, type Move, mark, markOf, nodeOf, push, put } from './draft.ts'
import { interrupted } from './ears.ts'
import { cancel, cancelChildren, remove } from './end.ts'
import { interrupt } from './hear.ts'

/** Marks of an undo record: how many are to undo, how many were, and what follows. Its victims stand as `0`, `1`, … */
const count = 'count'
const next = 'next'
const then = 'then'
/** The mark of an event sub-process that compensates: the completed activity it belongs to. */
const of = 'of'

/** What follows when all is undone: nothing, the throw event's flows, the transaction's cancel event, the undoing around it. */
const After = { nothing: 0, leave: 1, cancel: 2, outer: 3 } as const
type After = (typeof After)[keyof typeof After]

function begun(d: Draft, node: number, parent: number, victims: readonly Done[], after: After): void {
  const live = add(d, Role.undo, node, parent)
  const marks = { ...Object.fromEntries(victims.map((v, i) => [String(i), v.id])), [count]: victims.length, [then]: after }
  put(d, { ...live, marks })
  push(d, 'undo', node, live.id)
}

/** What was done in a scope, the last first. */
const doneIn = (d: Draft, scope: number, activity = -1): Done[] =>
  d.done.filter((done) => done.scope === scope && (activity < 0 || done.node === activity)).reverse()

/** The scope that an event sub-process serves, or the scope itself. */
function servedBy(d: Draft, scope: Live): number {
  if (!nodeOf(d, scope).eventSubProcess) return scope.id
  return markOf(scope, of) || scope.parent
}

/** The scope whose deeds a throw undoes: its own; for a named activity the nearest around it that holds the activity. */
function scopeFor(d: Draft, scope: number, activity: number): number {
  const own = servedBy(d, find(d, scope)!)
  if (activity < 0) return own
  const home = d.model.nodes[activity]!.scope
  for (let at = find(d, scope); at; at = find(d, at.parent)) if (at.role === Role.scope && at.node === home) return at.id
  return own
}

/** True where the token need not wait. */
export function compensate(d: Draft, { node, scope }: Move, activity: number, wait: boolean): boolean {
  const victims = doneIn(d, scopeFor(d, scope, activity), activity)
  if (victims.length === 0) return true
  const leaves = wait && d.model.nodes[node]!.kind === 'throw'
  begun(d, node, scope, victims, leaves ? After.leave : After.nothing)
  return !leaves
}

function transactionOf(d: Draft, scope: number): Live | undefined {
  let at = find(d, scope)
  while (at && !nodeOf(d, at).transaction) at = find(d, at.parent)
  return at
}

/** All that runs in the transaction is withdrawn, all that is done is undone, then its cancel event goes on. */
export function cancelTransaction(d: Draft, { node, scope }: Move): void {
  const live = transactionOf(d, scope)
  if (!live) return
  cancelChildren(d, live)
  mark(d, live, interrupted, 1)
  begun(d, node, live.id, doneIn(d, live.id), After.cancel)
}

function afterCancel(d: Draft, transaction: Live): void {
  const ear = nodeOf(d, transaction).guards.find((e) => d.model.nodes[e.node]!.triggers[e.trigger]!.on === 'cancel')
  if (ear) interrupt(d, transaction, ear)
  else cancel(d, transaction)
}

const isCompensationHandler = (node: Node) => node.eventSubProcess

function handlerIn(d: Draft, scope: number): { handler: Node; start: number } | undefined {
  for (const node of d.model.nodes) {
    if (node.kind !== 'start' || !node.triggers.some((t) => t.on === 'compensate')) continue
    const handler = d.model.nodes[node.scope]!
    if (isCompensationHandler(handler) && handler.scope === scope) return { handler, start: node.index }
  }
  return undefined
}

/** Undoes one activity: by its handler, by the event sub-process within it, or by undoing all that was done in it. */
function undoOne(d: Draft, live: Live, done: Done): void {
  d.done = d.done.filter((other) => other !== done)
  const node = d.model.nodes[done.node]!
  if (node.undo >= 0) {
    begin(d, d.model.nodes[node.undo]!, live.id, -1, done.data)
    return
  }
  const inner = handlerIn(d, node.index)
  if (inner) {
    const scope = add(d, Role.scope, inner.handler.index, live.id, -1, -1, done.data)
    mark(d, scope, of, done.id)
    push(d, 'arrive', inner.start, scope.id)
    return
  }
  begun(d, live.node, live.id, doneIn(d, done.id), After.outer)
}

const endings: Readonly<Record<After, (d: Draft, live: Live, parent: Live) => void>> = {
  [After.nothing]: () => {},
  [After.leave]: (d, live) => push(d, 'leave', live.node, live.parent),
  [After.cancel]: (d, _live, parent) => afterCancel(d, parent),
  [After.outer]: (d, live) => push(d, 'undo', live.node, live.parent),
}

/** One more is undone, or all are. */
export function undo(d: Draft, { scope: id }: Move): void {
  const live = find(d, id)!
  const at = markOf(live, next)
  if (at < markOf(live, count)) {
    mark(d, live, next, at + 1)
    const done = d.done.find((other) => other.id === markOf(live, String(at)))
    if (done) undoOne(d, find(d, id)!, done)
    else push(d, 'undo', live.node, id)
    return
  }
  remove(d, live)
  endings[markOf(live, then) as After](d, live, find(d, live.parent)!)
}
