import { Button, Input, InputNumber, Radio, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import type { Finding } from '../../schema/desk.ts'
import type { Element } from '../../schema/element.ts'
import { EntriesField } from './entries-field.tsx'
import { ImplementersField } from './implementers-field.tsx'

/** What a field of the editor needs to know of the whole draft. */
export type Draft = {
  file: Record<string, unknown>
  findings: readonly Finding[]
  writable: boolean
  organs: readonly { value: string; label: string }[]
  branches: readonly { value: string; label: string }[]
  change: (path: string, value: unknown) => void
}
export type FieldProps = { element: Element /** place in the file */; path: string; value: unknown; draft: Draft }

/** The value at a place, or undefined. */
export const valueAt = (node: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at === null || at === undefined ? undefined : (at as Record<string, unknown>)[key]), node)

/** Nothing said: the element is left out, or says that there is none. */
const emptied = (element: Element, value: unknown): unknown => {
  if (value !== '' && value !== undefined && value !== null) return value
  return element.empty === 'out' ? undefined : element.empty === 'null' ? null : value === undefined ? null : value
}

type Limit = { amount?: number; unit?: string; basis?: string }
const units = [
  { value: 'workday', label: '个工作日' },
  { value: 'calendarDay', label: '天（自然日）' },
  { value: 'workhour', label: '个工作小时' },
  { value: 'hour', label: '小时' },
]

function LimitField({ element, path, value, draft }: FieldProps) {
  const limit = (value ?? {}) as Limit
  const set = (part: Limit) => draft.change(path, { unit: 'workday', ...limit, ...part })
  const none = () => draft.change(path, emptied(element, null))
  return (
    <div className="row">
      <InputNumber
        id={`el-${path}`}
        min={0}
        disabled={!draft.writable}
        value={limit.amount}
        onChange={(amount) => (amount === null ? none() : set({ amount }))}
      />
      <Select
        aria-label={`${element.label}的单位`}
        disabled={!draft.writable}
        value={limit.unit ?? 'workday'}
        options={units}
        onChange={(unit) => set({ unit })}
      />
      {element.path === 'legal' ? (
        <Input
          aria-label="法定时限的依据"
          placeholder="哪部法第几条"
          className="basis"
          disabled={!draft.writable}
          value={limit.basis ?? ''}
          onChange={(e) => set({ basis: e.target.value })}
        />
      ) : null}
    </div>
  )
}

type Scenario = { id?: string; question?: string; options?: { value?: string; label?: string }[] }

/** A condition of one answer is chosen; one that joins several was written in the item's file and can only be taken out here. */
function WhenField({ path, value, draft }: FieldProps) {
  const when = value as { field?: string; is?: string } | undefined
  const simple = when === undefined || (typeof when.field === 'string' && typeof when.is === 'string')
  const scenarios = (draft.file.scenarios ?? []) as Scenario[]
  const options = scenarios.flatMap((s) =>
    (s.options ?? []).map((o) => ({ value: `${s.id}=${o.value}`, label: `${s.question} ${o.label}` })),
  )
  const choose = (text: string | undefined) => {
    const [field, is] = (text ?? '').split('=')
    draft.change(path, text ? { field, is } : undefined)
  }
  if (!simple)
    return (
      <div className="row">
        <code>{JSON.stringify(when)}</code>
        <Button size="small" disabled={!draft.writable} onClick={() => draft.change(path, undefined)}>
          去掉这个条件
        </Button>
      </div>
    )
  return (
    <Select
      id={`el-${path}`}
      className="wide"
      allowClear
      disabled={!draft.writable}
      placeholder="都有"
      value={when ? `${when.field}=${when.is}` : undefined}
      options={options}
      onChange={choose}
    />
  )
}

function BlockField({ element, path, value, draft }: FieldProps) {
  if (element.kind !== 'block') return null
  const there = value !== undefined && value !== null
  return (
    <div className="stack">
      <Switch
        aria-label={element.label}
        className="switch"
        checkedChildren="有"
        unCheckedChildren="没有"
        disabled={!draft.writable}
        checked={there}
        onChange={(on) => draft.change(path, on ? element.blank : undefined)}
      />
      {there ? <Fields elements={element.fields} at={path} node={value} draft={draft} /> : null}
    </div>
  )
}

