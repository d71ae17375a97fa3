/** One situation of a process and its subject, and when two of them are the same. */
import type { Command, Model, State } from '@haoban/bpmn'

export type World = {
  state: State
  /** of the subject */
  status: string
  /** of each group of verbs that the law asks after, whether one was taken on the way */
  taken: readonly boolean[]
  timers: readonly { id: string; name: string }[]
  heard: readonly { id: string; name: string; on: 'message' | 'signal' }[]
}

/** Records are named by their order and not by their numbers, which grow in every loop; variables that nobody reads do not count. */
export function keyOf({ state, status, taken, timers, heard }: World, reads: ReadonlySet<string>): string {
  const read = (data: State['data'] | undefined) =>
    Object.entries(data ?? {})
      .filter(([name]) => reads.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  const place = new Map([...state.live, ...state.done].map((l, i) => [l.id, i]))
  const at = (id: number) => place.get(id) ?? -1
  const ear = (id: string) => {
    const [live, ...rest] = id.split('.')
    return [at(Number(live)), ...rest].join('.')
  }
  const live = state.live.map((l) => [l.role, l.node, at(l.parent), l.flow, l.item, l.marks, read(l.data)])
  const done = state.done.map((d) => [d.node, at(d.scope), read(d.data)])
  const ears = [...timers, ...heard].map((e) => ear(e.id)).sort()
  return JSON.stringify([state.status, live, done, read(state.data), status, taken, ears])
}

/** Timers and subscriptions after a step. A timer that comes again and again is let fire twice. */
export function heardAfter(model: Model, world: World, commands: readonly Command[]): World {
  let { timers, heard } = world
  const nameAt = (element: string) => model.nodes[model.byId.get(element) ?? 0]?.name || element
  for (const c of commands) {
    if (c.type === 'setTimer' && c.timer.fired < 2) timers = [...timers, { id: c.id, name: nameAt(c.element) }]
    if (c.type === 'cancelTimer') timers = timers.filter((t) => t.id !== c.id)
    if (c.type === 'subscribe') heard = [...heard, { id: c.id, name: c.name, on: c.on }]
    if (c.type === 'unsubscribe') heard = heard.filter((h) => h.id !== c.id)
  }
  const live = new Set(world.state.live.map((l) => String(l.id)))
  return { ...world, timers, heard: heard.filter((h) => live.has(h.id.split('.')[0]!)) }
}
