/** A model as its tables are read by people: each test and result in words, the article beside it. */
import type { OutlinedTable } from '@haoban/dmn'
import type { ReadableDecision } from '../schema/desk.ts'
import type { DecisionModel, Labels, ModelDecision, ModelInput } from '../schema/model.ts'
import { labelled } from './labels.ts'
import { literal } from './literal.ts'
import { type MaterialNames, materialsText } from './materials.ts'
import { resultWords } from './say.ts'
import { testText } from './words.ts'

/** A result as it would be told; what is computed stays as it is written. */
export function resultText(text: string, { purpose, unit }: ModelDecision, names: MaterialNames): string {
  const value = literal(text)
  const say = purpose && resultWords[purpose]
  if (purpose === 'tolerance' && value !== undefined) return materialsText(value, names)
  if (say && typeof value === 'number') return say(value, unit ?? '', names)
  return testText(text, unit === undefined ? undefined : { unit, type: 'number' })
}

function tableText(table: OutlinedTable, decision: ModelDecision, inputs: ReadonlyMap<string, ModelInput>, names: MaterialNames) {
  const byColumn = table.inputs.map((column) => inputs.get(column.expression) ?? inputs.get(column.label))
  return {
    columns: table.inputs.map((column) => column.label),
    annotations: [...table.annotations],
    rules: table.rules.map((rule) => ({
      at: `${rule.line}:${rule.column}`,
      tests: table.inputs.map((_, n) => (rule.tests[n] && rule.tests[n] !== '-' ? testText(rule.tests[n], byColumn[n]) : '不论')),
      result: rule.results.map((text) => resultText(text, decision, names)).join('、'),
      annotations: table.annotations.map((_, n) => rule.annotations[n] ?? ''),
    })),
  }
}

/** `names`: of the item's materials, by their codes; `labels`: of the values of its form. */
export type Words = { names?: MaterialNames | undefined; labels?: Labels | undefined }

/** The decisions of a model, every cell in words. */
export function readable(
  { inputs, decisions }: Pick<DecisionModel, 'inputs' | 'decisions'>,
  { names = {}, labels }: Words = {},
): ReadableDecision[] {
  const byName = new Map(labelled(inputs, labels).map((input) => [input.name, input]))
  return decisions.map((decision) => ({
    name: decision.name,
    title: decision.at.question ?? decision.name,
    expression: decision.at.expression ?? null,
    table: decision.at.table ? tableText(decision.at.table, decision, byName, names) : null,
  }))
}
