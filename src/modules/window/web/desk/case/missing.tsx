/** What is missing or wrong, entry by entry: materials by their names, questions by their words with the answer that was given. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { AddSelect } from '#ui/desk/add-select.tsx'
import { load } from '#ui/desk/client.ts'
import { useTold } from '#ui/desk/told.ts'
import type { AskedQuestion, CaseAnswers, CasePage } from '../../../schema/desk.ts'

export type Missing = { id: string; what: string; why?: string }
type Kind = 'material' | 'question'

const ready: Record<Kind, readonly string[]> = {
  material: ['请重新拍清楚，四角完整', '请在原件上签字或盖章', '请标出尺寸和用途', '请提交在有效期内的'],
  question: ['和材料上写的不一样，请核对后改正', '请写完整，写到门牌号', '没有填，请补填', '请和营业执照上的一致'],
}

/** The questions of the form; asking for them opens what was filled in, which leaves a trace. */
function useQuestions(id: string) {
  const [questions, setQuestions] = useState<readonly AskedQuestion[]>()
  const { told, ask } = useTold()
  const open = () => ask(load<CaseAnswers>(`/work/cases/${id}/answers`), (a) => setQuestions(a.questions))
  return { questions, wrong: told, open }
}

const groupsOf = (questions: readonly AskedQuestion[]) =>
  [...new Set(questions.map((q) => q.section))].map((section) => ({
    label: section,
    title: section,
    options: questions.filter((q) => q.section === section).map((q) => ({ value: q.id, label: `${q.title}：${q.given}` })),
  }))

type RowProps = {
  row: Missing
  nth: number
  kind: Kind
  name: string
  given: string | undefined
  change: (part: Partial<Missing>) => void
  drop: () => void
}

function Row({ row, nth, kind, name, given, change, drop }: RowProps) {
  return (
    <fieldset className="stack missing">
      <legend>
        {nth}. <b>{name}</b>
        {given === undefined ? null : <span className="soft">，填的是：{given}</span>}
      </legend>
      <Input.TextArea
        aria-label={`第 ${nth} 条要补什么、怎么改`}
        placeholder="写清楚要补什么、怎么改"
        rows={2}
        value={row.what}
        onChange={(e) => change({ what: e.target.value })}
      />
      <div className="row">
        <span className="soft small">模板</span>
        {ready[kind].map((t) => (
          <Button key={t} size="small" type="text" onClick={() => change({ what: row.what ? `${row.what}；${t}` : t })}>
            {t}
          </Button>
        ))}
      </div>
      <div className="row">
        <Input
          aria-label={`第 ${nth} 条为什么要补`}
          className="grow"
          placeholder="为什么要补（可以不填，申请人看得到）"
          maxLength={500}
          value={row.why ?? ''}
          onChange={(e) => change({ why: e.target.value || undefined })}
        />
        <Button size="small" onClick={drop}>
          删掉第 {nth} 条
        </Button>
      </div>
    </fieldset>
  )
}

type Rows = { value: readonly Missing[]; set: (rows: Missing[]) => void; page: CasePage }

/** Entries of a supplement, and two ways to add one: a material of the item, or a question of the form. */
export function MissingRows({ value, set, page }: Rows) {
  const { questions, wrong, open } = useQuestions(page.id)
  const materials = page.listed.map((m) => ({ value: m.code, label: m.name }))
  const materialOf = (id: string) => page.listed.find((m) => m.code === id)
  const questionOf = (id: string) => questions?.find((q) => q.id === id)
  const nameOf = (id: string) => materialOf(id)?.name ?? questionOf(id)?.title ?? '填写的内容'
  const change = (i: number, part: Partial<Missing>) => set(value.map((r, n) => (n === i ? { ...r, ...part } : r)))
  const add = (id: string) => set([...value, { id, what: '' }])
  return (
    <div className="stack">
      {value.map((row, i) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
          key={i}
          row={row}
          nth={i + 1}
          kind={materialOf(row.id) ? 'material' : 'question'}
          name={nameOf(row.id)}
          given={questionOf(row.id)?.given}
          change={(part) => change(i, part)}
          drop={() => set(value.filter((_, n) => n !== i))}
        />
      ))}
      <div className="row">
        <AddSelect label="加一份要补的材料" className="number" add={add} options={materials} />
        {questions ? (
          <AddSelect
            label="加一道要改的题"
            className="number"
            showSearch={{ optionFilterProp: 'label' }}
            add={add}
            options={groupsOf(questions)}
          />
        ) : (
          <Button onClick={() => void open()} title="打开填报内容会留下查看记录，申请人看得到">
            看着填报内容，选要改的题
          </Button>
        )}
      </div>
      {wrong ? (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      ) : null}
    </div>
  )
}
