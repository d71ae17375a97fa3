/** The facts of a case for a model: each input from the first of its sources that knows it, with the source's name. */
import { answerOf, isAnswered } from '#kernel/form/rules/conditions.ts'
import type { Sources } from '#kernel/form/rules/prefill.ts'
import type { Answers, Sourced } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { Facts, FactValue, KnownFact } from '../schema/assessment.ts'
import { type Binding, type CaseWord, caseWords, type DecisionModel, type ModelInput, type Source } from '../schema/model.ts'
import { derive } from './derive.ts'

/** What a case has to give. `materials`: how each came, by its id; `known`: what licences and registers said, by data element. */
export type Given = {
  form: Pick<Form, 'ui' | 'scenarios'>
  answers: Answers
  materials: Readonly<Record<string, { name: string; provide: string }>>
  words: Readonly<Record<CaseWord, string>>
  known: Sources
  /** the facts of the last time: what a licence or register said then still stands, with its day */
  before?: Facts
}

type Found = { value: unknown; from: string; at?: string | undefined }

function ofField(given: Given, field: string): Found | undefined {
  const value = answerOf(given.answers, field)
  if (!isAnswered(value)) return undefined
  const label = given.form.ui.fields[field]?.label ?? given.form.scenarios.find((s) => s.id === field)?.question ?? field
  return { value, from: `申请表：${label}` }
}

const fieldNaming = ({ form }: Given, element: string) =>
  Object.entries(form.ui.fields)
    .filter(([, ui]) => 'element' in ui && ui.element === element)
    .map(([field]) => field)

function ofKnown({ known }: Given, element: string, kind: string): Found | undefined {
  const entry = known[element]
  const values: readonly Sourced[] = entry === undefined ? [] : 'from' in entry ? [entry] : entry
  const found = values.find((v) => v.kind === kind)
  return found && { value: found.value, from: found.from, at: found.at }
}

type Finder<K extends Binding['kind']> = (binding: Extract<Binding, { kind: K }>, given: Given) => Found | undefined
const fromSource = ({ kind, name, element }: Extract<Binding, { kind: 'licence' | 'register' }>, given: Given) =>
  ofKnown(given, element, `${kind}:${name}`)

const finders: { [K in Binding['kind']]: Finder<K> } = {
  element: ({ element }, given) =>
    fieldNaming(given, element)
      .map((field) => ofField(given, field))
      .find((f) => f !== undefined),
  answer: ({ field }, given) => ofField(given, field),
  material: ({ material }, given) => {
    const found = given.materials[material]
    return { value: found?.provide ?? 'missing', from: `材料：${found?.name ?? material}` }
  },
  licence: fromSource,
  register: fromSource,
  case: ({ what }, given) => ({ value: given.words[what], from: caseWords[what] }),
}

const find = (binding: Binding, given: Given): Found | undefined =>
  (finders[binding.kind] as Finder<Binding['kind']>)(binding as never, given)

const isKept = (value: unknown): value is FactValue =>
  ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((v) => typeof v === 'string'))

const isKeptBefore = ({ binding, from }: Source, fact: KnownFact | undefined): fact is KnownFact =>
  (binding.kind === 'licence' || binding.kind === 'register') && fact?.source === from

function ofSource(source: Source, input: ModelInput, given: Given): KnownFact | undefined {
  const before = given.before?.[input.name]
  if (isKeptBefore(source, before)) return before
  const found = find(source.binding, given)
  const value = found && (source.as ? derive(source.as, found.value, given.words.today) : found.value)
  return found && isKept(value) ? { value, from: found.from, source: source.from, ...(found.at ? { at: found.at } : {}) } : undefined
}

function factOf(input: ModelInput, given: Given): KnownFact | undefined {
  for (const source of input.sources) {
    const fact = ofSource(source, input, given)
    if (fact) return fact
  }
  return undefined
}

/** What is known for a model, by the names of its inputs; nothing is kept of what no source knows. */
export function gather(model: Pick<DecisionModel, 'inputs'>, given: Given): Facts {
  return Object.fromEntries(
    model.inputs.flatMap((input) => {
      const fact = factOf(input, given)
      return fact ? [[input.name, fact] as const] : []
    }),
  )
}
