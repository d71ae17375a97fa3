/** The recorded events of an instance on another version of its model: where it would have gone another way, or could not have gone on. */
import { type Command, type Event, initial, type Live, type Model, type Node, Role, type State, step } from '@haoban/bpmn'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Change, Tally } from '#kernel/draft/schema.ts'
import type { KeptEvent } from '../schema/process.ts'

export type PastStep = { seq: number; at: Date; event: KeptEvent; trail: readonly number[] }
/** An instance with its history; `model` is that of its own version. */
export type Past = { subject: string; title: string; href: string; model: Model; steps: readonly PastStep[] }
export type PastFound = { changes: Change[]; counted: Omit<Tally, 'count'>[]; unread: number }

const what = '走法'
type Parting = { before: string; after: string; because: string; counted: Omit<Tally, 'count'> }

const nameOf = (node: Node | undefined) => `“${node?.name || node?.id || '？'}”`
const nodeAt = (model: Model, live: Live | undefined): Node | undefined => live && model.nodes[live.node]

/** The same step in the other model: by its id, or else by its name and kind, where that is there once. */
function sameNode(from: Model, to: Model, index: number): number | undefined {
  const node = from.nodes[index]
  const known = node && to.byId.get(node.id)
  if (!node || known !== undefined) return known
  const alike = node.name ? to.nodes.flatMap((n, i) => (n.name === node.name && n.kind === node.kind ? [i] : [])) : []
  return alike.length === 1 ? alike[0] : undefined
}

const waitsFor = ({ role }: Live) => role === Role.task || role === Role.wait || role === Role.incident

/** The record in the other state that stands for this one: the same step, the same place in its loop. */
function counterpart(pair: Pair, id: number): Live | undefined {
  const live = pair.old.state.live.find((l) => l.id === id)
  const node = live && sameNode(pair.old.model, pair.now.model, live.node)
  return node === undefined ? undefined : pair.now.state.live.find((l) => l.node === node && l.item === live!.item && l.role === live!.role)
}

type Side = { model: Model; state: State }
type Pair = { old: Side; now: Side }

/** The event as the other version would have heard it; undefined where nobody there would have. */
function translated(pair: Pair, event: Event): Event | undefined {
  if (!('id' in event)) return event
  if (typeof event.id === 'number') {
    const to = counterpart(pair, event.id)
    return to && ({ ...event, id: to.id } as Event)
  }
  const [record, node, trigger] = event.id.split('.').map(Number)
  const to = counterpart(pair, record!)
  const ear = sameNode(pair.old.model, pair.now.model, node!)
  return to && ear !== undefined ? ({ ...event, id: `${to.id}.${ear}.${trigger}` } as Event) : undefined
}

/** What waits, by the ids of the steps in the new model where they are there; what only the old one knows keeps its own. */
function waiting({ old, now }: Pair): { old: Map<string, Node>; now: Map<string, Node> } {
  const named = (side: Side, id: (live: Live) => string) =>
    new Map(side.state.live.filter(waitsFor).map((l) => [`${id(l)}#${l.item}`, side.model.nodes[l.node]!]))
  const known = (l: Live) => {
    const index = sameNode(old.model, now.model, l.node)
    return index === undefined ? `old:${old.model.nodes[l.node]!.id}` : now.model.nodes[index]!.id
  }
  return { old: named(old, known), now: named(now, (l) => now.model.nodes[l.node]!.id) }
}

const listed = (nodes: Iterable<Node>, state: State): string => {
  const names = [...new Set([...nodes].map(nameOf))]
  if (names.length > 0) return names.join('、')
  return state.status === 'running' ? '等别的步骤' : '结束'
}

/** Where both stand after the same event, if that differs. */
function differing(pair: Pair, after: string): Parting | undefined {
  const at = waiting(pair)
  const same = at.old.size === at.now.size && [...at.old.keys()].every((key) => at.now.has(key))
  if (same && pair.old.state.status === pair.now.state.status) return undefined
  const before = `到${listed(at.old.values(), pair.old.state)}`
  const now = `到${listed(at.now.values(), pair.now.state)}`
  return { before, after: now, because: `${after}以后`, counted: { what, before, after: now } }
}

const eventWords: Partial<Record<Event['type'], string>> = { start: '开始', timer: '到时间', message: '收到消息', signal: '收到信号' }

