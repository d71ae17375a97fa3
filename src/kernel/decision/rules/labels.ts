/** What the item's form calls the values that a model compares with: “做饭的” for `meals`. */
import type { Form } from '#kernel/form/schema/form.ts'
import type { Labels, ModelInput } from '../schema/model.ts'

/** The choices of a form by the sources that a model's input may name: the field, and its data element. */
export function labelsOf({ ui, scenarios }: Pick<Form, 'ui' | 'scenarios'>): Labels {
  const asked = scenarios.map((s) => [`answer:${s.id}`, s.options] as const)
  const fields = Object.entries(ui.fields).flatMap(([name, { options, element }]) =>
    options ? [[`answer:${name}`, options] as const, ...(element ? [[`element:${element}`, options] as const] : [])] : [],
  )
  return Object.fromEntries(
    [...asked, ...fields].map(([from, options]) => [from, Object.fromEntries(options.map((o) => [o.value, o.label]))]),
  )
}

/** Inputs with the words of the form: where a value comes as it was answered, and is not worked out of it. */
export const labelled = (inputs: readonly ModelInput[], labels: Labels = {}): ModelInput[] =>
  inputs.map((input) => {
    const from = input.sources.find((s) => s.as === undefined && labels[s.from])?.from
    return from === undefined ? input : { ...input, labels: labels[from]! }
  })
