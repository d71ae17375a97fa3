import type { Choice, OrderKind, StateOf, VerbOf } from '../schema/kind.ts'
import { merged, mergedState } from '../schema/kind.ts'

const isChoice = <T>(value: Choice<T>): value is { by: string; to: Readonly<Record<string, T>> } =>
  typeof value === 'object' && value !== null && 'by' in value && 'to' in value

/** What the data of a fact choose; undefined where they choose nothing that the table knows. */
export const choose = <T>(value: Choice<T>, data: Readonly<Record<string, unknown>>): T | undefined =>
  isChoice(value) ? value.to[String(data[value.by])] : value

/** Everything that a choice can come to, with the key and the value that choose it. */
export const variantsOf = <T>(value: Choice<T>): { by?: string; as?: string; value: T }[] =>
  isChoice(value) ? Object.entries(value.to).map(([as, v]) => ({ by: value.by, as, value: v })) : [{ value }]

/** A state of a kind, the one of merged orders included. */
export const stateOf = (kind: OrderKind, state: string): StateOf => {
  const found = state === merged ? mergedState : kind.states[state]
  if (!found) throw new Error(`${kind.title} has no state ${state}`)
  return found
}

export const isEnd = (kind: OrderKind, state: string): boolean => stateOf(kind, state).turn === 'nobody'

/** Where a verb leads from a state; undefined where it is not open there. */
export function destination(kind: OrderKind, from: string, verb: string, data: Readonly<Record<string, unknown>>): string | undefined {
  const next = kind.leadsTo[from]?.[verb]
  const to = next === undefined ? undefined : choose(next, data)
  return to === 'same' ? from : to
}

const byFact = new WeakMap<OrderKind, Map<string, string>>()

/** The verb that left a fact: its data name it; facts of earlier releases are known by their names. */
export function verbOf(kind: OrderKind, fact: { name: string; data: Readonly<Record<string, unknown>> }): [string, VerbOf] | undefined {
  const known = byFact.get(kind) ?? new Map(Object.entries(kind.verbs).map(([verb, v]) => [v.fact, verb]))
  byFact.set(kind, known)
  const named = typeof fact.data.verb === 'string' && kind.verbs[fact.data.verb] ? fact.data.verb : known.get(fact.name)
  return named === undefined ? undefined : [named, kind.verbs[named]!]
}
