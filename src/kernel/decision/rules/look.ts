/** All that the desk shows of the text of a draft, as plain data: read, checked and tried in one go. */
import type { CaseField, DraftPage, TestLine } from '../schema/desk.ts'
import { type DecisionModel, type Ground, purposes } from '../schema/model.ts'
import { caseText } from './cases.ts'
import { findingsOf } from './check.ts'
import { labelled } from './labels.ts'
import { namedResult } from './materials.ts'
import type { Words } from './readable.ts'
import { runCases } from './try.ts'
import { valueText } from './words.ts'

/** `outline` and `title` are absent where the text cannot be read. */
export type Look = Pick<DraftPage, 'findings' | 'outline' | 'tests' | 'cases' | 'fields'> & { title: string | undefined }

/** The test cases of a model with what each came to. */
export const testsOf = (model: DecisionModel, { names = {}, labels }: Words = {}): TestLine[] => {
  const inputs = labelled(model.inputs, labels)
  return runCases(model).map(({ test, results }) => ({
    name: test.name,
    basis: test.basis ?? null,
    given: Object.entries(test.given).map(([name, value]) => ({
      name,
      value: valueText(
        value,
        inputs.find((i) => i.name === name),
      ),
    })),
    results: results.map((r) => {
      const decision = model.decisions.find((d) => d.name === r.decision)
      return { ...r, expected: namedResult(r.expected, decision, names), actual: namedResult(r.actual, decision, names) }
    }),
  }))
}

/** What a test case can say: of each input, and of each decision that is for something. */
const fieldsOf = (model: DecisionModel): DraftPage['fields'] => {
  const option = (value: unknown, label: string) => ({ value: JSON.stringify(value), label })
  const inputs = model.inputs.map(({ name, type, question }): CaseField => {
    const options = type === 'date' ? [] : (question?.options ?? [])
    return { name, type, options: options.map((o) => option(o.value, o.label)) }
  })
  const decisions = model.decisions.flatMap(({ name, purpose }): CaseField[] => {
    if (!purpose) return []
    const { type } = purposes[purpose]
    return [{ name, type, options: type === 'boolean' ? [option(true, '是'), option(false, '否')] : [] }]
  })
  return { inputs, decisions }
}

export function lookAt(xml: string, ground: Ground): Look {
  const { model, findings } = findingsOf(xml, ground)
  if (!model) return { title: undefined, findings, outline: null, tests: [], cases: [], fields: { inputs: [], decisions: [] } }
  const cases = model.cases.map((test) => caseText(model, test))
  return { title: model.title, findings, outline: model.outline, tests: testsOf(model, ground), cases, fields: fieldsOf(model) }
}
