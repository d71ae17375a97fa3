/** What one step of the machine changes in the tables: commands become rows that open or close, and effects for the host. Pure. */
import {
  type Command,
  type Data,
  decode,
  type Event,
  encode,
  type Model,
  type Result,
  step,
  type TaskCommand,
  type Trail,
} from '@haoban/bpmn'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { IncidentRow, InstanceRow, KeptEvent, SubscriptionRow, TaskRow, TimerRow } from '../schema/process.ts'
import { placeFor, unitOf, verbsOf, withinOf } from './attributes.ts'
import { dueOf } from './due.ts'

/** What the host is to do after a step, beyond rows. */
export type Effect =
  | { do: 'serve'; record: number }
  | { do: 'call'; record: number; called: string; input: Data }
  | { do: 'cancel-called'; record: number }
  | { do: 'send'; element: string; message: string; variables: Data }
  | { do: 'broadcast'; signal: string; variables: Data }
  | { do: 'escalate'; code: string }
  | { do: 'end'; outcome: string; code?: string; variables: Data }

/** All that a step writes about one instance. */
export type Change = {
  instance: InstanceRow
  event: KeptEvent
  trail: Trail
  before: Uint8Array
  cause: number | null
  tasks: TaskRow[]
  timers: TimerRow[]
  subscriptions: SubscriptionRow[]
  incidents: IncidentRow[]
  closed: { tasks: number[]; timers: string[]; subscriptions: string[]; incidents: number[] }
  /** records that live on: the incident of one that does not is over */
  live: number[]
  effects: Effect[]
  /** why the event changed nothing, where it did not */
  ignored?: string
}

type Asked = {
  model: Model
  instance: InstanceRow
  event?: Event
  now: Date
  calendar: Calendar
  /** the fact that caused the step */
  cause?: number
  /** when the timer that fires was due: the next of a cycle counts from there */
  wasDue?: Date
}

type Draft = { asked: Asked; seq: number; change: Change }

function taskRow({ asked, seq }: Draft, command: TaskCommand): TaskRow {
  const { instance, now, calendar } = asked
  const { attributes, input } = command
  const within = withinOf(attributes)
  const due = within ? dueOf({ kind: 'duration', value: within, fired: 0 }, unitOf(attributes), now, calendar) : undefined
  const work = attributes.work ?? command.task.implementation
  const service =
    command.task.kind === 'service' || command.task.kind === 'send' || command.task.kind === 'rule' || command.task.kind === 'script'
  const [place, verbs] = [placeFor(instance.places, attributes, input), verbsOf(attributes)]
  const elsewhere = place.organ !== instance.places.own.organ || place.division !== instance.places.own.division
  return {
    instance: instance.id,
    record: command.id,
    opened: seq,
    element: command.element,
    name: command.name || command.element,
    kind: service ? 'service' : 'user',
    asked: !service && verbs.length === 0 && elsewhere,
    item: command.item ?? null,
    input: input ?? null,
    detail: { verbs, lanes: command.lanes, ...(service && work !== undefined ? { work } : {}) },
    ...place,
    dueAt: due ?? null,
    openedAt: now,
    failures: 0,
    reminders: 0,
  }
}

/** A retry asks for a task that is open already: it stays where it is, and its work begins anew. */
function openTask(d: Draft, row: TaskRow): void {
  const { change, asked } = d
  if (asked.event?.type !== 'retry' || asked.event.id !== row.record) change.tasks.push(row)
  if (row.kind === 'service') change.effects.push({ do: 'serve', record: row.record })
}

const callRow = ({ asked, seq }: Draft, c: Extract<Command, { type: 'call' }>): TaskRow => ({
  instance: asked.instance.id,
  record: c.id,
  opened: seq,
  element: c.element,
  name: nameOf(asked.model, c.element),
  kind: 'call',
  asked: false,
  item: c.item ?? null,
  input: c.input ?? null,
  detail: { verbs: [], lanes: [], called: c.called },
  ...asked.instance.places.own,
  dueAt: null,
  openedAt: asked.now,
  failures: 0,
  reminders: 0,
})

const nameOf = (model: Model, element: string): string => model.nodes[model.byId.get(element) ?? 0]?.name || element
const nodeOf = (model: Model, element: string) => model.nodes[model.byId.get(element) ?? 0]!

/** What was opened within the step is taken back as if it had never been; what stood before is closed. */
function close<Row>(rows: Row[], closed: (string | number)[], is: (row: Row) => boolean, id: string | number): void {
  const at = rows.findIndex(is)
  if (at >= 0) rows.splice(at, 1)
  else closed.push(id)
}

type Handlers = { [T in Command['type']]: (d: Draft, command: Extract<Command, { type: T }>) => void }

