import type { ReactNode } from 'react'
import { type FieldProps, Fieldset, fieldId } from '#ui/public/field.tsx'
import { Source } from '#ui/public/marks.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { errorOf } from '#ui/public/wrong.tsx'
import { isGroup, partsOf } from '../rules/assemble.ts'
import { answerOf } from '../rules/conditions.ts'
import { partField } from '../rules/normalise.ts'
import { postNames, useKnown } from '../rules/post.ts'
import { linesOf } from '../rules/show.ts'
import type { AnswerGroup, Answers, FieldError, Filled, Known } from '../schema/answers.ts'
import type { GroupSchema, ScalarSchema } from '../schema/field.ts'
import type { Form } from '../schema/form.ts'
import { Control, type Places } from './control.tsx'
import { type Typed, textIn, ticksIn } from './value.ts'

/** What every field of a page is drawn from. */
export type Sheet = {
  form: Form
  /** answers with known values in them (`withKnown`) */
  answers: Answers
  known: Known
  errors: readonly FieldError[]
  /** the body of a post that was refused */
  typed?: Typed
  places: Places
}

type Drawn = {
  sheet: Sheet
  name: string
  page?: boolean
  label?: ReactNode
  hint?: ReactNode
  reveals?: Readonly<Record<string, ReactNode>>
}

const sourceOf = (filled: Filled | undefined) =>
  filled && !filled.typed ? { from: filled.source.from, note: filled.source.note } : undefined

/** One field of a form with its label, hint, error and source. */
export function FormField({ sheet, name, page, label, hint, reveals }: Drawn) {
  const { form, known, errors } = sheet
  const ui = form.ui.fields[name]!
  const schema = form.schema.properties[name]!
  const props: FieldProps = {
    name,
    page,
    label: label ?? ui.label,
    hint: hint ?? ui.hint,
    error: errorOf(errors, name),
    optional: !form.schema.required.includes(name),
    source: sourceOf(known[name]),
  }
  if (known[name]?.fixed) return <Fixed {...props} sheet={sheet} filled={known[name]} />
  if (isGroup(schema)) return <Group {...props} sheet={sheet} schema={schema} />
  if (ui.reuse === 'choose' && known[name]) return <Choose {...props} sheet={sheet} filled={known[name]} />
  return (
    <Control
      {...props}
      ui={ui}
      schema={schema as ScalarSchema}
      text={textIn(sheet.typed, name, ui, answerOf(sheet.answers, name))}
      ticks={ticksIn(sheet.typed, name, answerOf(sheet.answers, name))}
      places={sheet.places}
      reveals={reveals}
    />
  )
}

const placeName = (places: Places) => (code: string) => places.find((p) => p.code === code)?.name

/** What a register says and the applicant cannot change here: shown, not asked. */
function Fixed({ sheet, filled, ...p }: FieldProps & { sheet: Sheet; filled: Filled }) {
  const lines = linesOf(sheet.form, p.name, filled.value, { divisionName: placeName(sheet.places) })
  return (
    <div className={p.error ? 'field wrong' : 'field'} id={fieldId(p.name)}>
      {p.page ? <h1>{p.label}</h1> : <p className="soft">{p.label}</p>}
      {p.error ? (
        <p className="error">
          <span className="vh">错误：</span>
          {p.error}
        </p>
      ) : null}
      <p>
        <b>{lines.join('、')}</b>
      </p>
      {p.source ? <Source {...p.source} /> : null}
    </div>
  )
}

/** A known value as a choice, and something else beside it, which shows its control only while it is chosen. */
function Choose({ sheet, filled, ...p }: FieldProps & { sheet: Sheet; filled: Filled }) {
  const { form, typed, answers, places } = sheet
  const ui = form.ui.fields[p.name]!
  const use = postNames.use(p.name)
  const said = typed?.[use]
  const value = typeof said === 'string' ? said : filled.typed || p.error ? 'other' : useKnown
  const text = filled.typed || typed ? textIn(typed, p.name, ui, filled.typed ? answerOf(answers, p.name) : undefined) : ''
  const [known] = linesOf(form, p.name, filled.value, { divisionName: placeName(places), unmasked: true })
  const keep = {
    value: useKnown,
    text: (
      <>
        <b>{ui.reuseLabel ?? '就用这个'}</b>
        <br />
        {known}
      </>
    ),
    source: { from: filled.source.from, note: filled.source.note },
  }
  const schema = form.schema.properties[p.name] as ScalarSchema
  const own = <Control name={p.name} label={ui.label} hint={ui.hint} error={p.error} ui={ui} schema={schema} text={text} places={places} />
  const other = { value: 'other', text: <b>改成别的</b>, reveal: own }
  return <Radios page={p.page} name={use} label={p.label} hint={p.page ? p.hint : undefined} value={value} choices={[keep, other]} />
}

/** Rows of the same few fields. Adding and removing are submit buttons, so that they work without JavaScript. */
function Group({ sheet, schema, ...p }: FieldProps & { sheet: Sheet; schema: GroupSchema }) {
  const rows = rowsOf(sheet, p.name)
  const { itemName = '项' } = sheet.form.ui.fields[p.name]!
  const full = rows.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY)
  return (
    <Fieldset {...p}>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Row key={i} sheet={sheet} name={p.name} schema={schema} row={row} index={i} removable={rows.length > 1} />
      ))}
      <div className="acts acts--gap">
        {full ? (
          <p className="soft">最多 {schema.maxItems} 项</p>
        ) : (
          <button id={fieldId(p.name)} className="btn btn--plain" type="submit" name={postNames.act} value={`add:${p.name}`}>
            再加一{itemName === '项' ? '项' : `位${itemName}`}
          </button>
        )}
      </div>
    </Fieldset>
  )
}

function rowsOf({ typed, answers }: Sheet, name: string): Record<string, unknown>[] {
  const raw = typed?.[name] ?? (answerOf(answers, name) as AnswerGroup | undefined)
  return Array.isArray(raw) && raw.length > 0
    ? raw.map((r) => (r !== null && typeof r === 'object' ? (r as Record<string, unknown>) : {}))
    : [{}]
}

type RowProps = { sheet: Sheet; name: string; schema: GroupSchema; row: Record<string, unknown>; index: number; removable: boolean }

function Row({ sheet, name, schema, row, index, removable }: RowProps) {
  const ui = sheet.form.ui.fields[name]!
  const title = `第 ${index + 1} ${ui.itemName ? `位${ui.itemName}` : '项'}`
  return (
    <Fieldset name={`${name}[${index}]`} label={title}>
      {partsOf(schema).map(([part, partSchema]) => {
        const partUi = ui.fields![part]!
        const field = partField(name, index, part)
        const text = textIn({ [field]: row[part] }, field, partUi, row[part] as string | undefined)
        const required = schema.items.required.includes(part)
        return (
          <Control
            key={part}
            name={field}
            label={partUi.label}
            hint={partUi.hint}
            optional={!required}
            error={errorOf(sheet.errors, field)}
            ui={partUi}
            schema={partSchema}
            text={text}
            places={sheet.places}
          />
        )
      })}
      {removable ? (
        <button className="linklike" type="submit" name={postNames.act} value={`remove:${name}:${index}`}>
          删掉<span className="vh">{title}</span>
        </button>
      ) : null}
    </Fieldset>
  )
}
