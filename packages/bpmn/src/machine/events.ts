/** Events that reach somebody: catch events and gateways that wait, boundary events, event sub-processes. */
import type { Data, Ear, Node, Trigger } from '../model.ts'
import { Mark } from '../protocol.ts'
import { type Live, Role } from '../state.ts'
import { bring, complete } from './activities.ts'
import { type Draft, find, nodeOf, note, push } from './draft.ts'
import { earsOf, firesAgain, forget, isLive, listen, meet, metOf, triggerAt, whoHears } from './ears.ts'
import { remove } from './end.ts'
import { allMet, becameTrue, interrupt, isSpent } from './hear.ts'

/** An event behind a gateway: the first wins, or each goes on until all have come. */
function hearAtGateway(d: Draft, live: Live, gateway: Node, ear: Ear): void {
  const { id, parent } = live
  push(d, 'leave', ear.node, parent)
  note(d, Mark.leave, ear.node, id)
  if (!gateway.all) {
    remove(d, live)
    return
  }
  forget(
    d,
    live,
    gateway.waits.filter((e) => e.node === ear.node && metOf(live, e) === 0),
  )
  const current = gateway.waits.filter((e) => e.node === ear.node).reduce((l, e) => meet(d, l, e, 1), live)
  if (gateway.waits.every((e) => metOf(current, e) > 0)) remove(d, current)
}

function hearAtCatch(d: Draft, live: Live, node: Node, ear: Ear): void {
  if (!allMet(d, live, node, ear)) return
  const current = find(d, live.id)!
  note(d, Mark.leave, node.index, live.id)
  push(d, 'leave', node.index, live.parent)
  const fired = metOf(current, ear) + 1
  const cycles = triggerAt(d, ear).on === 'timer' && !node.all && firesAgain(d, current, ear, fired)
  if (!cycles) {
    remove(d, current)
    return
  }
  listen(d, meet(d, current, ear, fired), [ear])
}

const waitsFor = (live: Live, node: Node, ear: Ear) =>
  live.role === Role.wait && node.waits.some((e) => e.node === ear.node && e.trigger === ear.trigger)

/** Delivers an event with what it brings. */
export function deliver(d: Draft, live: Live, ear: Ear, variables: Data | undefined): void {
  const [own, event] = [nodeOf(d, live), d.model.nodes[ear.node]!]
  const waits = waitsFor(live, own, ear)
  if (waits && own.kind === 'receive') {
    complete(d, live, variables)
    return
  }
  bring(d, event.kind === 'boundary' ? (find(d, live.parent) ?? live) : live, event, variables)
  const current = find(d, live.id)!
  if (!waits) interrupt(d, current, ear)
  else if (own.kind === 'eventGateway') hearAtGateway(d, current, own, ear)
  else hearAtCatch(d, current, own, ear)
}

/** An event behind a parallel gateway is heard once. */
const isHeard = (d: Draft, live: Live, ear: Ear) => {
  const node = nodeOf(d, live)
  const one = (node.kind === 'eventGateway' && node.all) || (d.model.nodes[ear.node]!.all && d.model.nodes[ear.node]!.triggers.length > 1)
  return (one && metOf(live, ear) > 0) || isSpent(d, live, ear)
}

/** Who listens for something, in order of their ids. */
export const hearers = (d: Draft, hears: (trigger: Trigger, live: Live, ear: Ear) => boolean): [Live, Ear][] =>
  whoHears(d, hears).filter(([live, ear]) => !isHeard(d, live, ear))

/** The record and ear of an id, where both still listen. */
export function hearerAt(d: Draft, live: Live | undefined, node: number, trigger: number): Ear | undefined {
  const ear = live && earsOf(d, live).find((e) => e.node === node && e.trigger === trigger)
  return ear && !isHeard(d, live!, ear) ? ear : undefined
}

/** A signal reaches everybody who listens, except the record that throws it at its own boundary. True where somebody does. */
export function spread(d: Draft, name: string, variables: Data | undefined, except = -1): boolean {
  const heard = hearers(d, (t, live) => t.on === 'signal' && t.name === name && live.id !== except)
  for (const [live, ear] of heard) if (isLive(d, live)) deliver(d, find(d, live.id)!, ear, variables)
  return heard.length > 0
}

/** Asks all conditions again. True where one has become true. */
export function askConditions(d: Draft): boolean {
  if (!d.model.hasConditions) return false
  let moved = false
  for (const [live, ear] of hearers(d, (t) => t.on === 'condition')) {
    const current = find(d, live.id)
    if (!current || !earsOf(d, current).includes(ear) || !becameTrue(d, current, ear)) continue
    deliver(d, find(d, live.id)!, ear, undefined)
    moved = true
  }
  return moved
}
