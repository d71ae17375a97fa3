/** An item's form on paper: blank, for whoever fills it in by hand, or filled with made-up answers as a sample (样表). */
import type { Answer, Answers } from '../schema/answers.ts'
import type { FieldSchema, FieldUi, PartUi, Widget } from '../schema/field.ts'
import type { Form, Question } from '../schema/form.ts'
import { isGroup } from './assemble.ts'
import { linesOf } from './show.ts'
import { visible } from './visible.ts'

export type SheetRow =
  | { is: 'line'; label: string; hint?: string; value: string; tall: boolean }
  | { is: 'boxes'; label: string; hint?: string; options: { text: string; ticked: boolean }[] }
  | { is: 'rows'; label: string; hint?: string; columns: string[]; rows: string[][] }
export type FormSheet = { sections: { title: string; rows: SheetRow[] }[] }

/** Made-up answers where the form gives no example; nobody's number, nobody's telephone. */
const made: Partial<Record<Widget, string>> = {
  'id-number': '110105********001X',
  uscc: '92110105MA********',
  phone: '138********',
  name: '张样例',
  address: '样例路 18 号一层',
  division: '样例县',
  date: '2023年6月15日',
  number: '120',
  money: '50,000 元',
  textarea: '（照实际情况写清楚）',
}
const blankRows = 3

const madeUp = (ui: FieldUi | PartUi): string => ui.options?.[0]?.label ?? ui.example ?? made[ui.widget] ?? '（照实际情况写）'

const picks: readonly Widget[] = ['radio', 'checkboxes', 'select']

/** The choices of a sample: the first of each, so that no answer ends the way and every page follows from the one before. */
function chosen(form: Form): Answers {
  const answers: Record<string, Answer> = {}
  for (const { fields } of form.ui.sections.flatMap((s) => s.questions))
    for (const name of fields) {
      const first = firstChoice(form, name)
      if (first !== undefined) answers[name] = form.ui.fields[name]!.widget === 'checkboxes' ? [first] : first
    }
  return answers
}

function firstChoice(form: Form, name: string): string | undefined {
  const stops =
    form.scenarios
      .find((s) => s.id === name)
      ?.options.filter((o) => o.stop)
      .map((o) => o.value) ?? []
  return form.ui.fields[name]!.options?.find((o) => !stops.includes(o.value))?.value
}

type Drawing = { form: Form; sample: Answers | undefined; shown: ReadonlySet<string> | undefined }

/** What stands beside a field on paper: that it may stay empty, or that it is for some cases only. */
function hintOf(form: Form, name: string): string | undefined {
  const ui = form.ui.fields[name]!
  const words = [
    form.schema.required.includes(name) ? undefined : '可以不填',
    ui.when ? '有这种情况才填' : undefined,
    ui.unit && `单位：${ui.unit}`,
  ]
  return words.filter(Boolean).join('；') || undefined
}

function rowOf({ form, sample }: Drawing, name: string): SheetRow {
  const ui = form.ui.fields[name]!
  const schema: FieldSchema = form.schema.properties[name]!
  const head = { label: ui.label, hint: hintOf(form, name) }
  if (isGroup(schema)) {
    const parts = Object.values(ui.fields ?? {})
    const empty = Array.from({ length: blankRows }, () => parts.map(() => ''))
    return { is: 'rows', ...head, columns: parts.map((p) => p.label), rows: sample ? [parts.map(madeUp), ...empty.slice(1)] : empty }
  }
  if (picks.includes(ui.widget) && ui.options) return { is: 'boxes', ...head, options: boxesOf(ui, sample?.[name]) }
  return { is: 'line', ...head, value: sample ? typedIn(form, name) : '', tall: ui.widget === 'textarea' }
}

const boxesOf = (ui: FieldUi, answer: Answer | undefined) =>
  ui.options!.map((o) => ({ text: o.label, ticked: Array.isArray(answer) ? (answer as string[]).includes(o.value) : answer === o.value }))

function typedIn(form: Form, name: string): string {
  const ui = form.ui.fields[name]!
  if (ui.example && ui.unit) return linesOf(form, name, ui.example, { unmasked: true }).join('')
  return madeUp(ui)
}

/** The scenario questions come first, in the words of the form; what a sample does not show is left out of it. */
export function formSheet(form: Form, kind: 'blank' | 'sample'): FormSheet {
  const sample = kind === 'sample' ? chosen(form) : undefined
  const at: Drawing = { form, sample, shown: sample && visible(form, sample).fields }
  const rows = (questions: readonly Question[]) =>
    questions.flatMap((q) => q.fields.filter((f) => at.shown?.has(f) ?? true).map((f) => rowOf(at, f)))
  return { sections: form.ui.sections.map(({ title, questions }) => ({ title, rows: rows(questions) })).filter((s) => s.rows.length > 0) }
}
