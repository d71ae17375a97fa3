/** What the desk asks of models and versions, and what it is shown. */
import type { Outline } from '@haoban/dmn'
import { z } from 'zod'
import { type RehearsalView, type VerbLine, Why } from '#kernel/draft/schema.ts'
import type { Finding, ModelInput } from './model.ts'

const Id = z.string().min(1).max(40)
const Code = z.string().regex(/^[a-z][a-z0-9-]*$/)

export const Nothing = z.object({})
export const ByCode = z.object({ code: Code })
export const CompareVersions = z.object({ code: Code, from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() })
export const BeginDraft = z.object({ code: Code, reason: Why })
const Value = z.string().max(500, '一个值最多 500 个字')
/** A test case as it is edited: values as FEEL writes them; what is left empty is not known. */
export const CaseText = z.object({
  name: z.string().trim().min(1, '请给用例起个名字').max(200),
  basis: z.string().trim().max(200).default(''),
  given: z.array(z.object({ input: z.string().max(200), value: Value })).max(100),
  expected: z.array(z.object({ decision: z.string().max(200), value: Value })).max(50),
})
export type CaseText = z.infer<typeof CaseText>
export const EditModel = z.object({
  draft: Id,
  revision: z.coerce.number().int(),
  xml: z.string().min(1, '文件是空的').max(2_000_000, '文件太大，最多 200 万个字符。请去掉不用的图和说明，或者把表拆小'),
  /** the test cases in place of those in the file, where they are given */
  cases: z.array(CaseText).max(300, '用例最多 300 个').optional(),
})
export type CompareVersions = z.infer<typeof CompareVersions>
export type BeginDraft = z.infer<typeof BeginDraft>
export type EditModel = z.infer<typeof EditModel>
export type ByCode = z.infer<typeof ByCode>

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
/** A decision as it is read: its table with every cell in words (不论 where a rule asks nothing), or the text of its expression. `at` is the line and column of a rule in the file. */
export type ReadableDecision = {
  name: string
  title: string
  expression: string | null
  table: {
    columns: string[]
    annotations: string[]
    rules: { at: string; tests: string[]; result: string; annotations: string[] }[]
  } | null
}
export type ModelPage = {
  code: string
  title: string
  version: number
  description: string | null
  decisions: ReadableDecision[]
  versions: VersionLine[]
  draft: string | null
  tests: TestLine[]
  mayEdit: boolean
}
/** One difference between two versions: where, and both texts; `raw` as the file writes them, where that is otherwise. */
export type Difference = {
  where: string
  kind: 'added' | 'removed' | 'changed'
  before?: string
  after?: string
  raw?: { before?: string; after?: string }
}
export type ComparePage = { code: string; title: string; from: number; to: number; differences: Difference[] }
/** What a test case may say of an input or a decision: options where the file has them, with the value as it is written. */
export type CaseField = { name: string; type: string; options: { value: string; label: string }[] }
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
  cases: CaseText[]
  fields: { inputs: CaseField[]; decisions: CaseField[] }
  /** the inputs by what they are called, with the words of their values */
  named: Pick<ModelInput, 'name' | 'unit' | 'type' | 'question' | 'labels'>[]
  differences: Difference[]
  rehearsal: RehearsalView | null
  verbs: VerbLine[]
}
