/** An instance in the hands of a test: events by the names of elements instead of ids. */
import { type Command, type Data, type Event, initial, type Model, Role, type State, step } from '../src/index.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

export class Play {
  readonly model: Model
  readonly commands: Command[] = []
  readonly events: Event[] = []
  state: State = initial
  /** What the last event asked for. */
  last: readonly Command[] = []

  constructor(model: Model, variables: Data = {}, at?: string) {
    this.model = model
    this.tell({ type: 'start', variables, ...(at === undefined ? {} : { at }) })
  }

  tell(event: Event): this {
    const result = step(this.model, this.state, event)
    this.state = result.state
    this.last = result.commands
    this.commands.push(...result.commands)
    this.events.push(event)
    return this
  }

  /** The open tasks and calls, by element, each as often as it is open. */
  get open(): string[] {
    return this.state.live
      .filter((l) => l.role === Role.task)
      .map((l) => this.model.nodes[l.node]!.id)
      .sort()
  }

  get outcome(): string {
    return this.state.status
  }

  all<T extends Command['type']>(type: T): Of<T>[] {
    return this.commands.filter((c): c is Of<T> => c.type === type)
  }

  /** The id of the oldest open work at an element. */
  at(element: string): number {
    const found = this.state.live.find((l) => this.model.nodes[l.node]!.id === element && (l.role === Role.task || l.role === Role.wait))
    if (!found) throw new Error(`${element} is not open; open are ${this.open.join(', ')}`)
    return found.id
  }

  done(element: string, variables?: Data): this {
    return this.tell({ type: 'complete', id: this.at(element), ...(variables ? { variables } : {}) })
  }

  fails(element: string, code: string): this {
    return this.tell({ type: 'error', id: this.at(element), code })
  }

  /** Fires the timer that was last set at an element. */
  fires(element: string): this {
    const timer = this.all('setTimer').findLast((c) => c.element === element)
    if (!timer) throw new Error(`No timer was set at ${element}`)
    return this.tell({ type: 'timer', id: timer.id })
  }

  signal(name = 'sig'): this {
    return this.tell({ type: 'signal', name })
  }

  message(name = 'msg', variables: Data = {}): this {
    return this.tell({ type: 'message', name, variables })
  }
}
