import { Button, Checkbox, Select } from 'antd'
import { area, line, maybe } from '../../rules/element-lists.ts'
import type { Element } from '../../schema/element.ts'
import { type FieldProps, Fields } from './element-field.tsx'

type By = { organ?: string; branch?: string; in?: string[]; except?: string[] }
const scopes = [
  { value: 'city', label: '市本级' },
  { value: 'counties', label: '各县（市、区）' },
  { value: 'zones', label: '各功能区' },
]
const places: readonly Element[] = [
  line('name', '办理地点'),
  line('address', '地址'),
  line('hours', '办理时间'),
  maybe(area('traffic', '怎么去')),
]
/** What differs from the organ's own entry in the directory. */
const own: readonly Element[] = [
  maybe(line('entrustedBy', '委托部门')),
  maybe(line('phone', '咨询电话', '不写就用单位的，带区号')),
  maybe(line('complaintPhone', '投诉电话', '不写就用单位的，带区号')),
  maybe(line('localTaskCode', '地方实施编码')),
  { kind: 'block', path: 'place', label: '另写办理地点和时间', blank: { name: '', address: '', hours: '' }, fields: places },
]

/** Who carries the item out: one organ, or all organs of a branch in the city, its counties or its zones. */
export function ImplementersField({ path, value, draft }: FieldProps) {
  const list = Array.isArray(value) ? (value as By[]) : []
  const choices = [
    { label: '一个条线', options: draft.branches.map((b) => ({ value: `branch:${b.value}`, label: `${b.label}（条线）` })) },
    { label: '一个单位', options: draft.organs.map((o) => ({ value: `organ:${o.value}`, label: o.label })) },
  ]
  const choose = (i: number, text: string) => {
    const [kind, id] = text.split(':')
    const { organ: _, branch: __, in: ___, except: ____, ...rest } = list[i]!
    draft.change(`${path}.${i}`, kind === 'organ' ? { ...rest, organ: id } : { ...rest, branch: id, in: ['counties'], except: [] })
  }
  return (
    <div className="entries">
      {list.map((by, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no other name than its place
        <fieldset key={i} className="stack">
          <legend className="vh">第 {i + 1} 个实施主体</legend>
          <div className="row">
            <Select
              aria-label="单位或条线"
              className="basis"
              showSearch={{ optionFilterProp: 'label' }}
              disabled={!draft.writable}
              value={by.organ ? `organ:${by.organ}` : by.branch ? `branch:${by.branch}` : undefined}
              options={choices}
              onChange={(text) => choose(i, text)}
            />
            {by.branch ? (
              <Checkbox.Group
                disabled={!draft.writable}
                value={by.in}
                options={scopes}
                onChange={(v) => draft.change(`${path}.${i}.in`, v)}
              />
            ) : null}
            {draft.writable ? (
              <Button size="small" onClick={() => draft.change(`${path}.${i}`, undefined)}>
                去掉
              </Button>
            ) : null}
          </div>
          <details>
            <summary>和单位名录不同的地方</summary>
            <Fields elements={own} at={`${path}.${i}`} node={by} draft={draft} />
          </details>
        </fieldset>
      ))}
      {draft.writable ? <Button onClick={() => draft.change(path, [...list, { organ: '' }])}>添一个实施主体</Button> : null}
    </div>
  )
}
