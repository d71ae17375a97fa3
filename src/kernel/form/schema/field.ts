import { z } from 'zod'
import { Condition, Name } from './condition.ts'

/** Formats that a string may claim. Each has its check in rules/checks.ts and its sentence in rules/sentences.ts. */
export const formats = [
  'cn-id',
  'uscc',
  'cn-phone',
  'division',
  'person-name',
  'address',
  'date',
  'email',
  'postcode',
  'bank-card',
  'year-month',
] as const

/** What of JSON Schema 2020-12 one answer may use: what has a sentence in Chinese, and no more. */
export const ScalarSchema = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean']).optional(),
  enum: z.array(z.string().min(1)).min(1).optional(),
  const: z.literal(true).optional(),
  format: z.enum(formats).optional(),
  pattern: z.string().max(200, '写法最多 200 个字符').optional(),
  minLength: z.int().min(1).optional(),
  maxLength: z.int().min(1).max(5000).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().positive().optional(),
})
export type ScalarSchema = z.infer<typeof ScalarSchema>

const counted = { minItems: z.int().min(1).optional(), maxItems: z.int().min(1).max(200).optional() }

/** Some of a list of choices. */
export const ChoicesSchema = z.strictObject({
  type: z.literal('array'),
  items: z.strictObject({ type: z.literal('string'), enum: z.array(z.string().min(1)).min(1) }),
  uniqueItems: z.literal(true),
  ...counted,
})
export type ChoicesSchema = z.infer<typeof ChoicesSchema>

/** The same few fields once for each person or thing: 股东, 从业人员. */
export const GroupSchema = z.strictObject({
  type: z.literal('array'),
  items: z.strictObject({
    type: z.literal('object'),
    properties: z.record(Name, ScalarSchema),
    required: z.array(z.string()).default([]),
    additionalProperties: z.literal(false),
  }),
  ...counted,
})
export type GroupSchema = z.infer<typeof GroupSchema>

export const FieldSchema = z.union([ScalarSchema, ChoicesSchema, GroupSchema], {
  error: '字段只能用表单认识的 JSON Schema 关键字，见 src/kernel/form/README.md',
})
export type FieldSchema = z.infer<typeof FieldSchema>

export const widgets = [
  'text',
  'textarea',
  'number',
  'money',
  'date',
  'radio',
  'checkboxes',
  'select',
  'agree',
  'id-number',
  'uscc',
  'phone',
  'division',
  'address',
  'name',
  'group',
] as const
export type Widget = (typeof widgets)[number]

export const Option = z.strictObject({
  value: z.string().min(1),
  label: z.string().min(1, '请写上每个选项的名称'),
  hint: z.string().optional(),
})
export type Option = z.infer<typeof Option>

/** Sentences by keyword of JSON Schema, for what the general sentence cannot say: `{ pattern: '车牌要像 京A12345 这样填' }`. */
const Sentences = z.record(z.string(), z.string().min(4, '填错时说的话太短，请写清楚怎么改'))

const shown = {
  /** names the answer: 店铺名称. Sentences are built from it: 请填写店铺名称 */
  label: z.string().min(1, '请写上名称').max(30, '名称最多 30 个字'),
  hint: z.string().optional(),
  /** a right answer, told in the error: 例如 120 */
  example: z.string().optional(),
  unit: z.string().optional(),
  options: z.array(Option).min(1).optional(),
  autocomplete: z.string().optional(),
  sentences: Sentences.optional(),
  /** a date may lie only on this side of today, today included */
  day: z.enum(['past', 'future']).optional(),
}

export const PartUi = z.strictObject({ ...shown, widget: z.enum(widgets).exclude(['group', 'checkboxes']) })
export type PartUi = z.infer<typeof PartUi>

export const FieldUi = z.strictObject({
  ...shown,
  widget: z.enum(widgets),
  /** the data element that this answer is (elements.yaml); what it is known from fills it in */
  element: z.string().optional(),
  when: Condition.optional(),
  note: z.string().optional(),
  /** 可以说不清楚, and who can tell: 设计说明书上写着，也可以问设计单位 */
  unsure: z.string().min(4).max(60).optional(),
  /** how a known value is offered: written into the field, or as a choice beside 别的 */
  reuse: z.enum(['fill', 'choose']).default('fill'),
  /** words of the choice to keep the known value: 就在营业执照上的地址 */
  reuseLabel: z.string().optional(),
  /** once known from its register it is not the applicant's to change here */
  fixed: z.boolean().default(false),
  /** of a group: its fields, and what one of them is called */
  fields: z.record(Name, PartUi).optional(),
  itemName: z.string().optional(),
})
export type FieldUi = z.infer<typeof FieldUi>
