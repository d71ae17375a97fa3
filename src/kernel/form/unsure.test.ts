/** “说不清楚”: allowed where the form's author says so, missing and never a no, and seen as what it is. */
import { describe, expect, test } from 'vitest'
import { elements, foodForm, rawFood, scenarios, zhong } from './fixtures/food.ts'
import { lintForm } from './rules/lint.ts'
import { plan } from './rules/plan.ts'
import { applyPost, readPost } from './rules/post.ts'
import { changes, summary } from './rules/summary.ts'
import { unsureChoice, unsureOf } from './rules/unsure.ts'
import { findQuestion, visible } from './rules/visible.ts'
import { emptyDraft } from './schema/answers.ts'
import type { FieldUi } from './schema/field.ts'
import type { Form } from './schema/form.ts'
import { examineForm, validate } from './validate/compile.ts'

const help = '看外卖平台上有没有这家店'
const marked = (fields: Record<string, FieldUi>, name: string) => ({ ...fields, [name]: { ...fields[name]!, unsure: help } })
const form: Form = { ...foodForm, ui: { ...foodForm.ui, fields: marked(foodForm.ui.fields, 'online') } }
const { online: _, ...others } = zhong
const said = { ...others, unsure: ['online'] }
const business = findQuestion(form, 'business')!

test('who cannot tell may send: the field is left out and listed as open', () => {
  const { answers, errors } = examineForm(form, said)
  expect(errors).toEqual([])
  expect(answers.unsure).toEqual(['online'])
  expect(Object.hasOwn(answers, 'online')).toBe(false)
})

test('without a word it is still asked for, and a field that does not allow it is not excused', () => {
  expect(validate(form, others).map((e) => e.field)).toEqual(['online'])
  const { format: _, ...unformed } = zhong
  expect(validate(form, { ...unformed, unsure: ['format'] }).map((e) => e.field)).toEqual(['format'])
  expect(validate(foodForm, said).map((e) => e.field)).toEqual(['online'])
})

describe('the page', () => {
  const asked = { _asked: business.fields.join(' '), format: 'catering', projects: ['hot'] }
  const unsure = applyPost(emptyDraft, readPost(form, business, { ...asked, online: unsureChoice }), business)

  test('a post of 我说不清楚 keeps no answer, takes an earlier one away, and is undone by answering', () => {
    expect([unsure.answers.online, unsureOf(unsure.answers)]).toEqual([undefined, ['online']])
    const before = applyPost(emptyDraft, readPost(form, business, { ...asked, online: 'yes' }), business)
    const after = applyPost(before, readPost(form, business, { ...asked, online: unsureChoice }), business)
    expect([after.answers.online, unsureOf(after.answers)]).toEqual([undefined, ['online']])
    const again = applyPost(after, readPost(form, business, { ...asked, online: 'no' }), business)
    expect([again.answers.online, unsureOf(again.answers)]).toEqual(['no', []])
  })

  test('it does not open another field, and another question leaves it as it is', () => {
    const size = findQuestion(form, 'size')!
    const next = applyPost(unsure, readPost(form, size, { _asked: 'area kitchenArea', area: '120', kitchenArea: '40' }), size)
    expect(unsureOf(next.answers)).toEqual(['online'])
    const refused = readPost(form, business, { ...asked, format: unsureChoice })
    expect(refused.unsure).toEqual([])
    expect(validate(form, { ...zhong, ...refused.set }).map((e) => e.field)).toEqual(['format'])
  })
})

test('neither a yes nor a no follows from it', () => {
  const when = (condition: object): Form => ({
    ...form,
    ui: { ...form.ui, fields: { ...form.ui.fields, area: { ...form.ui.fields.area!, when: condition as never } } },
  })
  for (const condition of [
    { field: 'online', is: 'no' },
    { field: 'online', is: 'yes' },
    { field: 'online', not: 'yes' },
  ])
    expect([condition, visible(when(condition), said).fields.has('area')]).toEqual([condition, false])
})

test('the task is done, the check page and the clerk see who can tell, and the answer given later stands beside it', () => {
  const tasks = plan(form, { answers: said, confirmed: [], seen: ['business'] }).sections.flatMap((s) => s.tasks)
  expect(tasks.find((t) => t.id === 'business')!.state).toBe('done')
  const row = summary(form, said)
    .flatMap((s) => s.rows)
    .find((r) => r.field === 'online')!
  expect([row.unsure, row.lines]).toEqual([true, [`说不清楚（${help}）`]])
  expect(changes(form, said, zhong).map((c) => [c.field, c.before, c.after])).toEqual([['online', [], ['也卖']]])
})

test('it is published only on a single choice, never as an option of its own, and no field takes its name', () => {
  const raw = structuredClone(rawFood) as { ui: { fields: Record<string, object> }; schema: { properties: Record<string, object> } }
  raw.ui.fields = marked(raw.ui.fields as Record<string, FieldUi>, 'area')
  expect(lintForm(raw, { elements, scenarios }).map((f) => f.rule)).toEqual(['unsure.widget'])
  const byHand = structuredClone(rawFood) as unknown as { ui: { fields: Record<string, { options?: { label: string }[] }> } }
  byHand.ui.fields.online!.options!.at(-1)!.label = '不知道'
  expect(lintForm(byHand, { elements, scenarios }).map((f) => f.rule)).toEqual(['unsure.option'])
  const named = structuredClone(rawFood) as typeof raw
  named.schema.properties.unsure = { type: 'string' }
  expect(lintForm(named, { elements, scenarios }).map((f) => f.rule)).toContain('shape')
})
