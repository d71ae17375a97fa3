/** What each event of the host does to the state. Answers with a sentence where it finds nobody. */
import type { Ear, Node } from '../model.ts'
import { type Event, Mark } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { ask, bring, complete } from './activities.ts'
import { add, type Draft, find, leaving, nodeOf, note, push, writeAll } from './draft.ts'
import { earOf, listen, meet } from './ears.ts'
import { finish } from './end.ts'
import { deliver, hearerAt, hearers, spread } from './events.ts'
import { carry } from './hear.ts'

type Of<T extends Event['type']> = Extract<Event, { type: T }>
type Refusal = string | undefined

const gone = 'Nobody waits for it any more: it came twice, or what it was for is over.'
const over = 'The instance is not running.'

/** The gateway in front of an event, where that gateway starts the process and waits for all its events. */
function parallelGatewayOf(d: Draft, node: Node): Node | undefined {
  const [flow] = node.incoming
  const source = flow === undefined ? undefined : d.model.nodes[d.model.flows[flow]!.source]
  return source?.kind === 'eventGateway' && source.instantiates && source.all ? source : undefined
}

/** Begins at an event behind a gateway or at a receive task: the event has come, the token goes on behind it. */
function beginBehind(d: Draft, root: Live, node: Node): void {
  const gateway = parallelGatewayOf(d, node)
  note(d, Mark.enter, node.index, root.id)
  note(d, Mark.leave, node.index, root.id)
  push(d, 'leave', node.index, root.id)
  if (!gateway) return
  const live = gateway.waits
    .filter((e) => e.node === node.index)
    .reduce((l, e) => meet(d, l, e, 1), add(d, Role.wait, gateway.index, root.id))
  listen(
    d,
    live,
    gateway.waits.filter((e) => e.node !== node.index),
  )
}

function startNodes(d: Draft, at: string | undefined): readonly number[] | string {
  const { starts } = d.model
  if (at !== undefined) {
    const found = starts.find((s) => s.id === at)
    return found ? [found.node] : `${at} is no start of ${d.model.id}; it begins at ${starts.map((s) => s.id).join(', ')}.`
  }
  const plain = starts.filter((s) => s.triggers.length === 0).map((s) => s.node)
  if (plain.length > 0) return plain
  return starts.length === 1
    ? [starts[0]!.node]
    : `${d.model.id} begins by an event; say at which of ${starts.map((s) => s.id).join(', ')}.`
}

function start(d: Draft, event: Of<'start'>): Refusal {
  if (d.status !== 'new') return 'The instance has been started already.'
  const at = startNodes(d, event.at)
  if (typeof at === 'string') return at
  d.status = 'running'
  d.data = { ...event.variables }
  const process = d.model.nodes[0]!
  const root = add(d, Role.scope, 0, 0)
  note(d, Mark.enter, 0, root.id)
  listen(d, root, process.handlers)
  for (const index of at) {
    const node = d.model.nodes[index]!
    const inFlow = event.at !== undefined && (node.kind === 'catch' || node.kind === 'receive')
    if (inFlow) beginBehind(d, root, node)
    else push(d, 'arrive', index, root.id)
  }
  if (at.length === 0) d.dirty.push(root.id)
  return undefined
}

/** A record that waits for the host to be done with it. */
function workOf(d: Draft, id: number): Live | undefined {
  const live = find(d, id)
  return live && (live.role === Role.task || (live.role === Role.wait && nodeOf(d, live).kind === 'receive')) ? live : undefined
}

function completed(d: Draft, event: Of<'complete'>): Refusal {
  const live = workOf(d, event.id)
  if (!live) return gone
  complete(d, live, event.variables)
  return undefined
}

