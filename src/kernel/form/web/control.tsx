import type { ReactNode } from 'react'
import { DateInput, type FieldProps, Input, Select, Textarea } from '#ui/public/field.tsx'
import { Agree, Checkboxes, Radios } from '#ui/public/pick.tsx'
import { dayWrong } from '../rules/day.ts'
import { unsureChoice } from '../rules/unsure.ts'
import type { FieldUi, Option, PartUi, ScalarSchema, Widget } from '../schema/field.ts'

/** Divisions as a select offers them. */
export type Places = readonly { code: string; name: string }[]

export type ControlProps = FieldProps & {
  ui: FieldUi | PartUi
  schema: ScalarSchema
  text: string
  ticks?: readonly string[]
  places: Places
  /** what shows only while one of the choices is chosen, by its value */
  reveals?: Readonly<Record<string, ReactNode>>
}

type Draw = (p: ControlProps, rest: FieldProps) => ReactNode

const choicesOf = (options: readonly Option[] = [], reveals: ControlProps['reveals'] = {}) =>
  options.map((o) => ({ value: o.value, text: o.label, hint: o.hint, reveal: reveals[o.value] }))

/** The last choice where the form allows it, with who can tell. */
const cannotTell = (ui: FieldUi | PartUi) =>
  'unsure' in ui && ui.unsure ? [{ value: unsureChoice, text: '我说不清楚', hint: `${ui.unsure}。先交上来也行，要补的会一次告诉您` }] : []

const line = (more: Partial<Parameters<typeof Input>[0]>): Draw => {
  const Line: Draw = ({ ui, schema, text }, rest) => (
    <Input
      {...rest}
      value={text}
      unit={ui.unit}
      autoComplete={ui.autocomplete}
      maxLength={schema.maxLength && schema.maxLength * 2}
      {...more}
    />
  )
  return Line
}

/** One drawing for each widget. Limits of length stay loose here: what is too long is told after sending, and never cut off while typing or pasting. */
const drawings: Record<Exclude<Widget, 'group'>, Draw> = {
  text: line({}),
  name: line({ spellCheck: false }),
  address: line({}),
  number: line({ inputMode: 'decimal', width: 12, maxLength: undefined }),
  money: line({ inputMode: 'decimal', width: 12, unit: '元', maxLength: undefined }),
  'id-number': line({ width: 20, spellCheck: false }),
  uscc: line({ width: 20, spellCheck: false }),
  phone: line({ type: 'tel', inputMode: 'tel', width: 20 }),
  textarea: ({ text }, rest) => <Textarea {...rest} value={text} />,
  date: ({ ui, text }, rest) => <DateInput {...rest} value={text} autoComplete={ui.autocomplete} wrong={dayWrong(text)?.part} />,
  radio: ({ ui, text, reveals }, rest) => (
    <Radios {...rest} value={text || undefined} choices={[...choicesOf(ui.options, reveals), ...cannotTell(ui)]} />
  ),
  checkboxes: ({ ui, ticks }, rest) => <Checkboxes {...rest} values={ticks} choices={choicesOf(ui.options)} />,
  select: ({ ui, text }, rest) => <Select {...rest} value={text} choices={choicesOf(ui.options)} />,
  division: ({ places, text }, rest) => <Select {...rest} value={text} choices={places.map((p) => ({ value: p.code, text: p.name }))} />,
  agree: ({ text }, rest) => (
    <Agree name={rest.name} checked={text === 'true' || text === 'yes'} error={rest.error}>
      {rest.label}
    </Agree>
  ),
}

/** The control of one answer, by its widget. */
export function Control(p: ControlProps) {
  const { ui, schema: _, text: __, ticks: ___, places: ____, reveals: _____, ...rest } = p
  return drawings[ui.widget as Exclude<Widget, 'group'>](p, rest)
}
