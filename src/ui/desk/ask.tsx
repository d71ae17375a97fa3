import { Input, InputNumber, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { DayField } from './day-field.tsx'

type Option = { value: string; label: string }
type Choice = { options: readonly Option[] }
/** What a kind of answer needs besides its question. `pick`: few, all on the page; `choose`: one of many, found by typing; `several` of many. */
type Needs = {
  line: object
  area: { rows?: number }
  password: object
  day: object
  yes: object
  lines: { rows?: number }
  number: { unit?: string; min?: number }
  pick: Choice
  choose: Choice
  several: Choice
}

/** One question of an act: its name in the command, its words, and how it is answered. `first` stands there before anything is typed. */
type Question = { name: string; label: string; hint?: string; optional?: true; first?: unknown }
export type Ask = { [K in keyof Needs]: Question & { kind: K } & Needs[K] }[keyof Needs]

type Draw = { id: string; value: unknown; set: (value: unknown) => void }
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const linesOf = (value: unknown) => (Array.isArray(value) ? value.join('\n') : '')
const yesNo = [
  { value: true, label: '是' },
  { value: false, label: '否' },
]
const optionsOf = (ask: Ask) => ('options' in ask ? [...ask.options] : [])

const drawers: { [K in Ask['kind']]: (ask: Extract<Ask, { kind: K }>, draw: Draw) => ReactNode } = {
  line: (_, d) => <Input id={d.id} value={text(d.value)} onChange={(e) => d.set(e.target.value)} />,
  area: (ask, d) => <Input.TextArea id={d.id} rows={ask.rows ?? 4} value={text(d.value)} onChange={(e) => d.set(e.target.value)} />,
  password: (_, d) => (
    <Input.Password id={d.id} autoComplete="new-password" value={text(d.value)} onChange={(e) => d.set(e.target.value)} />
  ),
  lines: (ask, d) => (
    <Input.TextArea
      id={d.id}
      rows={ask.rows ?? 4}
      value={linesOf(d.value)}
      onChange={(e) => d.set(e.target.value === '' ? [] : e.target.value.split('\n'))}
    />
  ),
  number: (ask, d) => (
    <InputNumber id={d.id} min={ask.min} value={d.value as number} onChange={(v) => d.set(v ?? undefined)} suffix={ask.unit} />
  ),
  day: (_, d) => <DayField id={d.id} value={text(d.value)} set={d.set} />,
  yes: (_, d) => <Radio.Group id={d.id} value={d.value} onChange={(e) => d.set(e.target.value)} options={yesNo} />,
  pick: (ask, d) => <Radio.Group id={d.id} value={d.value} onChange={(e) => d.set(e.target.value)} options={optionsOf(ask)} />,
  choose: (ask, d) => (
    <Select
      id={d.id}
      className="wide"
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={ask.optional}
      placeholder="选一个，可以输入文字找"
      value={d.value as string | undefined}
      onChange={d.set}
      options={optionsOf(ask)}
    />
  ),
  several: (ask, d) => (
    <Select
      id={d.id}
      className="wide"
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      value={(d.value as string[] | undefined) ?? []}
      onChange={d.set}
      options={optionsOf(ask)}
    />
  ),
}

/** A sentence that says what is wrong at one place. */
export const Wrong = ({ sentence }: { sentence: string | undefined }) =>
  sentence ? (
    <span role="alert" className="wrong">
      {sentence}
    </span>
  ) : null

type AskProps = { ask: Ask; value: unknown; set: (value: unknown) => void; wrong?: string }

/** A question with its label, hint, control and what is wrong with the answer. */
export function AskField({ ask, value, set, wrong }: AskProps) {
  const id = `ask-${ask.name}`
  const draw = drawers[ask.kind] as (ask: Ask, draw: Draw) => ReactNode
  return (
    <div className="stack tight">
      <label htmlFor={id}>
        <b>{ask.label}</b>
        {ask.optional ? <span className="soft">（可以不填）</span> : null}
      </label>
      {ask.hint ? <span className="soft small">{ask.hint}</span> : null}
      {draw(ask, { id, value, set })}
      <Wrong sentence={wrong} />
    </div>
  )
}
