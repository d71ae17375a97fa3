/** The state of an instance: who is live, who can still be compensated, and the variables. */
import type { Data } from './model.ts'

/** What a live record stands for. The numbers are part of the stored form: never change one. */
export const Role = {
  /** The process or a sub-process at work. */
  scope: 0,
  /** A task or call that the host is to complete. */
  task: 1,
  /** A catch event, receive task or event gateway that waits. */
  wait: 2,
  /** A token that waits at a join, or for its companions (startQuantity). */
  token: 3,
  /** A looping or multi-instance activity; its instances are its children. */
  group: 4,
  /** A compensation at work; `marks` tell what is left to do. */
  undo: 5,
  /** A complex gateway that has fired and waits for the rest of its tokens. */
  reset: 6,
  /** A token that cannot go on until somebody helps. */
  incident: 7,
} as const

export type Role = (typeof Role)[keyof typeof Role]

/** Small counters by name: triggers caught, timers fired, instances done. */
export type Marks = Readonly<Record<string, number>>

export type Live = {
  readonly id: number
  readonly role: Role
  readonly node: number
  /** The record that holds it; 0 for the process. */
  readonly parent: number
  /** The flow by which a token came, -1 for all others. */
  readonly flow: number
  /** The number of an instance in its loop, from 0; -1 outside loops. */
  readonly item: number
  readonly marks: Marks | undefined
  /** Variables of this record's own. */
  readonly data: Data | undefined
}

/** A completed activity that can be compensated, in order of completion. */
export type Done = { readonly id: number; readonly node: number; readonly scope: number; readonly data: Data | undefined }

export const statuses = ['new', 'running', 'completed', 'terminated', 'failed', 'cancelled'] as const
export type Status = (typeof statuses)[number]

export type State = {
  readonly status: Status
  /** The id that the next record gets. */
  readonly next: number
  /** In order of their ids; the process itself is the first. */
  readonly live: readonly Live[]
  readonly done: readonly Done[]
  /** The variables of the process. */
  readonly data: Data
}

/** The state before the start. */
export const initial: State = { status: 'new', next: 1, live: [], done: [], data: {} }
