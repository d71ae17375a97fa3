import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { DayField } from '#ui/desk/day-field.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import type { CasePage, CaseVerb, Colleague } from '../../schema/desk.ts'
import { type Missing, MissingRows } from './case/missing.tsx'
import { type Surveyor, SurveyorRows, twoSurveyors } from './case/surveyors.tsx'
import { phrasesFor } from './phrases.ts'

export type Values = Record<string, unknown>
export type Piece = {
  name: string
  label: string
  hint?: string
  draw(v: unknown, set: (v: unknown) => void, page: CasePage): ReactNode
  first?(page: CasePage): unknown
}

const area = (name: string, label: string, hint?: string): Piece => ({
  name,
  label,
  hint,
  first: () => '',
  draw: (v, set) => <Input.TextArea id={`f-${name}`} rows={4} value={String(v ?? '')} onChange={(e) => set(e.target.value)} />,
})
const line = (name: string, label: string, hint?: string): Piece => ({
  name,
  label,
  hint,
  draw: (v, set) => <Input id={`f-${name}`} value={String(v ?? '')} onChange={(e) => set(e.target.value || undefined)} />,
})
const days = (hint: string): Piece => ({
  name: 'days',
  label: '天数',
  hint,
  draw: (v, set) => <InputNumber id="f-days" min={1} precision={0} value={v as number} onChange={set} suffix="个工作日" />,
})
const pick = (name: string, label: string, options: readonly (readonly [string, string])[], first?: string): Piece => ({
  name,
  label,
  first: () => first,
  draw: (v, set) => (
    <Radio.Group
      id={`f-${name}`}
      value={v}
      onChange={(e) => set(e.target.value)}
      options={options.map(([value, text]) => ({ value, label: text }))}
    />
  ),
})
const article: Piece = {
  name: 'article',
  label: '依据的条款',
  hint: '从本事项的依据里选，或自己写',
  draw: (v, set, page) => (
    <>
      <Input id="f-article" value={String(v ?? '')} onChange={(e) => set(e.target.value)} />
      {page.bases.map((b) => (
        <Button key={b} size="small" type="text" onClick={() => set(b)}>
          {b}
        </Button>
      ))}
    </>
  ),
}
const items: Piece = {
  name: 'items',
  label: '要补的，逐条写明',
  hint: '只能告知一次（行政许可法第三十二条），请写全',
  first: (page) =>
    (page.missing.length ? page.missing.slice(0, 10) : page.listed.slice(0, 1)).map((m) => ({
      id: m.code,
      what: page.missing.length ? `请提交${m.name}` : '',
    })),
  draw: (v, set, page) => <MissingRows value={(v as Missing[]) ?? []} set={set} page={page} />,
}
const checks = (
  name: string,
  label: string,
  options: (page: CasePage) => { value: string; label: string }[],
  first: (page: CasePage) => string[],
): Piece => ({
  name,
  label,
  first,
  draw: (v, set, page) => (
    <Select id={`f-${name}`} mode="multiple" value={v as string[]} onChange={set} options={options(page)} className="wide" />
  ),
})
const nameOf = (page: CasePage, code: string) => page.listed.find((m) => m.code === code)?.name ?? code
function To({ id, value, set }: { id: string; value: unknown; set: (v: unknown) => void }) {
  const { data } = useLoaded<{ colleagues: Colleague[] }>(`/work/colleagues?case=${id}`)
  return (
    <Select
      id="f-to"
      loading={!data}
      showSearch
      optionFilterProp="label"
      value={value as string}
      onChange={set}
      className="wide"
      options={data?.colleagues.map((c) => ({ value: c.id, label: [c.name, c.title].filter(Boolean).join('，') }))}
    />
  )
}
const openItems = (page: CasePage) => page.notices.at(-1)?.items.filter((i) => i.state === 'open') ?? []
const note = area('note', '说明（可以不填）')
const reason = area('reason', '理由')

