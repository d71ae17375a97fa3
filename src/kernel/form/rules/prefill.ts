import type { Answer, Answers, Draft, Filled, Known, Sourced } from '../schema/answers.ts'
import type { DataElement } from '../schema/element.ts'
import type { FieldSchema } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { elementOf } from './assemble.ts'
import { answerOf, isAnswered } from './conditions.ts'
import { normalise } from './normalise.ts'

/** What the house has, by data element: one value, or one from each source. */
export type Sources = Readonly<Record<string, Sourced | readonly Sourced[]>>

const valuesOf = (sources: Sources, id: string): readonly Sourced[] => {
  const found = Object.hasOwn(sources, id) ? sources[id]! : []
  return 'from' in found ? [found] : found
}

/** The value of the source that the element trusts most; of equals, the newest. */
function best(element: DataElement, values: readonly Sourced[]): Sourced | undefined {
  const rank = ({ kind }: Sourced) =>
    kind !== undefined && element.sources.includes(kind) ? element.sources.indexOf(kind) : element.sources.length
  return values.filter((v) => isAnswered(v.value)).toSorted((a, b) => rank(a) - rank(b) || (b.at ?? '').localeCompare(a.at ?? ''))[0]
}

/** Whether a value is of the kind the field wants; a register that keeps text where a number is asked does not fill it in. */
function fits(schema: FieldSchema, value: Answer): boolean {
  if (schema.type === 'array') return Array.isArray(value)
  if (Array.isArray(value)) return false
  if ('enum' in schema && schema.enum) return schema.enum.includes(String(value))
  const kind = schema.type === 'integer' ? 'number' : schema.type
  return typeof value === kind
}

/**
 * What the house knows for each field, with its source. What a person typed, even to blank it, stays (`typed`, see `withKnown`); a
 * value that is not the applicant's to change (`fixed`) needs no confirmation, every other needs one.
 */
export function prefill(form: Form, sources: Sources, draft: Pick<Draft, 'answers' | 'confirmed'> = { answers: {}, confirmed: [] }): Known {
  const known: Record<string, Filled> = {}
  for (const [name, ui] of Object.entries(form.ui.fields)) {
    const element = elementOf(form, name)
    const source = element && best(element, valuesOf(sources, element.id))
    if (!source) continue
    const value = answerOf(normalise(form, { [name]: source.value }).answers, name)
    if (value === undefined || !fits(form.schema.properties[name]!, value)) continue
    const { from, at, note } = source
    const typed = !ui.fixed && Object.hasOwn(draft.answers, name)
    known[name] = {
      value,
      source: { from, at, note },
      confirm: !ui.fixed && !typed && !draft.confirmed.includes(name),
      fixed: ui.fixed,
      typed,
    }
  }
  return known
}

/** All answers there are: known values, and over them what the person typed. */
export function withKnown(answers: Answers, known: Known): Answers {
  const all: Answers = {}
  for (const [name, { value }] of Object.entries(known)) all[name] = value
  for (const [name, value] of Object.entries(answers)) if (!known[name]?.fixed) all[name] = value
  return all
}
