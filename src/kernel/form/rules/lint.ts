/** What keeps a form from being published: each finding names its rule, where it is, and what to do. */
import type { Condition } from '../schema/condition.ts'
import type { Elements } from '../schema/element.ts'
import type { FieldSchema, FieldUi, PartUi, ScalarSchema } from '../schema/field.ts'
import { type Form, FormFile, type Scenario } from '../schema/form.ts'
import { assemble, isChoices, isGroup } from './assemble.ts'
import { fieldsOf, testsOf } from './conditions.ts'
import { isSlow, matcherOf } from './refused.ts'
import { spokenKeywords } from './sentences.ts'
import { fieldOrder, questionsOf } from './visible.ts'
import { takes } from './widgets.ts'

export type Finding = { rule: string; path: string; sentence: string }
type Joins = { elements: Elements; scenarios?: readonly Scenario[] }
type Rule = (form: Form, file: FormFile, joins: Joins) => Finding[]

const finding = (rule: string, path: string, sentence: string): Finding => ({ rule, path, sentence })
const hasProperty = (form: Form, name: string) => Object.hasOwn(form.schema.properties, name)

const repeated = (names: readonly string[]) => [...new Set(names.filter((n, i) => names.indexOf(n) !== i))]

const fieldsAsked: Rule = (form) => {
  const asked = fieldOrder(form)
  const all = Object.keys(form.schema.properties)
  return [
    ...all
      .filter((n) => !asked.includes(n))
      .map((n) =>
        finding('field.unasked', `schema.properties.${n}`, `字段 ${n} 没有一个问题会问到，请放进 ui.sections 的某个问题，或删掉`),
      ),
    ...repeated(asked).map((n) => finding('field.asked-twice', `ui.sections`, `字段 ${n} 问了两次，只留一处`)),
    ...asked
      .filter((n) => !hasProperty(form, n))
      .map((n) => finding('field.unknown', `ui.sections`, `问题里的字段 ${n} 在 schema.properties 里没有`)),
    ...form.schema.required
      .filter((n) => !hasProperty(form, n))
      .map((n) => finding('required.unknown', 'schema.required', `必填的 ${n} 在 schema.properties 里没有`)),
  ]
}

const labels: Rule = (form) => [
  ...Object.keys(form.schema.properties)
    .filter((n) => !Object.hasOwn(form.ui.fields, n))
    .map((n) => finding('label.missing', `ui.fields.${n}`, `字段 ${n} 没有名称和控件，请在 ui.fields 里写 label 和 widget`)),
  ...Object.keys(form.ui.fields)
    .filter((n) => !hasProperty(form, n))
    .map((n) => finding('label.stray', `ui.fields.${n}`, `ui.fields 写了 ${n}，schema.properties 里没有这个字段`)),
]

const groupLabels: Rule = (form) =>
  Object.entries(form.schema.properties).flatMap(([name, schema]) => {
    if (!isGroup(schema)) return []
    const parts = form.ui.fields[name]?.fields ?? {}
    const missing = Object.keys(schema.items.properties).filter((p) => !Object.hasOwn(parts, p))
    return missing.map((p) => finding('label.missing', `ui.fields.${name}.fields.${p}`, `${name} 的 ${p} 没有名称和控件`))
  })

const ids: Rule = (form) => {
  const questions = questionsOf(form).map(({ question }) => question.id)
  const again = repeated([...questions, 'materials', 'check'])
  const sections = repeated([...form.ui.sections.map((s) => s.id), 'materials', 'check'])
  return [
    ...again.map((id) => finding('id.twice', 'ui.sections', `问题的标识 ${id} 用了两次，或与系统的“materials”“check”重名`)),
    ...sections.map((id) => finding('id.twice', 'ui.sections', `部分的标识 ${id} 用了两次，或与系统的“materials”“check”重名`)),
  ]
}

const elementsKnown: Rule = (_, file, { elements }) =>
  Object.entries(file.ui.fields).flatMap(([name, { element }]) =>
    element === undefined || elements.has(element)
      ? []
      : [finding('element.unknown', `ui.fields.${name}.element`, `数据元 ${element} 不在 elements.yaml 里`)],
  )

const elementsOnce: Rule = (_, file) => {
  const named = Object.values(file.ui.fields).flatMap((ui) => ui.element ?? [])
  return repeated(named).map((e) =>
    finding('element.asked-twice', 'ui.fields', `数据元 ${e} 问了两次。同一件事只问一次：删掉一处，或换成另一个数据元`),
  )
}

