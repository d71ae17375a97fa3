/** What each widget takes: the types of its answer, the format that checks it, and the schema that a new one begins with. */
import type { FieldSchema, ScalarSchema, Widget } from '../schema/field.ts'

type Takes = {
  /** what an author calls it when he picks it */
  title: string
  types: readonly string[]
  format?: ScalarSchema['format']
  options?: true
  blank: FieldSchema
}

const text = (title: string, format?: ScalarSchema['format']): Takes => ({
  title,
  types: ['string'],
  ...(format ? { format, blank: { type: 'string', format } } : { blank: { type: 'string' } }),
})

export const takes: Readonly<Record<Widget, Takes>> = {
  radio: { ...text('选一个，都摆出来'), options: true },
  select: { ...text('选一个，从长列表里'), options: true },
  checkboxes: {
    title: '可以选几个',
    types: ['array'],
    options: true,
    blank: { type: 'array', items: { type: 'string', enum: [] }, uniqueItems: true },
  },
  text: text('一行字'),
  textarea: text('几行字'),
  number: { title: '数字', types: ['integer', 'number'], blank: { type: 'number' } },
  money: { title: '金额（元）', types: ['integer'], blank: { type: 'integer', minimum: 0 } },
  date: { ...text('日期', 'date') },
  name: { ...text('姓名'), blank: { type: 'string', format: 'person-name' } },
  'id-number': text('身份证号码', 'cn-id'),
  phone: text('手机号码', 'cn-phone'),
  uscc: text('统一社会信用代码', 'uscc'),
  division: text('县（市、区）', 'division'),
  address: { ...text('地址'), blank: { type: 'string', format: 'address' } },
  agree: { title: '勾选同意', types: ['boolean'], blank: { type: 'boolean', const: true } },
  group: {
    title: '一人（一样）填一份',
    types: ['array'],
    blank: { type: 'array', items: { type: 'object', properties: {}, required: [], additionalProperties: false } },
  },
}

/** Whether a widget can ask for a value of this schema. */
export function fits(widget: Widget, schema: FieldSchema): boolean {
  const { types, format } = takes[widget]
  const isGroup = 'items' in schema && schema.items.type === 'object'
  if (isGroup !== (widget === 'group')) return false
  return types.includes(schema.type ?? 'string') && (format === undefined || (schema as ScalarSchema).format === format)
}