function failed(d: Draft, event: Of<'error'>): Refusal {
  const live = workOf(d, event.id)
  if (!live) return gone
  writeAll(d, find(d, live.parent), event.variables)
  const element = nodeOf(d, live).id
  if (!carry(d, find(d, event.id)!, 'error', event.code)) finish(d, 'failed', element, event.code)
  // The host knows that the task is over: it said so itself.
  const own = d.commands.findIndex((c) => c.type === 'withdraw' && c.id === event.id)
  if (own >= 0) d.commands.splice(own, 1)
  return undefined
}

function escalated(d: Draft, event: Of<'escalation'>): Refusal {
  const live = workOf(d, event.id)
  if (!live) return gone
  writeAll(d, find(d, live.parent), event.variables)
  if (!carry(d, find(d, event.id)!, 'escalation', event.code))
    d.commands.push({ type: 'escalated', element: nodeOf(d, live).id, code: event.code })
  return undefined
}

function gaveUp(d: Draft, event: Of<'fail'>): Refusal {
  const live = workOf(d, event.id)
  if (!live) return gone
  note(d, Mark.incident, live.node, live.id)
  d.commands.push({ type: 'incident', id: live.id, element: nodeOf(d, live).id, code: 'FAILED', sentence: event.sentence })
  return undefined
}

function heardById(d: Draft, id: string, event: Of<'timer'> | Of<'message'>): Refusal {
  const parts = earOf(id)
  const live = parts && find(d, parts.live)
  const ear: Ear | undefined = parts && hearerAt(d, live, parts.node, parts.trigger)
  if (!ear || !live) return gone
  deliver(d, live, ear, event.variables)
  return undefined
}

function message(d: Draft, event: Of<'message'>): Refusal {
  if ('id' in event) return heardById(d, event.id, event)
  const [first] = hearers(d, (t) => t.on === 'message' && t.name === event.name)
  if (!first) return `Nobody waits for the message ${event.name} now; keep it, or send it again.`
  deliver(d, first[0], first[1], event.variables)
  return undefined
}

function retry(d: Draft, event: Of<'retry'>): Refusal {
  const live = find(d, event.id)
  if (!live) return gone
  writeAll(d, find(d, live.parent), event.variables)
  if (live.role === Role.task) {
    ask(d, live, nodeOf(d, live))
    return undefined
  }
  if (live.role !== Role.incident) return 'It is no incident.'
  const { node, parent, flow } = live
  const inLoop = find(d, parent)!.role === Role.group
  d.live = d.live.filter((l) => l.id !== live.id)
  if (inLoop) push(d, 'iterate', node, parent)
  else push(d, flow === leaving ? 'leave' : 'arrive', node, parent, flow)
  return undefined
}

function launch(d: Draft, event: Of<'launch'>): Refusal {
  const live = find(d, event.id)
  const index = d.model.byId.get(event.activity)
  const node = index === undefined ? undefined : d.model.nodes[index]
  if (!live || live.role !== Role.scope || !nodeOf(d, live).adHoc) return 'It is no open ad-hoc sub-process.'
  if (node?.scope !== live.node) return `${event.activity} is no activity of that sub-process.`
  writeAll(d, live, event.variables)
  push(d, 'arrive', node.index, live.id)
  return undefined
}

const receivers: { readonly [T in Event['type']]: (d: Draft, event: Of<T>) => Refusal } = {
  start,
  complete: completed,
  error: failed,
  escalation: escalated,
  fail: gaveUp,
  timer: (d, event) => heardById(d, event.id, event),
  message,
  signal: (d, event) => (spread(d, event.name, event.variables) ? undefined : `Nobody here listens for the signal ${event.name}.`),
  update: (d, event) => {
    bring(d, d.live[0]!, d.model.nodes[0]!, event.variables)
    d.changed = true
    return undefined
  },
  retry,
  launch,
  cancel: (d) => {
    finish(d, 'cancelled')
    return undefined
  },
}

export function receive(d: Draft, event: Event): Refusal {
  if (event.type !== 'start' && d.status !== 'running') return over
  return receivers[event.type](d, event as never)
}
