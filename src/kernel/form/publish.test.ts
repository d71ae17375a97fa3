import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { elements, foodForm, rawFood, scenarios } from './fixtures/food.ts'
import { tells } from './rules/checks.ts'
import { lintForm } from './rules/lint.ts'
import { spokenKeywords } from './rules/sentences.ts'
import { formats } from './schema/field.ts'
import { dialect } from './schema/form.ts'
import { publishable } from './validate/publish.ts'

type Raw = {
  schema: { properties: Record<string, object>; required: string[] }
  ui: {
    sections: { id: string; title: string; questions: { id: string; title: string; fields: string[]; when?: object; hint?: string }[] }[]
    fields: Record<string, Record<string, unknown>>
  }
}

/** A small form that may be published. */
const small = (): Raw & Record<string, unknown> => ({
  $schema: dialect,
  schema: {
    type: 'object',
    properties: { kind: { enum: ['a', 'b'] }, phone: {} },
    required: ['kind', 'phone'],
    additionalProperties: false,
  } as never,
  ui: {
    sections: [
      {
        id: 'one',
        title: '一',
        questions: [
          { id: 'kind', title: '哪一种？', fields: ['kind'] },
          { id: 'phone', title: '怎么找您？', fields: ['phone'] },
        ],
      },
    ],
    fields: {
      kind: {
        label: '种类',
        widget: 'radio',
        options: [
          { value: 'a', label: '甲' },
          { value: 'b', label: '乙' },
        ],
      },
      phone: { label: '手机', widget: 'phone', element: 'contact.phone', when: { field: 'kind', is: 'a' } },
    },
  },
})

const rulesAfter = (change: (form: Raw) => void) => {
  const form = small()
  change(form)
  return [...new Set(lintForm(form, { elements }).map((f) => f.rule))]
}

describe('a form is published only when', () => {
  test('nothing stands in the way', () => expect(lintForm(small(), { elements })).toEqual([]))

  const question = (form: Raw, i: number) => form.ui.sections[0]!.questions[i]!
  const breaks: [string, string, (form: Raw) => void][] = [
    [
      'every field is asked',
      'field.unasked',
      (f) => {
        f.schema.properties.more = {}
        f.ui.fields.more = { label: '别的', widget: 'text' }
      },
    ],
    ['no field is asked twice', 'field.asked-twice', (f) => void question(f, 1).fields.push('kind')],
    ['every asked field exists', 'field.unknown', (f) => void question(f, 1).fields.push('ghost')],
    ['every required field exists', 'required.unknown', (f) => void f.schema.required.push('ghost')],
    ['every field has a label', 'label.missing', (f) => void delete f.ui.fields.kind],
    [
      'no label stands for nothing',
      'label.stray',
      (f) => {
        f.ui.fields.ghost = { label: '鬼', widget: 'text' }
      },
    ],
    [
      'ids are given once',
      'id.twice',
      (f) => {
        question(f, 1).id = 'kind'
      },
    ],
    [
      'ids are not ours',
      'id.twice',
      (f) => {
        question(f, 1).id = 'check'
      },
    ],
    [
      'elements are known',
      'element.unknown',
      (f) => {
        f.ui.fields.phone!.element = 'contact.fax'
      },
    ],
    [
      'no element is asked twice',
      'element.asked-twice',
      (f) => {
        f.schema.properties.again = {}
        f.ui.fields.again = { label: '电话', widget: 'phone', element: 'contact.phone' }
        question(f, 1).fields.push('again')
      },
    ],
    [
      'a field agrees with its element',
      'element.disagrees',
      (f) => {
        f.schema.properties.phone = { type: 'string', format: 'email' }
      },
    ],
    [
      'conditions look back',
      'condition.not-earlier',
      (f) => {
        question(f, 0).when = { field: 'phone', exists: true }
      },
    ],
    [
      'conditions look at fields',
      'condition.not-earlier',
      (f) => {
        question(f, 1).when = { field: 'ghost', exists: true }
      },
    ],
    [
      'conditions can hold',
      'condition.never',
      (f) => {
        f.ui.fields.phone!.when = { field: 'kind', is: 'c' }
      },
    ],
    [
      'widgets fit their type',
      'widget.type',
      (f) => {
        f.ui.fields.kind!.widget = 'number'
      },
    ],
    [
      'widgets have their check',
      'widget.format',
      (f) => {
        f.schema.properties.on = {}
        f.ui.fields.on = { label: '哪天', widget: 'date' }
        question(f, 1).fields.push('on')
      },
    ],
    ['choices have words', 'options.missing', (f) => void delete f.ui.fields.kind!.options],
    [
      'choices and schema agree',
      'options.differ',
      (f) => {
        f.schema.properties.kind = { enum: ['a', 'z'] }
      },
    ],
    [
      'a pattern has its sentence',
      'sentence.missing',
      (f) => {
        f.schema.properties.no = { pattern: '^\\d+$' }
        f.ui.fields.no = { label: '编号', widget: 'text' }
        question(f, 1).fields.push('no')
      },
    ],
    [
      'a pattern is not slow',
      'pattern.slow',
      (f) => {
        f.schema.properties.no = { pattern: '^(a+)+$' }
        f.ui.fields.no = { label: '编号', widget: 'text', sentences: { pattern: '编号只写字母 a' } }
        question(f, 1).fields.push('no')
      },
    ],
    [
      'words are kind',
      'wording',
      (f) => {
        question(f, 1).hint = '无效的号码不受理'
      },
    ],
    [
      'its shape is right',
      'shape',
      (f) => {
        f.ui.fields.kind!.widget = 'slider'
      },
    ],
    ['its names are safe', 'shape', (f) => void Object.assign(f.schema.properties, JSON.parse('{"constructor":{}}'))],
    [
      'its keywords are known',
      'shape',
      (f) => {
        f.schema.properties.kind = { enum: ['a', 'b'], dependentRequired: {} }
      },
    ],
  ]
  test.each(breaks)('%s', (_, rule, change) => expect(rulesAfter(change)).toContain(rule))
})

