/** Batches: many files under one request, one approval, one press. */
import { z } from 'zod'
import { AskUse } from './life.ts'

/** The same questions as for one file; the file is a ZIP of OFD files. */
export const AskBatch = AskUse.omit({ caseNo: true })
export type AskBatch = z.infer<typeof AskBatch>

export const BatchVerb = z.enum(['approve', 'reject', 'withdraw', 'begin', 'stop', 'resume'])
export type BatchVerb = z.infer<typeof BatchVerb>
export const TakeBatch = z.object({
  id: z.string().max(100),
  verb: BatchVerb,
  input: z.object({ opinion: z.string().trim().min(1, '请填写意见').max(500).optional() }).default({}),
})
export type TakeBatch = z.infer<typeof TakeBatch>

export type BatchState = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'running' | 'stopped' | 'done'
export type BatchSummary = {
  id: string
  seal: string
  sealName: string
  title: string
  total: number
  used: number
  failed: number
  state: BatchState
  reason: string | null
  askedName: string
  askedAt: string
  decidedName: string | null
  opinion: string | null
}
export type BatchView = {
  batch: BatchSummary
  verbs: { verb: BatchVerb; label: string; open: boolean; why: string | null }[]
  rows: { id: string; title: string; state: string; failure: string | null }[]
}
