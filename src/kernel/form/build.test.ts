/** An author's edits: whatever is pressed in whatever order, the file stays one that can be read, and nothing asked is lost. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elements, foodForm, rawFood, scenarios } from './fixtures/food.ts'
import { assemble } from './rules/assemble.ts'
import {
  addField,
  addQuestion,
  addSection,
  editField,
  editQuestion,
  fieldAt,
  moveField,
  moveQuestion,
  newOption,
  partsOf,
  patternOfPart,
  questionAt,
  removeField,
  removeQuestion,
  setElement,
  setLimit,
  setOptions,
  setParts,
  setPattern,
  setRequired,
  setSentence,
  setWidget,
  widgetOfPart,
} from './rules/build.ts'
import { lintForm } from './rules/lint.ts'
import { askedBefore, conditionOf, conditionWords, firstTest, pickedOf, wayOf, waysOf } from './rules/pick.ts'
import { commonPatterns, refusalsOf } from './rules/refused.ts'
import { takes } from './rules/widgets.ts'
import { widgets } from './schema/field.ts'
import { FormFile } from './schema/form.ts'
import { validate } from './validate/compile.ts'
import { publishable } from './validate/publish.ts'

const food = FormFile.parse(rawFood)
const questions = (file: FormFile) => file.ui.sections.flatMap((s) => s.questions)
const asked = (file: FormFile) => questions(file).flatMap((q) => q.fields)
const own = (file: FormFile) => Object.keys(file.schema.properties)
const taken = scenarios.map((s) => s.id)

/** The file with everything written that an author would still have to write. */
const worded = (file: FormFile): FormFile => {
  const options = (all?: readonly { value: string; label: string }[]) => all?.map((o) => ({ ...o, label: o.label || o.value }))
  const fields = Object.fromEntries(
    Object.entries(file.ui.fields).map(([name, ui]) => [
      name,
      {
        ...ui,
        label: ui.label || name,
        ...(ui.options ? { options: options(ui.options) } : {}),
        ...(ui.fields
          ? {
              fields: Object.fromEntries(
                Object.entries(ui.fields).map(([p, u]) => [
                  p,
                  { ...u, label: u.label || p, ...(u.options ? { options: options(u.options) } : {}) },
                ]),
              ),
            }
          : {}),
      },
    ]),
  )
  const sections = file.ui.sections.map((s) => ({
    ...s,
    title: s.title || s.id,
    questions: s.questions.map((q) => ({ ...q, title: q.title || q.id })),
  }))
  return { ...file, ui: { sections, fields: fields as FormFile['ui']['fields'] } }
}

type Step = (file: FormFile, n: number) => FormFile
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!
const steps: Record<string, Step> = {
  addQuestion: (f, n) => addQuestion(f, pick(f.ui.sections, n).id, taken).file,
  addSection: (f) => addSection(f, taken).file,
  addField: (f, n) => addField(f, pick(questions(f), n).id, pick(widgets, n), taken).file,
  up: (f, n) => moveQuestion(f, pick(questions(f), n).id, -1),
  down: (f, n) => moveQuestion(f, pick(questions(f), n).id, 1),
  fieldDown: (f, n) => {
    const q = pick(questions(f), n)
    return moveField(f, q.id, pick(q.fields, n), 1)
  },
  removeQuestion: (f, n) => removeQuestion(f, pick(questions(f), n).id),
  removeField: (f, n) => {
    const q = pick(questions(f), n)
    return removeField(f, q.id, pick(q.fields, n))
  },
  widget: (f, n) => {
    const free = own(f).filter((name) => !f.ui.fields[name]!.element)
    return free.length ? setWidget(f, pick(free, n), pick(widgets, n)) : f
  },
  required: (f, n) => (own(f).length ? setRequired(f, pick(own(f), n), n % 2 === 0) : f),
}

