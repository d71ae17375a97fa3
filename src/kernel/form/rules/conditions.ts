import type { Answer, Answers } from '../schema/answers.ts'
import type { Condition, Scalar } from '../schema/condition.ts'

/** The answer to a field, never a property that objects are born with. */
export const answerOf = (answers: Answers, name: string): Answer | undefined => (Object.hasOwn(answers, name) ? answers[name] : undefined)

/** Whether somebody answered: blank text and an empty list are no answers. */
export const isAnswered = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer !== null && answer !== '' && !(Array.isArray(answer) && answer.length === 0)

type Test = Extract<Condition, { field: string }>
type Judge = (answer: Answer, limit: never) => boolean

const compare = (judge: (a: number, b: number) => boolean) => (answer: Answer, limit: number) =>
  typeof answer === 'number' && judge(answer, limit)

const tests: Record<string, Judge> = {
  is: (answer, value: Scalar) => answer === value,
  not: (answer, value: Scalar) => answer !== value,
  in: (answer, values: Scalar[]) => values.includes(answer as Scalar),
  has: (answer, value: Scalar) => Array.isArray(answer) && (answer as unknown[]).includes(value),
  exists: (_, wanted: boolean) => wanted,
  gt: compare((a, b) => a > b),
  gte: compare((a, b) => a >= b),
  lt: compare((a, b) => a < b),
  lte: compare((a, b) => a <= b),
}

function holdsTest(test: Test, answers: Answers): boolean {
  const answer = answerOf(answers, test.field)
  if (!isAnswered(answer)) return 'exists' in test && !test.exists
  const [key, limit] = Object.entries(test).find(([k]) => k !== 'field')!
  return tests[key]!(answer, limit as never)
}

/** Whether a condition holds for these answers. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (condition === undefined) return true
  if ('field' in condition) return holdsTest(condition, answers)
  if ('all' in condition) return condition.all.every((c) => holds(c, answers))
  if ('any' in condition) return condition.any.some((c) => holds(c, answers))
  return !holds(condition.not, answers)
}

/** The fields a condition looks at, each once. */
export function fieldsOf(condition: Condition | undefined): string[] {
  if (condition === undefined) return []
  if ('field' in condition) return [condition.field]
  const inner = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not]
  return [...new Set(inner.flatMap(fieldsOf))]
}

/** All single tests inside a condition. */
export function testsOf(condition: Condition | undefined): Test[] {
  if (condition === undefined) return []
  if ('field' in condition) return [condition]
  return ('all' in condition ? condition.all : 'any' in condition ? condition.any : [condition.not]).flatMap(testsOf)
}

type JsonSchema = Record<string, unknown>
const about = (field: string, schema: JsonSchema): JsonSchema => ({ required: [field], properties: { [field]: schema } })

const schemas: Record<string, (limit: unknown) => JsonSchema> = {
  is: (value) => ({ const: value }),
  not: (value) => ({ not: { const: value } }),
  in: (values) => ({ enum: values }),
  has: (value) => ({ type: 'array', contains: { const: value } }),
  gt: (limit) => ({ type: 'number', exclusiveMinimum: limit }),
  gte: (limit) => ({ type: 'number', minimum: limit }),
  lt: (limit) => ({ type: 'number', exclusiveMaximum: limit }),
  lte: (limit) => ({ type: 'number', maximum: limit }),
}

/** The same condition as a JSON Schema over the answers that are sent, so that the published schema alone tells what is required when. */
export function conditionSchema(condition: Condition): JsonSchema {
  if ('field' in condition) {
    if ('exists' in condition) return condition.exists ? { required: [condition.field] } : { not: { required: [condition.field] } }
    const [key, limit] = Object.entries(condition).find(([k]) => k !== 'field')!
    return about(condition.field, schemas[key]!(limit))
  }
  if ('all' in condition) return { allOf: condition.all.map(conditionSchema) }
  if ('any' in condition) return { anyOf: condition.any.map(conditionSchema) }
  return { not: conditionSchema(condition.not) }
}
