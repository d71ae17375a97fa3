/** One step of the machine: an event in, the next state and the commands for the host out. Pure. */
import type { Kind, Model, Node } from '../model.ts'
import { type Command, type Event, Mark, type Trail } from '../protocol.ts'
import { Role, type State } from '../state.ts'
import { begin, gatherTokens, open } from './activities.ts'
import { adHocOver } from './ad-hoc.ts'
import { add, type Draft, draftOf, find, hasChildren, Incident, type Move, nodeOf, note, type Op, park, stateOf } from './draft.ts'
import { earsOf } from './ears.ts'
import { askConditions } from './events.ts'
import { leave } from './flows.ts'
import { complex, eventGateway, inclusive, parallel, passing, settleJoins } from './gateways.ts'
import { beginLoop, iterate } from './loops.ts'
import { receive } from './receive.ts'
import { closeScope, reachThrow, speak } from './throws.ts'
import { undo } from './undo.ts'

export type Result = { state: State; commands: readonly Command[]; trail: Trail }

const arrivals: Partial<Record<Kind, (d: Draft, move: Move, node: Node) => void>> = {
  task: gatherTokens,
  receive: gatherTokens,
  call: gatherTokens,
  subProcess: gatherTokens,
  start: passing,
  boundary: passing,
  end: reachThrow,
  throw: reachThrow,
  catch: eventGateway,
  exclusive: passing,
  parallel,
  inclusive,
  complex,
  eventGateway,
}

function activate(d: Draft, { node: index, scope, arg }: Move): void {
  const node = d.model.nodes[index]!
  if (node.eventSubProcess) {
    const live = add(d, Role.scope, index, scope)
    note(d, Mark.enter, index, live.id)
    open(d, live, node, [arg])
    return
  }
  if (node.loop) {
    beginLoop(d, node, scope)
    return
  }
  begin(d, node, scope)
}

const moves: Readonly<Record<Op, (d: Draft, move: Move) => void>> = {
  arrive: (d, move) => {
    const node = d.model.nodes[move.node]!
    arrivals[node.kind]?.(d, move, node)
  },
  activate,
  leave,
  throw: speak,
  iterate,
  undo,
}

/** What a move may change, as it was before: a move is made whole or not at all. */
type Snapshot = Pick<Draft, 'live' | 'done' | 'next' | 'data' | 'changed'> & {
  commands: number
  trail: number
  agenda: number
  late: number
  dirty: number
}

const snapshot = (d: Draft): Snapshot => ({
  live: d.live.slice(),
  done: d.done,
  next: d.next,
  data: d.data,
  changed: d.changed,
  commands: d.commands.length,
  trail: d.trail.length,
  agenda: d.agenda.length,
  late: d.late.length,
  dirty: d.dirty.length,
})

function restore(d: Draft, { commands, trail, agenda, late, dirty, ...before }: Snapshot): void {
  Object.assign(d, before)
  d.commands.length = commands
  d.trail.length = trail
  d.agenda.length = agenda
  d.late.length = late
  d.dirty.length = dirty
}

/** A move that cannot be made leaves its token behind as an incident, and no other trace. */
function make(d: Draft, move: Move): void {
  if (!find(d, move.scope)) return
  if (d.fuel-- <= 0) {
    const { id } = d.model.nodes[move.node]!
    park(d, move, new Incident('CYCLE', `The process goes in a circle through ${id} without ever waiting; it was stopped there.`))
    return
  }
  const before = snapshot(d)
  try {
    moves[move.op](d, move)
  } catch (error) {
    if (!(error instanceof Incident)) throw error
    restore(d, before)
    park(d, move, error)
  }
}

/** A scope in which nothing is live any more ends. */
function closeIfEmpty(d: Draft, id: number): void {
  const live = find(d, id)
  if (!live || live.role !== Role.scope || hasChildren(d, id)) return
  if (nodeOf(d, live).adHoc && !adHocOver(d, live)) return
  closeScope(d, find(d, id)!)
}

function closeEmpty(d: Draft): boolean {
  if (d.dirty.length === 0) return false
  // The innermost first: their ends may be what empties the outer ones.
  const scopes = d.dirty.length === 1 ? d.dirty.slice() : [...new Set(d.dirty)].sort((a, b) => b - a)
  d.dirty.length = 0
  for (const id of scopes) closeIfEmpty(d, id)
  return d.agenda.length > 0 || d.dirty.length > 0
}

/** What happens when no token moves: the next throw, else what depends on all else being at rest. False where all wait. */
function settle(d: Draft): boolean {
  const next = d.late.shift()
  if (next) {
    make(d, next)
    return true
  }
  if (d.changed) {
    d.changed = false
    if (askConditions(d)) return true
  }
  return (d.model.hasJoins && settleJoins(d)) || closeEmpty(d) || d.late.length > 0 || d.changed
}

/** Moves tokens until all wait. */
export function run(d: Draft): void {
  do {
    for (let at = 0; at < d.agenda.length; at++) make(d, d.agenda[at]!)
    d.agenda.length = 0
  } while (d.status === 'running' && settle(d))
}

const idle: ReadonlySet<Role> = new Set([Role.scope, Role.group, Role.token, Role.reset])

/** Whether nothing can ever happen again: tokens wait for tokens, and nobody listens. */
function stuck(d: Draft): readonly string[] {
  const tokens = d.live.filter((l) => l.role === Role.token || l.role === Role.reset)
  if (tokens.length === 0 || d.live.some((l) => !idle.has(l.role) || earsOf(d, l).length > 0)) return []
  return [...new Set(tokens.map((t) => nodeOf(d, t).id))]
}

/** More moves than this between two waits are a circle: real models make a few dozen. */
const mostMoves = 100_000

const ignored = (state: State, event: Event, sentence: string): Result => ({
  state,
  commands: [{ type: 'ignored', event: event.type, sentence }],
  trail: [],
})

export type StepOptions = { mostMoves?: number }

/** An event that could not be taken: an expression behind it cannot be computed. */
function failed(d: Draft, state: State, event: Event, { code, message }: Incident): Result {
  if (!('id' in event) || typeof event.id !== 'number') return ignored(state, event, message)
  const element = nodeOf(d, find(d, event.id) ?? state.live[0]!).id
  return { state, commands: [{ type: 'incident', id: event.id, element, code, sentence: message }], trail: [] }
}

/**
 * The next state, what the host is to do, and what happened on the way. The same three arguments always give the same answer.
 * An event that finds nobody is answered with a command `ignored` and leaves the state as it was. Never throws for what an event holds.
 */
export function step(model: Model, state: State, event: Event, options: StepOptions = {}): Result {
  const d = draftOf(model, state, event.given, options.mostMoves ?? mostMoves)
  try {
    const refused = receive(d, event)
    if (refused !== undefined) return ignored(state, event, refused)
  } catch (error) {
    if (error instanceof Incident) return failed(d, state, event, error)
    throw error
  }
  run(d)
  const elements = model.hasJoins && d.status === 'running' ? stuck(d) : []
  if (elements.length > 0) d.commands.push({ type: 'stuck', elements })
  return { state: stateOf(d), commands: d.commands, trail: d.trail }
}

/** The states of a whole history, from its events alone. */
export function replay(model: Model, events: readonly Event[], from: State): Result {
  const all: { commands: Command[]; trail: number[] } = { commands: [], trail: [] }
  let state = from
  for (const event of events) {
    const result = step(model, state, event)
    state = result.state
    for (const command of result.commands) all.commands.push(command)
    for (const at of result.trail) all.trail.push(at)
  }
  return { state, ...all }
}