describe('whatever is pressed', () => {
  test('the file can be read, each field is asked once and stated once, and only conditions may still look at what is gone', () => {
    const presses = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(1000)), { maxLength: 25 })
    fc.assert(
      fc.property(presses, (all) => {
        const built = worded(all.reduce((file, [name, n]) => steps[name]!(file, n), food))
        expect(FormFile.safeParse(built).error).toBeUndefined()
        expect(new Set(asked(built)).size).toBe(asked(built).length)
        expect(own(built).every((name) => asked(built).includes(name) && built.ui.fields[name])).toBe(true)
        expect(Object.keys(built.ui.fields).sort()).toEqual(own(built).sort())
        expect(built.schema.required.every((name) => own(built).includes(name))).toBe(true)
        expect(questions(built).length).toBeGreaterThan(0)
        const rules = new Set(lintForm(built, { elements, scenarios }).map((f) => f.rule))
        for (const rule of rules) expect(['condition.not-earlier', 'condition.never']).toContain(rule)
      }),
      { numRuns: 200 },
    )
  })

  test('a question that no longer asks its scenario keeps its name, and the scenario is asked under another', () => {
    const added = addField(food, 'sells', 'text', taken).file
    const built = worded(removeField(added, 'sells', 'sells'))
    expect(lintForm(built, { elements, scenarios })).toEqual([])
    const all = assemble(built, { elements, scenarios }).ui.sections.flatMap((s) => s.questions)
    expect(all.find((q) => q.fields.includes('sells'))!.id).toBe('sells-fit')
    expect(new Set(all.map((q) => q.id)).size).toBe(all.length)
  })

  test('moving never loses or doubles a question, and moving there and back changes nothing', () => {
    const ids = questions(food).map((q) => q.id)
    for (const id of ids.slice(1, -1)) {
      const down = moveQuestion(food, id, 1)
      expect(
        questions(down)
          .map((q) => q.id)
          .sort(),
      ).toEqual([...ids].sort())
    }
    const inside = food.ui.sections[1]!.questions[1]!.id
    expect(moveQuestion(moveQuestion(food, inside, 1), inside, -1)).toEqual(food)
    expect(moveQuestion(food, ids[0]!, -1)).toBe(food)
    expect(moveQuestion(food, ids.at(-1)!, 1)).toBe(food)
  })

  test('the last question of a form and the last field of a question stay', () => {
    const one: FormFile = {
      ...food,
      ui: { ...food.ui, sections: [{ ...food.ui.sections[2]!, questions: food.ui.sections[2]!.questions.slice(0, 1) }] },
    }
    expect(removeQuestion(one, 'delivery')).toBe(one)
    const { file, id } = addQuestion(food, 'shop', taken)
    const [name] = questions(file).find((q) => q.id === id)!.fields
    expect(removeField(file, id, name!)).toBe(file)
  })
})

