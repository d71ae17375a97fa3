/** What an answer of a field can be refused for, and what would be said: for the author, before anybody meets it. */
import type { FieldSchema, FieldUi, ScalarSchema } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { type Asked, type Broken, sentenceOf } from './sentences.ts'

/** A keyword that an answer can break, in an author's words. `usual` is said where the form has no sentence of its own. */
export type Refusal = { keyword: string; about: string; usual: string; said: string }

const about: readonly (readonly [keyword: string, about: string])[] = [
  ['required', '没有填'],
  ['pattern', '写法不对'],
  ['type', '不是数字'],
  ['minLength', '太短'],
  ['maxLength', '太长'],
  ['minimum', '太小'],
  ['exclusiveMinimum', '太小'],
  ['maximum', '太大'],
  ['exclusiveMaximum', '太大'],
  ['multipleOf', '小数位太多'],
  ['minItems', '太少'],
  ['maxItems', '太多'],
  ['day', '日子不对'],
]

const isNumber = ({ type }: FieldSchema) => type === 'number' || type === 'integer'

/** Whether an answer of this field can break the keyword. A `format` has sentences for each way of being wrong, none to be replaced. */
function breaks(keyword: string, required: boolean, schema: FieldSchema, ui: FieldUi): boolean {
  if (keyword === 'required') return required
  if (keyword === 'day') return ui.day !== undefined
  if (keyword === 'type') return isNumber(schema)
  return (schema as Record<string, unknown>)[keyword] !== undefined
}

/** In the order in which they are told. A sentence that counts (现在是 101 个) counts a text that is one too long. */
export function refusalsOf(form: Form, name: string): Refusal[] {
  const [ui, schema] = [form.ui.fields[name], form.schema.properties[name]]
  if (!ui || !schema) return []
  const { maxLength = 0 } = schema as ScalarSchema
  const asked: Asked = { label: ui.label, ui, schema: schema as ScalarSchema, text: '字'.repeat(maxLength + 1) }
  const usually: Asked = { ...asked, ui: { ...ui, sentences: undefined } }
  const limit = (keyword: string) => (schema as Record<string, unknown>)[keyword] as number
  return about
    .filter(([keyword]) => breaks(keyword, form.schema.required.includes(name), schema, ui))
    .map(([keyword, about]) => {
      const broken: Broken = { keyword, limit: limit(keyword) }
      return { keyword, about, usual: sentenceOf(usually, broken), said: sentenceOf(asked, broken) }
    })
}

/** Ways of writing that many forms ask for. */
export const commonPatterns: readonly { pattern: string; title: string; sentence: (label: string) => string }[] = [
  { pattern: '^\\d+$', title: '只有数字', sentence: (label) => `${label}只填数字，不留空格` },
  { pattern: '^[A-Za-z0-9]+$', title: '只有字母和数字', sentence: (label) => `${label}只填字母和数字，不留空格` },
  { pattern: '^[\\u4e00-\\u9fa5]+$', title: '只有汉字', sentence: (label) => `${label}只填汉字` },
  { pattern: '^\\S+$', title: '中间不空格', sentence: (label) => `${label}中间不空格，请连着写` },
  {
    pattern: '^[\\u4e00-\\u9fa5][A-Z][A-Z0-9]{5,6}$',
    title: '车牌号',
    sentence: (label) => `${label}要像 京A12345 这样填，字母大写，中间不空格`,
  },
]

/** A repetition within a repetition takes for ever over a long text. */
export const isSlow = (pattern: string): boolean => /[+*}]\)[+*{]/.test(pattern)

/** Whether a text is written so, as the compiled check reads the pattern; undefined where it is no regular expression. */
export function matcherOf(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const wanted = new RegExp(pattern, 'u')
    return (text) => wanted.test(text)
  } catch {
    return undefined
  }
}
