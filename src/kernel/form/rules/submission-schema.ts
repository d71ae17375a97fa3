import type { Condition } from '../schema/condition.ts'
import { dialect, type Form, type Question } from '../schema/form.ts'
import { conditionSchema } from './conditions.ts'
import { mayBeUnsure, unsureFields, unsureName } from './unsure.ts'
import { questionsOf } from './visible.ts'

type JsonSchema = Record<string, unknown>

/** The condition under which a field wants an answer; undefined where it always does. Who said 说不清楚 owes none yet. */
function wantedWhen(form: Form, question: Question, name: string): Condition | undefined {
  const said: Condition[] = mayBeUnsure(form, name) ? [{ not: { field: unsureName, has: name } }] : []
  const both = [question.when, form.ui.fields[name]?.when, ...said].filter((c) => c !== undefined)
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
      const when = wantedWhen(form, question, name)
      if (when) sometimes.push({ if: conditionSchema(when), then: { required: [name] } })
      else always.push(name)
    }
  }
  const unsure = unsureFields(form)
  const list = { type: 'array', items: { type: 'string', enum: unsure }, uniqueItems: true }
  return {
    $schema: dialect,
    type: 'object',
    properties: unsure.length ? { ...form.schema.properties, [unsureName]: list } : form.schema.properties,
    required: always,
    ...(sometimes.length ? { allOf: sometimes } : {}),
    additionalProperties: false,
  }
}
