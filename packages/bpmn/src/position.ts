/** Where an instance stands, what it has been through, and where instances linger: as data for a diagram. */
import type { Model } from './model.ts'
import { Mark, type Trail } from './protocol.ts'
import { type Live, Role, type State } from './state.ts'

/** `active` is somebody's turn, `waiting` waits for an event, `joining` for other tokens, `stopped` for help. */
export type Standing = 'active' | 'waiting' | 'joining' | 'stopped'
export type Position = { element: string; standing: Standing; count: number; records: readonly number[] }

const standings: Readonly<Record<Role, Standing>> = {
  [Role.scope]: 'active',
  [Role.task]: 'active',
  [Role.group]: 'active',
  [Role.undo]: 'active',
  [Role.wait]: 'waiting',
  [Role.token]: 'joining',
  [Role.reset]: 'joining',
  [Role.incident]: 'stopped',
}

/** The elements at which an instance stands, the process itself left out. Instances of a loop count one by one. */
export function positions(model: Model, state: State): Position[] {
  const found = new Map<string, { element: string; standing: Standing; records: number[] }>()
  const add = ({ id, role, node }: Live) => {
    const { id: element } = model.nodes[node]!
    const standing = standings[role]
    const key = `${element} ${standing}`
    const position = found.get(key) ?? { element, standing, records: [] }
    position.records.push(id)
    found.set(key, position)
  }
  for (const live of state.live) if (live.parent !== 0 && live.role !== Role.group) add(live)
  return [...found.values()].map((p) => ({ ...p, count: p.records.length }))
}

/** The steps of an instance, each with its moment in milliseconds since 1970 and what happened in it. */
export type History = readonly { at: number; trail: Trail }[]

export type Passage = { kind: keyof typeof Mark; element: string; record: number; at: number }

const kinds = Object.keys(Mark) as (keyof typeof Mark)[]

/** The history in words: which element was entered, left, cancelled, stopped at; which flow was taken. */
export function passages(model: Model, history: History): Passage[] {
  return history.flatMap(({ at, trail }) => {
    const found: Passage[] = []
    for (let i = 0; i < trail.length; i += 3) {
      const kind = kinds[trail[i]!]!
      const table = kind === 'flow' ? model.flows : model.nodes
      found.push({ kind, element: table[trail[i + 1]!]!.id, record: trail[i + 2]!, at })
    }
    return found
  })
}

/** How often an element was passed, and how long tokens stayed in it altogether and at most, in milliseconds. */
export type Heat = { element: string; entered: number; left: number; cancelled: number; stopped: number; stayed: number; longest: number }

const cold = (element: string): Heat => ({ element, entered: 0, left: 0, cancelled: 0, stopped: 0, stayed: 0, longest: 0 })

const counters = { enter: 'entered', leave: 'left', cancel: 'cancelled', incident: 'stopped', flow: 'entered' } as const

/** Hot spots over any number of histories: nodes and flows by id. */
export function heat(model: Model, histories: readonly History[]): Heat[] {
  const all = new Map<string, Heat>()
  for (const history of histories) {
    const entered = new Map<string, number>()
    for (const { kind, element, record, at } of passages(model, history)) {
      const one = all.get(element) ?? cold(element)
      one[counters[kind]]++
      all.set(element, one)
      const key = `${element} ${record}`
      if (kind === 'enter') entered.set(key, at)
      if (kind !== 'leave' && kind !== 'cancel') continue
      const stay = at - (entered.get(key) ?? at)
      one.stayed += stay
      one.longest = Math.max(one.longest, stay)
    }
  }
  return [...all.values()].sort((a, b) => b.stayed - a.stayed || b.entered - a.entered)
}
