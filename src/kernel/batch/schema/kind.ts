/** What a room declares of a batch. `C` is the context of an action, which this file must not know. */
import type { ZodType } from 'zod'

/** A row as it is ordered: `key` names it once in its batch, `cells` are what is shown of it, one text for each column of the kind. */
export type NewRow = { key: string; cells: readonly string[] }

/** A row as somebody may order it: with `why` it cannot be done now, in a sentence for him. */
export type Candidate = NewRow & { why?: string | undefined }

/** A row in the hands of its kind. `left` rows come after it; `n` counts from 1. */
export type RowToDo<Input> = { batch: string; n: number; key: string; input: Input; left: number }

/**
 * What came of a row: done, or with `asked` waiting for somebody else's decision. `result` (JSON) is given to `recall` and `over`;
 * `recallUntil` is the last moment at which the row can be recalled. `count` says how many things the row stands for, 1 where nothing is
 * said. `next` adds a row behind the last: a batch whose rows nobody knows at the beginning walks on by it.
 */
export type RowDone<Result = unknown> = {
  asked?: boolean
  sentence?: string | undefined
  result?: Result
  recallUntil?: Date | undefined
  count?: number
  next?: NewRow | undefined
}

/** A batch that ended or stopped by itself; `reason` says why it stopped. `counts` are rows by their states, `things` what they stand for. */
export type BatchOver<Input> = {
  id: string
  by: string
  input: Input
  state: 'done' | 'stopped' | 'recalled'
  reason: string | null
  counts: Readonly<Record<'waiting' | 'done' | 'asked' | 'refused' | 'failed' | 'recalled', number>>
  things: number
}

/**
 * One kind of batch. Each row runs in a transaction of its own as the one who ordered the batch, with the rights that he has at that
 * moment, behind row-level security: `act` checks and refuses as the single act does. What it refuses is told at the row and stops no other.
 */
// biome-ignore lint/suspicious/noExplicitAny: each kind has an input and a result of its own
export type BatchKind<C, Input = any, Result = any> = {
  /** what it is called where a person reads it: '批量办理' */
  title: string
  /** what is done to each row, in a word, and what rows are counted in: '受理', '件' */
  label: string | ((input: Input) => string)
  unit: string
  /** the input that all rows share, checked before any of them is touched */
  takes: ZodType<Input>
  /** titles of the cells of a row */
  columns: readonly string[]
  /** the page of what a row is about */
  href?(key: string): string
  /** the rows behind these keys as whoever asks may see them: what is hidden from him is left out */
  candidates?(ctx: C, input: Input, keys: readonly string[]): Promise<Candidate[]>
  act(ctx: C, row: RowToDo<Input>): Promise<RowDone<Result>>
  /** takes back what `act` did; what it refuses leaves the row done and says why */
  recall?(ctx: C, row: { key: string; input: Input; result: Result }): Promise<void>
  /** runs as the house after a row was refused or failed, in the transaction of the row: for rooms that keep a row of their own */
  refused?(ctx: C, row: { key: string; input: Input; sentence: string }): Promise<void>
  /** whether what was refused with this code would meet every other row too: the batch stops then, and the row waits. `fault` stands for a fault */
  stopsAt?(code: string): boolean
  /** runs as the house, in the transaction in which the batch ended or stopped by itself */
  over?(ctx: C, batch: BatchOver<Input>): Promise<void>
  /** the room shows and steers its batches itself: the common pages do not know them */
  ownPages?: true
}
