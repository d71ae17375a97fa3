import { refusals } from '#base/refusal.ts'
import { normalName } from '#kernel/party/rules/name.ts'
import { normalPhone } from '#kernel/party/rules/phone.ts'
import type { Answer, AnswerGroup, Answers, FieldError } from '../schema/answers.ts'
import type { FieldSchema, GroupSchema, ScalarSchema, Widget } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { isChoices, isGroup } from './assemble.ts'
import { answerOf, isAnswered } from './conditions.ts'
import { fenOf, halfWidth, plainCode, plainDate, plainNumber } from './narrow.ts'
import { splitUnsure, withUnsure } from './unsure.ts'

const refuse = refusals({
  'form.too-large': [413, '填写的内容太长了，一共最多 {limit} 个字。请把长的内容写成文件，在材料里上传'],
})

/** Most characters of all answers of a form together. */
export const mostCharacters = 200_000

export type Normalised = {
  answers: Answers
  /** names that the form does not know, dropped; the caller keeps them in the record of the request */
  unknown: string[]
  /** answers that cannot be kept as text at all */
  wrong: FieldError[]
}

type Cell = { schema: ScalarSchema; widget: Widget; unit?: string; label: string; field: string }
type Found = { wrong: FieldError[]; characters: number }

/** Control characters but tab and line feed, noncharacters, and halves of a surrogate pair: invisible, and no text column takes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unwritable = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/u

const byWidget: Partial<Record<Widget, (text: string) => string>> = {
  'id-number': plainCode,
  name: normalName,
  uscc: plainCode,
  phone: normalPhone,
  date: plainDate,
  division: (text) => halfWidth(text).trim(),
}
const byFormat: Record<string, (text: string) => string> = {
  'cn-id': plainCode,
  uscc: plainCode,
  'bank-card': plainCode,
  'cn-phone': normalPhone,
  'person-name': normalName,
  date: plainDate,
  email: (text) => halfWidth(text).trim(),
  postcode: (text) => halfWidth(text).trim(),
  'year-month': (text) => halfWidth(text).trim(),
}

function toText(text: string, { schema, widget }: Cell): string {
  const lines = widget === 'textarea' ? text : text.replace(/\s*\n\s*/g, ' ')
  const tidy = byWidget[widget] ?? byFormat[schema.format ?? '']
  const trimmed = lines.trim().normalize('NFC')
  return tidy ? tidy(trimmed) : trimmed
}

/** A number where the text is one; else the text, so that the check says so and the person finds what was typed. */
function toNumber(text: string, cell: Cell): string | number {
  if (cell.widget === 'money') return fenOf(text) ?? text.trim()
  const plain = plainNumber(text, cell.unit)
  return plain === undefined ? text.trim() : Number(plain)
}

const yes = new Set(['yes', 'true', 'on', '1', '是'])
const no = new Set(['no', 'false', 'off', '0', '否'])
const toBoolean = (text: string): string | boolean => (yes.has(text) ? true : no.has(text) ? false : text)

function scalar(raw: unknown, cell: Cell, found: Found): string | number | boolean | undefined {
  const one = Array.isArray(raw) ? raw[0] : raw
  if (one === undefined || one === null) return undefined
  const plain = typeof one === 'number' || typeof one === 'boolean'
  if (plain && cell.schema.type !== 'string') return one
  const value = plain ? String(one) : one
  if (typeof value !== 'string') {
    found.wrong.push({ field: cell.field, sentence: `${cell.label}没有填对，请重新填写` })
    return undefined
  }
  const text = value.replace(/\r\n?/g, '\n')
  found.characters += text.length
  if (unwritable.test(text)) {
    found.wrong.push({ field: cell.field, sentence: `${cell.label}里有看不见的特殊字符，请删掉后重新输入` })
    return undefined
  }
  if (cell.schema.type === 'boolean') return toBoolean(text.trim())
  if (text.trim() === '' || cell.schema.type === 'string') return toText(text, cell)
  return toNumber(text, cell)
}

const listOf = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : raw === undefined || raw === null || raw === '' ? [] : [raw])

function choices(raw: unknown, cell: Cell, found: Found): string[] {
  const texts = listOf(raw)
    .slice(0, 200)
    .map((v) => scalar(v, cell, found))
  return [...new Set(texts.filter((t): t is string => typeof t === 'string' && t !== ''))]
}

function group(raw: unknown, name: string, schema: GroupSchema, form: Form, found: Found): AnswerGroup {
  const ui = form.ui.fields[name]
  return Array.from(listOf(raw))
    .slice(0, (schema.maxItems ?? 50) + 1)
    .map((row, i) => {
      const kept: Record<string, string | number | boolean> = {}
      for (const [part, partSchema] of Object.entries(schema.items.properties)) {
        const p = ui?.fields?.[part]
        const cell: Cell = {
          schema: partSchema,
          widget: p?.widget ?? 'text',
          unit: p?.unit,
          label: p?.label ?? part,
          field: partField(name, i, part),
        }
        const value =
          row !== null && typeof row === 'object' && Object.hasOwn(row, part) ? (row as Record<string, unknown>)[part] : undefined
        const clean = scalar(value, cell, found)
        if (clean !== undefined && clean !== '') kept[part] = clean
      }
      return kept
    })
}

/** The name of one cell of a group, as the page's control and the error bear it. */
export const partField = (name: string, index: number, part: string): string => `${name}[${index}][${part}]`

function answer(raw: unknown, name: string, schema: FieldSchema, form: Form, found: Found): Answer | undefined {
  const ui = form.ui.fields[name]
  if (isGroup(schema)) return group(raw, name, schema, form, found)
  const cell: Cell = {
    schema: isChoices(schema) ? { type: 'string' } : (schema as ScalarSchema),
    widget: ui?.widget ?? 'text',
    unit: ui?.unit,
    label: ui?.label ?? name,
    field: name,
  }
  return isChoices(schema) ? choices(raw, cell, found) : scalar(raw, cell, found)
}

/**
 * Answers as they are kept: trimmed, NFC, line ends as LF, full-width digits and letters narrowed where a code or a number is
 * asked. Rare characters (𠮷) stay. Refuses more than {@link mostCharacters} in all.
 */
export function normalise(form: Form, raw: Readonly<Record<string, unknown>>): Normalised {
  const found: Found = { wrong: [], characters: 0 }
  const answers: Answers = {}
  const unknown: string[] = []
  const { unsure, others } = splitUnsure(form, raw)
  for (const name of others) {
    const schema = Object.hasOwn(form.schema.properties, name) ? form.schema.properties[name] : undefined
    if (!schema) {
      unknown.push(name)
      continue
    }
    const value = answer(raw[name], name, schema, form, found)
    if (value !== undefined) answers[name] = value
    if (found.characters > mostCharacters) throw refuse('form.too-large', { limit: mostCharacters.toLocaleString('en') })
  }
  const open = unsure.filter((name) => !isAnswered(answerOf(answers, name)))
  return { answers: withUnsure(answers, open), unknown, wrong: found.wrong }
}
