/** What the desk asks of models and versions, and what it is shown. */
import type { Outline } from '@haoban/dmn'
import { z } from 'zod'
import type { Finding } from './model.ts'

const Id = z.string().min(1).max(40)
const Code = z.string().regex(/^[a-z][a-z0-9-]*$/)
const Why = z.string().trim().min(2, '请写明理由，至少 2 个字').max(500)

export const Nothing = z.object({})
export const ByCode = z.object({ code: Code })
export const ByDraft = z.object({ draft: Id })
export const CompareVersions = z.object({ code: Code, from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() })
export const BeginDraft = z.object({ code: Code, reason: Why })
export const EditModel = z.object({ draft: Id, revision: z.coerce.number().int(), xml: z.string().min(1).max(1_000_000) })
export const SayWhy = z.object({ draft: Id, reason: Why })
export const PublishDraft = z.object({ draft: Id, unrehearsed: z.string().trim().max(500).optional() })
export const ListChanges = z.object({ draft: Id, after: z.string().max(60).default('') })
export type CompareVersions = z.infer<typeof CompareVersions>
export type BeginDraft = z.infer<typeof BeginDraft>
export type EditModel = z.infer<typeof EditModel>
export type SayWhy = z.infer<typeof SayWhy>
export type PublishDraft = z.infer<typeof PublishDraft>
export type ListChanges = z.infer<typeof ListChanges>
export type ByCode = z.infer<typeof ByCode>
export type ByDraft = z.infer<typeof ByDraft>

export type ModelLine = {
  code: string
  title: string
  version: number
  updatedAt: string
  purposes: string[]
  draft: { id: string; status: string; savedBy: string } | null
}
export type ModelList = { models: ModelLine[] }
export type VersionLine = { version: number; publishedAt: string; by: string; note: string | null; rehearsed: string; current: boolean }
/** `tests` of the file with what each came to. */
export type TestLine = {
  name: string
  basis: string | null
  given: { name: string; value: string }[]
  results: { decision: string; expected: string; actual: string; passed: boolean }[]
}
export type ModelPage = {
  code: string
  title: string
  version: number
  outline: Outline
  versions: VersionLine[]
  draft: string | null
  tests: TestLine[]
  mayEdit: boolean
}
/** One difference between two versions: where, and both texts. */
export type Difference = { where: string; kind: 'added' | 'removed' | 'changed'; before?: string; after?: string }
export type ComparePage = { code: string; title: string; from: number; to: number; differences: Difference[] }
export type RehearsalView = {
  status: 'waiting' | 'running' | 'done' | 'failed'
  sinceOn: string
  untilOn: string
  total: number | null
  looked: number
  changed: number
  tally: { title: string; before: string; after: string; count: number }[]
  why: string | null
  /** of the text as it stands now */
  fresh: boolean
}
export type VerbLine = {
  verb: 'edit' | 'rehearse' | 'submit' | 'return' | 'publish' | 'abandon'
  title: string
  open: boolean
  why?: string
}
export type DraftPage = {
  id: string
  code: string
  title: string
  base: number
  status: string
  statusName: string
  reason: string
  xml: string
  revision: number
  savedAt: string
  savedBy: string
  outline: Outline | null
  findings: Finding[]
  tests: TestLine[]
  differences: Difference[]
  rehearsal: RehearsalView | null
  verbs: VerbLine[]
}
export type ChangeLine = { subject: string; title: string; what: string; before: string; after: string; because: string; href: string }
export type ChangeList = { rows: ChangeLine[]; next: string | null }