/** What each verb asks, in the order of the panel; a verb that is not here asks nothing but to be sure. */
export const pieces: Partial<Record<CaseVerb['verb'], readonly Piece[]>> = {
  receive: [note],
  accept: [note],
  examine: [note],
  make: [note],
  archive: [note],
  grantApproval: [note],
  approve: [note],
  preReturn: [items],
  requestSupplement: [items, area('newFact', '新情况（已经告知过一次时必填）')],
  acceptTolerant: [
    checks(
      'missing',
      '容缺的材料',
      (p) => p.listed.filter((m) => m.mayFollow).map((m) => ({ value: m.code, label: m.name })),
      (p) => p.missing.filter((m) => m.mayFollow).map((m) => m.code),
    ),
    {
      name: 'pledged',
      label: '容缺受理承诺书',
      draw: (v, set) => (
        <Checkbox checked={v === true} onChange={(e) => set(e.target.checked)}>
          申请人已经签了承诺书
        </Checkbox>
      ),
    },
  ],
  supplyTolerant: [
    checks(
      'materials',
      '补齐的材料',
      (p) => p.tolerantOpen.map((c) => ({ value: c, label: nameOf(p, c) })),
      (p) => p.tolerantOpen,
    ),
  ],
  notAccept: [reason, article],
  refuse: [area('reason', '不予许可的理由', '说明哪一条标准没有达到，申请人会看到'), article],
  survey: [
    {
      name: 'people',
      label: '核查人员',
      hint: '本机关两名以上的工作人员，写明证号（行政许可法第三十四条）',
      first: twoSurveyors,
      draw: (v, set, page) => <SurveyorRows value={(v as Surveyor[]) ?? twoSurveyors()} set={set} caseId={page.id} />,
    },
    {
      name: 'on',
      label: '核查日期',
      hint: '受理以后、今天或以前',
      draw: (v, set) => <DayField id="f-on" value={v as string | undefined} set={set} />,
    },
    area('result', '核查结果'),
    {
      name: 'passed',
      label: '结论',
      draw: (v, set) => (
        <Radio.Group
          id="f-passed"
          value={v}
          onChange={(e) => set(e.target.value)}
          options={[
            { value: true, label: '合格' },
            { value: false, label: '不合格' },
          ]}
        />
      ),
    },
  ],
  suspend: [
    {
      name: 'procedure',
      label: '特别程序',
      draw: (v, set, page) => (
        <Select
          id="f-procedure"
          value={v as string}
          onChange={set}
          className="wide"
          options={page.procedures.map((p) => ({ value: p.code, label: p.name }))}
        />
      ),
    },
    days('所需的天数，会书面告诉申请人（行政许可法第四十五条）'),
    reason,
  ],
  resume: [area('result', '特别程序的结果')],
  extend: [days('最多 10 个工作日，一次为限（行政许可法第四十二条）'), reason],
  propose: [
    {
      ...pick('verdict', '意见', [
        ['approve', '建议准予'],
        ['refuse', '建议不予'],
      ]),
      first: ({ points }) => (points.length ? (points.some((p) => p.verdict === 'not met') ? 'refuse' : 'approve') : undefined),
    },
    { ...area('opinion', '审查意见'), first: (page) => (page.points.length ? phrasesFor(page, 'propose', 'opinion')[0] : '') },
  ],
  sendBack: [reason],
  terminate: [area('reason', '终止的理由')],
  withdraw: [area('reason', '申请人为什么撤回（可以不填）')],
  supplement: [note],
  resubmit: [note],
  ready: [
    pick(
      'way',
      '怎么领',
      [
        ['window', '窗口领取'],
        ['post', '寄出'],
      ],
      'window',
    ),
    line('tracking', '快递单号（寄出时填）'),
  ],
  deliver: [
    pick(
      'way',
      '送达方式',
      [
        ['electronic', '电子送达'],
        ['window', '窗口领取'],
        ['post', '寄达'],
      ],
      'electronic',
    ),
    line('receiver', '签收人（窗口领取时填）'),
  ],
  release: [area('reason', '为什么放回', '替别人放回要写明理由；放回自己的可以不填')],
  waive: [
    {
      name: 'item',
      label: '哪一条不用补了',
      draw: (v, set, page) => (
        <Select
          id="f-item"
          className="wide"
          value={v as string}
          onChange={set}
          options={openItems(page).map((i) => ({ value: i.id, label: i.what }))}
        />
      ),
    },
    area('reason', '为什么不用补', '比如系统里已经查到'),
  ],
  takeOver: [reason],
  denyApproval: [reason],
  handOver: [{ name: 'to', label: '交给谁', draw: (v, set, page) => <To id={page.id} value={v} set={set} /> }, reason],
}

/** The questions of a verb as they are before anybody has answered them. */
export const firstValues = (asks: readonly Piece[], page: CasePage): Values =>
  Object.fromEntries(asks.map((p) => [p.name, p.first?.(page)]))

type Form = {
  verb: CaseVerb['verb']
  asks: readonly Piece[]
  values: Values
  set: (change: Values) => void
  page: CasePage
  wrongFor: (name: string) => string | undefined
}

/** Ready sentences under a question; one press puts a sentence in, to be finished by hand. */
const Ready = ({ texts, put }: { texts: readonly string[]; put: (text: string) => void }) =>
  texts.length ? (
    <div className="row">
      <span className="soft small">模板</span>
      {texts.map((t) => (
        <Button key={t} size="small" type="text" title={t} className="phrase" onClick={() => put(t)}>
          {t}
        </Button>
      ))}
    </div>
  ) : null

/** The questions of a verb, one under the other, each with what was refused of it. */
export const PiecesForm = ({ verb, asks, values, set, page, wrongFor }: Form) =>
  asks.map((p) => (
    <div key={p.name} className="stack tight">
      <label htmlFor={`f-${p.name}`}>
        <b>{p.label}</b>
      </label>
      {p.hint ? <span className="soft small">{p.hint}</span> : null}
      {p.draw(values[p.name], (v) => set({ [p.name]: v }), page)}
      <Ready texts={phrasesFor(page, verb, p.name)} put={(text) => set({ [p.name]: text })} />
      {wrongFor(p.name) ? (
        <span role="alert" className="wrong">
          {wrongFor(p.name)}
        </span>
      ) : null}
    </div>
  ))
