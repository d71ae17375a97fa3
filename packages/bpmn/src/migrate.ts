/** Moving a running instance to another version of its model: what moves, what cannot, and why. */

import { draftOf, stateOf } from './machine/draft.ts'
import { earsOf, forget, listen } from './machine/ears.ts'
import type { Ear, Flow, Model, Node, Trigger } from './model.ts'
import type { Command } from './protocol.ts'
import { type Done, type Live, Role, type State } from './state.ts'

/** A record that stays where it is, under its new number. */
export type Moved = { record: number; element: string }
/** Why a record has no place in the new version. */
export type StayCode = 'GONE' | 'KIND' | 'SCOPE' | 'SUBPROCESS' | 'LOOP' | 'CALLED' | 'FLOW-GONE' | 'FLOW-TARGET' | 'HEARD' | 'UNDO'
/** A record that cannot be moved, with the reason as a code and in a sentence. */
export type Stays = { record: number; element: string; code: StayCode; sentence: string }
export type Plan = { moves: readonly Moved[]; cannot: readonly Stays[] }

type Versions = { from: Model; to: Model }
type Fault = { code: StayCode; sentence: string }

const fault = (code: StayCode, sentence: string): Fault => ({ code, sentence })

const at = (model: Model, id: string): Node | undefined => model.nodes[model.byId.get(id) ?? -1]

/** The scopes around a node, by id, outermost first; the process itself may bear another id. */
function scopesOf(model: Model, node: Node): string {
  const ids: string[] = []
  for (let s = node.scope; s > 0; s = model.nodes[s]!.scope) ids.unshift(model.nodes[s]!.id)
  return ids.join('/')
}

const describe = (node: Node) => (node.task ? `${node.task.kind} task` : node.kind)

/** Why a node of the old version has no place in the new one; undefined where it has. */
function nodeFault({ from, to }: Versions, old: Node, role: Role): Fault | undefined {
  if (old.index === 0) return undefined
  const now = at(to, old.id)
  if (!now) return fault('GONE', `${old.id} is not in the new version.`)
  if (now.kind !== old.kind || now.task?.kind !== old.task?.kind)
    return fault('KIND', `${old.id} was a ${describe(old)} and is now a ${describe(now)}.`)
  if (scopesOf(from, old) !== scopesOf(to, now)) return fault('SCOPE', `${old.id} has moved into another sub-process.`)
  if (now.eventSubProcess !== old.eventSubProcess || now.transaction !== old.transaction)
    return fault('SUBPROCESS', `${old.id} is another kind of sub-process now.`)
  const loops = (n: Node) =>
    n.loop?.kind === 'multi' ? `multi-instance, ${n.loop.sequential ? 'sequential' : 'parallel'}` : (n.loop?.kind ?? 'no loop')
  const looping = role === Role.group && loops(old) !== loops(now)
  if (looping) return fault('LOOP', `${old.id} was ${loops(old)} and is now ${loops(now)}.`)
  return old.called !== now.called && role === Role.task
    ? fault('CALLED', `${old.id} has called ${old.called}, the new version calls ${now.called}.`)
    : undefined
}

function flowFault({ from, to }: Versions, flow: Flow | undefined): Fault | undefined {
  if (!flow) return undefined
  const now = to.flows[to.flowById.get(flow.id) ?? -1]
  const old = from.nodes[flow.target]!.id
  if (!now) return fault('FLOW-GONE', `the token came by ${flow.id}, which is not in the new version.`)
  return to.nodes[now.target]!.id === old
    ? undefined
    : fault('FLOW-TARGET', `the token came by ${flow.id}, which leads to another node now.`)
}

/** Marks that speak of nodes, such as timers that have fired, must find those nodes and triggers again. */
const spoken = (live: Live) =>
  Object.keys(live.marks ?? {}).flatMap((name) => (/^\d+\.\d+$/.test(name) ? [name.split('.').map(Number) as [number, number]] : []))

function marksFault({ from, to }: Versions, live: Live): Fault | undefined {
  for (const [node, trigger] of spoken(live)) {
    const now = at(to, from.nodes[node]!.id)
    if (!now?.triggers[trigger]) return fault('HEARD', `${from.nodes[node]!.id} has been heard already and is not in the new version.`)
  }
  return undefined
}

