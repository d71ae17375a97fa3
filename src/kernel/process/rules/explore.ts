/** Every way through a model together with the subject that it governs, as far as the bounds reach: breadth first, so that the shortest is shown. */
import { type Command, type Event, initial, type Model, type Result, Role, type State } from '@haoban/bpmn'
import type { Subject } from '../schema.ts'
import { abstractOf, type Choice, readsOf } from './abstract.ts'
import { governedBy, verbsOf } from './attributes.ts'
import type { Fault } from './compile.ts'
import { keyOf, type World } from './world.ts'

/** Situations that are looked at; a model with more must be taken apart. */
export const mostWorlds = 20_000

/** What was looked at. `whole`: the bounds left nothing out. */
export type Explored = { faults: Fault[]; worlds: number; whole: boolean }

/** One thing that may happen: a sentence for the path, what it does to the subject, and what the process hears. */
type Happening = { says: string; status: string; verb?: string; event?: Event; timer?: string }
type Seen = { world: World; from: number; says: string }
type Live = State['live'][number]

const nodeAt = (model: Model, { node }: Live) => model.nodes[node]!
const nameOf = (node: Model['nodes'][number]) => `“${node.name || node.id}”`
const isAutomatic = (node: Model['nodes'][number]) => ['service', 'send', 'script', 'rule'].includes(node.task?.kind ?? '')

class Explorer {
  readonly #subject: Subject
  readonly #model: Model
  readonly #reads: ReadonlySet<string>
  readonly #outcomes: ReturnType<typeof abstractOf>['outcomes']
  readonly #governed: ReadonlySet<string>
  /** verbs that the law asks after; of each group it only counts whether one was taken */
  readonly #groups: readonly (readonly string[])[]
  readonly #seen: Seen[] = []
  readonly #index = new Map<string, number>()
  readonly #into: number[][] = []
  readonly #good: number[] = []
  readonly faults: Fault[] = []
  whole = true

  constructor(model: Model, subject: Subject) {
    const { model: abstract, outcomes } = abstractOf(model)
    this.#subject = subject
    this.#model = abstract
    this.#outcomes = outcomes
    this.#governed = governedBy(model)
    this.#reads = readsOf(model)
    const { demands, offers, decisions } = subject
    this.#groups = [...demands.map((d) => d.after), ...offers.map((o) => o.after), decisions.verbs]
  }

