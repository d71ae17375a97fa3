/** Every way through a model together with the subject that it governs, as far as the bounds reach: breadth first, so that the shortest is shown. */
import type { Model } from '@haoban/bpmn'
import type { Subject } from '../schema/process.ts'
import { readsOf } from './abstract.ts'
import { verbsOf } from './attributes.ts'
import type { Fault } from './compile.ts'
import { type Landing, Ways } from './ways.ts'
import { keyOf, type World } from './world.ts'

/** Situations that are looked at; a model with more must be taken apart. */
const mostWorlds = 20_000

/** What was looked at. `whole`: the bounds left nothing out. */
export type Explored = { faults: Fault[]; worlds: number; whole: boolean }

type Seen = { world: World; from: number; says: string }

class Explorer {
  readonly #subject: Subject
  readonly #ways: Ways
  readonly #reads: ReadonlySet<string>
  readonly #seen: Seen[] = []
  readonly #index = new Map<string, number>()
  readonly #into: number[][] = []
  readonly #good: number[] = []
  readonly #faults: Fault[] = []

  constructor(model: Model, subject: Subject) {
    this.#subject = subject
    this.#ways = new Ways(model, subject)
    this.#reads = readsOf(model)
  }

  run(): Explored {
    for (const landing of this.#ways.begin()) this.#land(-1, landing)
    for (let at = 0; at < this.#seen.length && this.#seen.length < mostWorlds && this.#faults.length === 0; at++) this.#expand(at)
    const whole = this.#ways.whole && this.#seen.length < mostWorlds
    if (this.#faults.length === 0 && whole) this.#findDeadEnd()
    return { faults: this.#faults, worlds: this.#seen.length, whole }
  }

  #expand(at: number): void {
    const { world } = this.#seen[at]!
    if (this.#ways.isOver(world)) this.#good.push(at)
    else for (const h of this.#ways.next(world)) for (const landing of this.#ways.follow(world, h)) this.#land(at, landing)
  }

  /** What only unknown data can stop is left out: nobody can say that it happens. */
  #land(from: number, { says, world, halt }: Landing): void {
    if (halt === 'unsure') return
    if (halt) this.#fail(halt, from, says)
    else this.#reach(from, world, says)
  }

  #reach(from: number, world: World, says: string): void {
    const key = keyOf(world, this.#reads)
    const known = this.#index.get(key)
    const at = known ?? this.#seen.push({ world, from, says }) - 1
    this.#into[at] = [...(this.#into[at] ?? []), from]
    if (known !== undefined) return
    this.#index.set(key, at)
    this.#judge(at, world)
  }

  /** What the law demands of a situation. */
  #judge(at: number, world: World): void {
    const { demands, offers, decisions, closed } = this.#subject
    if (closed.includes(world.status)) return
    const has = (verbs: readonly string[]) => world.taken[this.#ways.groups.indexOf(verbs)]
    if (world.state.status !== 'running') {
      if (!has(decisions.verbs)) this.#fail({ ...decisions, element: '' }, at)
      return
    }
    const open = this.#ways.tasks(world).map((l) => this.#ways.nodeOf(l))
    for (const { rule, verbs, after, sentence } of demands) {
      const node = open.find((n) => verbsOf(n.attributes).some((v) => verbs.includes(v)) && !has(after))
      if (node) this.#fail({ rule, element: node.id, sentence }, at)
    }
    const offered = open.flatMap((n) => verbsOf(n.attributes))
    const isWithheld = (v: string) => this.#ways.governed.has(v) && !offered.includes(v)
    const withheld = offers.find((o) => o.in.includes(world.status) && !has(o.after) && o.verbs.some(isWithheld))
    if (withheld) this.#fail({ rule: withheld.rule, element: open[0]?.id ?? '', sentence: withheld.sentence }, at)
  }

  /** A situation from which no way leads to an end: the first is told. */
  #findDeadEnd(): void {
    const saved = new Set(this.#good)
    const open = [...this.#good]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const before of this.#into[at] ?? [])
        if (before >= 0 && !saved.has(before)) {
          saved.add(before)
          open.push(before)
        }
    const lost = this.#seen.findIndex((_, i) => !saved.has(i))
    if (lost < 0) return
    const { world } = this.#seen[lost]!
    const node = this.#ways.tasks(world).map((l) => this.#ways.nodeOf(l))[0]
    const where = node ? `“${node.name || node.id}”` : '等待'
    const sentence = `走到这里，办件是“${this.#subject.statuses[world.status]}”，流程停在${where}，再也走不到决定`
    this.#fail({ rule: 'DEAD-END', element: node?.id ?? '', sentence }, lost)
  }

  #fail({ rule, element, sentence }: Omit<Fault, 'path'>, at: number, last?: string): void {
    if (this.#faults.some((f) => f.rule === rule && f.element === element)) return
    const path: string[] = last === undefined ? [] : [last]
    for (let i = at; i >= 0; i = this.#seen[i]!.from) path.unshift(this.#seen[i]!.says)
    this.#faults.push({ rule, element, sentence: `${sentence}。经过：${path.join(' → ')}`, path })
  }
}

const unknownVerbs = (model: Model, subject: Subject): Fault[] =>
  model.nodes.flatMap((n) =>
    verbsOf(n.attributes)
      .filter((v) => subject.verbs[v] === undefined)
      .map((v) => ({ rule: 'HAOBAN', element: n.id, sentence: `“${n.name || n.id}”：动作“${v}”不能由流程图管` })),
  )

/**
 * Whether a model keeps what the law demands of its subject: every situation that can be reached, both branches of each condition
 * that unknown data decides, one or two instances where a number is not known, a timer that repeats let fire twice. A model that is
 * too large to be looked through is not let pass.
 */
export function explore(model: Model, subject: Subject): Explored {
  const unknown = unknownVerbs(model, subject)
  if (unknown.length > 0) return { faults: unknown, worlds: 0, whole: false }
  const explored = new Explorer(model, subject).run()
  if (explored.whole || explored.faults.length > 0) return explored
  const sentence = `流程太大：查了 ${explored.worlds} 种局面还没有查完，不能确定守法。请拆成几个流程，或减少并行的分支`
  return { ...explored, faults: [{ rule: 'BOUND', element: '', sentence }] }
}
