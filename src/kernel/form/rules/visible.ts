import type { Answers } from '../schema/answers.ts'
import type { Form, Question, Scenario, Section } from '../schema/form.ts'
import { answerOf, holds, isAnswered } from './conditions.ts'
import { mayBeUnsure, unsureOf, withUnsure } from './unsure.ts'

/** All questions in the order of the pages, each with its section. */
export const questionsOf = (form: Form): { section: Section; question: Question }[] =>
  form.ui.sections.flatMap((section) => section.questions.map((question) => ({ section, question })))

/** All fields in the order of the pages. */
export const fieldOrder = (form: Form): string[] => questionsOf(form).flatMap(({ question }) => question.fields)

/** The question of that id, shown or not. */
export const findQuestion = (form: Form, id: string): Question | undefined =>
  questionsOf(form).find(({ question }) => question.id === id)?.question

export type Visible = {
  questions: ReadonlySet<string>
  fields: ReadonlySet<string>
  /** the answers of shown fields: these are sent */
  answers: Answers
  /** answered fields that are hidden now: kept in the draft, left out of what is sent */
  hidden: string[]
}

/** What is shown under these answers. Conditions look at shown answers only, so that what hangs on a hidden answer is hidden too. */
export function visible(form: Form, answers: Answers): Visible {
  const questions = new Set<string>()
  const fields = new Set<string>()
  const shown: Answers = {}
  for (const { question } of questionsOf(form)) {
    if (!holds(question.when, shown)) continue
    for (const name of question.fields) {
      if (!holds(form.ui.fields[name]?.when, shown)) continue
      questions.add(question.id)
      fields.add(name)
      const answer = answerOf(answers, name)
      if (isAnswered(answer)) shown[name] = answer
    }
  }
  const unsure = unsureOf(answers).filter((n) => fields.has(n) && mayBeUnsure(form, n) && !Object.hasOwn(shown, n))
  return {
    questions,
    fields,
    answers: withUnsure(shown, unsure),
    hidden: fieldOrder(form).filter((n) => !fields.has(n) && isAnswered(answerOf(answers, n))),
  }
}

/** The answer that ends the guide because the item is not for this applicant, with the sentence that says what to do instead. */
export function stopOf(form: Form, answers: Answers): { scenario: Scenario; sentence: string; item?: string } | undefined {
  const shown = visible(form, answers).answers
  for (const scenario of form.scenarios) {
    const stop = scenario.options.find((o) => o.value === answerOf(shown, scenario.id))?.stop
    if (stop) return { scenario, ...stop }
  }
  return undefined
}
