import { Button, Checkbox, Input, Select } from 'antd'
import { editField, newPart, type PartField, partsOf, partWidgets, setParts, widgetOfPart } from '#kernel/form/rules/build.ts'
import { takes } from '#kernel/form/rules/widgets.ts'
import type { FieldUi, PartUi } from '#kernel/form/schema/field.ts'
import { AskField } from '#ui/desk/ask.tsx'
import { OptionList } from './options.tsx'
import type { Building } from './use-builder.ts'

const choices = partWidgets.map((w) => ({ value: w, label: takes[w].title }))

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
        <div key={p.name} className="stack tight">
          <div className="row">
            <Input
              aria-label={`第 ${i + 1} 栏的名称`}
              className="option"
              placeholder="名称，例如“姓名”"
              value={p.ui.label}
              onChange={(e) => edit(i, { ui: { ...p.ui, label: e.target.value } }, 'part')}
            />
            <Select
              aria-label={`第 ${i + 1} 栏怎么填`}
              className="basis"
              value={p.ui.widget}
              options={choices}
              onChange={(w: PartUi['widget']) => edit(i, widgetOfPart(p, w), 'part-widget')}
            />
            <Checkbox checked={p.required} onChange={(e) => edit(i, { required: e.target.checked }, 'part-required')}>
              必填
            </Checkbox>
            <Button
              size="small"
              aria-label={`删掉第 ${i + 1} 栏`}
              disabled={parts.length === 1}
              onClick={() =>
                put(
                  parts.filter((_, n) => n !== i),
                  `remove ${p.name}`,
                )
              }
            >
              删掉
            </Button>
          </div>
          {p.ui.options ? (
            <OptionList
              options={p.ui.options}
              of={p.ui.label}
              set={(options, what) =>
                edit(
                  i,
                  { ui: { ...p.ui, options }, schema: p.schema.enum ? { ...p.schema, enum: options.map((o) => o.value) } : p.schema },
                  what,
                )
              }
            />
          ) : null}
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => put([...parts, newPart(parts)], `add part ${parts.length}`)}>
          加一栏
        </Button>
      </div>
    </fieldset>
  )
}