const handlers: Handlers = {
  task: (d, c) => openTask(d, taskRow(d, c)),
  call: (d, c) => {
    d.change.tasks.push(callRow(d, c))
    d.change.effects.push({ do: 'call', record: c.id, called: c.called, input: c.input ?? {} })
  },
  withdraw: ({ asked, change }, { id, element }) => {
    close(change.tasks, change.closed.tasks, (t) => t.record === id, id)
    change.effects = change.effects.filter((e) => !((e.do === 'serve' || e.do === 'call') && e.record === id))
    if (nodeOf(asked.model, element).kind === 'call') change.effects.push({ do: 'cancel-called', record: id })
  },
  setTimer: ({ asked, seq, change }, { id, element, timer }) => {
    const unit = unitOf(nodeOf(asked.model, element).attributes)
    const since = timer.fired > 0 && asked.wasDue ? asked.wasDue : asked.now
    const dueAt = dueOf(timer, unit, since, asked.calendar)
    if (dueAt) change.timers.push({ instance: asked.instance.id, id, opened: seq, element, dueAt, since, unit: unit ?? null, timer })
  },
  cancelTimer: ({ change }, { id }) => close(change.timers, change.closed.timers, (t) => t.id === id, id),
  subscribe: ({ asked, seq, change }, { id, element, on, name, key }) => {
    const text = key === undefined || key === null ? null : String(key)
    change.subscriptions.push({ instance: asked.instance.id, id, opened: seq, element, heard: on, name, key: text })
  },
  unsubscribe: ({ change }, { id }) => close(change.subscriptions, change.closed.subscriptions, (s) => s.id === id, id),
  send: ({ change }, { element, message, variables }) => void change.effects.push({ do: 'send', element, message, variables }),
  broadcast: ({ change }, { signal, variables }) => void change.effects.push({ do: 'broadcast', signal, variables }),
  escalated: ({ change }, { code }) => void change.effects.push({ do: 'escalate', code }),
  incident: ({ asked, seq, change }, { id, element, code, sentence }) =>
    void change.incidents.push({ instance: asked.instance.id, record: id, opened: seq, element, code, sentence, at: asked.now }),
  stuck: ({ asked, seq, change }, { elements }) =>
    void change.incidents.push({
      instance: asked.instance.id,
      record: 0,
      opened: seq,
      element: elements[0]!,
      code: 'STUCK',
      sentence: `Tokens wait at ${elements.join(', ')} for others that cannot come.`,
      at: asked.now,
    }),
  ignored: ({ change }, { sentence }) => {
    change.ignored = sentence
  },
  end: ({ change }, { outcome, code, variables }) =>
    void change.effects.push({ do: 'end', outcome, ...(code === undefined ? {} : { code }), variables }),
}

/** What the event itself closes: the task it completes, the timer that fired, the subscription that heard, the incident that is tried again. */
function closeByEvent({ asked, change }: Draft): void {
  const { event } = asked
  if (!event) return
  if (event.type === 'complete' || event.type === 'error') change.closed.tasks.push(event.id)
  if (event.type === 'timer') change.closed.timers.push(event.id)
  if (event.type === 'retry' || event.type === 'complete' || event.type === 'error') change.closed.incidents.push(event.id)
}

const kept = ({ given: _, ...event }: Event): Event => event as Event

const isOver = (status: string): boolean => status !== 'new' && status !== 'running'

/** What a result of the machine changes about an instance; `before` is the state it had. */
export function changeOf(asked: Asked, result: Result, event: KeptEvent, before: Uint8Array): Change {
  const { instance, now } = asked
  const seq = instance.seq + 1
  const change: Change = {
    instance,
    event,
    trail: result.trail,
    before,
    cause: asked.cause ?? null,
    tasks: [],
    timers: [],
    subscriptions: [],
    incidents: [],
    closed: { tasks: [], timers: [], subscriptions: [], incidents: [] },
    live: result.state.live.map((l) => l.id),
    effects: [],
  }
  const draft: Draft = { asked, seq, change }
  closeByEvent(draft)
  for (const command of result.commands) handlers[command.type](draft, command as never)
  if (change.ignored !== undefined) return change
  const over = isOver(result.state.status)
  change.instance = {
    ...instance,
    state: encode(result.state),
    status: result.state.status,
    seq,
    updatedAt: now,
    endedAt: over ? now : null,
  }
  return change
}

/** One step of an instance. The same arguments always give the same change; an event that found nobody is told as `ignored`. */
export function planStep(asked: Asked & { event: Event }): Change {
  const { model, instance, event } = asked
  return changeOf(asked, step(model, decode(instance.state), event), kept(event), instance.state)
}
