/** Conditions as an author picks them: a few tests of earlier answers, all of which or one of which must hold. */
import type { Condition, Scalar } from '../schema/condition.ts'
import type { FieldUi, Option, Widget } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { questionsOf } from './visible.ts'

export type Test = Extract<Condition, { field: string }>
/** An earlier answer that a condition may look at. */
export type Looked = { name: string; label: string; widget: Widget; options: readonly Option[] }
export type Picked = { join: 'all' | 'any'; tests: Test[] }

/** One way of testing an answer: its words, whether a value goes with it, and the condition that it makes. */
type Way = { id: string; word: string; value: 'option' | 'number' | null; make: (field: string, value: Scalar) => Test }

const answered: Way[] = [
  { id: 'exists', word: '填了', value: null, make: (field) => ({ field, exists: true }) },
  { id: 'none', word: '没有填', value: null, make: (field) => ({ field, exists: false }) },
]
const chosen: Way[] = [
  { id: 'is', word: '选的是', value: 'option', make: (field, value) => ({ field, is: value }) },
  { id: 'not', word: '选的不是', value: 'option', make: (field, value) => ({ field, not: value }) },
]
const among: Way[] = [{ id: 'has', word: '选了其中的', value: 'option', make: (field, value) => ({ field, has: value }) }]
const counted: Way[] = [
  { id: 'gte', word: '不小于', value: 'number', make: (field, value) => ({ field, gte: Number(value) }) },
  { id: 'gt', word: '大于', value: 'number', make: (field, value) => ({ field, gt: Number(value) }) },
  { id: 'lte', word: '不大于', value: 'number', make: (field, value) => ({ field, lte: Number(value) }) },
  { id: 'lt', word: '小于', value: 'number', make: (field, value) => ({ field, lt: Number(value) }) },
]
const ticked: Way[] = [{ id: 'is', word: '勾选了', value: null, make: (field) => ({ field, is: true }) }]

const ways: Partial<Record<Widget, Way[]>> = {
  radio: chosen,
  select: chosen,
  checkboxes: [...among, ...answered],
  number: [...counted, ...answered],
  agree: ticked,
}

export const waysOf = ({ widget }: Pick<Looked, 'widget'>): readonly Way[] => ways[widget] ?? answered

const looked = (name: string, ui: FieldUi): Looked => ({ name, label: ui.label, widget: ui.widget, options: ui.options ?? [] })

/** What was asked before a question, or before one of its fields, in the order of the pages. */
export function askedBefore(form: Form, question: string, field?: string): Looked[] {
  const before: Looked[] = []
  for (const { question: q } of questionsOf(form))
    for (const name of q.fields) {
      if (q.id === question && (field === undefined || name === field)) return before
      const ui = form.ui.fields[name]
      if (ui && ui.widget !== 'group') before.push(looked(name, ui))
    }
  return before
}

/** The condition as it can be picked; undefined where it joins tests in a way that cannot. */
export function pickedOf(condition: Condition | undefined): Picked | undefined {
  if (condition === undefined) return { join: 'all', tests: [] }
  if ('field' in condition) return 'in' in condition ? undefined : { join: 'all', tests: [condition] }
  if ('not' in condition) return undefined
  const [join, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
  const tests = parts.filter((c): c is Test => 'field' in c && !('in' in c))
  return tests.length === parts.length ? { join, tests } : undefined
}

export function conditionOf({ join, tests }: Picked): Condition | undefined {
  if (tests.length < 2) return tests[0]
  return join === 'all' ? { all: tests } : { any: tests }
}

/** Which way a test is, and what it looks for. */
export function wayOf(test: Test, at: Pick<Looked, 'widget'>): { way: Way; value: Scalar | undefined } | undefined {
  const [key, value] = Object.entries(test).find(([k]) => k !== 'field') as [string, Scalar]
  const way = waysOf(at).find((w) => w.id === (key === 'exists' && value === false ? 'none' : key))
  return way && { way, value: way.value === null ? undefined : value }
}

/** The first test that an answer offers. */
export function firstTest(at: Looked): Test {
  const [way] = waysOf(at)
  return way!.make(at.name, way!.value === 'option' ? (at.options[0]?.value ?? '') : 0)
}

const joinWords = { all: '，而且', any: '，或者' } as const

function testWords(test: Test, form: Form): string {
  const ui = form.ui.fields[test.field]
  if (!ui) return `${test.field}（没有这个问题了）`
  const at = looked(test.field, ui)
  if ('in' in test) return `“${at.label}”选的是${test.in.map((v) => optionWord(at, v)).join('、')}`
  const found = wayOf(test, at)
  if (!found) return `“${at.label}”的条件现在用不上`
  const { way, value } = found
  return `“${at.label}”${way.word}${value === undefined ? '' : optionWord(at, value)}`
}
const optionWord = ({ options }: Looked, value: Scalar) => {
  const label = options.find((o) => o.value === value)?.label
  return label === undefined ? ` ${String(value)}` : `“${label}”`
}

/** A condition as a sentence reads it. */
export function conditionWords(condition: Condition, form: Form): string {
  if ('field' in condition) return testWords(condition, form)
  if ('not' in condition) return `不是（${conditionWords(condition.not, form)}）`
  const [join, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
  return parts.map((c) => ('field' in c ? testWords(c, form) : `（${conditionWords(c, form)}）`)).join(joinWords[join])
}
