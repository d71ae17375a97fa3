/** What an explanation says: plain data, ready to be kept beside a case or put into words. */
import type { Place } from '../feel/node.ts'

/** Met: a rule decides, or the value is neither false nor null. Unknown: a fact is missing that could change it. */
export type Verdict = 'met' | 'not met' | 'unknown'

export type CellExplanation = {
  readonly input: string
  /** The cell as written. */
  readonly test: string
  readonly verdict: Verdict
}

export type RuleExplanation = {
  /** From 0, in the order of the table. */
  readonly rule: number
  readonly verdict: Verdict
  readonly cells: readonly CellExplanation[]
  readonly annotations: readonly string[]
  readonly at: Place
}

export type InputExplanation = {
  readonly input: string
  /** Absent where it is unknown. */
  readonly value?: unknown
  /** The facts that it lacks. */
  readonly missing: readonly string[]
}

export type Change = {
  readonly input: string
  readonly from: unknown
  /** What it would have to be, as a cell says it. */
  readonly to: string
  /** The nearest value that would do, where there is one. */
  readonly nearest?: unknown
}

/** One way to meet the decision: all these changes together. */
export type Way = {
  readonly rule: number
  readonly changes: readonly Change[] /** Facts that are unknown and would have to be right too. */
  readonly open: readonly string[]
}

export type Explanation = {
  readonly decision: string
  readonly verdict: Verdict
  /** Absent where it is unknown. */
  readonly value?: unknown
  /** The rules that decide. */
  readonly fired: readonly number[]
  /** Empty where the decision is neither a table nor a condition. */
  readonly rules: readonly RuleExplanation[]
  readonly inputs: readonly InputExplanation[]
  /** The facts without which it stays unknown. */
  readonly missing: readonly string[]
  /** Where it is not met: the ways with the fewest changes. */
  readonly ways: readonly Way[]
  /** The decisions that it needs. */
  readonly because: readonly Explanation[]
}
