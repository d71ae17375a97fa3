import { retiredSaid } from '#kernel/party/rules/division.ts'
import type { Divisions } from '#kernel/party/schema.ts'
import type { Answer, Answers, FieldError } from '../schema/answers.ts'
import type { FieldSchema, ScalarSchema } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { isGroup, partsOf } from './assemble.ts'
import { tells } from './checks.ts'
import { answerOf } from './conditions.ts'
import { normalise, partField } from './normalise.ts'
import { type Asked, type Broken, sentenceOf, urgency } from './sentences.ts'
import { fieldOrder, type Visible, visible } from './visible.ts'

/** An error as compiled validators report it, on either side. */
export type RawError = { instancePath: string; keyword: string; params: Record<string, unknown> }
/** The compiled schema of one form: the errors of these answers, none for right ones. */
export type RawCheck = (answers: Answers) => readonly RawError[]

export type Scope = {
  /** only these fields are looked at: the one question that was just saved */
  partial?: readonly string[]
  /** 'YYYY-MM-DD' in the city, for dates that may not lie before or after it; left out, they are not compared */
  today?: string
  /** the divisions of the city, for codes that name no place any more; left out, they are not looked up */
  places?: Divisions
}

export type Examined = { answers: Answers; errors: FieldError[]; unknown: string[]; hidden: string[] }

type Place = { name: string; index?: number; part?: string }

/** '/shareholders/0/name' as field, index and part; a missing property stands in the parameters. */
function placeOf(error: RawError): Place | undefined {
  const path = error.instancePath.split('/').slice(1)
  if (error.keyword === 'required') path.push(String(error.params.missingProperty))
  const [name, index, part] = path
  if (name === undefined) return undefined
  return part === undefined ? { name } : { name, index: Number(index), part }
}

const fieldOf = ({ name, index, part }: Place): string => (part === undefined ? name : partField(name, index!, part))

function askedAt(form: Form, { name, index, part }: Place, answers: Answers, { today, places }: Scope): Asked | undefined {
  const ui = form.ui.fields[name]
  const schema = form.schema.properties[name]
  if (!ui || !schema) return undefined
  const answer = answerOf(answers, name)
  if (part === undefined || !isGroup(schema))
    return { label: ui.label, ui, schema: schema as ScalarSchema, text: textOf(answer), today, places }
  const partUi = ui.fields?.[part]
  const partSchema = schema.items.properties[part]
  if (!partUi || !partSchema) return undefined
  const label = `第 ${index! + 1} ${ui.itemName ? `位${ui.itemName}` : '项'}的${partUi.label}`
  const text = textOf((answer as Record<string, Answer>[] | undefined)?.[index!]?.[part])
  return { label, ui: partUi, schema: partSchema, text, today, places }
}

const textOf = (answer: Answer | undefined) => (typeof answer === 'string' ? answer : undefined)

const brokenOf = ({ keyword, params }: RawError): Broken => ({
  keyword,
  limit: typeof params.limit === 'number' ? params.limit : undefined,
  format: typeof params.format === 'string' ? params.format : undefined,
})

const wrongBirth = (text: string, today: string) => tells['cn-id'](text) === undefined && tells['cn-id'](text, today) !== undefined

/** How this answer lies on the wrong side of today: a date by its field, a birth by the identity number it is written in. */
function wrongDay(form: Form, name: string, text: string, today: string): RawError | undefined {
  const { day } = form.ui.fields[name]!
  const { format } = form.schema.properties[name] as ScalarSchema
  const instancePath = `/${name}`
  if (format === 'cn-id' && wrongBirth(text, today)) return { instancePath, keyword: 'format', params: { format } }
  if (day === 'past' && text > today) return { instancePath, keyword: 'day', params: {} }
  return day === 'future' && text < today ? { instancePath, keyword: 'day', params: {} } : undefined
}

function wrongDays(form: Form, answers: Answers, today: string | undefined): RawError[] {
  if (today === undefined) return []
  return Object.entries(answers).flatMap(([name, text]) => (typeof text === 'string' ? (wrongDay(form, name, text, today) ?? []) : []))
}

/** Answers, in rows too, that name a division which is no more. */
function wrongPlaces(form: Form, answers: Answers, places: Divisions | undefined): RawError[] {
  if (!places) return []
  const wrong = (schema: FieldSchema | undefined, answer: Answer | undefined, instancePath: string): RawError[] => {
    if (!schema || answer === undefined) return []
    if (isGroup(schema) && Array.isArray(answer))
      return answer.flatMap((row, i) =>
        partsOf(schema).flatMap(([part, of]) => wrong(of, (row as Record<string, Answer>)[part], `${instancePath}/${i}/${part}`)),
      )
    const isPlace = typeof answer === 'string' && (schema as ScalarSchema).format === 'division'
    return isPlace && retiredSaid(places, answer.slice(0, 6)) ? [{ instancePath, keyword: 'format', params: { format: 'division' } }] : []
  }
  return Object.entries(answers).flatMap(([name, answer]) => wrong(form.schema.properties[name], answer, `/${name}`))
}

type Spoken = FieldError & { page: number; row: number; urgency: number }

/** In the order of the page, one sentence a field: the most urgent. */
function inPageOrder(all: Spoken[]): FieldError[] {
  const sorted = all.toSorted((a, b) => a.page - b.page || a.row - b.row || a.urgency - b.urgency)
  const seen = new Set<string>()
  return sorted.flatMap(({ field, sentence }) => (seen.has(field) || !seen.add(field) ? [] : [{ field, sentence }]))
}

function rowOf(form: Form, { name, index, part }: Place): number {
  const schema = form.schema.properties[name]
  if (part === undefined || !schema || !isGroup(schema)) return -1
  const parts = partsOf(schema).map(([name]) => name)
  return index! * parts.length + parts.indexOf(part)
}

/** Whether anything wrong with this field concerns the caller: it is shown, and among those asked for. */
function concerns({ fields }: Visible, { partial }: Scope): (name: string) => boolean {
  return (name) => fields.has(name) && (partial === undefined || partial.includes(name))
}

/**
 * Answers as they would be sent, with a sentence for each field to correct, in page order. The same code runs in the browser and
 * on the server; only how `check` was compiled differs.
 */
export function examine(form: Form, raw: Readonly<Record<string, unknown>>, check: RawCheck, scope: Scope = {}): Examined {
  const clean = normalise(form, raw)
  const shown = visible(form, clean.answers)
  const counts = concerns(shown, scope)
  const page = fieldOrder(form)
  const spoken: Spoken[] = clean.wrong
    .filter((w) => counts(w.field.split('[')[0]!))
    .map((w) => ({ ...w, page: page.indexOf(w.field.split('[')[0]!), row: -1, urgency: -1 }))
  for (const error of [
    ...check(shown.answers),
    ...wrongDays(form, shown.answers, scope.today),
    ...wrongPlaces(form, shown.answers, scope.places),
  ]) {
    const place = placeOf(error)
    const asked = place && counts(place.name) ? askedAt(form, place, shown.answers, scope) : undefined
    if (!place || !asked) continue
    spoken.push({
      field: fieldOf(place),
      sentence: sentenceOf(asked, brokenOf(error)),
      page: page.indexOf(place.name),
      row: rowOf(form, place),
      urgency: urgency(error.keyword),
    })
  }
  return { answers: shown.answers, errors: inPageOrder(spoken), unknown: clean.unknown, hidden: shown.hidden }
}