/** What happened, as a person would say it: the step that was done, or what came. */
function saidOf({ old }: Pair, event: Event): string {
  const record = 'id' in event ? (typeof event.id === 'number' ? event.id : Number(event.id.split('.')[0])) : undefined
  const node = nodeAt(
    old.model,
    old.state.live.find((l) => l.id === record),
  )
  const word = eventWords[event.type]
  if (!node) return word ?? '办件变化'
  return word ? `${nameOf(node)}${word}` : `${nameOf(node)}办完`
}

const cannot = (before: string, why: string, because: string): Parting => ({
  before,
  after: `走不下去：${why}`,
  because,
  counted: { what, before: '走得下去', after: `走不下去：${why}` },
})

/** Where the new version stops after an event at which the old one went on, in words; undefined where it goes on as well. */
function stopOf(model: Model, old: readonly Command[], now: readonly Command[]): string | undefined {
  const stopped = now.find((c) => c.type === 'incident' || c.type === 'stuck' || c.type === 'ignored')
  if (!stopped || old.some((c) => c.type === stopped.type)) return undefined
  const element = stopped.type === 'incident' ? stopped.element : stopped.type === 'stuck' ? stopped.elements[0] : undefined
  const index = element === undefined ? undefined : model.byId.get(element)
  return index === undefined ? '新流程不接这一步' : `停在${nameOf(model.nodes[index])}`
}

const sameTrail = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((n, i) => n === b[i])

type Stepped = { pair: Pair } | { parting: Parting } | 'unknown'

/** One event on both sides. `unknown`: what the step asked for then is not kept, so that nothing can be said. */
function stepBoth(pair: Pair, { at, event: kept, trail }: PastStep): Stepped {
  const event = { ...(kept as Event), given: { now: at.toISOString(), today: dayOf(at) } }
  const old = step(pair.old.model, pair.old.state, event)
  if (!sameTrail(old.trail, trail)) return 'unknown'
  const said = saidOf(pair, event)
  const next: Pair = { old: { ...pair.old, state: old.state }, now: pair.now }
  const before = `到${listed(waiting(next).old.values(), old.state)}`
  const heard = translated(pair, event)
  if (!heard) return { parting: cannot(before, `新流程这时没有等${said.replace(/办完$/, '')}`, `${said}时`) }
  const now = step(pair.now.model, pair.now.state, heard)
  const stop = stopOf(pair.now.model, old.commands, now.commands)
  if (stop) return { parting: cannot(before, stop, `${said}以后`) }
  next.now = { ...pair.now, state: now.state }
  const parting = differing(next, said)
  return parting ? { parting } : { pair: next }
}

/** The next of the history: what was recalled is as if it had not been, and who was moved to another version is no witness. */
function nextOf(pair: Pair, known: ReadonlyMap<number, Pair>, past: PastStep): Stepped {
  if (past.event.type === 'migrate') return 'unknown'
  if (past.event.type !== 'recall') return stepBoth(pair, past)
  const back = known.get(past.event.to)
  return back ? { pair: back } : 'unknown'
}

/** Where an instance would have parted from its own way; undefined where it would have gone the same, 'unknown' where that cannot be told. */
export function partingOf({ model, steps }: Pick<Past, 'model' | 'steps'>, after: Model): Parting | undefined | 'unknown' {
  let pair: Pair = { old: { model, state: initial }, now: { model: after, state: initial } }
  const known = new Map<number, Pair>([[0, pair]])
  for (const past of steps) {
    const next = nextOf(pair, known, past)
    if (next === 'unknown') return next
    if ('parting' in next) return next.parting
    pair = next.pair
    known.set(past.seq, pair)
  }
  return undefined
}

/** The histories of instances on a new version of their model. `unread` are those of which nothing can be said: moved between versions, or asked what is not kept. */
export function rehearseProcess(after: Model, pasts: readonly Past[]): PastFound {
  const found: PastFound = { changes: [], counted: [], unread: 0 }
  for (const past of pasts) {
    const parting = partingOf(past, after)
    if (parting === 'unknown') found.unread++
    if (parting === undefined || parting === 'unknown') continue
    const { counted, ...said } = parting
    const { subject, title, href } = past
    found.changes.push({ subject, title, href, what, ...said })
    found.counted.push(counted)
  }
  return found
}
