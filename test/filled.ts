/** A form of any item, filled in as somebody might who means well: the first choice that leads on, and made-up answers that are right. */
import { isGroup } from '#kernel/form/rules/assemble.ts'
import type { Answer, Answers } from '#kernel/form/schema/answers.ts'
import type { FieldSchema, FieldUi, PartUi, ScalarSchema, Widget } from '#kernel/form/schema/field.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { answers as restaurant } from './restaurant.ts'

/** What the owner of the tests' restaurant answers, by what is asked for. */
const byFormat: Partial<Record<NonNullable<ScalarSchema['format']>, string>> = {
  'cn-id': restaurant.operatorId,
  uscc: restaurant.uscc,
  'cn-phone': restaurant.phone,
  'person-name': restaurant.operator,
  division: restaurant.division,
  address: restaurant.address,
  date: '2023-06-01',
  email: 'demo@example.com',
  postcode: '341000',
  'bank-card': '6222020000000000005',
  'year-month': '2023-06',
}
const byWidget: Partial<Record<Widget, string>> = { date: '2023-06-01' }
const ahead = '2023-12-01'

function numberOf({ minimum = 0, exclusiveMinimum = 0, maximum = Number.POSITIVE_INFINITY, multipleOf = 1 }: ScalarSchema): number {
  return Math.min(maximum, Math.ceil(Math.max(minimum, exclusiveMinimum + multipleOf, multipleOf) / multipleOf) * multipleOf)
}

function textOf(schema: ScalarSchema, ui: FieldUi | PartUi): string {
  if (ui.day === 'future') return ahead
  const known = (schema.format && byFormat[schema.format]) ?? byWidget[ui.widget]
  return (known ?? ui.example ?? '演示内容').padEnd(schema.minLength ?? 0, '示')
}

function scalarOf(schema: ScalarSchema, ui: FieldUi | PartUi, stops: readonly string[]): Answer {
  const choice = (schema.enum ?? ui.options?.map((o) => o.value))?.find((value) => !stops.includes(value))
  if (choice !== undefined) return choice
  if (schema.type === 'number' || schema.type === 'integer') return ui.example ? Number(ui.example) : numberOf(schema)
  return schema.type === 'boolean' || schema.const ? true : textOf(schema, ui)
}

function answerTo(schema: FieldSchema, ui: FieldUi, stops: readonly string[]): Answer {
  if (isGroup(schema)) {
    const parts = Object.entries(schema.items.properties).map(([name, part]) => [name, scalarOf(part, ui.fields![name]!, [])] as const)
    return [Object.fromEntries(parts)] as Answer
  }
  if (schema.type !== 'array') return scalarOf(schema as ScalarSchema, ui, stops)
  return [schema.items.enum.find((value) => !stops.includes(value))!]
}

export function filledIn({ schema, ui, scenarios }: Form): Answers {
  const stopsOf = (name: string) => scenarios.find((s) => s.id === name)?.options.flatMap((o) => (o.stop ? [o.value] : [])) ?? []
  return Object.fromEntries(
    Object.entries(ui.fields).map(([name, field]) => [name, answerTo(schema.properties[name]!, field, stopsOf(name))]),
  )
}
