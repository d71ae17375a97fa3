/** A process compiled: tables of nodes and flows that refer to each other by index. */
import type { Evaluate } from './expressions.ts'
import type { TimerKind } from './time.ts'

export type Data = Readonly<Record<string, unknown>>

/** What the machine does when a token arrives. */
export type Kind =
  | 'process'
  | 'start'
  | 'end'
  | 'throw'
  | 'catch'
  | 'boundary'
  | 'task'
  | 'receive'
  | 'call'
  | 'subProcess'
  | 'exclusive'
  | 'inclusive'
  | 'parallel'
  | 'complex'
  | 'eventGateway'

/** What a task asks of the host. `task` and `manual` are done by people without a form of their own. */
export type TaskKind = 'task' | 'user' | 'manual' | 'service' | 'send' | 'script' | 'rule'

/** An expression of the model with its text, for messages. */
export type Expression = { text: string; evaluate: Evaluate }

/** A condition that sees only what it names, so that the host can tell what it depends on. */
export type Trigger =
  | { on: 'message'; name: string; key?: Expression }
  | { on: 'signal'; name: string }
  | { on: 'timer'; kind: TimerKind; value: string | Expression }
  | { on: 'condition'; when: Expression }
  /** `code` undefined catches every code. */
  | { on: 'error'; code: string | undefined }
  | { on: 'escalation'; code: string | undefined }
  /** `activity` is the node to compensate, -1 all of the scope. */
  | { on: 'compensate'; activity: number; wait: boolean }
  | { on: 'cancel' }
  | { on: 'terminate' }
  /** `to` is the node of the catching link, -1 at the catching link itself. */
  | { on: 'link'; to: number }

/** An event that a live record listens for: the `trigger`-th of `node`. */
export type Ear = { node: number; trigger: number }

export type StandardLoop = { kind: 'standard'; testBefore: boolean; condition: Expression | undefined; maximum: number }

/** An event that a multi-instance activity throws by itself; without a condition it is thrown always. */
export type ImplicitThrow = { when: Expression | undefined; triggers: readonly Trigger[] }

export type MultiInstance = {
  kind: 'multi'
  sequential: boolean
  cardinality: Expression | undefined
  /** The collection that instances run over, and the variable that holds the item of one instance. */
  collection: Expression | undefined
  item: string | undefined
  /** The variable that gathers `outputItem` of each instance. */
  output: string | undefined
  outputItem: string | undefined
  completion: Expression | undefined
  behavior: 'None' | 'One' | 'All' | 'Complex'
  throws: readonly ImplicitThrow[]
}

export type Loop = StandardLoop | MultiInstance

/** Moves a value from an expression to a variable. */
export type Mapping = { from: Expression; to: string }

export type TaskDetail = {
  kind: TaskKind
  /** The script and its format, of script tasks. */
  script?: string
  format?: string
  /** Of service, send, business rule and user tasks. */
  implementation?: string
  /** The operation, message or form that the task names. */
  operation?: string
  message?: string
}

export type AdHoc = { sequential: boolean; completion: Expression | undefined; cancelRemaining: boolean }

export type Node = {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly kind: Kind
  /** The scope that holds it: the process (0) or a sub-process; -1 for the process itself. */
  readonly scope: number
  /** The names of its lanes, outermost first. */
  readonly lanes: readonly string[]
  readonly incoming: readonly number[]
  readonly outgoing: readonly number[]
  readonly defaultFlow: number
  readonly triggers: readonly Trigger[]
  /** A catch event that needs all its triggers, a gateway that waits for all its events. */
  readonly all: boolean
  /** A boundary or start event that interrupts. */
  readonly interrupting: boolean
  readonly startQuantity: number
  readonly completionQuantity: number
  readonly loop: Loop | undefined
  readonly task: TaskDetail | undefined
  /** What a call activity calls. */
  readonly called: string | undefined
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
  /** The names of its data outputs, which the host fills. */
  readonly results: readonly string[]
  /** Variables that live and die with this scope. */
  readonly locals: readonly string[]
  /** The activity a boundary event sits on, -1 for all others. */
  readonly host: number
  readonly boundaries: readonly number[]
  /** What it waits for itself; what its boundary events, what the event sub-processes within it wait for. */
  readonly waits: readonly Ear[]
  readonly guards: readonly Ear[]
  readonly handlers: readonly Ear[]
  /** Where tokens begin when the scope opens; the start of an event sub-process is not among them. */
  readonly starts: readonly number[]
  readonly eventSubProcess: boolean
  readonly transaction: boolean
  readonly adHoc: AdHoc | undefined
  readonly instantiates: boolean
  readonly forCompensation: boolean
  /** The activity that undoes it, -1 where there is none. */
  readonly undo: number
  /** Whether its completion is worth remembering for compensation. */
  readonly compensable: boolean
  readonly activation: Expression | undefined
  /** Joins only: for each node, which incoming flows a token there may still come by (bits in the order of `incoming`). */
  readonly reach: readonly number[] | undefined
  /** Attributes of other namespaces and the like, for the host. */
  readonly attributes: Readonly<Record<string, string>>
}

export type Flow = {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly source: number
  readonly target: number
  readonly condition: Expression | undefined
}

/** A way to begin: by hand (no trigger) or by an event, at a start event, receive task or event behind a gateway. */
export type Start = { readonly node: number; readonly id: string; readonly triggers: readonly Trigger[] }

export type Model = {
  /** The id of the process. */
  readonly id: string
  readonly name: string
  readonly nodes: readonly Node[]
  readonly flows: readonly Flow[]
  readonly starts: readonly Start[]
  /** Node and flow indexes by id. */
  readonly byId: ReadonlyMap<string, number>
  readonly flowById: ReadonlyMap<string, number>
  readonly hasJoins: boolean
  readonly hasConditions: boolean
}
