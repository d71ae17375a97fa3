import { Button, Checkbox, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { channels, statuses } from '#kernel/case/schema.ts'
import { sheetForms } from '#kernel/export/schema/export.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { command } from '#ui/desk/client.ts'
import { listFind } from '#ui/desk/keys.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import type { FilterChoices } from '../../../schema/desk.ts'
import { useDesk } from '../context.ts'
import { columns, usual } from './columns.tsx'
import { chipParts, lampChoices, type NarrowBy, type Part, type Search, sortChoices, words } from './search.ts'

export const LampFilter = ({ lamp, narrow }: { lamp: string; narrow: NarrowBy }) => (
  <fieldset className="seg">
    <legend className="vh">按灯筛选</legend>
    <button type="button" aria-pressed={lamp === ''} onClick={() => narrow({ lamp: '' })}>
      全部
    </button>
    {lampChoices.map(([colour, word]) => (
      <button key={colour} type="button" aria-pressed={lamp === colour} onClick={() => narrow({ lamp: colour })}>
        <Lamp lamp={colour} word={word} quiet />
      </button>
    ))}
  </fieldset>
)

const list = (rows: Record<string, { label: string }>) => Object.entries(rows).map(([value, { label }]) => ({ value, label }))
const dayChoices = (numbers: readonly number[], say: (n: number) => string) => numbers.map((n) => ({ value: String(n), label: say(n) }))

/** What each part of the panel offers, in two groups: the case itself, and time and hands. */
const groups = (
  c: FilterChoices | undefined,
): readonly (readonly [string, readonly (readonly [Part, readonly { value: string; label: string }[]])[]])[] => [
  [
    '办件',
    [
      ['status', list(statuses)],
      ['item', c?.items ?? []],
      ['channel', list(channels)],
      ['noticed', dayChoices([1, 2, 3], (n) => `${n} 次以上`)],
    ],
  ],
  [
    '时间和经办',
    [
      ['due', dayChoices([0, 3, 7, 14], (n) => (n === 0 ? '今天或已过' : `${n} 天内`))],
      ['since', dayChoices([1, 7, 14, 30, 90], (n) => `近 ${n} 天`)],
      ['holder', [{ value: 'me', label: '我' }, { value: 'none', label: '没有人领' }, ...(c?.people ?? [])]],
    ],
  ],
]

function Panel({ search, choices }: { search: Search; choices: FilterChoices | undefined }) {
  return (
    <div className="filter-panel">
      {groups(choices).map(([title, rows]) => (
        <fieldset key={title} className="stack">
          <legend>{title}</legend>
          {rows.map(([part, options]) => (
            <div key={part} className="filter-row">
              <label htmlFor={`by-${part}`} className="soft">
                {words[part as keyof typeof words].label}
              </label>
              <Select
                id={`by-${part}`}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder="不限"
                value={search.now[part] || undefined}
                options={[...options]}
                onChange={(v?: string) => search.narrow({ [part]: v ?? '' })}
              />
            </div>
          ))}
        </fieldset>
      ))}
    </div>
  )
}

function Keep({ search, save }: { search: Search; save: (name: string) => void }) {
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const [copied, setCopied] = useState(false)
  const keep = () => {
    if (!name.trim()) return
    save(name.trim())
    setOpen(false)
    setName('')
  }
  const copy = () => navigator.clipboard?.writeText(`${location.origin}/desk/${search.here}`).then(() => setCopied(true))
  const form = (
    <div className="stack">
      <label htmlFor="keep-name">给这个筛选起个名字</label>
      <Input id="keep-name" value={name} maxLength={20} onChange={(e) => setName(e.target.value)} onPressEnter={keep} autoFocus />
      <div className="row">
        <Button type="primary" onClick={keep} disabled={!name.trim()}>
          存
        </Button>
        <Button onClick={() => void copy()}>{copied ? '链接已复制' : '复制链接给同事'}</Button>
      </div>
      <span className="soft small">“近几天”“我”会跟着日子和看的人变。</span>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={form}>
      <Button type="link">存为筛选、分享</Button>
    </Popover>
  )
}

const Columns = ({ shown, save }: { shown: readonly string[]; save: (ids: string[]) => void }) => (
  <Popover
    trigger="click"
    placement="bottomRight"
    content={
      <fieldset className="stack">
        <legend className="vh">显示的列</legend>
        {columns.map((c) => (
          <Checkbox
            key={c.id}
            checked={shown.includes(c.id)}
            disabled={c.id === 'item'}
            onChange={(e) => save(columns.filter((x) => (x.id === c.id ? e.target.checked : shown.includes(x.id))).map((x) => x.id))}
          >
            {c.title}
          </Checkbox>
        ))}
      </fieldset>
    }
  >
    <Button>列设置</Button>
  </Popover>
)

const forms = Object.entries(sheetForms).map(([value, label]) => ({ value, label }))

/** The list as it is narrowed now, written into a file by a job; whole names only for whoever may see them. */
const exportOf = (title: string, search: string, may: readonly string[]): Act => ({
  title: `导出“${title}”`,
  path: '/work/exports',
  verb: '导出',
  intro: <p>现在的条件和范围照旧，新提交的在前。文件由后台来写，您可以接着办别的。</p>,
  asks: [
    { kind: 'pick', name: 'as', label: '存成什么', options: forms, first: 'csv' },
    ...(may.includes('party.unmask')
      ? [
          {
            kind: 'line',
            name: 'unmaskedFor',
            label: '要完整姓名的，写明理由',
            hint: '不写就隐去个人的名字；写了，每位当事人都能看到是谁、为什么',
            optional: true,
          } as const,
        ]
      : []),
  ],
  wrap: (values) => ({ list: 'window.cases', asked: { ...Object.fromEntries(new URLSearchParams(search)) }, ...values }),
})

type Head = { search: Search; title: string; count: string; claimNext: () => void }

/** The head of a list: its name and count, the lamps, and what one sets once. */
export function ListHead({ search, title, count, claimNext }: Head) {
  const { rail, refresh } = useDesk()
  const go = useNavigate()
  const [exporting, setExporting] = useState(false)
  return (
    <div className="head">
      <h1>{title}</h1>
      <span className="soft" role="status">
        {count}
      </span>
      <LampFilter lamp={search.now.lamp} narrow={search.narrow} />
      <span className="right" />
      <Columns
        shown={rail.preferences.columns ?? usual}
        save={(value) => void command('/work/preferences', { key: 'columns', value }).then(refresh)}
      />
      <Button onClick={() => setExporting(true)}>导出</Button>
      {exporting ? (
        <ActPanel act={exportOf(title, search.search, rail.may)} done={() => go('/desk/exports')} close={() => setExporting(false)} />
      ) : null}
      <Button onClick={claimNext}>
        领下一件 <kbd>n</kbd>
      </Button>
    </div>
  )
}

type Row = { search: Search; sort: string; told: string }

/** The row under the head: search, what narrows the list now, its order, and keeping it. */
export function FilterRow({ search, sort, told }: Row) {
  const { rail, refresh } = useDesk()
  const { data: choices } = useLoaded<FilterChoices>('/work/filters')
  const others = (name: string) => (rail.preferences.filters ?? []).filter((f) => f.name !== name)
  const save = (name: string) =>
    void command('/work/preferences', { key: 'filters', value: [...others(name), { name, search: search.here }] }).then(refresh)
  return (
    <div className="filters">
      <Input.Search
        key={search.now.q}
        id={listFind}
        defaultValue={search.now.q}
        allowClear
        placeholder="在这个列表里查：编号、申请人、事项"
        aria-label="查找"
        className="chip-find"
        onSearch={(text) => search.narrow({ q: text.trim() })}
      />
      {chipParts
        .filter((p) => search.now[p])
        .map((p) => (
          <span key={p} className="chip">
            {words[p].label} <b>{words[p].say(search.now[p], choices)}</b>
            <button type="button" className="btn bare sm" aria-label={`去掉“${words[p].label}”`} onClick={() => search.narrow({ [p]: '' })}>
              ×
            </button>
          </span>
        ))}
      <Popover trigger="click" placement="bottomLeft" content={<Panel search={search} choices={choices} />}>
        <Button type="link">加条件</Button>
      </Popover>
      {told ? <span role="status">{told}</span> : null}
      <span className="right" />
      <Select
        aria-label="排序"
        variant="borderless"
        value={sort}
        popupMatchSelectWidth={false}
        options={sortChoices.filter((s) => s.value !== 'decided' || search.queue === 'done')}
        onChange={(v: string) => search.narrow({ sort: v })}
      />
      {search.filtered ? (
        <>
          <Button type="link" onClick={() => search.narrow(Object.fromEntries([...chipParts, 'q', 'lamp'].map((p) => [p, ''])))}>
            清除
          </Button>
          <Keep search={search} save={save} />
        </>
      ) : null}
    </div>
  )
}