test('every refusal to publish says where and what to do', () => {
  const form = small()
  form.ui.sections[0]!.questions[1]!.fields.push('ghost')
  expect(() => publishable(form, { elements })).toThrow('第一处：问题里的字段 ghost 在 schema.properties 里没有')
})

test('a pattern that is no regular expression is found before anybody meets it', () => {
  const form = small()
  form.schema.properties.phone = { pattern: '[' }
  form.ui.fields.phone = { label: '手机', widget: 'text', sentences: { pattern: '照着写就行' } }
  expect(() => publishable(form, { elements })).toThrow('写法不是正则表达式')
})

test('every format has its check', () => expect(Object.keys(tells).toSorted()).toEqual([...formats].toSorted()))

test('the elements of the city: at least 60, each with a name, constraints and a sentence for its pattern', () => {
  expect(elements.size).toBeGreaterThanOrEqual(60)
  for (const { id, schema, sentences } of elements.values()) {
    const unspoken = Object.keys(schema).filter((k) => k !== 'items' && !spokenKeywords.has(k))
    expect(unspoken, id).toEqual([])
    if ('pattern' in schema && schema.pattern) {
      expect(sentences?.pattern, id).toBeDefined()
      expect(() => new RegExp(schema.pattern!, 'u'), id).not.toThrow()
    }
  }
})

test('an example that an element gives is right itself', () => {
  for (const { id, schema, example } of elements.values()) {
    if (example === undefined || !('format' in schema) || !schema.format) continue
    expect(tells[schema.format](example), id).toBeUndefined()
  }
})

test('the scenarios of an item are asked by its form, each once', () => {
  const asked = foodForm.ui.sections.flatMap((s) => s.questions.flatMap((q) => q.fields))
  for (const { id } of scenarios) expect(asked.filter((f) => f === id)).toHaveLength(1)
  expect(lintForm(rawFood, { elements, scenarios })).toEqual([])
})

test('scenarios that no question places come first, one a page', () => {
  const form = publishable(small(), { elements, scenarios })
  expect(form.ui.sections[0]).toMatchObject({ id: 'scenarios', title: '看看能不能办' })
  expect(form.ui.sections[0]!.questions.map((q) => q.id)).toEqual(['sells', 'licensed', 'brewing'])
})

test('the browser wing of this folder sets no style and no script', () => {
  const web = new URL('web/', import.meta.url)
  for (const file of readdirSync(web).filter((f) => f.endsWith('.tsx'))) {
    expect(readFileSync(new URL(file, web), 'utf8'), file).not.toMatch(/style=|dangerouslySetInnerHTML|<script|onClick/)
  }
})
