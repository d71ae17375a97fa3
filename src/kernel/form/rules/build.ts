/** An author's edits of a form file, each a new file: what is picked on a screen is what a folder would hold. */
import type { DataElement } from '../schema/element.ts'
import type { ChoicesSchema, FieldSchema, FieldUi, GroupSchema, Option, PartUi, ScalarSchema, Widget } from '../schema/field.ts'
import type { FormFile, Question, Section } from '../schema/form.ts'
import { isChoices, isGroup } from './assemble.ts'
import { takes } from './widgets.ts'

/** The first name of this stem that nobody bears. */
function fresh(stem: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  let n = 1
  while (names.has(`${stem}${n}`)) n++
  return `${stem}${n}`
}

/** With some values changed; one that is undefined is taken out. */
const merged = <T extends object>(old: T, part: Partial<T>): T =>
  Object.fromEntries(Object.entries({ ...old, ...part }).filter(([, v]) => v !== undefined)) as T

function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const [one, ...rest] = [list[at]!, ...list.slice(0, at), ...list.slice(at + 1)]
  const to = Math.max(0, Math.min(rest.length, at + by))
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}

const withSections = (file: FormFile, sections: Section[]): FormFile => ({
  ...file,
  ui: { ...file.ui, sections: sections.filter((s) => s.questions.length > 0) },
})
const questionsIn = (file: FormFile): Question[] => file.ui.sections.flatMap((s) => s.questions)
const mapQuestions = (file: FormFile, change: (q: Question) => Question): FormFile =>
  withSections(
    file,
    file.ui.sections.map((s) => ({ ...s, questions: s.questions.map(change) })),
  )

/** Where a question stands: the place of its section, and its place in it. */
function placeOf(file: FormFile, id: string): [section: number, question: number] {
  const section = file.ui.sections.findIndex((s) => s.questions.some((q) => q.id === id))
  return [section, file.ui.sections[section]?.questions.findIndex((q) => q.id === id) ?? -1]
}

/** A new question with one line to fill in, at the end of its section. `taken`: names that the item's scenarios bear. */
export function addQuestion(file: FormFile, section: string, taken: readonly string[] = []): { file: FormFile; id: string } {
  const id = fresh('question', [...questionsIn(file).map((q) => q.id), ...taken])
  const question: Question = { id, title: '', fields: [] }
  const sections = file.ui.sections.map((s) => (s.id === section ? { ...s, questions: [...s.questions, question] } : s))
  return { file: addField({ ...file, ui: { ...file.ui, sections } }, id, 'text', taken).file, id }
}

/** A new section, with the first of its questions. */
export function addSection(file: FormFile, taken: readonly string[] = []): { file: FormFile; id: string } {
  const id = fresh('section', [...file.ui.sections.map((s) => s.id), ...taken])
  const sections = [...file.ui.sections, { id, title: '', questions: [] }]
  return addQuestion({ ...file, ui: { ...file.ui, sections } }, id, taken)
}

export const editSection = (file: FormFile, id: string, title: string): FormFile =>
  withSections(
    file,
    file.ui.sections.map((s) => (s.id === id ? { ...s, title } : s)),
  )

export const editQuestion = (file: FormFile, id: string, part: Partial<Question>): FormFile =>
  mapQuestions(file, (q) => (q.id === id ? merged(q, part) : q))

/** Up or down by one; from the edge of a section into the next one. A section that is left empty goes. */
export function moveQuestion(file: FormFile, id: string, by: 1 | -1): FormFile {
  const [at, place] = placeOf(file, id)
  const section = file.ui.sections[at]
  if (!section) return file
  const inside = place + by >= 0 && place + by < section.questions.length
  if (inside)
    return withSections(
      file,
      file.ui.sections.map((s, i) => (i === at ? { ...s, questions: moved(s.questions, place, by) } : s)),
    )
  const question = section.questions[place]!
  const sections = file.ui.sections.map((s, i) => {
    if (i === at) return { ...s, questions: s.questions.filter((q) => q.id !== id) }
    if (i !== at + by) return s
    return { ...s, questions: by > 0 ? [question, ...s.questions] : [...s.questions, question] }
  })
  return file.ui.sections[at + by] ? withSections(file, sections) : file
}

const without = <T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

/** Without the fields that the file itself states; those of the item's scenarios are not its to take out. */
function dropped(file: FormFile, names: readonly string[]): FormFile {
  return {
    ...file,
    schema: {
      ...file.schema,
      properties: without(file.schema.properties, names),
      required: file.schema.required.filter((n) => !names.includes(n)),
    },
    ui: { ...file.ui, fields: without(file.ui.fields, names) },
  }
}

/** A form asks at least one question: its last one stays. */
export function removeQuestion(file: FormFile, id: string): FormFile {
  const question = questionsIn(file).find((q) => q.id === id)
  if (!question || questionsIn(file).length === 1) return file
  const sections = file.ui.sections.map((s) => ({ ...s, questions: s.questions.filter((q) => q.id !== id) }))
  return withSections(dropped(file, question.fields), sections)
}

