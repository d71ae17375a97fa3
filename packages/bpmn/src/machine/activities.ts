/** Activities: begin, ask the host, end (BPMN 2.0, 13.3). */
import type { Data, Mapping, Node } from '../model.ts'
import { Mark, type TaskCommand } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { adHocLeft, openAdHoc } from './ad-hoc.ts'
import { add, type Draft, evaluate, find, type Move, nodeOf, note, push, put, scopeOf, viewOf, write } from './draft.ts'
import { isLive, listen } from './ears.ts'
import { remove } from './end.ts'
import { conditionsHold } from './hear.ts'
import { gather } from './outputs.ts'

const roles: Partial<Record<Node['kind'], Role>> = { receive: Role.wait, subProcess: Role.scope }

/** A token has come; the activity begins once it has as many as it asks for (startQuantity). */
export function gatherTokens(d: Draft, move: Move, node: Node): void {
  if (node.startQuantity < 2) {
    push(d, 'activate', node.index, move.scope)
    return
  }
  add(d, Role.token, node.index, move.scope, move.arg)
  const tokens = d.live.filter((l) => l.role === Role.token && l.node === node.index && l.parent === move.scope)
  if (tokens.length < node.startQuantity) return
  const taken = new Set(tokens.slice(0, node.startQuantity).map((t) => t.id))
  d.live = d.live.filter((l) => !taken.has(l.id))
  push(d, 'activate', node.index, move.scope)
}

/** One instance. `item` is its number in a loop. */
export function begin(d: Draft, node: Node, parent: number, item = -1, data: Data | undefined = undefined): void {
  const live = add(d, roles[node.kind] ?? Role.task, node.index, parent, -1, item, data)
  note(d, Mark.enter, node.index, live.id)
  if (item < 0 && node.guards.length > 0) {
    listen(d, live, node.guards)
    // A condition that holds already interrupts before anything begins.
    conditionsHold(d, live)
    if (!isLive(d, live)) return
  }
  entries[node.kind]?.(d, live, node)
}

function map(mappings: readonly Mapping[], view: Data): Data {
  return Object.fromEntries(mappings.map((m) => [m.to, evaluate(m.from, view, 'The mapping')]))
}

const inputOf = (d: Draft, live: Live, node: Node) => (node.inputs.length === 0 ? undefined : map(node.inputs, viewOf(d, live)))

export function taskCommand(d: Draft, live: Live, node: Node): TaskCommand {
  const input = inputOf(d, live, node)
  return {
    type: 'task',
    id: live.id,
    element: node.id,
    name: node.name,
    task: node.task!,
    lanes: node.lanes,
    attributes: node.attributes,
    results: node.results,
    ...(input === undefined ? {} : { input }),
    ...(live.item < 0 ? {} : { item: live.item }),
  }
}

/** Asks the host for a task or a call. */
export function ask(d: Draft, live: Live, node: Node): void {
  if (node.called === undefined) {
    d.commands.push(taskCommand(d, live, node))
    return
  }
  const input = inputOf(d, live, node)
  const item = live.item < 0 ? {} : { item: live.item }
  d.commands.push({ type: 'call', id: live.id, element: node.id, called: node.called, ...(input === undefined ? {} : { input }), ...item })
}

/** Opens a process, sub-process or event sub-process; `at` is where its token begins, all its starts where it is left out. */
export function open(d: Draft, live: Live, node: Node, at: readonly number[] = node.starts): void {
  if (node.locals.length > 0) {
    put(d, { ...live, data: { ...Object.fromEntries(node.locals.map((name) => [name, null])), ...live.data } })
  }
  if (node.handlers.length > 0) listen(d, live, node.handlers)
  if (node.adHoc) openAdHoc(d, live, node)
  else for (const start of at) push(d, 'arrive', start, live.id)
  if (at.length === 0) d.dirty.push(live.id)
}

const entries: Partial<Record<Node['kind'], (d: Draft, live: Live, node: Node) => void>> = {
  task: ask,
  call: ask,
  receive: (d, live, node) => listen(d, live, node.waits),
  subProcess: (d, live, node) => open(d, live, node),
}

/** Writes what a task, call or event brings: through the model's mappings where it has some, else by name. */
export function bring(d: Draft, live: Live, node: Node, variables: Data = {}): void {
  if (node.outputs.length > 0) {
    const mapped = map(node.outputs, { ...viewOf(d, live), ...variables })
    for (const name of Object.keys(mapped)) write(d, find(d, live.id), name, mapped[name])
  }
  for (const name of Object.keys(variables)) if (!node.results.includes(name)) write(d, find(d, live.id), name, variables[name])
}

/** The instance is done; the flow goes on behind it, or its loop or compensation does. */
export function complete(d: Draft, live: Live, variables: Data | undefined): void {
  const node = nodeOf(d, live)
  bring(d, live, node, variables)
  const parent = find(d, live.parent)!
  note(d, Mark.leave, node.index, live.id)
  const current = find(d, live.id)!
  if (node.compensable) d.done = [...d.done, { id: live.id, node: live.node, scope: scopeOf(d, parent).id, data: current.data }]
  else if (d.done.length > 0 && live.role === Role.scope) d.done = d.done.filter((done) => done.scope !== live.id)
  if (parent.role === Role.group) gather(d, parent, current, variables)
  remove(d, current)
  if (parent.role === Role.group) {
    push(d, 'iterate', node.index, parent.id)
    return
  }
  goOn(d, node, parent)
}

/** Behind a finished activity: its compensation, its ad-hoc sub-process, or its flows. */
export function goOn(d: Draft, node: Node, parent: Live): void {
  if (parent.role === Role.undo) {
    push(d, 'undo', node.index, parent.id)
    return
  }
  if (nodeOf(d, parent).adHoc && adHocLeft(d, parent)) return
  if (!node.eventSubProcess) push(d, 'leave', node.index, parent.id)
}