  run(): Explored {
    const begin: World = { state: initial, status: this.#subject.begins, taken: this.#groups.map(() => false), timers: [], heard: [] }
    this.#follow(-1, begin, { says: '提交申请', status: begin.status, event: { type: 'start' } })
    for (let at = 0; at < this.#seen.length && this.#seen.length < mostWorlds && this.faults.length === 0; at++) this.#expand(at)
    if (this.#seen.length >= mostWorlds) this.whole = false
    if (this.faults.length === 0 && this.whole) this.#findDeadEnd()
    return { faults: this.faults, worlds: this.#seen.length, whole: this.whole }
  }

  #expand(at: number): void {
    const { world } = this.#seen[at]!
    if (this.#isOver(world)) {
      this.#good.push(at)
      return
    }
    for (const happening of this.#happenings(world)) this.#follow(at, world, happening)
  }

  readonly #isOver = (world: World): boolean => world.state.status !== 'running' || this.#subject.closed.includes(world.status)

  #tasks = (world: World): Live[] => world.state.live.filter((l) => l.role === Role.task)

  /** What the house does by itself comes first: it waits for nobody, and its order changes nothing for the subject. */
  #happenings(world: World): Happening[] {
    const tasks = this.#tasks(world)
    const automatic = tasks.find((l) => isAutomatic(nodeAt(this.#model, l)))
    if (automatic) return this.#ofTask(world, automatic)
    return [
      ...tasks.flatMap((l) => this.#ofTask(world, l)),
      ...world.state.live
        .filter((l) => l.role === Role.wait && nodeAt(this.#model, l).kind === 'receive')
        .flatMap((l) => this.#ofTask(world, l)),
      ...world.timers.map((t) => ({
        says: `时间到：${t.name}`,
        status: world.status,
        event: { type: 'timer' as const, id: t.id },
        timer: t.id,
      })),
      ...world.heard.map((h) => ({
        says: `收到：${h.name}`,
        status: world.status,
        event: h.on === 'message' ? { type: 'message' as const, id: h.id } : { type: 'signal' as const, name: h.name },
      })),
      ...this.#freeVerbs(world),
    ]
  }

  #ofTask(world: World, live: Live): Happening[] {
    const node = nodeAt(this.#model, live)
    const verbs = verbsOf(node.attributes)
    const { status } = world
    if (verbs.length > 0) return verbs.flatMap((verb) => this.#takeVerb(world, verb, live.id))
    const id = live.id
    const errors = node.boundaries.flatMap((b) =>
      this.#model.nodes[b]!.triggers.flatMap((t) => (t.on === 'error' ? [t.code ?? 'ERROR'] : [])),
    )
    const failed = errors.map((code) => ({ says: `${nameOf(node)}出错 ${code}`, status, event: { type: 'error' as const, id, code } }))
    if (isAutomatic(node) || node.kind === 'call')
      return [{ says: `${nameOf(node)}办完`, status, event: { type: 'complete', id } }, ...failed]
    const done = [true, false].map((passed) => ({
      says: `${nameOf(node)}办完：${passed ? '通过' : '不通过'}`,
      status,
      event: { type: 'complete' as const, id, variables: { passed, [node.id]: passed } },
    }))
    return [...done, ...failed]
  }

  /** A verb of the subject, where its table opens it now; with both results where it brings one along. */
  #takeVerb(world: World, verb: string, id: number | undefined): Happening[] {
    const { leadsTo, verbs, said } = this.#subject
    const status = leadsTo[world.status]?.[verb]
    if (status === undefined) return []
    const results = said.includes(verb) ? [{ passed: true }, { passed: false }] : [{}]
    return results.map((r) => ({
      says: `${verbs[verb]}${'passed' in r ? (r.passed ? '（同意）' : '（不同意）') : ''}`,
      status,
      verb,
      ...(id === undefined ? {} : { event: { type: 'complete' as const, id, variables: { verb, ...r } } }),
    }))
  }

  /** What the model does not govern goes on beside it; and so does what the law lets happen by the clock. */
  #freeVerbs(world: World): Happening[] {
    const { leadsTo, deemed, verbs } = this.#subject
    const free = Object.keys(leadsTo[world.status] ?? {}).filter((v) => !this.#governed.has(v))
    const verb = deemed[world.status]
    const bearer = this.#tasks(world).find((l) => verb && verbsOf(nodeAt(this.#model, l).attributes).includes(verb))
    const silence = verb ? this.#takeVerb(world, verb, bearer?.id).map((h) => ({ ...h, says: `逾期视为${verbs[verb]}` })) : []
    return [...free.flatMap((v) => this.#takeVerb(world, v, undefined)).filter((h) => this.#moves(world, h)), ...silence]
  }

  readonly #moves = (world: World, h: Happening): boolean =>
    h.status !== world.status || this.#groups.some((verbs, group) => !world.taken[group] && verbs.includes(h.verb!))

  #follow(from: number, world: World, h: Happening): void {
    const taken = world.taken.map((done, group) => done || this.#groups[group]!.includes(h.verb ?? ''))
    const timers = world.timers.filter((t) => t.id !== h.timer)
    const next: World = { ...world, timers, status: h.status, taken }
    if (h.event === undefined) {
      this.#reach(from, next, h.says)
      return
    }
    const { results, whole } = this.#outcomes(world.state, h.event)
    this.whole &&= whole
    for (const { result, choices } of results) this.#land(from, next, h.says, result, choices)
  }

  /** Where a step leads. What only unknown data can stop is left out: nobody can say that it happens. */
  #land(from: number, world: World, says: string, { state, commands }: Result, choices: readonly Choice[]): void {
    const told = [says, ...choices.map((c) => `（${c.text} ${c.value ? '成立' : '不成立'}）`)].join('')
    const halt = haltOf(commands, choices)
    if (halt === 'unsure') return
    if (halt) this.#fail(halt.rule, halt.element, halt.sentence, from, told)
    else this.#reach(from, heardAfter(this.#model, { ...world, state }, commands), told)
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
    const has = (verbs: readonly string[]) => world.taken[this.#groups.indexOf(verbs)]
    if (world.state.status !== 'running') {
      if (!has(decisions.verbs)) this.#fail(decisions.rule, '', decisions.sentence, at)
      return
    }
    const open = this.#tasks(world).map((l) => nodeAt(this.#model, l))
    for (const d of demands) {
      const node = open.find((n) => verbsOf(n.attributes).some((v) => d.verbs.includes(v)) && !has(d.after))
      if (node) this.#fail(d.rule, node.id, d.sentence, at)
    }
    const offered = open.flatMap((n) => verbsOf(n.attributes))
    const withheld = offers.find(
      (o) => o.in.includes(world.status) && !has(o.after) && o.verbs.some((v) => this.#governed.has(v) && !offered.includes(v)),
    )
    if (withheld) this.#fail(withheld.rule, open[0]?.id ?? '', withheld.sentence, at)
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
    const node = this.#tasks(world).map((l) => nodeAt(this.#model, l))[0]
    const where = this.#subject.statuses[world.status]
    this.#fail('DEAD-END', node?.id ?? '', `走到这里，办件是“${where}”，流程停在${node ? nameOf(node) : '等待'}，再也走不到决定`, lost)
  }

  #fail(rule: string, element: string, sentence: string, at: number, last?: string): void {
    if (this.faults.some((f) => f.rule === rule && f.element === element)) return
    const path: string[] = last === undefined ? [] : [last]
    for (let i = at; i >= 0; i = this.#seen[i]!.from) path.unshift(this.#seen[i]!.says)
    this.faults.push({ rule, element, sentence: `${sentence}。经过：${path.join(' → ')}`, path })
  }
}

/** Where a step comes to a halt for good; `unsure` where only unknown data could tell. */
function haltOf(commands: readonly Command[], choices: readonly Choice[]): Omit<Fault, 'path'> | 'unsure' | undefined {
  for (const c of commands) {
    if (c.type === 'stuck') return { rule: 'STUCK', element: c.elements[0] ?? '', sentence: '在这里等一个再也不会来的分支' }
    if (c.type !== 'incident') continue
    if (c.code === 'CYCLE') return { rule: 'FLOW', element: c.element, sentence: '绕圈不停，没有一步要等人' }
    if (c.code !== 'NO-FLOW' || choices.length > 0) return 'unsure'
    return { rule: 'FLOW', element: c.element, sentence: '没有一条路能走，请给网关加默认路线' }
  }
  return undefined
}

/** Timers and subscriptions after a step. A timer that comes again and again is let fire twice. */
function heardAfter(model: Model, world: World, commands: readonly Command[]): World {
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

const unknownVerbs = (model: Model, subject: Subject): Fault[] =>
  model.nodes.flatMap((n) =>
    verbsOf(n.attributes)
      .filter((v) => subject.verbs[v] === undefined)
      .map((v) => ({ rule: 'HAOBAN', element: n.id, sentence: `“${n.name || n.id}”：动作“${v}”不能由流程图管` })),
  )

/**
 * Whether a model keeps what the law demands of its subject: every situation that can be reached, both branches of each condition
 * that unknown data decides, one or two instances where a number is not known. A model that is too large to be looked through is not let pass.
 */
export function explore(model: Model, subject: Subject): Explored {
  const unknown = unknownVerbs(model, subject)
  if (unknown.length > 0) return { faults: unknown, worlds: 0, whole: false }
  const explored = new Explorer(model, subject).run()
  if (explored.whole || explored.faults.length > 0) return explored
  const sentence = `流程太大：查了 ${explored.worlds} 种局面还没有查完，不能确定守法。请拆成几个流程，或减少并行的分支`
  return { ...explored, faults: [{ rule: 'BOUND', element: '', sentence }] }
}
