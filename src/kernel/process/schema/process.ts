import type { Data, Event, Trail } from '@haoban/bpmn'
import { z } from 'zod'

/** An organ in a division. */
export type Place = { organ: string; division: string }

/** Where an instance is at home, and where the branches of its tasks lie: `fire` is the fire brigade of this place. */
export type Places = { own: Place; branches: Readonly<Record<string, Place>> }

/** `workday` counts the days of a time in working days and ends with the last of them; anything else is calendar time. */
export const units = ['workday'] as const
export type Unit = (typeof units)[number]

/** What a task asks of people or of the house, and for which of a case's verbs it stands. */
export type TaskDetail = {
  /** verbs of the subject that this task opens, the first that is taken completes it */
  verbs: readonly string[]
  lanes: readonly string[]
  /** of service tasks: the name of the work */
  work?: string
  /** of calls: the process that was called */
  called?: string
}

export type TaskKind = 'user' | 'service' | 'call'

export type TaskRow = {
  instance: string
  record: number
  opened: number
  element: string
  name: string
  kind: TaskKind
  /** it asks an organ elsewhere for its opinion, which reads the subject as long as it is open */
  asked: boolean
  item: number | null
  input: Data | null
  detail: TaskDetail
  organ: string
  division: string
  dueAt: Date | null
  openedAt: Date
  failures: number
  reminders: number
}

export type TimerRow = {
  instance: string
  id: string
  opened: number
  element: string
  dueAt: Date
  since: Date
  unit: Unit | null
  timer: { kind: 'date' | 'duration' | 'cycle'; value: string; fired: number }
}

export type SubscriptionRow = {
  instance: string
  id: string
  opened: number
  element: string
  heard: 'message' | 'signal'
  name: string
  key: string | null
}

export type IncidentRow = {
  instance: string
  record: number
  opened: number
  element: string
  code: string
  sentence: string
  at: Date
}

/** One instance as it is stored; `state` are the bytes of `@haoban/bpmn`. */
export type InstanceRow = {
  id: string
  about: string
  /** what it is about, as a person reads it, and where he finds it */
  title: string
  href: string
  key: string
  version: number
  root: string
  caller: string | null
  callerRecord: number | null
  state: Uint8Array
  status: string
  seq: number
  places: Places
  readers: string[]
  startedAt: Date
  updatedAt: Date
  endedAt: Date | null
}

/** What is kept of an event: of what it gave for this step alone, nothing. */
export type KeptEvent = Exclude<Event, never> | { type: 'recall'; to: number } | { type: 'migrate'; version: number }

export type StepRow = { seq: number; at: Date; by: string; event: KeptEvent; trail: Trail; cause: number | null }

export type VersionRow = {
  key: string
  version: number
  name: string
  xml: string
  hash: string
  publishedAt: Date
  publishedBy: string
  note: string | null
  withdrawnAt: Date | null
  /** whether the folder of its item or the desk has the last word */
  keptAt: 'folder' | 'desk'
}

/** A demand of the law on every way through a model: `verbs` only after one of `after`. */
type Demand = { rule: string; verbs: readonly string[]; after: readonly string[]; sentence: string }

/**
 * What a model may govern, as the room that owns it declares it: its statuses, and from each the verbs that lead on. `said` are the
 * verbs that bring `passed` along; `deemed` happens by the clock; `offers` may not be withheld in a status until they were taken;
 * `decisions` are what every way must end with, unless it closes the subject.
 */
export type Subject = {
  begins: string
  leadsTo: Readonly<Record<string, Readonly<Record<string, string>>>>
  verbs: Readonly<Record<string, string>>
  statuses: Readonly<Record<string, string>>
  said: readonly string[]
  deemed: Readonly<Record<string, string>>
  closed: readonly string[]
  demands: readonly Demand[]
  offers: readonly (Demand & { in: readonly string[] })[]
  decisions: { rule: string; verbs: readonly string[]; sentence: string }
}

export const CompleteTask = z.object({
  instance: z.string().min(1).max(60),
  record: z.coerce.number().int().min(1),
  passed: z.boolean('请选通过还是不通过'),
  opinion: z.string().trim().min(2, '请写意见，至少 2 个字').max(1000, '意见最多 1000 个字'),
})
export type CompleteTask = z.infer<typeof CompleteTask>

export const RetryIncident = z.object({
  instance: z.string().min(1).max(60),
  record: z.coerce.number().int().min(1),
  reason: z.string().trim().min(2, '请写明查到的原因、怎么处理的').max(500),
})
export type RetryIncident = z.infer<typeof RetryIncident>

export const SendMessage = z.object({
  id: z.string().min(1).max(120),
  name: z.string().min(1).max(120),
  key: z.string().max(120).optional(),
  variables: z.record(z.string(), z.unknown()).default({}),
})
export type SendMessage = z.input<typeof SendMessage>
