import { Button, Select } from 'antd'
import {
  editField,
  fieldAt,
  type Limit,
  moveField,
  removeField,
  setElement,
  setLimit,
  setPattern,
  setRequired,
  setSentence,
  setWidget,
} from '#kernel/form/rules/build.ts'
import { askedBefore } from '#kernel/form/rules/pick.ts'
import { refusalsOf } from '#kernel/form/rules/refused.ts'
import { fits, takes } from '#kernel/form/rules/widgets.ts'
import type { DataElement } from '#kernel/form/schema/element.ts'
import type { FieldSchema, FieldUi, ScalarSchema, Widget } from '#kernel/form/schema/field.ts'
import type { Question } from '#kernel/form/schema/form.ts'
import { type Ask, AskField, Wrong } from '#ui/desk/ask.tsx'
import { Options } from './options.tsx'
import { Parts } from './parts.tsx'
import { Refusals } from './refused.tsx'
import type { Building } from './use-builder.ts'
import { When } from './when.tsx'
import { Writing } from './writing.tsx'

export const widgetChoices = (only: (widget: Widget) => boolean = () => true) =>
  (Object.keys(takes) as Widget[]).filter(only).map((w) => ({ value: w, label: takes[w].title }))

/** The words around an answer, by the widgets that have them. */
const words: readonly { ask: Ask; at: 'hint' | 'example' | 'unit' | 'reuseLabel'; only?: readonly Widget[] }[] = [
  { at: 'hint', ask: { kind: 'line', name: 'hint', label: '提示', hint: '怎么填、填哪里的', optional: true } },
  {
    at: 'example',
    ask: { kind: 'line', name: 'example', label: '填对的样子', hint: '填错时告诉人，例如 120', optional: true },
    only: ['text', 'number', 'money', 'address'],
  },
  { at: 'unit', ask: { kind: 'line', name: 'unit', label: '单位', optional: true }, only: ['number'] },
]

const count = (label: string, unit: string) => ({ kind: 'number' as const, name: label, label, unit, optional: true as const })
const bounds: Partial<Record<Widget, readonly [Limit, ReturnType<typeof count>][]>> = {
  number: [
    ['minimum', count('最小填到', '')],
    ['maximum', count('最大填到', '')],
  ],
  text: [['maxLength', count('最多', '个字')]],
  textarea: [['maxLength', count('最多', '个字')]],
  checkboxes: [
    ['minItems', count('至少选', '项')],
    ['maxItems', count('最多选', '项')],
  ],
  group: [
    ['minItems', count('至少填', '份')],
    ['maxItems', count('最多填', '份')],
  ],
}

type Props = { b: Building; question: Question; name: string }

/** What the city calls this answer: then it is filled in from what is known, and asked once in a bundle. */
function Known({ b, name, ui }: { b: Building; name: string; ui: FieldUi }) {
  const element = ui.element === undefined ? undefined : b.elements.get(ui.element)
  const options = [...b.elements.values()].map((e: DataElement) => ({ value: e.id, label: `${e.name}（${e.id}）` }))
  return (
    <div className="stack tight">
      <label htmlFor={`element-${name}`}>
        <b>数据元</b>
        <span className="soft">（可以不填）</span>
      </label>
      <span className="soft small">选了就按它核对；城市已经知道的自动填上，一件事只问一次</span>
      <Select
        id={`element-${name}`}
        className="wide"
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder="只在这张表里用"
        value={ui.element}
        options={options}
        onChange={(id?: string) => b.change(setElement(b.file, name, id === undefined ? undefined : b.elements.get(id)), `element ${name}`)}
      />
      {element?.sources.length ? (
        <span className="soft small">可以来自：{element.sources.map((s) => s.replace(/^\w+:/, '')).join('、')}</span>
      ) : null}
    </div>
  )
}

const reuses = [
  { value: 'fill', label: '填好，请他看一眼' },
  { value: 'choose', label: '摆成选项：就用这个，或者改成别的' },
  { value: 'fixed', label: '照登记的显示，不能在这里改' },
]

/** How a value that the city knows is shown to whom it is asked. */
function Reuse({ b, name, ui }: { b: Building; name: string; ui: FieldUi }) {
  const set = (how: unknown) =>
    b.change(editField(b.file, name, { fixed: how === 'fixed', reuse: how === 'choose' ? 'choose' : 'fill' }), `reuse ${name}`)
  return (
    <AskField
      ask={{ kind: 'choose', name: `${name}-reuse`, label: '已经知道的怎么摆', options: reuses }}
      value={ui.fixed ? 'fixed' : ui.reuse}
      set={set}
    />
  )
}

function Bounds({ b, name, widget }: { b: Building; name: string; widget: Widget }) {
  const schema = b.file.schema.properties[name] as Record<string, unknown>
  return (
    <div className="row">
      {(bounds[widget] ?? []).map(([limit, ask]) => (
        <AskField
          key={limit}
          ask={{ ...ask, name: `${name}-${limit}` }}
          value={schema[limit]}
          set={(v) => b.change(setLimit(b.file, name, limit, v as number | undefined), `${limit} ${name}`)}
        />
      ))}
    </div>
  )
}

