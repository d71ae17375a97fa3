/** Listening: what a live record waits for, how the host learns of it, and what is unlearnt when it goes. */
import type { Ear, Trigger } from '../model.ts'
import { type Live, Role } from '../state.ts'
import { isTime, type Timer, timesOf } from '../time.ts'
import { type Draft, evaluate, find, Incident, mark, markOf, nodeOf, viewOf } from './draft.ts'

const none: readonly Ear[] = []

/** Record, node and trigger: the id of a timer or subscription, the same in every replay. */
export const earId = (live: number, ear: Ear): string => `${live}.${ear.node}.${ear.trigger}`

export function earOf(id: string): { live: number; node: number; trigger: number } | undefined {
  const parts = id.split('.').map(Number)
  const [live, node, trigger] = parts
  return parts.length === 3 && parts.every(Number.isInteger) ? { live: live!, node: node!, trigger: trigger! } : undefined
}

/** Boundary events sit on the group of a looping activity, not on its instances. */
export const isHost = (live: Live): boolean => live.role === Role.group || (live.item < 0 && live.role <= Role.wait)

/** Once interrupted, a scope runs one event sub-process to its end and hears no other. */
export const interrupted = 'interrupted'

/** All that a record listens for now. */
export function earsOf(d: Draft, live: Live): readonly Ear[] {
  const node = nodeOf(d, live)
  const guards = isHost(live) ? node.guards : none
  if (live.role === Role.wait) return node.waits.length === 0 ? guards : guards.length === 0 ? node.waits : [...node.waits, ...guards]
  if (live.role !== Role.scope || node.handlers.length === 0 || markOf(live, interrupted)) return live.role > Role.group ? none : guards
  return guards.length === 0 ? node.handlers : [...guards, ...node.handlers]
}

export const triggerAt = (d: Draft, ear: Ear): Trigger => d.model.nodes[ear.node]!.triggers[ear.trigger]!

/** How often an ear has been met already. */
export const metOf = (live: Live, ear: Ear): number => markOf(live, `${ear.node}.${ear.trigger}`)
export const meet = (d: Draft, live: Live, ear: Ear, times: number): Live => mark(d, live, `${ear.node}.${ear.trigger}`, times)

function timerOf(d: Draft, live: Live, trigger: Trigger & { on: 'timer' }, fired: number): Timer {
  const { kind, value } = trigger
  if (typeof value === 'string') return { kind, value, fired }
  const text = String(evaluate(value, viewOf(d, live), 'The time'))
  if (!isTime(kind, text)) throw new Incident('TIME', `The time "${value.text}" gives ${text}, which is no ${kind} of ISO 8601.`)
  return { kind, value: text, fired }
}

/** Whether a timer that has fired so often fires again. */
export function firesAgain(d: Draft, live: Live, ear: Ear, fired: number): boolean {
  const trigger = triggerAt(d, ear)
  if (trigger.on !== 'timer') return true
  return fired < timesOf(trigger.kind, timerOf(d, live, trigger, fired).value)
}

type Listening = (d: Draft, live: Live, ear: Ear, trigger: never) => void

const listening: Readonly<Record<string, Listening>> = {
  timer: (d, live, ear, trigger: Trigger & { on: 'timer' }) => {
    const timer = timerOf(d, live, trigger, metOf(live, ear))
    d.commands.push({ type: 'setTimer', id: earId(live.id, ear), element: d.model.nodes[ear.node]!.id, timer })
  },
  message: (d, live, ear, trigger: Trigger & { on: 'message' }) => {
    const key = trigger.key && evaluate(trigger.key, viewOf(d, live), 'The correlation key')
    const { id } = d.model.nodes[ear.node]!
    d.commands.push({
      type: 'subscribe',
      id: earId(live.id, ear),
      element: id,
      on: 'message',
      name: trigger.name,
      ...(key === undefined ? {} : { key }),
    })
  },
  signal: (d, live, ear, trigger: Trigger & { on: 'signal' }) => {
    d.commands.push({ type: 'subscribe', id: earId(live.id, ear), element: d.model.nodes[ear.node]!.id, on: 'signal', name: trigger.name })
  },
}

export function listen(d: Draft, live: Live, ears: readonly Ear[]): void {
  for (const ear of ears) {
    const trigger = triggerAt(d, ear)
    // A condition is asked at once, and then whenever variables change.
    if (trigger.on === 'condition') d.changed = true
    else listening[trigger.on]?.(d, live, ear, trigger as never)
  }
}

export function forget(d: Draft, live: Live, ears: readonly Ear[]): void {
  for (const ear of ears) {
    const { on } = triggerAt(d, ear)
    if (on === 'timer') d.commands.push({ type: 'cancelTimer', id: earId(live.id, ear) })
    else if (on === 'message' || on === 'signal') d.commands.push({ type: 'unsubscribe', id: earId(live.id, ear) })
  }
}

/** The first record and ear that answer a question, in the order of their ids. */
export function whoHears(d: Draft, hears: (trigger: Trigger, live: Live, ear: Ear) => boolean): [Live, Ear][] {
  return d.live.flatMap((live) =>
    earsOf(d, live).flatMap((ear): [Live, Ear][] => (hears(triggerAt(d, ear), live, ear) ? [[live, ear]] : [])),
  )
}

export const isLive = (d: Draft, live: Live): boolean => find(d, live.id) !== undefined
