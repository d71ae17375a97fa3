/** One verb on many cases: what is asked, and what is answered. Moments are ISO 8601 with offset. */
import { z } from 'zod'
import { Keys } from '#kernel/batch/schema/batch.ts'
import { type Verb, verbNames } from '#kernel/case/schema.ts'

const verb = z.enum(verbNames as [Verb, ...Verb[]], '没有这个动作，请刷新页面再办')

export const Marked = z.object({ ids: Keys })
export type Marked = z.infer<typeof Marked>

export const PreviewBatch = z.object({ verb, ids: Keys })
export type PreviewBatch = z.infer<typeof PreviewBatch>

export const BeginBatch = z.object({ verb, ids: Keys, input: z.record(z.string(), z.unknown()).default({}) })
export type BeginBatch = z.infer<typeof BeginBatch>

export type Out = { id: string; no: string; name: string; why: string }
/** A verb over marked rows: how many can, and why the others cannot. */
export type MarkedVerb = { verb: Verb; label: string; can: number; needsApproval: boolean; out: Out[] }
export type MarkedVerbs = { total: number; verbs: MarkedVerb[] }
export type Previewed = { label: string; can: string[]; out: Out[]; gone: number }
