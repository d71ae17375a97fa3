import { maskIdNo, maskPhone } from '#kernel/party/rules/mask.ts'
import type { Answer, AnswerGroup, AnswerScalar } from '../schema/answers.ts'
import type { DataElement } from '../schema/element.ts'
import type { FieldUi, PartUi } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { elementOf, isGroup, partsOf } from './assemble.ts'

/** What showing needs beyond the form: names of divisions, and whether personal values are masked (they are, unless an act says not). */
export type Showing = { divisionName?: (code: string) => string | undefined; unmasked?: boolean }

/** Fen as people read money: 1234550 is '12,345.5 元' with two places only where there are any. */
export function yuanText(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100).toLocaleString('en')
  const rest = Math.abs(fen) % 100
  return `${fen < 0 ? '-' : ''}${whole}${rest ? `.${String(rest).padStart(2, '0')}` : ''} 元`
}

const masks: Record<NonNullable<DataElement['mask']>, (text: string) => string> = {
  id: maskIdNo,
  phone: maskPhone,
  account: (text) => '*'.repeat(Math.max(0, text.length - 4)) + text.slice(-4),
}
const maskByWidget: Partial<Record<FieldUi['widget'], keyof typeof masks>> = { 'id-number': 'id', phone: 'phone' }

const dateText = (on: string) => on.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

const byWidget: Partial<Record<FieldUi['widget'], (value: AnswerScalar, showing: Showing) => string>> = {
  money: (value) => (typeof value === 'number' ? yuanText(value) : String(value)),
  date: (value) => dateText(String(value)),
  division: (value, { divisionName }) => divisionName?.(String(value)) ?? String(value),
}

function scalarText(value: AnswerScalar, ui: FieldUi | PartUi, showing: Showing, mask?: keyof typeof masks): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  const label = ui.options?.find((o) => o.value === value)?.label
  if (label !== undefined) return label
  const shown = byWidget[ui.widget]?.(value, showing) ?? (ui.unit ? `${value} ${ui.unit}` : String(value))
  const how = mask ?? maskByWidget[ui.widget]
  return how && !showing.unmasked ? masks[how](shown) : shown
}

const rowText = (row: AnswerGroup[number], ui: FieldUi, parts: readonly string[], showing: Showing) =>
  parts
    .flatMap((part) => (row[part] === undefined || !ui.fields?.[part] ? [] : [scalarText(row[part], ui.fields[part], showing)]))
    .join('，')

/** An answer as lines to read: labels instead of values, money in yuan, personal numbers masked. */
export function linesOf(form: Form, name: string, answer: Answer, showing: Showing = {}): string[] {
  const ui = form.ui.fields[name]!
  if (!Array.isArray(answer)) return scalarText(answer, ui, showing, elementOf(form, name)?.mask).split('\n')
  const schema = form.schema.properties[name]!
  const parts = isGroup(schema) ? partsOf(schema).map(([part]) => part) : []
  return answer.map((one) => (typeof one === 'string' ? scalarText(one, ui, showing) : rowText(one, ui, parts, showing)))
}
