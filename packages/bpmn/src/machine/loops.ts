/** Loops and multi-instance activities (BPMN 2.0, 13.3.6 and 13.3.7). */
import type { Data, MultiInstance, Node, StandardLoop } from '../model.ts'
import { Mark } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { begin, goOn } from './activities.ts'
import {
  add,
  childrenOf,
  type Draft,
  evaluate,
  find,
  Incident,
  type Move,
  mark,
  markOf,
  nodeOf,
  note,
  put,
  viewOf,
  write,
} from './draft.ts'
import { isLive, listen } from './ears.ts'
import { cancelChildren, remove } from './end.ts'
import { conditionsHold } from './hear.ts'
import { throwImplicitly } from './implicit.ts'
import { outputs } from './outputs.ts'

/** More instances than any desk could hold; a number beyond it is a mistake of the model. */
const mostInstances = 100_000

/** A name that no expression can speak of. */
const items = '#items'

const total = 'total'
const started = 'started'
const done = 'done'

function wants(d: Draft, loop: StandardLoop, live: Live | undefined, rounds: number): boolean {
  if (rounds >= loop.maximum) return false
  return (
    loop.condition === undefined || evaluate(loop.condition, { ...viewOf(d, live), loopCounter: rounds }, 'The loop condition') === true
  )
}

/** The items of the collection, or as many undefined ones as the cardinality says. */
function itemsOf(d: Draft, node: Node, loop: MultiInstance, scope: Live | undefined): readonly unknown[] {
  const view = viewOf(d, scope)
  if (loop.collection) {
    const list = evaluate(loop.collection, view, 'The collection')
    if (!Array.isArray(list)) throw new Incident('COUNT', `${node.id} runs over "${loop.collection.text}", which is no list now.`)
    return list
  }
  const count = Number(loop.cardinality ? evaluate(loop.cardinality, view, 'The cardinality') : NaN)
  if (!Number.isInteger(count) || count < 0)
    throw new Incident('COUNT', `${node.id} needs a number of instances of 0 or more, but "${loop.cardinality?.text}" gives ${count}.`)
  if (count > mostInstances) throw new Incident('COUNT', `${node.id} asks for ${count} instances, more than ${mostInstances}.`)
  return new Array(count).fill(undefined)
}

function openGroup(d: Draft, node: Node, scope: number): Live | undefined {
  const group = add(d, Role.group, node.index, scope)
  note(d, Mark.enter, node.index, group.id)
  listen(d, group, node.guards)
  conditionsHold(d, group)
  return isLive(d, group) ? group : undefined
}

/** The variables of one instance: its number, its item, and the place for what it gives. */
function instanceData({ loop }: Node, number: number, item: unknown): Data {
  const data: Record<string, unknown> = { loopCounter: number + 1 }
  if (loop?.kind !== 'multi') return data
  if (loop.item !== undefined) data[loop.item] = item
  if (loop.output !== undefined && loop.outputItem !== undefined) data[loop.outputItem] ??= null
  return data
}

function beginInstance(d: Draft, node: Node, group: Live, number: number, item: unknown): void {
  mark(d, group, started, number + 1)
  begin(d, node, group.id, number, instanceData(node, number, item))
}

function beginStandard(d: Draft, node: Node, loop: StandardLoop, scope: number): void {
  const first = loop.maximum > 0 && (!loop.testBefore || wants(d, loop, find(d, scope), 0))
  const group = openGroup(d, node, scope)
  if (!group) return
  if (first) beginInstance(d, node, group, 0, undefined)
  else close(d, node, group)
}

function beginMulti(d: Draft, node: Node, loop: MultiInstance, scope: number): void {
  const list = itemsOf(d, node, loop, find(d, scope))
  const group = openGroup(d, node, scope)
  if (!group) return
  if (list.length === 0) {
    close(d, node, group)
    return
  }
  mark(d, group, total, list.length)
  if (loop.sequential && loop.collection) put(d, { ...find(d, group.id)!, data: { [items]: list } })
  const now = loop.sequential ? list.slice(0, 1) : list
  for (const [number, item] of now.entries()) if (isLive(d, group)) beginInstance(d, node, group, number, item)
}

export function beginLoop(d: Draft, node: Node, scope: number): void {
  const loop = node.loop!
  if (loop.kind === 'standard') beginStandard(d, node, loop, scope)
  else beginMulti(d, node, loop, scope)
}

function close(d: Draft, node: Node, group: Live): void {
  const { loop } = node
  const current = find(d, group.id)!
  if (loop?.kind === 'multi' && loop.output !== undefined) write(d, find(d, group.parent), loop.output, current.data?.[outputs] ?? [])
  note(d, Mark.leave, node.index, group.id)
  remove(d, current)
  goOn(d, node, find(d, group.parent)!)
}

/** The numbers that conditions of a multi-instance activity can read (table 10.31). */
function counts(d: Draft, group: Live): Data {
  const all = markOf(group, total)
  return {
    numberOfInstances: all,
    numberOfActiveInstances: childrenOf(d, group.id).length,
    numberOfCompletedInstances: markOf(group, done),
    numberOfTerminatedInstances: 0,
    loopCounter: markOf(group, done),
  }
}

function goOnMulti(d: Draft, node: Node, loop: MultiInstance, group: Live): void {
  const asks = loop.completion !== undefined || loop.throws.length > 0
  const view = asks ? { ...viewOf(d, group), ...counts(d, group) } : d.data
  const complete = loop.completion !== undefined && evaluate(loop.completion, view, 'The completion condition') === true
  const interrupted = throwImplicitly(d, node, loop, group, view, markOf(group, done) === 1)
  if (!isLive(d, group)) return
  if (complete || interrupted) {
    cancelChildren(d, group)
    close(d, node, group)
    return
  }
  const [all, next] = [markOf(group, total), markOf(group, started)]
  if (next < all) beginInstance(d, node, group, next, (group.data?.[items] as unknown[] | undefined)?.[next])
  else if (markOf(group, done) >= all) close(d, node, group)
}

/** An instance of the group is done. */
export function iterate(d: Draft, { scope }: Move): void {
  const group = find(d, scope)!
  const node = nodeOf(d, group)
  const rounds = markOf(group, done) + 1
  if (node.loop!.kind === 'standard') {
    const again = wants(d, node.loop as StandardLoop, find(d, group.parent), rounds)
    mark(d, group, done, rounds)
    if (again) beginInstance(d, node, group, rounds, undefined)
    else close(d, node, group)
    return
  }
  goOnMulti(d, node, node.loop as MultiInstance, mark(d, group, done, rounds))
}
