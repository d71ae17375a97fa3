/** The state while a step works on it: the one place where things change. Nothing of it outlives the step. */
import type { Data, Expression, Model, Node } from '../model.ts'
import { type Command, type IncidentCode, Mark } from '../protocol.ts'
import { type Done, type Live, type Marks, Role, type State, type Status } from '../state.ts'

/** What is still to happen within the step, in this order; `arg` is a flow, a record or a trigger, by the move. */
export type Move = { readonly op: Op; readonly node: number; readonly scope: number; readonly arg: number }

/**
 * `arrive`: a token reaches a node by flow `arg`; `activate`: an activity begins; `leave`: a node is left by its flows;
 * `throw`: a throw or end event speaks; `iterate`: a loop goes on after the instance `arg`; `undo`: the compensation `arg` goes on.
 */
export type Op = 'arrive' | 'activate' | 'leave' | 'throw' | 'iterate' | 'undo'

export type Draft = {
  readonly model: Model
  status: Status
  next: number
  live: Live[]
  done: Done[]
  data: Data
  given: Data | undefined
  readonly commands: Command[]
  readonly trail: number[]
  readonly agenda: Move[]
  /** Throws wait until nothing else moves, so that whoever is to catch them has a chance to listen. */
  readonly late: Move[]
  /** Scopes that may have run empty. */
  readonly dirty: number[]
  /** Scopes of which all tokens were withdrawn while the scope itself stays. */
  readonly cut: Set<number>
  /** Whether variables changed, and conditions must be asked again. */
  changed: boolean
  /** Moves left before the step calls it a cycle. */
  fuel: number
}

export function draftOf(model: Model, state: State, given: Data | undefined, fuel: number): Draft {
  return {
    model,
    status: state.status,
    next: state.next,
    live: state.live.slice(),
    done: state.done.slice(),
    data: state.data,
    given,
    commands: [],
    trail: [],
    agenda: [],
    late: [],
    dirty: [],
    cut: new Set(),
    changed: false,
    fuel,
  }
}

export const stateOf = (d: Draft): State => ({ status: d.status, next: d.next, live: d.live, done: d.done, data: d.data })

export const nodeOf = (d: Draft, live: Live): Node => d.model.nodes[live.node]!

/** Records are in order of their ids. */
function indexOf(d: Draft, id: number): number {
  let [low, high] = [0, d.live.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = d.live[middle]!.id
    if (at === id) return middle
    if (at < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export function find(d: Draft, id: number): Live | undefined {
  const index = indexOf(d, id)
  return index < 0 ? undefined : d.live[index]
}

export function add(d: Draft, role: Role, node: number, parent: number, flow = -1, item = -1, data: Data | undefined = undefined): Live {
  const live: Live = { id: d.next++, role, node, parent, flow, item, marks: undefined, data }
  d.live.push(live)
  return live
}

export function put(d: Draft, live: Live): Live {
  const index = indexOf(d, live.id)
  if (index >= 0) d.live[index] = live
  return live
}

export function drop(d: Draft, id: number): void {
  const index = indexOf(d, id)
  if (index >= 0) d.live.splice(index, 1)
}

export const mark = (d: Draft, live: Live, name: string, value: number): Live =>
  put(d, { ...(find(d, live.id) ?? live), marks: { ...(find(d, live.id) ?? live).marks, [name]: value } as Marks })

export const markOf = (live: Live, name: string): number => live.marks?.[name] ?? 0

export const childrenOf = (d: Draft, id: number): Live[] => d.live.filter((l) => l.parent === id)
/** Children have larger ids than their parents, so that looking from the end finds one soon. */
export function hasChildren(d: Draft, id: number): boolean {
  for (let i = d.live.length - 1; i >= 0 && d.live[i]!.id > id; i--) if (d.live[i]!.parent === id) return true
  return false
}

export function note(d: Draft, what: number, index: number, record: number): void {
  d.trail.push(what, index, record)
}

/** A token cannot go on: it is kept where it stands, with the reason. */
export class Incident extends Error {
  readonly code: IncidentCode
  constructor(code: IncidentCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** Leaving is retried as leaving, all else as arriving by the flow where it came from. */
export const leaving = -2

export function park(d: Draft, move: Move, incident: Incident): void {
  if (!find(d, move.scope)) return
  const flow = move.op === 'leave' ? leaving : move.op === 'arrive' ? move.arg : -1
  const live = add(d, Role.incident, move.node, move.scope, flow)
  const { id } = d.model.nodes[move.node]!
  note(d, Mark.incident, move.node, live.id)
  d.commands.push({ type: 'incident', id: live.id, element: id, code: incident.code, sentence: incident.message })
}

/** The scope record that a record belongs to: the nearest of its ancestors that opens one, itself included. */
export function scopeOf(d: Draft, live: Live): Live {
  let at = live
  while (at.role !== Role.scope) at = find(d, at.parent)!
  return at
}

/** What an expression sees from a record: the variables of the process, covered by those of the scopes in between. */
export function viewOf(d: Draft, from: Live | undefined): Data {
  let view: Data | undefined
  for (let at = from; at; at = at.parent === 0 ? undefined : find(d, at.parent)) {
    if (at.data) view = view ? { ...at.data, ...view } : at.data
  }
  if (!view && !d.given) return d.data
  return { ...d.given, ...d.data, ...view }
}

export function evaluate(expression: Expression, view: Data, what: string): unknown {
  try {
    return expression.evaluate(view)
  } catch (error) {
    throw new Incident('EXPRESSION', `${what} "${expression.text}" cannot be computed: ${(error as Error).message}`)
  }
}

/** Writes a variable where it is at home: in the nearest scope that has it, else in the process. */
export function write(d: Draft, from: Live | undefined, name: string, value: unknown): void {
  d.changed = true
  for (let at = from; at; at = at.parent === 0 ? undefined : find(d, at.parent)) {
    if (at.data && Object.hasOwn(at.data, name)) {
      put(d, { ...at, data: { ...at.data, [name]: value } })
      return
    }
  }
  d.data = { ...d.data, [name]: value }
}

export function writeAll(d: Draft, from: Live | undefined, variables: Data | undefined): void {
  if (variables) for (const name of Object.keys(variables)) write(d, from && find(d, from.id), name, variables[name])
}

export const push = (d: Draft, op: Op, node: number, scope: number, arg = -1): void => {
  ;(op === 'throw' ? d.late : d.agenda).push({ op, node, scope, arg })
}