const elementAgrees: Rule = (_, file, { elements }) =>
  Object.entries(file.ui.fields).flatMap(([name, ui]) => {
    const element = elements.get(ui.element ?? '')
    const own = file.schema.properties[name]
    if (!element || !own) return []
    const at = (key: string, theirs: unknown) =>
      finding(
        'element.disagrees',
        `schema.properties.${name}.${key}`,
        `${name} 的 ${key} 与数据元 ${element.id} 不一致（数据元是 ${String(theirs)}），请删掉这里的，或改数据元`,
      )
    const keys = (['type', 'format'] as const).filter((k) => k in own && (own as ScalarSchema)[k] !== undefined)
    return keys
      .filter((k) => (own as ScalarSchema)[k] !== (element.schema as ScalarSchema)[k])
      .map((k) => at(k, (element.schema as ScalarSchema)[k]))
  })

/** Every condition of the form, with where it stands and from which place in the order on it may look back. */
function conditionsOf(form: Form): { path: string; condition: Condition; before: string[] }[] {
  const asked: string[] = []
  const found: { path: string; condition: Condition; before: string[] }[] = []
  for (const { question } of questionsOf(form)) {
    if (question.when) found.push({ path: `question ${question.id}`, condition: question.when, before: [...asked] })
    for (const name of question.fields) {
      const when = form.ui.fields[name]?.when
      if (when) found.push({ path: `ui.fields.${name}.when`, condition: when, before: [...asked] })
      asked.push(name)
    }
  }
  return found
}

const conditionsLookBack: Rule = (form) =>
  conditionsOf(form).flatMap(({ path, condition, before }) =>
    fieldsOf(condition)
      .filter((n) => !before.includes(n))
      .map((n) =>
        finding(
          'condition.not-earlier',
          path,
          hasProperty(form, n) ? `条件看的是后面才问的 ${n}，请把 ${n} 移到前面` : `条件里的 ${n} 没有这个字段`,
        ),
      ),
  )

const allowedOf = (schema: FieldSchema | undefined): readonly string[] | undefined =>
  schema === undefined ? undefined : isChoices(schema) ? schema.items.enum : isGroup(schema) ? undefined : (schema as ScalarSchema).enum

type Test = ReturnType<typeof testsOf>[number]

function valuesOf(test: Test): readonly unknown[] {
  if ('in' in test) return test.in
  return (['is', 'not', 'has'] as const).flatMap((key) => (key in test ? [(test as Record<string, unknown>)[key]] : []))
}

function neverMet(form: Form, path: string, test: Test): Finding[] {
  const allowed = allowedOf(form.schema.properties[test.field])
  if (!allowed) return []
  const strange = valuesOf(test).filter((v) => !allowed.includes(String(v)))
  return strange.map((v) => finding('condition.never', path, `${test.field} 没有“${String(v)}”这个选项，条件永远不成立`))
}

const conditionsCanHold: Rule = (form) =>
  conditionsOf(form).flatMap(({ path, condition }) => testsOf(condition).flatMap((test) => neverMet(form, path, test)))

function widgetFindings(path: string, ui: FieldUi | PartUi, schema: FieldSchema): Finding[] {
  const found: Finding[] = []
  const type = schema.type ?? 'string'
  const { types, format, options } = takes[ui.widget]
  if (!types.includes(type)) found.push(finding('widget.type', path, `控件 ${ui.widget} 用不了类型 ${type}，应是 ${types.join(' 或 ')}`))
  if (format && (schema as ScalarSchema).format !== format)
    found.push(finding('widget.format', path, `控件 ${ui.widget} 要配 format: ${format}，才会核对`))
  const values = allowedOf(schema)
  if (options && !ui.options) found.push(finding('options.missing', path, `控件 ${ui.widget} 要在 options 里写每个选项的名称`))
  if (ui.options && values && String(ui.options.map((o) => o.value)) !== String(values))
    found.push(
      finding('options.differ', path, `options 与 schema 的 enum 不一致：一处是 ${ui.options.map((o) => o.value)}，一处是 ${values}`),
    )
  return found
}

const widgetsFit: Rule = (form) =>
  Object.entries(form.ui.fields).flatMap(([name, ui]) => {
    const schema = form.schema.properties[name]
    if (!schema) return []
    const parts = isGroup(schema)
      ? Object.entries(schema.items.properties).flatMap(([p, s]) =>
          ui.fields?.[p] ? widgetFindings(`ui.fields.${name}.fields.${p}`, ui.fields[p], s) : [],
        )
      : []
    return [...widgetFindings(`ui.fields.${name}`, ui, schema), ...parts]
  })

const quiet = new Set(['items', 'properties', 'additionalProperties'])

