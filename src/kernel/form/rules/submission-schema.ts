import type { Condition } from '../schema/condition.ts'
import { dialect, type Form, type Question } from '../schema/form.ts'
import { conditionSchema } from './conditions.ts'
import { questionsOf } from './visible.ts'

type JsonSchema = Record<string, unknown>

/** The condition under which a field is shown; undefined where it always is. */
function shownWhen(form: Form, question: Question, name: string): Condition | undefined {
  const both = [question.when, form.ui.fields[name]?.when].filter((c) => c !== undefined)
  return both.length > 1 ? { all: both } : both[0]
}

/**
 * JSON Schema 2020-12 of the answers as they are sent: a field that is shown only under a condition is required only under it,
 * so the schema alone says what the pages say, to programs too.
 */
export function submissionSchema(form: Form): JsonSchema {
  const required = new Set(form.schema.required)
  const always: string[] = []
  const sometimes: JsonSchema[] = []
  for (const { question } of questionsOf(form)) {
    for (const name of question.fields.filter((n) => required.has(n))) {
      const when = shownWhen(form, question, name)
      if (when) sometimes.push({ if: conditionSchema(when), then: { required: [name] } })
      else always.push(name)
    }
  }
  return {
    $schema: dialect,
    type: 'object',
    properties: form.schema.properties,
    required: always,
    ...(sometimes.length ? { allOf: sometimes } : {}),
    additionalProperties: false,
  }
}
