/** From a form as it is used back to the file its author would write. */
import type { Form, FormFile, Scenario } from '../schema/form.ts'

const without = <T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)))

/**
 * The form file behind an assembled form: without what the item's scenarios and the data elements brought in, so that it can be
 * assembled again with other scenarios. Assembling the answer with the same joins gives the form back.
 */
export function authorOf(form: Form, scenarios: readonly Scenario[]): FormFile {
  const joined = new Set(scenarios.map((s) => s.id))
  const own = form.scenarios.filter((s) => !joined.has(s.id))
  const brought = new Set(form.scenarios.map((s) => s.id))
  const { elements: _, schema, ui, ...rest } = form
  return {
    ...rest,
    scenarios: own,
    schema: {
      ...schema,
      properties: without(schema.properties, brought),
      required: schema.required.filter((name) => !brought.has(name)),
    },
    ui: {
      sections: ui.sections.filter((s) => !(s.id === 'scenarios' && s.questions.every((q) => brought.has(q.id)))),
      fields: without(ui.fields, brought),
    },
  }
}