/** A new answer at the end of a question; it has to be given until somebody says otherwise. */
export function addField(
  file: FormFile,
  question: string,
  widget: Widget,
  taken: readonly string[] = [],
): { file: FormFile; name: string } {
  const name = fresh('answer', [...Object.keys(file.schema.properties), ...questionsIn(file).flatMap((q) => q.fields), ...taken])
  const asked = editQuestion(file, question, {
    fields: [...(questionsIn(file).find((q) => q.id === question)?.fields ?? []), name],
  })
  const stated: FormFile = {
    ...asked,
    schema: { ...asked.schema, properties: { ...asked.schema.properties, [name]: {} }, required: [...asked.schema.required, name] },
    ui: { ...asked.ui, fields: { ...asked.ui.fields, [name]: { label: '', widget: 'text', reuse: 'fill', fixed: false } } },
  }
  return { file: setWidget(stated, name, widget), name }
}

export function moveField(file: FormFile, question: string, name: string, by: 1 | -1): FormFile {
  const fields = questionsIn(file).find((q) => q.id === question)?.fields ?? []
  return editQuestion(file, question, { fields: moved(fields, fields.indexOf(name), by) })
}

/** A question asks at least one thing: its last field stays. */
export function removeField(file: FormFile, question: string, name: string): FormFile {
  const fields = questionsIn(file).find((q) => q.id === question)?.fields ?? []
  if (fields.length < 2) return file
  return editQuestion(dropped(file, [name]), question, { fields: fields.filter((n) => n !== name) })
}

const withUi = (file: FormFile, name: string, ui: FieldUi): FormFile => ({
  ...file,
  ui: { ...file.ui, fields: { ...file.ui.fields, [name]: ui } },
})

export const editField = (file: FormFile, name: string, part: Partial<FieldUi>): FormFile =>
  withUi(file, name, merged(file.ui.fields[name]!, part))

const withSchema = (file: FormFile, name: string, schema: FieldSchema): FormFile => ({
  ...file,
  schema: { ...file.schema, properties: { ...file.schema.properties, [name]: schema } },
})

const twoOptions: readonly Option[] = [
  { value: 'option1', label: '' },
  { value: 'option2', label: '' },
]

/** Asks for another kind of answer; options are kept between the kinds that have some, and of its sentences the one for no answer. */
export function setWidget(file: FormFile, name: string, widget: Widget): FormFile {
  const { options, fields: _, itemName, unit, day, sentences, ...kept } = file.ui.fields[name]!
  const ui = merged<FieldUi>(
    { ...kept, widget },
    {
      options: takes[widget].options ? (options ?? [...twoOptions]) : undefined,
      unit: widget === 'number' ? unit : undefined,
      day: widget === 'date' ? day : undefined,
      itemName: widget === 'group' ? itemName : undefined,
      sentences: sentences?.required === undefined ? undefined : { required: sentences.required },
    },
  )
  const parts = partsOf(file, name)
  const asked = withSchema(withUi(file, name, ui), name, takes[widget].blank)
  if (widget === 'group') return setParts(asked, name, parts.length ? parts : [newPart([])])
  return ui.options ? setOptions(asked, name, ui.options) : asked
}

const valuesOf = (options: readonly Option[]) => options.map((o) => o.value)

/** The choices of a field, in the words and in the values that the check allows. */
export function setOptions(file: FormFile, name: string, options: readonly Option[]): FormFile {
  const schema = file.schema.properties[name]!
  const asked = editField(file, name, { options: [...options] })
  if (isChoices(schema))
    return withSchema(asked, name, { ...schema, items: { type: 'string', enum: valuesOf(options) } } satisfies ChoicesSchema)
  const { enum: stated } = schema as ScalarSchema
  return stated ? withSchema(asked, name, { ...(schema as ScalarSchema), enum: valuesOf(options) }) : asked
}

export const newOption = (options: readonly Option[]): Option => ({ value: fresh('option', valuesOf(options)), label: '' })

export const setRequired = (file: FormFile, name: string, required: boolean): FormFile => ({
  ...file,
  schema: { ...file.schema, required: [...file.schema.required.filter((n) => n !== name), ...(required ? [name] : [])] },
})

export const limits = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const
export type Limit = (typeof limits)[number]

/** A bound of the answer; undefined takes it away. */
export const setLimit = (file: FormFile, name: string, limit: Limit, value: number | undefined): FormFile =>
  withSchema(file, name, merged(file.schema.properties[name] as Record<string, unknown>, { [limit]: value }) as FieldSchema)

/** How a text has to be written, as a regular expression; undefined lets it be. Its sentence goes with it. */
export function setPattern(file: FormFile, name: string, pattern: string | undefined): FormFile {
  const asked = withSchema(file, name, merged(file.schema.properties[name] as ScalarSchema, { pattern }))
  return pattern === undefined ? setSentence(asked, name, 'pattern', undefined) : asked
}

/** The form's own sentence for an answer that breaks this keyword; undefined leaves it to the general one. */
export function setSentence(file: FormFile, name: string, keyword: string, sentence: string | undefined): FormFile {
  const sentences = merged<Record<string, string | undefined>>(file.ui.fields[name]!.sentences ?? {}, { [keyword]: sentence })
  return editField(file, name, { sentences: Object.keys(sentences).length ? (sentences as Record<string, string>) : undefined })
}

