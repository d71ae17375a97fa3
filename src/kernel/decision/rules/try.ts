/** The test bench: a model over the cases kept in its file. */
import { BudgetError, parseDate } from '@haoban/dmn'
import type { DecisionModel, TestCase } from '../schema/model.ts'
import { sameValue } from './literal.ts'

export type Tried = { decision: string; expected: string; actual: string; passed: boolean }

const show = (value: unknown): string => (value === undefined ? '不确定' : JSON.stringify(value))

/** Days are kept as text in a file and in a case; the model wants days. */
export function typed(model: DecisionModel, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const typeOf = new Map(model.inputs.map((i) => [i.name, i.type]))
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeOf.get(name) === 'date' && typeof value === 'string' ? parseDate(value) : value,
    ]),
  )
}

/** No case of a city's table needs more; what does is told so, and keeps nobody waiting. */
const budget = { milliseconds: 200, items: 200_000, depth: 200 }
/** After so many that do not end, the rest is not tried. */
const patience = 3

/** The value of a decision; `endless` where its budget did not do. */
export function tryDecision(model: DecisionModel, decision: string, given: Record<string, unknown>): { value?: unknown; endless?: true } {
  try {
    return { value: model.compiled.explain(decision, given, { budget }).value }
  } catch (error) {
    if (error instanceof BudgetError) return { endless: true }
    throw error
  }
}

function tried(model: DecisionModel, given: Record<string, unknown>, { decision, value }: TestCase['expected'][number]): Tried {
  const failed = { decision, expected: show(value), passed: false }
  if (!model.decisions.some((d) => d.name === decision)) return { ...failed, actual: '没有这个决策' }
  const { value: actual, endless } = tryDecision(model, decision, given)
  return endless ? { ...failed, actual: endlessWord } : { ...failed, actual: show(actual), passed: sameValue(actual, value) }
}

/** What is said of a decision that was stopped. */
export const endlessWord = '算不完'

/** What each expected decision came out as. A verdict that is unknown has no value. */
export function runCase(model: DecisionModel, test: TestCase): Tried[] {
  const given = typed(model, test.given)
  return test.expected.map((each) => tried(model, given, each))
}

/** All cases of the file, in its order. */
export function runCases(model: DecisionModel): { test: TestCase; results: Tried[] }[] {
  let endless = 0
  return model.cases.map((test) => {
    if (endless >= patience)
      return {
        test,
        results: test.expected.map((e) => ({
          decision: e.decision,
          expected: show(e.value),
          actual: '没有跑，前面的算不完',
          passed: false,
        })),
      }
    const results = runCase(model, test)
    endless += results.some((r) => r.actual === endlessWord) ? 1 : 0
    return { test, results }
  })
}