/** The kind of the answer, and whether it has to be given. */
function Kind({ b, name, ui, schema }: { b: Building; name: string; ui: FieldUi; schema: FieldSchema }) {
  const change = b.change
  const choices = widgetChoices(
    ui.element === undefined ? undefined : (w) => fits(w, { ...b.form.schema.properties[name], ...schema } as FieldSchema),
  )
  return (
    <div className="row">
      <AskField
        ask={{ kind: 'choose', name: `${name}-widget`, label: '怎么填', options: choices }}
        value={ui.widget}
        set={(w) =>
          change(
            ui.element === undefined ? setWidget(b.file, name, w as Widget) : editField(b.file, name, { widget: w as Widget }),
            `widget ${name}`,
          )
        }
      />
      <AskField
        ask={{
          kind: 'pick',
          name: `${name}-required`,
          label: '必填吗',
          options: [
            { value: 'yes', label: '必填' },
            { value: 'no', label: '可以不填' },
          ],
        }}
        value={b.file.schema.required.includes(name) ? 'yes' : 'no'}
        set={(v) => change(setRequired(b.file, name, v === 'yes'), `required ${name}`)}
      />
      {ui.widget === 'date' ? (
        <AskField
          ask={{
            kind: 'pick',
            name: `${name}-day`,
            label: '哪一边的日子',
            options: [
              { value: 'any', label: '都可以' },
              { value: 'past', label: '今天或以前' },
              { value: 'future', label: '今天或以后' },
            ],
          }}
          value={ui.day ?? 'any'}
          set={(v) => change(editField(b.file, name, { day: v === 'any' ? undefined : (v as FieldUi['day']) }), `day ${name}`)}
        />
      ) : null}
    </div>
  )
}

function Tools({ b, question, name }: Props) {
  const at = question.fields.indexOf(name)
  const label = b.form.ui.fields[name]?.label || '这一项'
  const move = (by: 1 | -1) => b.change(moveField(b.file, question.id, name, by), `move ${name}`)
  return (
    <span className="row">
      <Button size="small" aria-label={`上移“${label}”`} disabled={at === 0} onClick={() => move(-1)}>
        上移
      </Button>
      <Button size="small" aria-label={`下移“${label}”`} disabled={at === question.fields.length - 1} onClick={() => move(1)}>
        下移
      </Button>
      <Button
        size="small"
        aria-label={`删掉“${label}”`}
        disabled={question.fields.length === 1}
        onClick={() => b.change(removeField(b.file, question.id, name), `remove ${name}`)}
      >
        删掉
      </Button>
    </span>
  )
}

/** How a line of text has to be written, with what is said to one that is written otherwise. */
function FieldWriting({ b, name }: { b: Building; name: string }) {
  const { pattern } = (b.file.schema.properties[name] ?? {}) as ScalarSchema
  const said = refusalsOf(b.form, name).find((r) => r.keyword === 'pattern')?.said
  const set = (next: string | undefined, sentence?: string) => {
    const written = setPattern(b.file, name, next)
    b.change(sentence === undefined ? written : setSentence(written, name, 'pattern', sentence), `pattern ${name}`)
  }
  return <Writing id={`ask-${name}`} label={b.form.ui.fields[name]?.label ?? ''} pattern={pattern} said={said} set={set} />
}

/** One answer that a question asks for. Those of the item's scenarios are written there and only placed here. */
export function FieldBox({ b, question, name }: Props) {
  const ui = b.file.ui.fields[name]
  const title = b.form.ui.fields[name]?.label || '还没有名称'
  if (!ui)
    return (
      <fieldset className="answer stack" aria-label={title}>
        <div className="row">
          <b>{title}</b> <span className="soft">这是一个情形，问法和选项在“情形”里改</span>
          <Tools b={b} question={question} name={name} />
        </div>
      </fieldset>
    )
  const schema = b.file.schema.properties[name] ?? {}
  const edit = (part: Partial<FieldUi>, what: string) => b.change(editField(b.file, name, part), `${what} ${name}`)
  const found = b.findings.filter((f) => fieldAt(f.path) === name)
  return (
    <fieldset className="answer stack" aria-label={title}>
      <div className="row">
        <b>{title}</b>
        <span className="right" />
        <Tools b={b} question={question} name={name} />
      </div>
      {found.map((f) => (
        <Wrong key={f.path + f.sentence} sentence={f.sentence} />
      ))}
      <AskField
        ask={{ kind: 'line', name: `${name}-label`, label: '名称', hint: '要填的是什么，30 个字以内，例如“店铺名称”' }}
        value={ui.label}
        set={(v) => edit({ label: String(v) }, 'label')}
      />
      <Kind b={b} name={name} ui={ui} schema={schema} />
      {ui.options ? <Options b={b} name={name} ui={ui} /> : null}
      {ui.widget === 'group' ? <Parts b={b} name={name} ui={ui} /> : null}
      {ui.widget === 'group' ? null : <Known b={b} name={name} ui={ui} />}
      {ui.element === undefined ? null : <Reuse b={b} name={name} ui={ui} />}
      {words
        .filter(({ only }) => only === undefined || only.includes(ui.widget))
        .map(({ at, ask }) => (
          <AskField key={at} ask={{ ...ask, name: `${name}-${at}` }} value={ui[at]} set={(v) => edit({ [at]: v || undefined }, at)} />
        ))}
      <Bounds b={b} name={name} widget={ui.widget} />
      {ui.widget === 'text' ? <FieldWriting b={b} name={name} /> : null}
      <Refusals b={b} name={name} />
      <When
        label="这一项什么时候问"
        condition={ui.when}
        before={askedBefore(b.form, question.id, name)}
        form={b.form}
        set={(when) => edit({ when }, 'when')}
      />
    </fieldset>
  )
}