const byFormat: Partial<Record<string, Widget>> = {
  date: 'date',
  'cn-id': 'id-number',
  uscc: 'uscc',
  'cn-phone': 'phone',
  division: 'division',
  address: 'address',
  'person-name': 'name',
}
/** How a data element is asked where nobody says otherwise. */
export function widgetFor({ schema }: DataElement): Widget {
  if (schema.type === 'array') return 'checkboxes'
  const { type, format, enum: values } = schema as ScalarSchema
  if (values) return values.length > 6 ? 'select' : 'radio'
  if (type === 'boolean') return 'agree'
  if (type === 'number' || type === 'integer') return 'number'
  return byFormat[format ?? ''] ?? 'text'
}

/** The answer is this data element: what is right for it, the element says; undefined: it is a matter of this form alone. */
export function setElement(file: FormFile, name: string, element: DataElement | undefined): FormFile {
  const { widget, label, options } = file.ui.fields[name]!
  if (!element) return editField(setWidget(file, name, widget), name, { element: undefined })
  const asked = setWidget(file, name, widgetFor(element))
  const values = element.schema.type === 'array' ? (element.schema as ChoicesSchema).items.enum : (element.schema as ScalarSchema).enum
  const named = editField(asked, name, {
    element: element.id,
    label: label || element.name,
    options: values?.map((value) => options?.find((o) => o.value === value) ?? { value, label: value }),
  })
  return withSchema(named, name, element.schema.type === 'array' ? (element.schema as ChoicesSchema) : {})
}

/** One field of a group. */
export type PartField = { name: string; ui: PartUi; schema: ScalarSchema; required: boolean }

export function partsOf(file: FormFile, name: string): PartField[] {
  const schema = file.schema.properties[name]
  if (!schema || !isGroup(schema)) return []
  const { properties, required } = schema.items
  return Object.entries(properties).map(([part, own]) => ({
    name: part,
    ui: file.ui.fields[name]?.fields?.[part] ?? { label: '', widget: 'text' },
    schema: own,
    required: required.includes(part),
  }))
}

export const newPart = (parts: readonly PartField[]): PartField => ({
  name: fresh(
    'part',
    parts.map((p) => p.name),
  ),
  ui: { label: '', widget: 'text' },
  schema: { type: 'string' },
  required: true,
})

/** Widgets that a field of a group may have. */
export const partWidgets = (Object.keys(takes) as Widget[]).filter((w): w is PartUi['widget'] => w !== 'group' && w !== 'checkboxes')

export function widgetOfPart(part: PartField, widget: PartUi['widget']): PartField {
  const options = takes[widget].options ? (part.ui.options ?? [...twoOptions]) : undefined
  const { required } = part.ui.sentences ?? {}
  const sentences = required === undefined ? undefined : { required }
  return { ...part, ui: merged<PartUi>({ ...part.ui, widget }, { options, sentences }), schema: takes[widget].blank as ScalarSchema }
}

/** How a line of a group has to be written, and what is said where it is not; undefined lets it be, and its sentence goes with it. */
export function patternOfPart(part: PartField, pattern: string | undefined, sentence?: string): PartField {
  const { pattern: _, ...others } = part.ui.sentences ?? {}
  const said = pattern === undefined ? undefined : (sentence ?? part.ui.sentences?.pattern)
  const sentences = said === undefined ? others : { ...others, pattern: said }
  return {
    ...part,
    ui: merged(part.ui, { sentences: Object.keys(sentences).length > 0 ? sentences : undefined }),
    schema: merged(part.schema, { pattern }),
  }
}

export function setParts(file: FormFile, name: string, parts: readonly PartField[]): FormFile {
  const schema = file.schema.properties[name] as GroupSchema
  const items: GroupSchema['items'] = {
    ...schema.items,
    properties: Object.fromEntries(parts.map((p) => [p.name, p.schema])),
    required: parts.filter((p) => p.required).map((p) => p.name),
  }
  const asked = editField(file, name, { fields: Object.fromEntries(parts.map((p) => [p.name, p.ui])) })
  return withSchema(asked, name, { ...schema, items })
}

/** The question that a finding is about; undefined where it is about the form as a whole. Paths as `lintForm` writes them. */
export function questionAt(file: FormFile, path: string): string | undefined {
  const questions = questionsIn(file)
  const [, id] = /^question (\S+)$/.exec(path) ?? []
  if (id) return id
  const [, section, question] = /^ui\.sections\.(\d+)\.questions\.(\d+)/.exec(path) ?? []
  if (section) return file.ui.sections[Number(section)]?.questions[Number(question)]?.id
  const name = fieldAt(path)
  return name && questions.find((q) => q.fields.includes(name))?.id
}

/** The field that a finding is about. */
export const fieldAt = (path: string): string | undefined => /^(?:ui\.fields|schema\.properties)\.([^.]+)/.exec(path)?.[1]
