/** “说不清楚” as an answer: what is said so is missing and to be supplemented, never a no (行政许可法 第三十二条: 一次告知需要补正的全部内容). */
import type { Answers } from '../schema/answers.ts'
import type { Form } from '../schema/form.ts'

/** The name under which answers keep the list of fields that the person could not tell; no field may bear it. */
export const unsureName = 'unsure'
/** What a page sends in the place of a choice. */
export const unsureChoice = '~unsure'

/** Whether the author of the form allowed it for this field. */
export const mayBeUnsure = (form: Form, name: string): boolean => form.ui.fields[name]?.unsure !== undefined

/** The fields of a form that may be left as 说不清楚. */
export const unsureFields = (form: Form): string[] => Object.keys(form.ui.fields).filter((name) => mayBeUnsure(form, name))

/** The fields that the person could not tell. */
export function unsureOf(answers: Answers): readonly string[] {
  const list = Object.hasOwn(answers, unsureName) ? answers[unsureName] : undefined
  return Array.isArray(list) ? (list as unknown[]).filter((n): n is string => typeof n === 'string') : []
}

/** What was sent, divided: fields that are said to be unknown, as a choice or in the list, and the names of all other answers. */
export function splitUnsure(form: Form, raw: Readonly<Record<string, unknown>>): { unsure: string[]; others: string[] } {
  const names = Object.keys(raw)
  const chosen = names.filter((name) => raw[name] === unsureChoice && mayBeUnsure(form, name))
  const listed = unsureOf(raw as Answers).filter((name) => mayBeUnsure(form, name))
  return { unsure: [...listed, ...chosen], others: names.filter((name) => name !== unsureName && !chosen.includes(name)) }
}

/** The same answers with another list; an empty list is none. */
export function withUnsure(answers: Answers, fields: readonly string[]): Answers {
  const { [unsureName]: _, ...rest } = answers
  return fields.length ? { ...rest, [unsureName]: [...new Set(fields)].sort() } : rest
}
