/** What may happen next in a process and the subject that it governs, and where it leads: for the one who looks at every way, and for the one who plays one. */
import { type Command, type Event, initial, type Model, type Result, Role, type State } from '@haoban/bpmn'
import type { Subject } from '../schema/process.ts'
import { abstractOf, type Choice } from './abstract.ts'
import { governedBy, verbsOf } from './attributes.ts'
import type { Fault } from './compile.ts'
import { heardAfter, type World } from './world.ts'

/** One thing that may happen: a sentence for the path, what it does to the subject, and what the process hears. */
export type Happening = { says: string; status: string; verb?: string; event?: Event; timer?: string }

/** Where a happening leads; `halt` where it comes to a stop for good, `unsure` where only unknown data could tell. */
export type Landing = { says: string; world: World; halt?: Omit<Fault, 'path'> | 'unsure' }

type Live = State['live'][number]
type Node = Model['nodes'][number]

const nameOf = (node: Node) => `“${node.name || node.id}”`
const isAutomatic = (node: Node) => ['service', 'send', 'script', 'rule'].includes(node.task?.kind ?? '')

export class Ways {
  readonly model: Model
  readonly governed: ReadonlySet<string>
  /** verbs that the law asks after; of each group it only counts whether one was taken */
  readonly groups: readonly (readonly string[])[]
  /** the bounds left nothing out so far */
  whole = true
  readonly #subject: Subject
  readonly #outcomes: ReturnType<typeof abstractOf>['outcomes']

  constructor(model: Model, subject: Subject) {
    const { model: abstract, outcomes } = abstractOf(model)
    const { demands, offers, decisions } = subject
    this.model = abstract
    this.governed = governedBy(model)
    this.groups = [...demands.map((d) => d.after), ...offers.map((o) => o.after), decisions.verbs]
    this.#subject = subject
    this.#outcomes = outcomes
  }

  begin(): Landing[] {
    const { begins: status } = this.#subject
    const before: World = { state: initial, status, taken: this.groups.map(() => false), timers: [], heard: [] }
    return this.follow(before, { says: '提交申请', status, event: { type: 'start' } })
  }

  readonly isOver = (world: World): boolean => world.state.status !== 'running' || this.#subject.closed.includes(world.status)

  nodeOf = (live: Live): Node => this.model.nodes[live.node]!

  tasks = (world: World): Live[] => world.state.live.filter((l) => l.role === Role.task)

  /** What the house does by itself comes first: it waits for nobody, and its order changes nothing for the subject. */
  next(world: World): Happening[] {
    const { status } = world
    const tasks = this.tasks(world)
    const automatic = tasks.find((l) => isAutomatic(this.nodeOf(l)))
    if (automatic) return this.#ofTask(world, automatic)
    const receiving = world.state.live.filter((l) => l.role === Role.wait && this.nodeOf(l).kind === 'receive')
    return [
      ...[...tasks, ...receiving].flatMap((l) => this.#ofTask(world, l)),
      ...world.timers.map((t) => ({ says: `时间到：${t.name}`, status, event: { type: 'timer' as const, id: t.id }, timer: t.id })),
      ...world.heard.map((h) => ({
        says: `收到：${h.name}`,
        status,
        event: h.on === 'message' ? { type: 'message' as const, id: h.id } : { type: 'signal' as const, name: h.name },
      })),
      ...this.#freeVerbs(world),
    ]
  }

  #ofTask(world: World, { node: at, id }: Live): Happening[] {
    const node = this.model.nodes[at]!
    const { status } = world
    const verbs = verbsOf(node.attributes)
    if (verbs.length > 0) return verbs.flatMap((verb) => this.#takeVerb(world, verb, id))
    const codes = node.boundaries.flatMap((b) =>
      this.model.nodes[b]!.triggers.flatMap((t) => (t.on === 'error' ? [t.code ?? 'ERROR'] : [])),
    )
    const failed = codes.map((code) => ({ says: `${nameOf(node)}出错 ${code}`, status, event: { type: 'error' as const, id, code } }))
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
    const free = Object.keys(leadsTo[world.status] ?? {}).filter((v) => !this.governed.has(v))
    const verb = deemed[world.status]
    const bearer = this.tasks(world).find((l) => verb && verbsOf(this.nodeOf(l).attributes).includes(verb))
    const silence = verb ? this.#takeVerb(world, verb, bearer?.id).map((h) => ({ ...h, says: `逾期视为${verbs[verb]}` })) : []
    return [...free.flatMap((v) => this.#takeVerb(world, v, undefined)).filter((h) => this.#moves(world, h)), ...silence]
  }

  readonly #moves = (world: World, h: Happening): boolean =>
    h.status !== world.status || this.groups.some((verbs, group) => !world.taken[group] && verbs.includes(h.verb!))

  /** Every way that a happening can take. */
  follow(world: World, h: Happening): Landing[] {
    const taken = world.taken.map((done, group) => done || this.groups[group]!.includes(h.verb ?? ''))
    const timers = world.timers.filter((t) => t.id !== h.timer)
    const next: World = { ...world, timers, status: h.status, taken }
    if (h.event === undefined) return [{ says: h.says, world: next }]
    const { results, whole } = this.#outcomes(world.state, h.event)
    this.whole &&= whole
    return results.map(({ result, choices }) => this.#land(next, h.says, result, choices))
  }

  #land(world: World, says: string, { state, commands }: Result, choices: readonly Choice[]): Landing {
    const told = [says, ...choices.map((c) => `（${c.text} ${c.value ? '成立' : '不成立'}）`)].join('')
    const halt = haltOf(commands, choices)
    return { says: told, world: heardAfter(this.model, { ...world, state }, commands), ...(halt ? { halt } : {}) }
  }
}

/** Where a step comes to a halt for good; `unsure` where only unknown data could tell. */
function haltOf(commands: readonly Command[], choices: readonly Choice[]): Landing['halt'] {
  for (const c of commands) {
    if (c.type === 'stuck') return { rule: 'STUCK', element: c.elements[0] ?? '', sentence: '在这里等一个再也不会来的分支' }
    if (c.type !== 'incident') continue
    if (c.code === 'CYCLE') return { rule: 'FLOW', element: c.element, sentence: '绕圈不停，没有一步要等人' }
    if (c.code !== 'NO-FLOW' || choices.length > 0) return 'unsure'
    return { rule: 'FLOW', element: c.element, sentence: '没有一条路能走，请给网关加默认路线' }
  }
  return undefined
}
