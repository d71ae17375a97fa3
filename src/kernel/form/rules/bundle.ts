/** One form for several items: whatever two of them want to know is asked once, and each gets its own answers back. */
import type { Answer, Answers } from '../schema/answers.ts'
import type { Condition } from '../schema/condition.ts'
import type { FieldUi } from '../schema/field.ts'
import { dialect, type Form, type Question, type Section } from '../schema/form.ts'
import { answerOf, fieldsOf } from './conditions.ts'
import { questionsOf } from './visible.ts'

export type BundlePart = { item: string; title: string; form: Form }
/** `names` tells, for each item, which field of the bundle holds each field of its own; `askedOnce` are those that several share. */
export type Bundle = { form: Form; names: Readonly<Record<string, Readonly<Record<string, string>>>>; askedOnce: string[] }

type Names = Readonly<Record<string, string>>

const camel = (item: string) => item.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())

function renamed(condition: Condition, names: Names): Condition {
  if ('field' in condition) return { ...condition, field: names[condition.field] ?? condition.field }
  if ('all' in condition) return { all: condition.all.map((c) => renamed(c, names)) }
  if ('any' in condition) return { any: condition.any.map((c) => renamed(c, names)) }
  return { not: renamed(condition.not, names) }
}

/** A field keeps its name where it is free, and shares that of its element; two different things of one name are told apart by the item. */
function namesOf({ item, form }: BundlePart, taken: ReadonlySet<string>, byElement: ReadonlyMap<string, string>): Names {
  const nameFor = (name: string) => (taken.has(name) ? `${camel(item)}-${name}` : name)
  return Object.fromEntries(Object.entries(form.ui.fields).map(([name, ui]) => [name, byElement.get(ui.element ?? '') ?? nameFor(name)]))
}

/** When an item shows a field, its question's condition included, in the bundle's names. */
function gatesOf(form: Form, names: Names): Map<string, Condition | undefined> {
  return new Map(
    questionsOf(form).flatMap(({ question }) =>
      question.fields.map((field) => {
        const both = [question.when, form.ui.fields[field]?.when].flatMap((c) => (c ? [renamed(c, names)] : []))
        return [names[field]!, both.length > 1 ? { all: both } : both[0]] as const
      }),
    ),
  )
}

/** A field that two items ask is shown whenever either would show it. */
const either = (a: Condition | undefined, b: Condition | undefined): Condition | undefined => (a && b ? { any: [a, b] } : undefined)

/** Questions of one item, without fields that stand on an earlier page; conditions have moved into the fields. */
function sectionOf({ item, title, form }: BundlePart, names: Names, asked: Set<string>): Section | undefined {
  const questions = questionsOf(form).flatMap(({ question: { when: _, ...q } }): Question[] => {
    const fields = q.fields.map((f) => names[f]!).filter((f) => !asked.has(f))
    for (const f of fields) asked.add(f)
    return fields.length ? [{ ...q, id: `${camel(item)}-${q.id}`, fields }] : []
  })
  return questions.length ? { id: camel(item), title, questions } : undefined
}

/** Where a shared field stands before what its condition looks at, it is asked always: once too often is better than missing. */
function lookingBack(fields: Record<string, FieldUi>, order: readonly string[]): Record<string, FieldUi> {
  const place = new Map(order.map((name, i) => [name, i]))
  const early = (name: string, ui: FieldUi) => fieldsOf(ui.when).some((seen) => place.get(seen)! >= place.get(name)!)
  return Object.fromEntries(Object.entries(fields).map(([name, ui]) => [name, early(name, ui) ? { ...ui, when: undefined } : ui]))
}

type Growing = {
  properties: Form['schema']['properties']
  fields: Record<string, FieldUi>
  required: Set<string>
  byElement: Map<string, string>
  askedOnce: Set<string>
}

/** Adds one item's fields: a new one as it is, a shared one with the sum of what both want. */
function grow(bundle: Growing, { form }: BundlePart, names: Names): void {
  const ownOf = new Map(Object.entries(names).map(([own, here]) => [here, own]))
  for (const [here, when] of gatesOf(form, names)) {
    const own = ownOf.get(here)!
    const before = bundle.fields[here]
    if (before) bundle.askedOnce.add(here)
    bundle.properties[here] ??= form.schema.properties[own]!
    bundle.fields[here] = before ? { ...before, when: either(before.when, when) } : { ...form.ui.fields[own]!, when }
    if (form.schema.required.includes(own)) bundle.required.add(here)
    const { element } = bundle.fields[here]
    if (element) bundle.byElement.set(element, here)
  }
}

/** Joins the forms of a bundle's items, in their order: the first item that names a data element asks it, no other does. Every part needs its own `item`. */
export function joinForms(parts: readonly BundlePart[]): Bundle {
  const bundle: Growing = { properties: {}, fields: {}, required: new Set(), byElement: new Map(), askedOnce: new Set() }
  const names: Record<string, Names> = {}
  const asked = new Set<string>()
  const sections = parts.flatMap((part) => {
    const mine = namesOf(part, new Set(Object.keys(bundle.properties)), bundle.byElement)
    names[part.item] = mine
    grow(bundle, part, mine)
    return sectionOf(part, mine, asked) ?? []
  })
  const scenarios = parts.flatMap(({ item, form }) => {
    const mine = names[item]!
    return form.scenarios.map((s) => ({ ...s, id: mine[s.id]!, when: s.when && renamed(s.when, mine) }))
  })
  const form: Form = {
    $schema: dialect,
    schema: { type: 'object', properties: bundle.properties, required: [...bundle.required], additionalProperties: false },
    ui: { sections, fields: lookingBack(bundle.fields, [...asked]) },
    scenarios,
    elements: Object.assign({}, ...parts.map((p) => p.form.elements)),
  }
  return { form, names, askedOnce: [...bundle.askedOnce] }
}

/** The answers of one item of the bundle, under its own names. */
export function answersFor(bundle: Bundle, item: string, answers: Answers): Answers {
  const mine: Record<string, Answer> = {}
  for (const [own, here] of Object.entries(bundle.names[item] ?? {})) {
    const answer = answerOf(answers, here)
    if (answer !== undefined) mine[own] = answer
  }
  return mine
}
