/** One question open in two windows, or on two devices: who wrote it last, so that the second is told and writes over nothing. */
import type { Answers, Draft, Known } from '../schema/answers.ts'
import type { Form, Question } from '../schema/form.ts'
import { answerOf } from './conditions.ts'
import { applyPost, postNames, readPost } from './post.ts'
import { withKnown } from './prefill.ts'
import type { Showing } from './show.ts'
import { type Change, changes } from './summary.ts'
import { unsureOf } from './unsure.ts'

/** The window that wrote a question last, as its page sends it along; empty where nobody has. */
export const writerOf = (draft: Draft, question: string): string => draft.writers?.[question] ?? ''

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const windowOf = (body: Readonly<Record<string, unknown>>) => textOf(body[postNames.window])

/** Whether two drafts answer a question differently; what was merely looked at and kept is no difference. */
function differ(a: Draft, b: Draft, { fields }: Question): boolean {
  const saidOf = ({ answers }: Draft, f: string) => JSON.stringify([answerOf(answers, f) ?? null, unsureOf(answers).includes(f)])
  return fields.some((f) => saidOf(a, f) !== saidOf(b, f))
}

/**
 * Whether a post would write over what another window has saved since this page was drawn. A page names itself and the window that had
 * written before it; a program that names none writes as it likes.
 */
export function wroteElsewhere(before: Draft, after: Draft, question: Question, body: Readonly<Record<string, unknown>>): boolean {
  const own = windowOf(body)
  const writer = writerOf(before, question.id)
  if (own === '' || writer === '' || writer === own || writer === textOf(body[postNames.before])) return false
  return differ(before, after, question)
}

/** The draft with the window that changed a question; `stranger` stands for whoever names none. */
export function writtenBy(
  before: Draft,
  after: Draft,
  question: Question,
  window: { body: Readonly<Record<string, unknown>>; stranger: string },
): Draft {
  if (!differ(before, after, question)) return after
  return { ...after, writers: { ...after.writers, [question.id]: windowOf(window.body).slice(0, 60) || window.stranger } }
}

/** What stands in the draft and what was typed here, field by field where they differ. */
export function sides(form: Form, question: Question, { kept, known, typed, showing }: Sides): Change[] {
  const posted = readPost(form, question, typed, known)
  const here = applyPost({ answers: kept, confirmed: [], seen: [] }, posted, question)
  return changes(form, kept, withKnown(here.answers, known), { unmasked: true, ...showing })
}
type Sides = { kept: Answers; known: Known; typed: Readonly<Record<string, unknown>>; showing?: Showing }
