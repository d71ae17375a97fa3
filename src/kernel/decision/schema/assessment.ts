/** What a model says of one case: plain data, kept as it is, and the same again whenever it is worked out. */
import type { CellExplanation, Explanation, Verdict } from '@haoban/dmn'
import type { Purpose } from './model.ts'

export type { Explanation, Verdict }
export type Cell = CellExplanation

/** A value of a fact as it is kept: days as 'YYYY-MM-DD'. */
export type FactValue = string | number | boolean | string[]
/** A fact that a model was given: from where in words, which source of the input it was, and since when. */
export type KnownFact = { value: FactValue; from: string; source: string; at?: string }
/** By the name of the input. What is not known is not there. */
export type Facts = Readonly<Record<string, KnownFact>>

/** One decision with its proof. `value` is absent where it is unknown. */
export type Result = { purpose: Purpose; decision: string; verdict: Verdict; value?: unknown; proof: Explanation }
/** `now`: the moment that `now()` and `today()` of the model answer (ISO 8601). */
export type Snapshot = { model: string; version: number; now: string; facts: Facts }
export type Assessment = Snapshot & { results: Result[] }

/** One condition in words. */
export type ConditionLine = { sentence: string; state: 'met' | 'lacking' | 'unknown' }
export type RuleLine = {
  rule: number
  verdict: Verdict
  fired: boolean
  conditions: ConditionLine[]
  result: string
  basis?: string
  says?: string
  unverified?: string
}
/** A result as people read it. */
export type Said = {
  purpose: Purpose
  title: string
  verdict: Verdict
  /** 满足 4/5 */
  score: string
  met: number
  of: number
  summary: string
  conditions: ConditionLine[]
  ways: string[]
  value?: string
  rules: RuleLine[]
}