describe('what is picked is what a folder would hold', () => {
  test.each(widgets)('a new %s can be published once it has its words', (widget) => {
    const { file, id } = addQuestion(food, 'shop', taken)
    const { file: more } = addField(file, id, widget, taken)
    expect(publishable(worded(more), { elements, scenarios }).ui.sections[1]!.questions.at(-1)!.id).toBe(id)
    expect(takes[widget].title).not.toBe('')
  })

  test('a new question with a choice, an order of options, a bound and a condition passes the check of publishing', () => {
    const made = addQuestion(food, 'shop', taken)
    const [name] = questions(made.file).find((q) => q.id === made.id)!.fields as [string]
    let file = setWidget(editQuestion(made.file, made.id, { title: '店里放音乐吗？' }), name, 'checkboxes')
    const first = file.ui.fields[name]!.options!
    file = setOptions(
      file,
      name,
      [...first, newOption(first)].map((o, i) => ({ ...o, label: `第 ${i + 1} 种` })),
    )
    file = setLimit(editField(file, name, { label: '音乐' }), name, 'maxItems', 2)
    const before = askedBefore(publishable(food, { elements, scenarios }), 'backup').find((l) => l.name === 'format')!
    file = editQuestion(file, made.id, { when: firstTest(before) })
    const form = publishable(file, { elements, scenarios })
    expect(form.schema.properties[name]).toMatchObject({ type: 'array', maxItems: 2, items: { enum: ['option1', 'option2', 'option3'] } })
    expect(conditionWords(questions(form).find((q) => q.id === made.id)!.when!, form)).toBe('“主体业态”选的是“食品销售经营者”')
  })

  test('an answer that is a data element takes its check and its choices from it', () => {
    const { file, id } = addQuestion(food, 'shop', taken)
    const name = questions(file).find((q) => q.id === id)!.fields[0]!
    const phone = setElement(file, name, elements.get('person.phone'))
    expect(phone.ui.fields[name]).toMatchObject({ widget: 'phone', element: 'person.phone' })
    expect(publishable(worded(phone), { elements, scenarios }).schema.properties[name]).toMatchObject({ format: 'cn-phone' })
    const free = setElement(phone, name, undefined)
    expect(free.ui.fields[name]!.element).toBeUndefined()
    expect(free.schema.properties[name]).toEqual(takes.phone.blank)
  })

  test('a field of a group can become a choice and go', () => {
    const parts = partsOf(food, 'staff')
    expect(parts.map((p) => p.name)).toEqual(['name', 'idNo', 'job'])
    const choice = setParts(food, 'staff', [parts[0]!, widgetOfPart(parts[1]!, 'radio')])
    const form = publishable(worded(choice), { elements, scenarios })
    expect(Object.keys((form.schema.properties.staff as { items: { properties: object } }).items.properties)).toEqual(['name', 'idNo'])
  })

  test('nothing pressed, nothing changed: the food form goes through as it stands', () => {
    expect(publishable(food, { elements, scenarios })).toEqual(foodForm)
  })
})

describe('conditions', () => {
  test('every condition of the city that can be picked comes back as it was', () => {
    const whens = [...questions(food).map((q) => q.when), ...Object.values(food.ui.fields).map((ui) => ui.when)].filter(
      (w) => w !== undefined,
    )
    expect(whens.length).toBeGreaterThan(2)
    for (const when of whens) {
      const picked = pickedOf(when)
      if (picked) expect(conditionOf(picked)).toEqual(when)
      expect(conditionWords(when, foodForm)).not.toMatch(/undefined|现在用不上|没有这个问题/)
    }
  })

  test('each way of testing reads back as itself', () => {
    for (const at of askedBefore(foodForm, 'delivery'))
      for (const way of waysOf(at)) {
        const test = way.make(at.name, way.value === 'option' ? at.options[0]!.value : 3)
        expect(wayOf(test, at)?.way.id).toBe(way.id)
      }
  })

  test('only what is asked before can be looked at', () => {
    const names = askedBefore(foodForm, 'business', 'online').map((l) => l.name)
    expect(names).toEqual(['sells', 'licensed', 'brewing', 'format', 'projects'])
    expect(pickedOf({ not: { field: 'sells', is: 'meals' } })).toBeUndefined()
  })
})

test('a finding leads to the question and the field that it is about', () => {
  expect(questionAt(food, 'ui.fields.area.hint')).toBe('size')
  expect(questionAt(food, 'schema.properties.kitchenArea')).toBe('size')
  expect(questionAt(food, 'question where')).toBe('where')
  expect(questionAt(food, 'ui.sections.1.questions.0.title')).toBe('shop-info')
  expect(questionAt(food, 'schema.required')).toBeUndefined()
  expect(fieldAt('ui.fields.area.hint')).toBe('area')
})

