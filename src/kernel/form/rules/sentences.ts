import type { Divisions } from '#kernel/party/schema.ts'
import type { FieldUi, ScalarSchema } from '../schema/field.ts'
import { type FormatName, tells } from './checks.ts'

/** A constraint that an answer broke, by keyword of JSON Schema; `day` is ours: a date on the wrong side of today. */
export type Broken = { keyword: string; limit?: number; format?: string }

/** What a sentence is built from. */
export type Asked = {
  label: string
  ui: Pick<FieldUi, 'widget' | 'example' | 'unit' | 'sentences' | 'day' | 'itemName'>
  schema: ScalarSchema
  /** what was typed, where it is text */
  text?: string
  today?: string | undefined
  places?: Divisions | undefined
}

const picked = new Set(['radio', 'checkboxes', 'select', 'division'])
const isQuestion = (label: string) => /[？?]$/.test(label)

function missing({ label, ui }: Asked): string {
  if (isQuestion(label)) return `请回答“${label}”`
  if (ui.widget === 'agree') return `请先看过并勾选“${label}”`
  if (ui.widget === 'group') return `请至少填写一${ui.itemName === undefined ? '项' : `位${ui.itemName}`}`
  return `${picked.has(ui.widget) ? '请选择' : '请填写'}${label}`
}

const eg = ({ ui }: Asked) => (ui.example === undefined ? '' : `，比如 ${ui.example}`)
const amount = (n: number, ui: Asked['ui']) => (ui.widget === 'money' ? `${n / 100} 元` : `${n}${ui.unit ? ` ${ui.unit}` : ''}`)

/** A right whole number where the form shows none: a little over the least, not above the most. */
function shown({ schema, ui }: Asked, broken: Bound | undefined): string {
  const { minimum: least, maximum: most = Number.POSITIVE_INFINITY } = schema
  if (schema.type !== 'integer' || ui.widget === 'money' || broken !== 'minimum' || least === undefined) return ''
  return `，比如 ${Math.min(least + 2, most)}`
}

type Bound = 'exclusiveMinimum' | 'minimum' | 'exclusiveMaximum' | 'maximum'
const bounds: readonly (readonly [Bound, said: (what: string, n: number, ui: Asked['ui']) => string])[] = [
  ['exclusiveMinimum', (what, n, ui) => `请填比 ${ui.widget === 'money' ? amount(n, ui) : n} 大的${what}`],
  ['minimum', (what, n, ui) => (what === '整数' ? `请填 ${n} 或更大的整数` : `最少填 ${amount(n, ui)}`)],
  ['exclusiveMaximum', (what, n, ui) => `请填比 ${amount(n, ui)}小的${what}`],
  ['maximum', (_, n, ui) => `最多填 ${amount(n, ui)}`],
]

/** What a right number is, with the bound that was broken, else the lower one: '面积：请填比 0 大的数字，比如 120', '人数：请填 1 或更大的整数，比如 3'. */
function number(asked: Asked, { keyword }: Broken): string {
  const { label, schema, ui } = asked
  const what = ui.widget === 'money' ? '金额' : schema.type === 'integer' ? '整数' : '数字'
  const bound = bounds.find(([key]) => key === keyword) ?? bounds.slice(0, 2).find(([key]) => schema[key] !== undefined)
  const wanted = bound ? bound[1](what, schema[bound[0]]!, ui) : `请填${what}`
  return `${label}：${wanted}${eg(asked) || shown(asked, bound?.[0])}`
}

const decimals = (step: number | undefined) => (String(step).split('.')[1] ?? '').length

/** The register's own words about this number or name, joined with the field's name. */
function format({ label, text = '', today, places }: Asked, { format = '' }: Broken): string {
  const told = Object.hasOwn(tells, format) ? tells[format as FormatName](text, today, places) : undefined
  if (told === undefined) return `请核对${label}`
  if (told.includes(label)) return told
  return label.endsWith(told.slice(0, 2)) ? label + told.slice(2) : `${label}：${told}`
}

const sentenceByKeyword: Record<string, (asked: Asked, broken: Broken) => string> = {
  required: missing,
  type: (asked, broken) => (asked.schema.type === 'integer' || asked.schema.type === 'number' ? number(asked, broken) : missing(asked)),
  enum: (asked) => (isQuestion(asked.label) ? missing(asked) : `请从列出的选项里选择${asked.label}`),
  const: missing,
  format,
  pattern: (asked) => (asked.ui.example ? `${asked.label}请照这样写：${asked.ui.example}` : `${asked.label}的写法不对，请照提示改`),
  minLength: ({ label }, { limit }) => `${label}写得太短，至少写 ${limit} 个字`,
  maxLength: ({ label, text = '' }, { limit }) => `${label}最多写 ${limit} 个字，现在是 ${[...text].length} 个，请删短一些`,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: (asked, broken) => {
    const places = decimals(asked.schema.multipleOf)
    return places === 0 ? number(asked, broken) : `${asked.label}最多填到小数点后 ${places} 位${eg(asked)}`
  },
  minItems: (asked, { limit }) =>
    limit === 1
      ? missing(asked)
      : asked.ui.widget === 'group'
        ? `${asked.label}至少要填 ${limit} ${asked.ui.itemName ? '位' : '项'}`
        : `${asked.label}至少选 ${limit} 项`,
  maxItems: (asked, { limit }) => `${asked.label}最多 ${limit} 项，请删掉多的`,
  uniqueItems: ({ label }) => `${label}里同一项选了两次，请只选一次`,
  day: ({ label, ui }) => (ui.day === 'past' ? `${label}不能晚于今天，请核对年月日` : `${label}不能早于今天，请核对年月日`),
}

/** Keywords that have a sentence; a form may use no other (lint). */
export const spokenKeywords: ReadonlySet<string> = new Set(Object.keys(sentenceByKeyword))

/** From what to tell first when an answer breaks several constraints: an empty answer before a wrong kind, a wrong kind before a wrong amount. */
const order = [
  'required',
  'type',
  'const',
  'enum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'day',
]
export const urgency = (keyword: string): number => (order.includes(keyword) ? order.indexOf(keyword) : order.length)

/** The sentence beside the field: what to do, in the words of the form where it has its own, never a code. */
export const sentenceOf = (asked: Asked, broken: Broken): string =>
  asked.ui.sentences?.[broken.keyword] ?? (sentenceByKeyword[broken.keyword] ?? (() => `请核对${asked.label}`))(asked, broken)
