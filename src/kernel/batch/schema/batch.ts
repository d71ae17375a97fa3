/** Batches as they are asked for and answered. Moments are ISO 8601 with offset. */
import { z } from 'zod'

/** More rows than this are no work list but a migration. */
export const mostRows = 10_000

/** Keys of rows as a request brings them, each once. */
export const Keys = z
  .array(z.string().min(1).max(100))
  .min(1, '请先选要办的')
  .max(mostRows, `一次最多 ${mostRows} 件，请分几次办`)
  .transform((list) => [...new Set(list)])

export const Nothing = z.object({})

export const BatchId = z.object({ id: z.string().min(1).max(60) })
export type BatchId = z.infer<typeof BatchId>

export const rowStates = ['waiting', 'done', 'asked', 'refused', 'failed', 'recalled'] as const
export type RowState = (typeof rowStates)[number]

/** What a row has come to, in a word. */
export const rowWords: Record<RowState, string> = {
  waiting: '等着',
  done: '办好了',
  asked: '已报审批',
  refused: '没有办',
  failed: '出了故障',
  recalled: '已撤回',
}

export type BatchState = 'running' | 'stopped' | 'done' | 'recalling' | 'recalled'
export const batchWords: Record<BatchState, string> = {
  running: '正在办',
  stopped: '停着',
  done: '办完了',
  recalling: '正在撤回',
  recalled: '已撤回',
}

export const BatchRows = z.object({
  id: BatchId.shape.id,
  state: z.enum(rowStates).optional().catch(undefined),
  after: z.coerce.number().int().default(0),
})
export type BatchRows = z.infer<typeof BatchRows>

export const ResultFile = z.object({ id: BatchId.shape.id, as: z.enum(['csv', 'xlsx']).default('csv') })
export type ResultFile = z.infer<typeof ResultFile>

/** A row that cannot be done now, and why. */
export type Out = { key: string; cells: readonly string[]; why: string }
/** `can` are keys, `gone` counts those that whoever asks may not see. */
export type Previewed = { label: string; can: string[]; out: Out[]; gone: number }

export type RowCounts = Record<RowState, number>

/** A batch as its page shows it. `label` is what is done to each row; `things` is what the rows that are done stand for. */
export type BatchView = {
  id: string
  kind: string
  label: string
  unit: string
  columns: readonly string[]
  state: BatchState
  /** why it stopped by itself */
  reason: string | null
  by: string
  title: string
  input: Record<string, unknown>
  total: number
  counts: RowCounts
  things: number
  madeAt: string
  endedAt: string | null
  /** until when the rows that are done can be recalled; null where none can any more */
  recallUntil: string | null
  now: string
}

export type BatchRow = {
  n: number
  key: string
  cells: string[]
  href: string | null
  state: RowState
  sentence: string | null
  at: string | null
}
