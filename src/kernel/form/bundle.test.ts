import { describe, expect, test } from 'vitest'
import { elements, foodForm, zhong } from './fixtures/food.ts'
import { assemble } from './rules/assemble.ts'
import { answersFor, joinForms } from './rules/bundle.ts'
import { fieldOrder, visible } from './rules/visible.ts'
import { dialect, FormFile } from './schema/form.ts'
import { validate } from './validate/compile.ts'

/** 户外招牌设置: knows the shop and its operator as the food licence does, and wants a sign. */
const signForm = assemble(
  FormFile.parse({
    $schema: dialect,
    schema: {
      type: 'object',
      properties: { shop: {}, area: { type: 'string', maxLength: 20 }, phone: {}, lit: { enum: ['yes', 'no'] }, receiver: {}, words: {} },
      required: ['shop', 'area', 'phone', 'lit', 'receiver', 'words'],
      additionalProperties: false,
    },
    ui: {
      sections: [
        {
          id: 'sign',
          title: '招牌',
          questions: [
            { id: 'shop', title: '哪家店？', fields: ['shop', 'phone'] },
            { id: 'sign', title: '什么样的招牌？', fields: ['words', 'area', 'lit'] },
            { id: 'receiver', title: '谁收？', fields: ['receiver'], when: { field: 'lit', is: 'yes' } },
          ],
        },
      ],
      fields: {
        shop: { label: '店名', widget: 'text', element: 'enterprise.name' },
        phone: { label: '手机', widget: 'phone', element: 'enterprise.operator.phone' },
        words: { label: '招牌文字', widget: 'text', element: 'signboard.text' },
        area: { label: '招牌大小', widget: 'text' },
        lit: {
          label: '发光吗？',
          widget: 'radio',
          options: [
            { value: 'yes', label: '发光' },
            { value: 'no', label: '不发光' },
          ],
        },
        receiver: { label: '收件人', widget: 'name', element: 'delivery.name' },
      },
    },
  }),
  { elements },
)

const bundle = joinForms([
  { item: 'food-business-licence-new', title: '食品经营许可', form: foodForm },
  { item: 'outdoor-sign', title: '户外招牌', form: signForm },
])
const answers = { ...zhong, words: '客家小院', 'outdoorSign-area': '3 米乘 1 米', lit: 'no' }

describe('开办餐饮店一件事', () => {
  test('asks what both items want once, and says which', () => {
    const asked = fieldOrder(bundle.form)
    expect(asked.length).toBe(new Set(asked).size)
    expect(bundle.askedOnce).toEqual(['shopName', 'phone', 'deliveryName'])
    expect(bundle.form.ui.sections.at(-1)!.questions.map((q) => q.id)).toEqual(['outdoorSign-sign'])
  })
  test('keeps apart what only bears the same name', () => {
    expect(bundle.names['outdoor-sign']).toMatchObject({ area: 'outdoorSign-area', shop: 'shopName' })
  })
  test('gives each item its own answers under its own names, and each passes its own check', () => {
    expect(validate(bundle.form, { ...answers, deliveryName: '钟家明' })).toEqual([])
    const sign = answersFor(bundle, 'outdoor-sign', answers)
    expect(sign).toEqual({ shop: zhong.shopName, phone: zhong.phone, words: '客家小院', area: '3 米乘 1 米', lit: 'no' })
    expect(validate(signForm, sign)).toEqual([])
    expect(validate(foodForm, answersFor(bundle, 'food-business-licence-new', answers))).toEqual([])
  })
  test('asks a shared answer always where one of the items decides only later', () => {
    expect(visible(bundle.form, answers).fields.has('deliveryName')).toBe(true)
    expect(visible(foodForm, zhong).fields.has('deliveryName')).toBe(false)
  })
  test('a bundle that passes leaves nothing to ask for any item', () => {
    const lit = { ...answers, lit: 'yes', deliveryName: '钟家明' }
    expect(validate(bundle.form, lit)).toEqual([])
    expect(validate(signForm, answersFor(bundle, 'outdoor-sign', lit))).toEqual([])
  })
})
