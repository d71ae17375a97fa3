import { Button, Checkbox, Input, Select } from 'antd'
import {
  editField,
  newPart,
  type PartField,
  partsOf,
  partWidgets,
  patternOfPart,
  setParts,
  widgetOfPart,
} from '#kernel/form/rules/build.ts'
import { takes } from '#kernel/form/rules/widgets.ts'
import type { FieldUi, Option, PartUi } from '#kernel/form/schema/field.ts'
import { AskField } from '#ui/desk/ask.tsx'
import { OptionList } from './options.tsx'
import type { Building } from './use-builder.ts'
import { Writing } from './writing.tsx'

const choices = partWidgets.map((w) => ({ value: w, label: takes[w].title }))

type PartProps = {
  part: PartField
  /** which column, from 1 */
  nth: number
  edit: (part: Partial<PartField>, what: string) => void
  /** undefined where it is the last one left */
  drop: (() => void) | undefined
}

/** How a line has to be written, and what is said where it is not. */
function PartWriting({ part, nth, edit }: Omit<PartProps, 'drop'>) {
  const { pattern } = part.schema
  const said = part.ui.sentences?.pattern
  const set = (next: string | undefined, sentence?: string) => edit(patternOfPart(part, next, sentence), 'part-pattern')
  return (
    <>
      <Writing id={`part-${nth}`} label={part.ui.label} pattern={pattern} said={said} set={set} />
      {pattern === undefined ? null : (
        <Input
          aria-label={`第 ${nth} 栏写法不对时说的话`}
          className="says"
          placeholder="写法不对时说的话：说清楚怎么改"
          value={said ?? ''}
          onChange={(e) => set(pattern, e.target.value)}
        />
      )}
    </>
  )
}

/** One column of a group: its name, how it is filled in, its choices or how it has to be written. */
function Part({ part: p, nth, edit, drop }: PartProps) {
  const setOptions = (options: Option[], what: string) =>
    edit({ ui: { ...p.ui, options }, schema: p.schema.enum ? { ...p.schema, enum: options.map((o) => o.value) } : p.schema }, what)
  return (
    <div className="stack tight">
      <div className="row">
        <Input
          aria-label={`第 ${nth} 栏的名称`}
          className="option"
          placeholder="名称，例如“姓名”"
          value={p.ui.label}
          onChange={(e) => edit({ ui: { ...p.ui, label: e.target.value } }, 'part')}
        />
        <Select
          aria-label={`第 ${nth} 栏怎么填`}
          className="basis"
          value={p.ui.widget}
          options={choices}
          onChange={(w: PartUi['widget']) => edit(widgetOfPart(p, w), 'part-widget')}
        />
        <Checkbox checked={p.required} onChange={(e) => edit({ required: e.target.checked }, 'part-required')}>
          必填
        </Checkbox>
        <Button size="small" aria-label={`删掉第 ${nth} 栏`} disabled={drop === undefined} onClick={drop}>
          删掉
        </Button>
      </div>
      {p.ui.options ? <OptionList options={p.ui.options} of={p.ui.label} set={setOptions} /> : null}
      {p.ui.widget === 'text' ? <PartWriting part={p} nth={nth} edit={edit} /> : null}
    </div>
  )
}

/** What is filled in for each person or thing of a group. */
export function Parts({ b, name, ui }: { b: Building; name: string; ui: FieldUi }) {
  const parts = partsOf(b.file, name)
  const put = (next: PartField[], what: string) => b.change(setParts(b.file, name, next), `${what} ${name}`)
  const edit = (at: number, part: Partial<PartField>, what: string) =>
    put(
      parts.map((p, i) => (i === at ? { ...p, ...part } : p)),
      `${what} ${at}`,
    )
  return (
    <fieldset className="stack tight" aria-label={`${ui.label}每份填什么`}>
      <AskField
        ask={{
          kind: 'line',
          name: `${name}-item`,
          label: '一份叫什么',
          hint: '例如“从业人员”，页面上写“再加一位从业人员”',
          optional: true,
        }}
        value={ui.itemName}
        set={(v) => b.change(editField(b.file, name, { itemName: v ? String(v) : undefined }), `item ${name}`)}
      />
      <b>每份填什么</b>
      {parts.map((p, i) => (
        <Part
          key={p.name}
          part={p}
          nth={i + 1}
          edit={(part, what) => edit(i, part, what)}
          drop={
            parts.length === 1
              ? undefined
              : () =>
                  put(
                    parts.filter((_, n) => n !== i),
                    `remove ${p.name}`,
                  )
          }
        />
      ))}
      <div>
        <Button size="small" onClick={() => put([...parts, newPart(parts)], `add part ${parts.length}`)}>
          加一栏
        </Button>
      </div>
    </fieldset>
  )
}
