import type { Answer, AnswerGroup, Answers, Draft, FieldError, Known } from '../schema/answers.ts'
import type { Form, Question } from '../schema/form.ts'
import { isChoices, isGroup } from './assemble.ts'
import { answerOf } from './conditions.ts'
import { normalise } from './normalise.ts'
import { unsureOf, withUnsure } from './unsure.ts'
import { fieldOrder } from './visible.ts'

/** A post of a page: what it sets, what it gives back to its source, and which button was pressed. */
export type Posted = {
  set: Answers
  /** fields whose typed answer falls away, because the known value was chosen or kept */
  unset: string[]
  /** fields of which the person said that he cannot tell */
  unsure: string[]
  confirmed: string[]
  act: { kind: 'save' } | { kind: 'refresh' } | { kind: 'add'; field: string } | { kind: 'remove'; field: string; index: number }
  unknown: string[]
  wrong: FieldError[]
}

/**
 * Names the pages use beside fields: which fields were on the page, which button, the choice to keep a known value, and which window this
 * is, with the one that had written the question before.
 */
export const postNames = { asked: '_asked', act: 'act', window: '_window', before: '_before', use: (field: string) => `${field}.use` }
export const useKnown = 'known'

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function actOf(body: Readonly<Record<string, unknown>>, fields: readonly string[]): Posted['act'] {
  const [kind, field = '', index = ''] = textOf(body[postNames.act]).split(':')
  if (kind === 'add' && fields.includes(field)) return { kind, field }
  if (kind === 'remove' && fields.includes(field) && /^\d{1,3}$/.test(index)) return { kind, field, index: Number(index) }
  return { kind: kind === 'refresh' ? 'refresh' : 'save' }
}

/** Rows of a group from a flat body (`owners[0][name]`), where the server has not nested them already. */
function rowsFromFlat(body: Readonly<Record<string, unknown>>, field: string): unknown[] {
  const rows: Record<string, unknown>[] = []
  for (const [key, value] of Object.entries(body)) {
    const cell = key.startsWith(`${field}[`) ? key.slice(field.length).match(/^\[(\d{1,3})\]\[([A-Za-z][A-Za-z0-9-]*)\]$/) : null
    if (!cell) continue
    const row = Number(cell[1])
    rows[row] ??= {}
    rows[row]![cell[2]!] = value
  }
  return Array.from(rows, (row) => row ?? {})
}

/** What the page said about one field; undefined where it said nothing, so that the draft keeps what it has. */
function rawOf(form: Form, body: Readonly<Record<string, unknown>>, field: string, onPage: boolean): unknown {
  const schema = form.schema.properties[field]!
  if (isGroup(schema)) {
    const rows = Object.hasOwn(body, field) && Array.isArray(body[field]) ? body[field] : rowsFromFlat(body, field)
    return rows.length || onPage ? rows : undefined
  }
  if (Object.hasOwn(body, field)) return body[field]
  if (!onPage) return undefined
  // a browser sends nothing for boxes and dots that are not ticked
  if (isChoices(schema)) return []
  return 'type' in schema && schema.type === 'boolean' ? 'no' : undefined
}

function withoutEmptyRows(answer: Answer): Answer {
  if (!Array.isArray(answer) || answer.every((row) => typeof row === 'string')) return answer
  return (answer as AnswerGroup).filter((row) => Object.keys(row).length > 0)
}

const same = (a: Answer | undefined, b: Answer) => JSON.stringify(a) === JSON.stringify(b)

function onPageOf(body: Readonly<Record<string, unknown>>, fields: readonly string[]): ReadonlySet<string> {
  const asked = textOf(body[postNames.asked])
  return new Set(asked === '' ? [] : asked.split(' ').filter((f) => fields.includes(f)))
}

function unknownNames(body: Readonly<Record<string, unknown>>, form: Form): string[] {
  const ours = (key: string) => key.startsWith('_') || key === postNames.act || key.endsWith('.use')
  return Object.keys(body).filter((key) => !ours(key) && !Object.hasOwn(form.schema.properties, key.split('[')[0]!))
}

/** The answers of a page as a browser posts them, with or without JavaScript; `question` left out: all questions on one page (counter). A known value that comes back unchanged stays known. */
export function readPost(form: Form, question: Question | undefined, body: Readonly<Record<string, unknown>>, known: Known = {}): Posted {
  const fields = question?.fields ?? fieldOrder(form)
  const onPage = onPageOf(body, fields)
  const act = actOf(body, fields)
  const posted: Posted = { set: {}, unset: [], unsure: [], confirmed: [], act, unknown: unknownNames(body, form), wrong: [] }
  for (const field of fields) {
    if (known[field]?.fixed) continue
    if (known[field] && textOf(body[postNames.use(field)]) === useKnown) keepKnown(posted, field)
    else readField(posted, field, rawOf(form, body, field, onPage.has(field)))
  }
  return posted

  function readField(into: Posted, field: string, raw: unknown): void {
    if (raw === undefined) return
    const clean = normalise(form, { [field]: raw })
    into.wrong.push(...clean.wrong)
    const answer = answerOf(clean.answers, field)
    if (unsureOf(clean.answers).includes(field)) cannotTell(into, field)
    else if (answer !== undefined) takeAnswer(into, field, answer)
  }

  function takeAnswer(into: Posted, field: string, answer: Answer): void {
    if (known[field] && same(known[field].value, answer)) keepKnown(into, field)
    else into.set[field] = act.kind === 'save' ? withoutEmptyRows(answer) : answer
  }
}

function cannotTell(into: Posted, field: string): void {
  into.unsure.push(field)
  into.unset.push(field)
}

function keepKnown(into: Posted, field: string): void {
  into.unset.push(field)
  into.confirmed.push(field)
}

function act(answers: Answers, { act: done }: Posted): Answers {
  if (done.kind === 'save' || done.kind === 'refresh') return answers
  const rows = (answerOf(answers, done.field) as AnswerGroup | undefined) ?? []
  const changed = done.kind === 'add' ? [...(rows.length ? rows : [{}]), {}] : rows.filter((_, i) => i !== done.index)
  return { ...answers, [done.field]: changed }
}

/** The draft after a post; nothing typed is lost, and answers of other pages stand. A question counts as seen once it was saved. */
export function applyPost(draft: Draft, posted: Posted, question?: Question): Draft {
  const kept = Object.entries(draft.answers).filter(([name]) => !posted.unset.includes(name))
  const answers = act({ ...Object.fromEntries(kept), ...posted.set }, posted)
  const overwritten = (name: string) => Object.hasOwn(posted.set, name)
  const confirmed = new Set([...draft.confirmed.filter((name) => !overwritten(name)), ...posted.confirmed])
  const seen = posted.act.kind === 'save' && question ? new Set([...draft.seen, question.id]) : new Set(draft.seen)
  const unsure = [...unsureOf(draft.answers).filter((name) => !overwritten(name) && !posted.unset.includes(name)), ...posted.unsure]
  return { ...draft, answers: withUnsure(answers, unsure), confirmed: [...confirmed], seen: [...seen] }
}
