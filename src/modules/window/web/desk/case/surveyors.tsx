/** Who looked at the place: two or more of the organ's own staff, each with the number of his licence (行政许可法 第三十四条). */
import { Button, Input, Select } from 'antd'
import { useLoaded } from '#ui/desk/loaded.ts'
import type { Colleague } from '../../../schema/desk.ts'

export type Surveyor = { id?: string; licence?: string }

export const twoSurveyors = (): Surveyor[] => [{}, {}]

type Rows = { value: readonly Surveyor[]; set: (people: Surveyor[]) => void; caseId: string }

export function SurveyorRows({ value, set, caseId }: Rows) {
  const { data } = useLoaded<{ colleagues: Colleague[] }>(`/work/colleagues?case=${caseId}&to=survey`)
  const change = (at: number, part: Surveyor) => set(value.map((p, i) => (i === at ? { ...p, ...part } : p)))
  const options = (own: string | undefined) =>
    data?.colleagues
      .filter((c) => c.id === own || value.every((p) => p.id !== c.id))
      .map((c) => ({ value: c.id, label: [c.name, c.title].filter(Boolean).join('，') }))
  return (
    <div className="stack" id="f-people">
      {value.map((person, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <div key={at} className="row">
          <Select
            aria-label={`第 ${at + 1} 名核查人员`}
            placeholder="选人"
            className="grow"
            loading={!data}
            showSearch={{ optionFilterProp: 'label' }}
            value={person.id ?? null}
            onChange={(id) => change(at, { id })}
            options={options(person.id)}
          />
          <Input
            aria-label={`第 ${at + 1} 名核查人员的证号`}
            placeholder="执法证或勘验员证号"
            className="grow"
            maxLength={20}
            value={person.licence ?? ''}
            onChange={(e) => change(at, { licence: e.target.value })}
          />
          {value.length > 2 ? (
            <Button size="small" onClick={() => set(value.filter((_, i) => i !== at))}>
              去掉第 {at + 1} 名
            </Button>
          ) : null}
        </div>
      ))}
      {value.length < 9 ? (
        <div className="row">
          <Button size="small" onClick={() => set([...value, {}])}>
            再加一名
          </Button>
        </div>
      ) : null}
    </div>
  )
}
