/** What the host tells the machine (events), and what the machine asks of the host (commands). All of it is plain data. */
import type { Data, TaskDetail } from './model.ts'
import type { Timer } from './time.ts'

/** `variables` are written where the event lands; `given` can be read by expressions of this step only and is not kept. */
type Common = { variables?: Data; given?: Data }

export type Event = Common &
  (
    | { type: 'start'; at?: string }
    /** A task, call or receive task is done. `id` is that of its command. */
    | { type: 'complete'; id: number }
    /** A task or called process threw an error, an escalation, or gave up (`fail`: a person must look). */
    | { type: 'error'; id: number; code: string }
    | { type: 'escalation'; id: number; code: string }
    | { type: 'fail'; id: number; sentence: string }
    /** A timer is due. */
    | { type: 'timer'; id: string }
    /** A message for a subscription, or for whoever waits for that name and key. */
    | { type: 'message'; id: string }
    | { type: 'message'; name: string; key?: unknown }
    | { type: 'signal'; name: string }
    /** Variables changed outside. */
    | { type: 'update' }
    /** Somebody took care of an incident: try again. */
    | { type: 'retry'; id: number }
    /** Starts an activity of an ad-hoc sub-process once more. */
    | { type: 'launch'; id: number; activity: string }
    | { type: 'cancel' }
  )

export type TaskCommand = {
  type: 'task'
  /** To be named when the task is completed. */
  id: number
  element: string
  name: string
  task: TaskDetail
  lanes: readonly string[]
  attributes: Readonly<Record<string, string>>
  /** The mapped inputs; undefined where the model maps none and the task sees all variables. */
  input?: Data
  /** The names of the outputs that the model maps. */
  results: readonly string[]
  /** The number of an instance in its loop, from 0. */
  item?: number
}

export type IncidentCode = 'NO-FLOW' | 'EXPRESSION' | 'COUNT' | 'TIME' | 'CYCLE' | 'FAILED'

export type Outcome = 'completed' | 'terminated' | 'failed' | 'cancelled'

export type Command =
  | TaskCommand
  | { type: 'call'; id: number; element: string; called: string; input?: Data; item?: number }
  /** The task or call is not wanted any more. */
  | { type: 'withdraw'; id: number; element: string }
  | { type: 'setTimer'; id: string; element: string; timer: Timer }
  | { type: 'cancelTimer'; id: string }
  | { type: 'subscribe'; id: string; element: string; on: 'message' | 'signal'; name: string; key?: unknown }
  | { type: 'unsubscribe'; id: string }
  | { type: 'send'; element: string; message: string; variables: Data }
  /** To all other instances; those who listen in this one have heard it already. */
  | { type: 'broadcast'; element: string; signal: string; variables: Data }
  /** An escalation that nobody in this instance caught. */
  | { type: 'escalated'; element: string; code: string }
  | { type: 'incident'; id: number; element: string; code: IncidentCode; sentence: string }
  /** Nothing can happen any more: tokens wait at joins for others that cannot come. */
  | { type: 'stuck'; elements: readonly string[] }
  /** The event found nobody: a message before its receiver, a timer that fired twice, a task completed twice. */
  | { type: 'ignored'; event: Event['type']; sentence: string }
  | { type: 'end'; outcome: Outcome; code?: string; element?: string; variables: Data }

/** What happened to nodes and flows, three numbers each: a {@link Mark}, the index, the record. */
export type Trail = readonly number[]

export const Mark = { enter: 0, leave: 1, cancel: 2, flow: 3, incident: 4 } as const
