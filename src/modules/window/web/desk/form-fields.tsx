import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { isGroup, partsOf } from '#kernel/form/rules/assemble.ts'
import { normalise } from '#kernel/form/rules/normalise.ts'
import { unsureChoice } from '#kernel/form/rules/unsure.ts'
import { visible } from '#kernel/form/rules/visible.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { FieldUi, GroupSchema, PartUi } from '#kernel/form/schema/field.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { FieldWrong } from '#ui/desk/client.ts'
import { DayField } from '#ui/desk/day-field.tsx'

type Control = {
  id: string
  ui: FieldUi | PartUi
  value: unknown
  set: (value: unknown) => void
  divisions: readonly { code: string; name: string }[]
}

const options = (ui: FieldUi | PartUi) => [
  ...(ui.options ?? []).map((o) => ({ value: o.value, label: o.label })),
  ...('unsure' in ui && ui.unsure ? [{ value: unsureChoice, label: `说不清楚（${ui.unsure}）` }] : []),
]
const typed = ({ id, ui, value, set }: Control) => (
  <Input
    id={id}
    value={value === undefined ? '' : String(value)}
    placeholder={ui.example ? `例如 ${ui.example}` : undefined}
    suffix={ui.unit}
    onChange={(e) => set(e.target.value)}
  />
)

/** One control a widget; what is not here is a line of text. */
const controls: Partial<Record<FieldUi['widget'], (c: Control) => React.ReactNode>> = {
  textarea: ({ id, value, set }) => <Input.TextArea id={id} rows={2} value={String(value ?? '')} onChange={(e) => set(e.target.value)} />,
  number: ({ id, ui, value, set }) => (
    <InputNumber id={id} value={value as number} suffix={ui.unit} onChange={(v) => set(v ?? undefined)} />
  ),
  date: ({ id, value, set }) => <DayField id={id} value={typeof value === 'string' ? value : undefined} set={set} />,
  radio: ({ id, ui, value, set }) =>
    ui.options ? (
      <Radio.Group id={id} value={value} options={options(ui)} onChange={(e) => set(e.target.value)} />
    ) : (
      <Radio.Group
        id={id}
        value={value}
        options={[
          { value: true, label: '是' },
          { value: false, label: '否' },
        ]}
        onChange={(e) => set(e.target.value)}
      />
    ),
  checkboxes: ({ ui, value, set }) => <Checkbox.Group value={(value as string[]) ?? []} options={options(ui)} onChange={set} />,
  select: ({ id, ui, value, set }) => (
    <Select id={id} className="wide" showSearch optionFilterProp="label" value={value as string} options={options(ui)} onChange={set} />
  ),
  division: ({ id, value, set, divisions }) => (
    <Select
      id={id}
      className="wide"
      showSearch
      optionFilterProp="label"
      value={value as string}
      options={divisions.map((d) => ({ value: d.code, label: d.name }))}
      onChange={set}
    />
  ),
  agree: ({ id, ui, value, set }) => (
    <Checkbox id={id} checked={value === true} onChange={(e) => set(e.target.checked)}>
      {ui.label}
    </Checkbox>
  ),
}
const draw = (c: Control) => (controls[c.ui.widget] ?? typed)(c)

type Rows = Record<string, unknown>[]

function Group({
  name,
  schema,
  ui,
  rows,
  set,
  divisions,
  wrong,
}: {
  name: string
  schema: GroupSchema
  ui: FieldUi
  rows: Rows
  set: (rows: Rows) => void
  divisions: Control['divisions']
  wrong: readonly FieldWrong[]
}) {
  const parts = partsOf(schema).flatMap(([part]) => (ui.fields?.[part] ? [[part, ui.fields[part]] as const] : []))
  return (
    <div className="stack">
      {(rows.length ? rows : [{}]).map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <fieldset key={i} className="row">
          <legend className="soft small">
            第 {i + 1} {ui.itemName ? `位${ui.itemName}` : '项'}
          </legend>
          {parts.map(([part, partUi]) => {
            const field = `${name}[${i}][${part}]`
            const told = wrong.find((w) => w.field === field)
            return (
              <div key={part} className="stack tight">
                <label htmlFor={`a-${field}`}>{partUi.label}</label>
                {draw({
                  id: `a-${field}`,
                  ui: partUi,
                  divisions,
                  value: row[part],
                  set: (v) => set((rows.length ? rows : [{}]).map((r, n) => (n === i ? { ...r, [part]: v } : r))),
                })}
                {told ? (
                  <span role="alert" className="wrong">
                    {told.sentence}
                  </span>
                ) : null}
              </div>
            )
          })}
          {rows.length > 1 ? (
            <Button size="small" onClick={() => set(rows.filter((_, n) => n !== i))}>
              删掉
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button size="small" onClick={() => set([...(rows.length ? rows : [{}]), {}])}>
        再加一{ui.itemName ? `位${ui.itemName}` : '项'}
      </Button>
    </div>
  )
}

type Fields = {
  form: Form
  answers: Answers
  set: (name: string, value: unknown) => void
  wrong: readonly FieldWrong[]
  divisions: Control['divisions']
}

function Question({ name, form, answers, set, wrong, divisions }: Fields & { name: string }) {
  const ui = form.ui.fields[name]!
  const schema = form.schema.properties[name]!
  const told = wrong.find((w) => w.field === name)
  const optional = form.schema.required.includes(name) ? null : <span className="soft">（选填）</span>
  const put = (value: unknown) => set(name, value)
  return (
    <div className="stack tight" data-field={name}>
      {ui.widget === 'agree' ? null : (
        <label htmlFor={`a-${name}`}>
          {ui.label}
          {optional}
        </label>
      )}
      {ui.hint ? <span className="soft small">{ui.hint}</span> : null}
      {isGroup(schema) ? (
        <Group name={name} schema={schema} ui={ui} rows={(answers[name] as Rows) ?? []} set={put} divisions={divisions} wrong={wrong} />
      ) : (
        draw({ id: `a-${name}`, ui, value: answers[name], set: put, divisions })
      )}
      {told ? (
        <span role="alert" className="wrong">
          {told.sentence}
        </span>
      ) : null}
    </div>
  )
}

/** All questions of a form on one page, as a clerk asks them: what depends on an answer appears with it. */
export function CounterFields(all: Fields) {
  const { form, answers } = all
  const shown = visible(form, normalise(form, answers).answers)
  const sections = form.ui.sections.map(({ id, title, questions }) => ({
    id,
    title,
    fields: questions.flatMap((q) => q.fields).filter((f) => shown.fields.has(f)),
  }))
  return sections
    .filter((s) => s.fields.length > 0)
    .map((s) => (
      <section key={s.id} className="block">
        <h2>{s.title}</h2>
        <div className="ask">
          {s.fields.map((name) => (
            <Question key={name} name={name} {...all} />
          ))}
        </div>
      </section>
    ))
}
