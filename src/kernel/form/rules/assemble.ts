import type { DataElement, Elements } from '../schema/element.ts'
import type { ChoicesSchema, FieldSchema, FieldUi, GroupSchema, PartUi, ScalarSchema } from '../schema/field.ts'
import type { Form, FormFile, Question, Scenario, Section } from '../schema/form.ts'

type Joins = { elements?: Elements; scenarios?: readonly Scenario[] }

/** Most characters of a text that states no limit of its own. */
const usual = { line: 100, lines: 2000 }
const usualItems = 50

export const isGroup = (schema: FieldSchema): schema is GroupSchema =>
  schema.type === 'array' && 'items' in schema && schema.items.type === 'object'
export const isChoices = (schema: FieldSchema): schema is ChoicesSchema =>
  schema.type === 'array' && 'items' in schema && schema.items.type === 'string'

/** The fields of a row in the order of `required`, then the others: the database keeps the order of a list, not that of names. */
export const partsOf = ({ items: { properties, required } }: GroupSchema): [name: string, schema: ScalarSchema][] =>
  [...new Set([...required, ...Object.keys(properties)])].map((name) => [name, properties[name]!])

/** What the author left to us: the element's constraints, the values of the options, a limit of length. */
function completeScalar(schema: ScalarSchema, ui: PartUi | FieldUi | undefined, element?: DataElement): ScalarSchema {
  const whole: ScalarSchema = { ...(element?.schema as ScalarSchema | undefined), ...schema }
  whole.type ??= ui?.widget === 'agree' ? 'boolean' : 'string'
  if (whole.type !== 'string') return whole
  if (ui?.options && whole.enum === undefined) whole.enum = ui.options.map((o) => o.value)
  if (whole.enum === undefined) whole.maxLength ??= ui?.widget === 'textarea' ? usual.lines : usual.line
  return whole
}

function complete(schema: FieldSchema, ui: FieldUi | undefined, element?: DataElement): FieldSchema {
  if (isGroup(schema)) {
    const parts = Object.entries(schema.items.properties).map(([name, s]) => [name, completeScalar(s, ui?.fields?.[name])] as const)
    return { ...schema, maxItems: schema.maxItems ?? usualItems, items: { ...schema.items, properties: Object.fromEntries(parts) } }
  }
  if (isChoices(schema)) return schema
  if (element?.schema.type === 'array') return element.schema as ChoicesSchema
  return completeScalar(schema as ScalarSchema, ui, element)
}

function completeUi(ui: FieldUi, element?: DataElement): FieldUi {
  if (!element) return ui
  return {
    ...ui,
    example: ui.example ?? element.example,
    autocomplete: ui.autocomplete ?? element.autocomplete,
    sentences: { ...element.sentences, ...ui.sentences },
  }
}

const scenarioUi = (s: Scenario): FieldUi => ({
  label: s.question,
  hint: s.hint,
  when: s.when,
  widget: 'radio',
  options: s.options.map(({ value, label, hint }) => ({ value, label, hint })),
  reuse: 'fill',
  fixed: false,
})

const free = (id: string, taken: ReadonlySet<string>): string => (taken.has(id) ? free(`${id}-fit`, taken) : id)

/** Scenarios that no question of the form asks come first, one a page, under 看看能不能办; a name that a question of the form bears stays its own. */
function withScenarioSection(sections: readonly Section[], scenarios: readonly Scenario[]): Section[] {
  const questions = sections.flatMap((s) => s.questions)
  const asked = new Set(questions.flatMap((q) => q.fields))
  const unasked = scenarios.filter((s) => !asked.has(s.id))
  if (unasked.length === 0) return [...sections]
  const names = new Set(questions.map((q) => q.id))
  const question = (s: Scenario): Question => ({ id: free(s.id, names), title: s.question, fields: [s.id], when: s.when })
  const id = free('scenarios', new Set(sections.map((s) => s.id)))
  return [{ id, title: '看看能不能办', questions: unasked.map(question) }, ...sections]
}

/** Joins a form file with its item's scenarios and the elements it names. Scenarios become fields like any other; those the file states itself come before the item's. */
export function assemble(file: FormFile, { elements = new Map(), scenarios = [] }: Joins = {}): Form {
  const own = new Set(file.scenarios.map((s) => s.id))
  const all = [...file.scenarios, ...scenarios.filter((s) => !own.has(s.id))]
  const elementOf = (name: string) => elements.get(file.ui.fields[name]?.element ?? '')
  const used = Object.keys(file.ui.fields).flatMap((name) => elementOf(name) ?? [])
  const fields = Object.entries(file.ui.fields).map(([name, ui]) => [name, completeUi(ui, elementOf(name))] as const)
  const properties = Object.entries(file.schema.properties).map(
    ([name, schema]) => [name, complete(schema, file.ui.fields[name], elementOf(name))] as const,
  )
  const choice = (s: Scenario): FieldSchema => ({ type: 'string', enum: s.options.map((o) => o.value) })
  return {
    ...file,
    scenarios: all,
    elements: Object.fromEntries(used.map((e) => [e.id, e])),
    schema: {
      ...file.schema,
      properties: { ...Object.fromEntries(all.map((s) => [s.id, choice(s)])), ...Object.fromEntries(properties) },
      required: [...all.map((s) => s.id), ...file.schema.required.filter((name) => !own.has(name))],
    },
    ui: {
      sections: withScenarioSection(file.ui.sections, all),
      fields: { ...Object.fromEntries(all.map((s) => [s.id, scenarioUi(s)])), ...Object.fromEntries(fields) },
    },
  }
}

/** The data element behind a field, where it names one. */
export const elementOf = (form: Form, name: string): DataElement | undefined => form.elements[form.ui.fields[name]?.element ?? '']