/** A reset counts the flows it has seen by their numbers. */
const resetFault = (versions: Versions, live: Live) =>
  live.role === Role.reset
    ? Object.keys(live.marks ?? {})
        .map((f) => flowFault(versions, versions.from.flows[Number(f)]))
        .find((s) => s !== undefined)
    : undefined

function faultOf(versions: Versions, live: Live): Fault | undefined {
  const node = versions.from.nodes[live.node]!
  return (
    nodeFault(versions, node, live.role) ??
    flowFault(versions, versions.from.flows[live.flow]) ??
    marksFault(versions, live) ??
    resetFault(versions, live)
  )
}

/** What of an instance moves to the new version, and what cannot. Only an instance of which all moves can be migrated. */
export function planMigration(from: Model, to: Model, state: State): Plan {
  const judged = state.live.map((live) => ({ record: live.id, element: from.nodes[live.node]!.id, lost: faultOf({ from, to }, live) }))
  const undone = state.done.map((done) => {
    const node = from.nodes[done.node]!
    const lost =
      nodeFault({ from, to }, node, Role.scope) ??
      (at(to, node.id)?.compensable === false ? fault('UNDO', `${node.id} can no longer be compensated.`) : undefined)
    return { record: done.id, element: node.id, lost }
  })
  const all = [...judged, ...undone]
  return {
    moves: all.filter((j) => j.lost === undefined).map(({ record, element }) => ({ record, element })),
    cannot: all.flatMap(({ record, element, lost }) => (lost === undefined ? [] : [{ record, element, ...lost }])),
  }
}

const numberOf = ({ from, to }: Versions, node: number) => (node === 0 ? 0 : to.byId.get(from.nodes[node]!.id)!)
const flowNumberOf = ({ from, to }: Versions, flow: number) => (flow < 0 ? flow : to.flowById.get(from.flows[flow]!.id)!)

function moveMarks(versions: Versions, live: Live): Live['marks'] {
  if (!live.marks) return undefined
  const renamed = Object.entries(live.marks).map(([name, value]) => {
    const [node, trigger] = name.split('.')
    if (trigger !== undefined) return [`${numberOf(versions, Number(node))}.${trigger}`, value]
    return [live.role === Role.reset ? String(flowNumberOf(versions, Number(name))) : name, value]
  })
  return Object.fromEntries(renamed)
}

const moveLive = (versions: Versions, live: Live): Live => ({
  ...live,
  node: numberOf(versions, live.node),
  flow: flowNumberOf(versions, live.flow),
  marks: moveMarks(versions, live),
})

const moveDone = (versions: Versions, done: Done): Done => ({ ...done, node: numberOf(versions, done.node) })

const sameTrigger = (a: Trigger, b: Trigger) => JSON.stringify(a) === JSON.stringify(b)

/** Ears of the one version that the other has not, or has otherwise; compared by element, number and what they wait for. */
function strange(ears: readonly Ear[], of: Model, others: readonly Ear[], other: Model): Ear[] {
  const twin = (e: Ear) => others.find((o) => other.nodes[o.node]!.id === of.nodes[e.node]!.id && o.trigger === e.trigger)
  return ears.filter((e) => {
    const same = twin(e)
    const numbered = same && same.node === e.node
    return !numbered || !sameTrigger(of.nodes[e.node]!.triggers[e.trigger]!, other.nodes[same.node]!.triggers[same.trigger]!)
  })
}

/**
 * The state under the new version, and the commands that put the host's timers and subscriptions right.
 * Throws where {@link planMigration} says that something cannot move.
 */
export function migrate(from: Model, to: Model, state: State): { state: State; commands: readonly Command[] } {
  const { cannot } = planMigration(from, to, state)
  if (cannot.length > 0) throw new Error(`The instance cannot be migrated: ${cannot.map((c) => c.sentence).join(' ')}`)
  const versions: Versions = { from, to }
  const moved: State = { ...state, live: state.live.map((l) => moveLive(versions, l)), done: state.done.map((d) => moveDone(versions, d)) }
  const [before, after] = [draftOf(from, state, undefined, 0), draftOf(to, moved, undefined, 0)]
  for (const [i, live] of state.live.entries()) {
    const [old, now] = [earsOf(before, live), earsOf(after, after.live[i]!)]
    forget(before, live, strange(old, from, now, to))
    listen(after, after.live[i]!, strange(now, to, old, from))
  }
  return { state: stateOf(after), commands: [...before.commands, ...after.commands] }
}