const optionsOf = (element: Element) => ('choices' in element ? element.choices.map(([value, label]) => ({ value, label })) : [])
const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const idOf = (path: string) => `el-${path}`

const controls: Record<Element['kind'], (props: FieldProps) => ReactNode> = {
  line: ({ element, path, value, draft }) => (
    <Input
      id={idOf(path)}
      readOnly={!draft.writable}
      value={textOf(value)}
      onChange={(e) => draft.change(path, emptied(element, e.target.value))}
    />
  ),
  area: ({ element, path, value, draft }) => (
    <Input.TextArea
      id={idOf(path)}
      rows={3}
      readOnly={!draft.writable}
      value={textOf(value)}
      onChange={(e) => draft.change(path, emptied(element, e.target.value))}
    />
  ),
  lines: ({ path, value, draft }) => (
    <Input.TextArea
      id={idOf(path)}
      rows={Math.min(12, Math.max(3, Array.isArray(value) ? value.length + 1 : 3))}
      readOnly={!draft.writable}
      value={Array.isArray(value) ? value.join('\n') : ''}
      onChange={(e) => draft.change(path, e.target.value === '' ? [] : e.target.value.split('\n'))}
    />
  ),
  yes: ({ path, value, draft }) => (
    <Radio.Group
      id={idOf(path)}
      disabled={!draft.writable}
      value={value === true}
      onChange={(e) => draft.change(path, e.target.value)}
      options={[
        { value: true, label: '是' },
        { value: false, label: '否' },
      ]}
    />
  ),
  count: ({ element, path, value, draft }) => (
    <InputNumber
      id={idOf(path)}
      min={0}
      precision={0}
      disabled={!draft.writable}
      value={value as number}
      onChange={(n) => draft.change(path, emptied(element, n))}
    />
  ),
  pick: ({ element, path, value, draft }) => (
    <Select
      id={idOf(path)}
      className="wide"
      disabled={!draft.writable}
      allowClear={element.empty === 'out'}
      value={value as string}
      options={optionsOf(element)}
      onChange={(v) => draft.change(path, v)}
    />
  ),
  several: ({ element, path, value, draft }) => (
    <Select
      id={idOf(path)}
      className="wide"
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      disabled={!draft.writable}
      value={(value as string[] | undefined) ?? []}
      options={optionsOf(element)}
      onChange={(v) => draft.change(path, v)}
    />
  ),
  limit: (props) => <LimitField {...props} />,
  when: (props) => <WhenField {...props} />,
  implementers: (props) => <ImplementersField {...props} />,
  entries: (props) => <EntriesField {...props} />,
  block: (props) => <BlockField {...props} />,
}

const compound: readonly Element['kind'][] = ['entries', 'block', 'implementers']

/** Findings at a place itself; those deeper stand at their own fields where the element shows them. */
const sentencesAt = (findings: readonly Finding[], element: Element, path: string): string[] =>
  findings
    .filter((f) => (compound.includes(element.kind) ? f.path === path : f.path === path || f.path.startsWith(`${path}.`)))
    .map((f) => f.sentence)

function Field({ element, path, value, draft }: FieldProps) {
  const found = sentencesAt(draft.findings, element, path)
  return (
    <div className="stack tight" id={`at-${path}`}>
      <label htmlFor={idOf(path)}>
        <b>{element.label}</b>
        {element.empty ? <span className="soft">（可以不填）</span> : null}
      </label>
      {element.hint ? <span className="soft small">{element.hint}</span> : null}
      {controls[element.kind]({ element, path, value, draft })}
      {found.map((sentence) => (
        <Wrong key={sentence} sentence={sentence} />
      ))}
    </div>
  )
}

type FieldsProps = {
  elements: readonly Element[] /** where they stand; empty for the file itself */
  at: string
  node: unknown
  draft: Draft
}

/** The fields of some elements in the order in which they are written. */
export const Fields = ({ elements, at, node, draft }: FieldsProps) => (
  <div className="stack fields">
    {elements.map((element) => (
      <Field
        key={element.path}
        element={element}
        path={at ? `${at}.${element.path}` : element.path}
        value={valueAt(node, element.path)}
        draft={draft}
      />
    ))}
  </div>
)
