/** A decision with its proof, whatever the model: what does not end is unknown, and no fault of whoever asks. */
import { BudgetError, type FeelDateTime } from '@haoban/dmn'
import type { Explanation } from '../schema/assessment.ts'
import type { DecisionModel } from '../schema/model.ts'

/** No table of a city needs longer; what does is a fault of the model and stops it, not the house. */
export const usualBudget = { milliseconds: 1_000, items: 1_000_000, depth: 200 }

/** Nothing is known of a decision that was stopped, and no fact is named that would help. */
const endless = (decision: string): Explanation => ({
  ...{ decision, verdict: 'unknown', fired: [], rules: [], inputs: [], missing: [], ways: [], because: [] },
})

type Options = { now?: FeelDateTime | undefined; budget?: typeof usualBudget }

export function explained(model: DecisionModel, decision: string, values: Record<string, unknown>, options: Options = {}): Explanation {
  try {
    return model.compiled.explain(decision, values, { budget: usualBudget, ...options })
  } catch (error) {
    if (error instanceof BudgetError) return endless(decision)
    throw error
  }
}
