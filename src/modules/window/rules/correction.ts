/** Which questions somebody may correct after he was asked to, and how far he is. */
import { fieldOrder, questionsOf, visible } from '#kernel/form/rules/visible.ts'
import type { Answers, Draft, FieldError } from '#kernel/form/schema/answers.ts'
import type { Form, Question } from '#kernel/form/schema/form.ts'

/** The word for “whatever was filled in” in a notice that names no single question. */
const everything = 'answers'

/** The questions a notice names: by a field of theirs, by their own id, or all of them. */
export function namedQuestions(form: Form, ids: readonly string[], answers: Answers): Question[] {
  const all = questionsOf(form).map((q) => q.question)
  if (ids.includes(everything)) {
    const shown = visible(form, answers).questions
    return all.filter((q) => shown.has(q.id))
  }
  return all.filter((q) => ids.includes(q.id) || q.fields.some((f) => ids.includes(f)))
}

/** Named questions, and those that the corrected answers have opened or left wrong: they are asked as well. */
export function openQuestions(form: Form, { ids, before, draft, errors }: Correcting): Question[] {
  const named = namedQuestions(form, ids, before)
  const [then, now] = [visible(form, before).questions, visible(form, draft.answers).questions]
  const wrong = new Set(errors.map((e) => e.field.split('[')[0]!))
  const all = questionsOf(form).map((q) => q.question)
  return all.filter((q) => now.has(q.id) && (named.includes(q) || !then.has(q.id) || q.fields.some((f) => wrong.has(f))))
}

export type Correcting = { ids: readonly string[]; before: Answers; draft: Draft; errors: readonly FieldError[] }
export type FixState = 'done' | 'todo' | 'wrong'

/** How far one question is: wrong where it would be refused, done once it was saved. */
export function fixState(question: Question, { draft, errors }: Correcting): FixState {
  const wrong = new Set(errors.map((e) => e.field.split('[')[0]!))
  if (question.fields.some((f) => wrong.has(f))) return 'wrong'
  return draft.seen.includes(question.id) ? 'done' : 'todo'
}

/** Whether an item of a notice is about what was filled in, not about a material. */
export const isAboutAnswers = (form: Form, id: string): boolean =>
  id === everything || fieldOrder(form).includes(id) || questionsOf(form).some((q) => q.question.id === id)
