/** A host with a virtual clock: runs the instances of a file's processes against each other until nothing happens any more. */
import { type Command, type Data, type Definitions, dueAt, type Event, initial, type Model, Role, type State, step } from '@haoban/bpmn'
import { effectOf } from './scripts.ts'

type Instance = { model: Model; state: State; caller?: { instance: Instance; id: number } }

/** Something that happens at a moment; what is set first happens first at the same moment. */
type Due = { at: number; order: number; key: string; act: () => void }

/** The virtual clock begins at a day of our time, so that the benchmark's dates are past as they were meant to be. */
const dawn = Date.UTC(2026, 0, 1)
/** How much may happen in one run, so that endless models end. */
const mostEvents = 20_000

export class World {
  readonly traces: string[] = []
  /** Whether at any moment more than one thing was going on; if not, the order of the traces is fixed. */
  concurrent = false
  private readonly definitions: Definitions
  private readonly instances: Instance[] = []
  private readonly stamps = new Map<string, number[]>()
  private readonly errorCode: string
  /** Messages that nobody waits for yet. */
  private waiting: { name: string; variables: Data }[] = []
  private due: Due[] = []
  private now = dawn
  private order = 0

  /** What every instance begins with. */
  private readonly variables: Data

  constructor(definitions: Definitions, variables: Data) {
    this.definitions = definitions
    this.variables = variables
    this.errorCode = definitions.errors[0] ?? 'ERROR'
  }

  private start(model: Model, given: Data, at?: string, caller?: Instance['caller']): Instance {
    const variables = { ...this.variables, ...given }
    const instance: Instance = { model, state: initial, ...(caller ? { caller } : {}) }
    this.instances.push(instance)
    this.tell(instance, { type: 'start', variables, ...(at === undefined ? {} : { at }) })
    return instance
  }

  /** Starts a process by hand where it can be, else makes its start events listen. */
  open(model: Model): void {
    if (model.starts.some((s) => s.triggers.length === 0)) this.start(model, {})
    else this.listen(model)
  }

  private listen(model: Model): void {
    for (const { id, triggers } of model.starts) {
      for (const trigger of triggers) {
        if (trigger.on === 'condition' && trigger.when.evaluate(this.variables) === true) this.start(model, {}, id)
        if (trigger.on === 'timer' && typeof trigger.value === 'string')
          this.startAt(model, id, { kind: trigger.kind, value: trigger.value, fired: 0 }, this.now)
      }
    }
  }

  private startAt(model: Model, id: string, timer: Parameters<typeof dueAt>[0], since: number): void {
    const at = dueAt(timer, since)
    if (at === undefined) return
    this.plan(at, '', () => {
      this.start(model, {}, id)
      if (timer.kind === 'cycle') this.startAt(model, id, { ...timer, fired: timer.fired + 1 }, at)
    })
  }

  /** Lets time pass until nothing is due any more, or for so many milliseconds. */
  run(limit = Infinity): void {
    for (let events = 0; this.due.length > 0 && events < mostEvents; events++) {
      this.due.sort((a, b) => a.at - b.at || a.order - b.order)
      const next = this.due.shift()!
      if (next.at > dawn + limit) break
      this.now = Math.max(this.now, next.at)
      next.act()
    }
    this.compareStamps()
  }

  private plan(at: number, key: string, act: () => void): void {
    this.due.push({ at: Math.max(at, this.now), order: this.order++, key, act })
  }

  private tell(instance: Instance, event: Event): boolean {
    const { state, commands } = step(instance.model, instance.state, event)
    instance.state = state
    const busy = state.live.filter((l) => l.role !== Role.scope && l.role !== Role.group).length
    const pending = commands.filter((c) => c.type === 'task' || c.type === 'setTimer').length
    if (busy > 1 || pending > 1 || this.instances.filter((i) => i.state.status === 'running').length > 1) this.concurrent = true
    for (const command of commands) this.obey(instance, command)
    return !commands.some((c) => c.type === 'ignored')
  }

  private keyOf = (instance: Instance, id: string | number) => `${this.instances.indexOf(instance)}:${id}`

  private readonly orders: { readonly [T in Command['type']]?: (instance: Instance, command: Extract<Command, { type: T }>) => void } = {
    task: (instance, command) => this.work(instance, command),
    call: (instance, { id, called, input }) => this.call(instance, id, called, input),
    withdraw: (instance, { id }) => {
      this.forget(this.keyOf(instance, id))
      for (const called of this.instances) {
        if (called.caller?.instance === instance && called.caller.id === id && called.state.status === 'running')
          this.tell(called, { type: 'cancel' })
      }
    },
    setTimer: (instance, { id, timer }) => {
      const at = dueAt(timer, this.now)
      if (at !== undefined) this.plan(at, this.keyOf(instance, id), () => this.tell(instance, { type: 'timer', id }))
    },
    cancelTimer: (instance, { id }) => this.forget(this.keyOf(instance, id)),
    subscribe: (instance, { id, on, name }) => {
      const at = on === 'message' ? this.waiting.findIndex((m) => m.name === name) : -1
      const [message] = at < 0 ? [] : this.waiting.splice(at, 1)
      if (message)
        this.plan(this.now, this.keyOf(instance, id), () => this.tell(instance, { type: 'message', id, variables: message.variables }))
    },
    unsubscribe: (instance, { id }) => this.forget(this.keyOf(instance, id)),
    send: (_instance, { message, variables }) => this.send(message, variables),
    broadcast: (instance, { signal, variables }) => this.plan(this.now, '', () => this.broadcast(instance, signal, variables)),
    escalated: (instance, { code }) => this.escalate(instance, code),
    incident: () => this.stop(),
    end: (instance, command) => this.end(instance, command),
  }

