import { canonical } from '#kernel/ledger/rules.ts'
import type { Answers, Known } from '../schema/answers.ts'
import type { Form } from '../schema/form.ts'
import { answerOf, isAnswered } from './conditions.ts'
import { withKnown } from './prefill.ts'
import { linesOf, type Showing } from './show.ts'
import { unsureOf } from './unsure.ts'
import { fieldOrder, questionsOf, visible } from './visible.ts'

export type SummaryRow = {
  field: string
  question: string
  label: string
  /** undefined: 未填写 */
  lines: string[] | undefined
  optional: boolean
  /** the person could not tell: it is to be asked for, and says nothing either way */
  unsure: boolean
  source?: { from: string; note?: string }
  /** whether the person may change it here */
  change: boolean
}
export type SummarySection = { id: string; title: string; rows: SummaryRow[] }

function sourceOf(known: Known, field: string): SummaryRow['source'] {
  const filled = known[field]
  if (!filled || filled.typed) return undefined
  const confirmed = filled.fixed || filled.confirm ? undefined : '您已确认'
  return { from: filled.source.from, note: [filled.source.note, confirmed].filter(Boolean).join('，') || undefined }
}

/** All that would be sent, by section, to be looked over before: what was left blank shows too. Asked by scenarios comes with the rest. */
export function summary(form: Form, answers: Answers, known: Known = {}, showing: Showing = {}): SummarySection[] {
  const all = withKnown(answers, known)
  const shown = visible(form, all)
  return form.ui.sections
    .map(({ id, title, questions }) => ({
      id,
      title,
      rows: questions.flatMap((q) => q.fields.filter((f) => shown.fields.has(f)).map((field) => rowOf(field, q.id))),
    }))
    .filter((s) => s.rows.length > 0)

  function rowOf(field: string, question: string): SummaryRow {
    const answer = answerOf(all, field)
    const unsure = unsureOf(shown.answers).includes(field)
    const said = unsure ? [`说不清楚（${form.ui.fields[field]!.unsure}）`] : undefined
    return {
      field,
      question,
      label: form.ui.fields[field]!.label,
      lines: isAnswered(answer) ? linesOf(form, field, answer, showing) : said,
      unsure,
      optional: !form.schema.required.includes(field),
      source: sourceOf(known, field),
      change: !known[field]?.fixed,
    }
  }
}

export type Change = { field: string; label: string; before: string[]; after: string[] }

/** What differs between two sets of answers, field by field in page order, as both would be shown: for a supplement, a change, a review. */
export function changes(form: Form, before: Answers, after: Answers, showing: Showing = {}): Change[] {
  const [old, now] = [visible(form, before).answers, visible(form, after).answers]
  const lines = (answers: Answers, field: string) => {
    const answer = answerOf(answers, field)
    return isAnswered(answer) ? linesOf(form, field, answer, showing) : []
  }
  return fieldOrder(form)
    .filter((field) => canonical(answerOf(old, field)) !== canonical(answerOf(now, field)))
    .map((field) => ({ field, label: form.ui.fields[field]!.label, before: lines(old, field), after: lines(now, field) }))
}

/** The question that asks a field, to link from an error or a supplement request straight to it. */
export const questionOfField = (form: Form, field: string): string | undefined =>
  questionsOf(form).find(({ question }) => question.fields.includes(field.split('[')[0]!))?.question.id