describe('what is said to an answer that is not taken', () => {
  const line = () => {
    const { file, id } = addQuestion(food, 'shop', taken)
    const field = questions(file).find((q) => q.id === id)!.fields[0]!
    return { file: worded(editField(file, field, { label: '发票号码' })), field }
  }

  test('a pattern is published with its sentence, and goes with it', () => {
    const { file, field } = line()
    const pattern = setPattern(file, field, '^\\d{8}$')
    expect(lintForm(pattern, { elements, scenarios }).map((f) => f.rule)).toEqual(['sentence.missing'])
    const said = setSentence(pattern, field, 'pattern', '发票号码是 8 位数字，在右上角')
    const form = publishable(said, { elements, scenarios })
    expect(validate(form, { [field]: '1234' }, { partial: [field] })).toEqual([{ field, sentence: '发票号码是 8 位数字，在右上角' }])
    expect(validate(form, { [field]: '12345678' }, { partial: [field] })).toEqual([])
    expect(setPattern(said, field, undefined)).toEqual(file)
    expect(setWidget(said, field, 'textarea').ui.fields[field]!.sentences).toBeUndefined()
  })

  test('a column of a group has its pattern and its sentence too, and loses both with another way of answering', () => {
    const { file, field } = line()
    const group = setWidget(file, field, 'group')
    const [part] = partsOf(group, field)
    const named = { ...part!, ui: { ...part!.ui, label: '发票号码' } }
    const written = patternOfPart(named, '^\\d{8}$', '发票号码是 8 位数字，在右上角')
    const form = publishable(editField(setParts(group, field, [written]), field, { label: '发票' }), { elements, scenarios })
    const said = (text: string) => validate(form, { [field]: [{ [part!.name]: text }] }, { partial: [field] })
    expect(said('1234')).toEqual([{ field: `${field}[0][${part!.name}]`, sentence: '发票号码是 8 位数字，在右上角' }])
    expect(said('12345678')).toEqual([])
    expect(patternOfPart(written, undefined)).toEqual(named)
    expect(widgetOfPart(written, 'textarea')).toMatchObject({ ui: { widget: 'textarea' }, schema: { type: 'string' } })
    expect(widgetOfPart(written, 'textarea').ui.sentences).toBeUndefined()
    const bare = lintForm(setParts(group, field, [patternOfPart(named, '^\\d{8}$')]), { elements, scenarios })
    expect(bare.map((f) => f.rule)).toContain('sentence.missing')
  })

  test('the sentence that is shown beforehand is the one that is said', () => {
    const { file, field } = line()
    const own = setSentence(file, field, 'required', '没有发票就先不填这一题')
    const form = publishable(own, { elements, scenarios })
    const refusal = refusalsOf(form, field).find((r) => r.keyword === 'required')!
    expect(refusal).toEqual({ keyword: 'required', about: '没有填', usual: '请填写发票号码', said: '没有发票就先不填这一题' })
    expect(validate(form, {}, { partial: [field] })).toEqual([{ field, sentence: refusal.said }])
    expect(refusalsOf(form, 'area').map((r) => r.about)).toEqual(['没有填', '不是数字', '太小', '太大', '小数位太多'])
  })

  test.each([
    ['(', 'pattern.unreadable'],
    ['(a+)+b', 'pattern.slow'],
    ['^[A-Z]+$', 'pattern.example'],
  ])('the pattern %s is found: %s', (pattern, rule) => {
    const { file, field } = line()
    const example = editField(file, field, { example: '12345678' })
    const found = lintForm(setSentence(setPattern(example, field, pattern), field, 'pattern', '请照着发票填写'), { elements, scenarios })
    expect(found.map((f) => f.rule)).toEqual([rule])
  })

  test.each(commonPatterns)('$title is a pattern that a form may have, with a sentence that says what to do', ({ pattern, sentence }) => {
    const { file, field } = line()
    const form = publishable(setSentence(setPattern(file, field, pattern), field, 'pattern', sentence('发票号码')), { elements, scenarios })
    expect(refusalsOf(form, field).find((r) => r.keyword === 'pattern')!.said).toContain('发票号码')
  })
})