  /** An engine that reports an error reports it once. */
  private stop(): void {
    if (!this.traces.includes('ERROR_runtime')) this.traces.push('ERROR_runtime')
  }

  private obey(instance: Instance, command: Command): void {
    const order = this.orders[command.type] as ((instance: Instance, command: Command) => void) | undefined
    order?.(instance, command)
  }

  private forget(key: string): void {
    this.due = this.due.filter((d) => d.key !== key)
  }

  private work(instance: Instance, command: Extract<Command, { type: 'task' }>): void {
    if (command.task.kind === 'send' && command.task.message) this.send(command.task.message, command.input ?? {})
    const started = this.now
    const takes = command.task.script === 'WAIT_TEN_SECONDS' ? 10_000 : 0
    this.plan(started + takes, this.keyOf(instance, command.id), () => {
      const effect = effectOf(command, { variables: this.variablesAt(instance, command.id), item: this.itemOf(instance) })
      if (effect.stamp) this.stamps.set(effect.stamp, [...(this.stamps.get(effect.stamp) ?? []), this.now])
      this.traces.push(...(effect.traces ?? []))
      if (effect.error) this.tell(instance, { type: 'error', id: command.id, code: this.errorCode })
      else this.tell(instance, { type: 'complete', id: command.id, ...(effect.variables ? { variables: effect.variables } : {}) })
    })
  }

  /** The variables that a task sees: those of the process, covered by those of the scopes around it. */
  private variablesAt(instance: Instance, id: number): Data {
    const { live, data } = instance.state
    const chain: Data[] = []
    for (let at = live.find((l) => l.id === id); at; at = live.find((l) => l.id === at!.parent)) if (at.data) chain.unshift(at.data)
    return Object.assign({}, data, ...chain)
  }

  private itemOf(instance: Instance): string {
    return this.definitions.items.get(instance.model.id)?.[0] ?? 'data'
  }

  private call(instance: Instance, id: number, called: string, input: Data | undefined): void {
    const model = this.definitions.models.get(called)
    if (!model) {
      this.stop()
      return
    }
    this.plan(this.now, this.keyOf(instance, id), () => this.start(model, input ?? instance.state.data, undefined, { instance, id }))
  }

  private send(name: string, variables: Data): void {
    this.plan(this.now, '', () => {
      for (const instance of this.instances) {
        if (instance.state.status === 'running' && this.tell(instance, { type: 'message', name, variables })) return
      }
      if (!this.beginBy('message', name, variables)) this.waiting.push({ name, variables })
    })
  }

  private broadcast(from: Instance, name: string, variables: Data): void {
    const others = this.instances.filter((i) => i !== from && i.state.status === 'running')
    for (const instance of others) this.tell(instance, { type: 'signal', name, variables })
    this.beginBy('signal', name, variables)
  }

  private beginBy(on: 'message' | 'signal', name: string, variables: Data): boolean {
    let begun = false
    for (const model of this.definitions.models.values()) {
      const start = model.starts.find((s) => s.triggers.some((t) => t.on === on && t.name === name))
      if (!start || (begun && on === 'message')) continue
      this.start(model, variables, start.id)
      begun = true
    }
    return begun
  }

  /** What nobody in a called process caught goes on to the one that called it. */
  private escalate({ caller }: Instance, code: string): void {
    if (caller) this.plan(this.now, '', () => this.tell(caller.instance, { type: 'escalation', id: caller.id, code }))
  }

  private end(instance: Instance, command: Extract<Command, { type: 'end' }>): void {
    const { caller } = instance
    const failed = command.outcome === 'failed'
    if (!caller) {
      const byTask = failed && instance.model.nodes[instance.model.byId.get(command.element ?? '') ?? 0]?.kind !== 'end'
      if (failed) this.traces.push(byTask ? 'ERROR_runtime' : 'ERROR_thrownErrorEvent')
      return
    }
    if (failed) this.plan(this.now, '', () => this.tell(caller.instance, { type: 'error', id: caller.id, code: command.code ?? '' }))
    else this.plan(this.now, '', () => this.tell(caller.instance, { type: 'complete', id: caller.id, variables: command.variables }))
  }

  /** Two logs of times that overlap show that their branches ran side by side. */
  private compareStamps(): void {
    const spans = [...this.stamps.values()].map((times) => [Math.min(...times), Math.max(...times)] as const)
    const overlap = spans.some(([from, to], i) =>
      spans.some(([a, b], j) => j > i && (from === to || a === b ? from <= b && a <= to : from < b && a < to)),
    )
    if (overlap) this.traces.push('EXECUTION_parallel')
  }
}