/** What is wrong with the way a text has to be written: a pattern needs a sentence of its own, and lets its own example through. */
function patternFindings(path: string, ui: FieldUi | PartUi, pattern: string): Finding[] {
  const found: Finding[] = []
  if (!ui.sentences?.pattern)
    found.push(finding('sentence.missing', path, '规定了写法（pattern），就要写一句写法不对时说的话，告诉人怎么填才对'))
  if (isSlow(pattern)) return [...found, finding('pattern.slow', path, '写法里有重复套重复，遇到长文字会卡住，请改写')]
  const passes = matcherOf(pattern)
  if (!passes) return [...found, finding('pattern.unreadable', path, '写法不是正则表达式，请照例子改，例如 ^\\d{15}$ 是 15 位数字')]
  if (ui.example !== undefined && !passes(ui.example))
    found.push(finding('pattern.example', path, `填对的样子“${ui.example}”不合自己的写法，请改一处`))
  return found
}

function sentenceFindings(path: string, ui: FieldUi | PartUi, schema: FieldSchema): Finding[] {
  const found = Object.keys(schema)
    .filter((k) => !quiet.has(k) && !spokenKeywords.has(k))
    .map((k) => finding('sentence.missing', path, `约束 ${k} 没有对应的提示句`))
  const { pattern } = schema as ScalarSchema
  return pattern === undefined ? found : [...found, ...patternFindings(path, ui, pattern)]
}

const sentences: Rule = (form) =>
  Object.entries(form.ui.fields).flatMap(([name, ui]) => {
    const schema = form.schema.properties[name]
    if (!schema) return []
    const parts = isGroup(schema)
      ? Object.entries(schema.items.properties).flatMap(([p, s]) =>
          ui.fields?.[p] ? sentenceFindings(`ui.fields.${name}.fields.${p}`, ui.fields[p], s) : [],
        )
      : []
    return [...sentenceFindings(`ui.fields.${name}`, ui, schema), ...parts]
  })

const words: [RegExp, string][] = [
  [/非法|无效|不合法/, '“非法”“无效”这样的词吓人又没用'],
  [/其他材料|相关材料/, '“其他材料”“相关材料”是兜底条款（国发〔2022〕5号）'],
]

const wording: Rule = (form) => {
  const texts = [
    ...questionsOf(form).flatMap(({ question: q }) => [q.title, q.hint, q.why, q.task].map((t) => [`question ${q.id}`, t] as const)),
    ...Object.entries(form.ui.fields).flatMap(([n, ui]) =>
      [ui.label, ui.hint, ui.note, ...Object.values(ui.sentences ?? {})].map((t) => [`ui.fields.${n}`, t] as const),
    ),
  ]
  return texts.flatMap(([path, text]) =>
    words
      .filter(([bad]) => text !== undefined && bad.test(text))
      .map(([, why]) => finding('wording', path, `${why}，请改成怎么做才对：${text}`)),
  )
}

/** Who cannot tell picks that instead of a choice; a field to type in stays blank or optional. */
const unsureIsAChoice: Rule = (form) =>
  Object.entries(form.ui.fields)
    .filter(([, ui]) => ui.unsure !== undefined && ui.widget !== 'radio')
    .map(([name]) => finding('unsure.widget', `ui.fields.${name}.unsure`, '“可以说不清楚”只用在单选题上；要填写的题目请改成选填'))

/** Not to know is no choice among others: said by `unsure` it reads the same everywhere, and the clerk sees it as still to be filled. */
const unsureIsNoOption: Rule = (form) =>
  Object.entries(form.ui.fields).flatMap(([name, ui]) =>
    (ui.options ?? [])
      .filter((o) => /^(不知道|不清楚|说不清)/.test(o.label))
      .map((o) => finding('unsure.option', `ui.fields.${name}.options`, `“${o.label}”不写成选项，请改用“可以说不清楚”，写上谁能说清楚`)),
  )

const rules: readonly Rule[] = [
  fieldsAsked,
  labels,
  groupLabels,
  ids,
  elementsKnown,
  elementsOnce,
  elementAgrees,
  conditionsLookBack,
  conditionsCanHold,
  widgetsFit,
  sentences,
  unsureIsAChoice,
  unsureIsNoOption,
  wording,
]

/** Everything that stands in the way of publishing this form file, none where it may be published. Takes the file as read, before any check. */
export function lintForm(raw: unknown, joins: Joins): Finding[] {
  const parsed = FormFile.safeParse(raw)
  if (!parsed.success) return parsed.error.issues.map((i) => finding('shape', i.path.join('.'), i.message))
  const form = assemble(parsed.data, joins)
  return rules.flatMap((rule) => rule(form, parsed.data, joins))
}
