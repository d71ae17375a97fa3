/** One verb on many cases: what is asked, and what is answered. Moments are ISO 8601 with offset. */
import { z } from 'zod'
import { type Verb, verbNames } from '#kernel/case/schema.ts'

/** More rows than this are no work list but a migration. */
export const mostRows = 10_000

const ids = z
  .array(z.string().min(1).max(60))
  .min(1, '请先标记要办的办件')
  .max(mostRows, `一次最多 ${mostRows} 件，请分几次办`)
  .transform((list) => [...new Set(list)])
const verb = z.enum(verbNames as [Verb, ...Verb[]], '没有这个动作，请刷新页面再办')

export const Marked = z.object({ ids })
export type Marked = z.infer<typeof Marked>

export const PreviewBatch = z.object({ verb, ids })
export type PreviewBatch = z.infer<typeof PreviewBatch>

export const BeginBatch = z.object({ verb, ids, input: z.record(z.string(), z.unknown()).default({}) })
export type BeginBatch = z.infer<typeof BeginBatch>

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

export const ExportBatch = z.object({ id: BatchId.shape.id, as: z.enum(['csv', 'xlsx']).default('csv') })
export type ExportBatch = z.infer<typeof ExportBatch>

export type Out = { id: string; no: string; name: string; why: string }
/** A verb over marked rows: how many can, and why the others cannot. */
export type MarkedVerb = { verb: Verb; label: string; can: number; needsApproval: boolean; out: Out[] }
export type MarkedVerbs = { total: number; verbs: MarkedVerb[] }
export type Previewed = { label: string; can: string[]; out: Out[]; gone: number }

export type BatchCounts = Record<RowState, number>
export type BatchView = {
  id: string
  verb: Verb
  label: string
  state: BatchState
  by: string
  title: string
  total: number
  counts: BatchCounts
  madeAt: string
  endedAt: string | null
  /** until when the rows that are done can be recalled; null where none can any more */
  recallUntil: string | null
  now: string
}
export type BatchRow = {
  n: number
  caseId: string
  no: string
  itemName: string
  applicant: string
  state: RowState
  sentence: string | null
  at: string | null
}
