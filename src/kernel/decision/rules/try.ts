/** The test bench: a model over the cases kept in its file. */
import { parseDate } from '@haoban/dmn'
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

/** What each expected decision came out as. A verdict that is unknown has no value. */
export function runCase(model: DecisionModel, test: TestCase): Tried[] {
  const given = typed(model, test.given)
  return test.expected.map(({ decision, value }) => {
    if (!model.decisions.some((d) => d.name === decision)) return { decision, expected: show(value), actual: '没有这个决策', passed: false }
    const { value: actual } = model.compiled.explain(decision, given)
    return { decision, expected: show(value), actual: show(actual), passed: sameValue(actual, value) }
  })
}
