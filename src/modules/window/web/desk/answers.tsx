import { Button, Input } from 'antd'
import { useState } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import { command } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import type { CaseAnswers } from '../../schema/desk.ts'

type Row = { field: string; label: string; value: string | null; masked: boolean }

function Unmask({ id, row, close, shown }: { id: string; row: Row; close: () => void; shown: (value: string) => void }) {
  const [reason, setReason] = useState('')
  const { told, ask } = useTold()
  const look = () =>
    void ask(command<{ value: string }>(`/work/cases/${id}/unmask`, { field: row.field, reason }), ({ value }) => shown(value))
  return (
    <Dialog
      narrow
      title={`看完整的“${row.label}”`}
      close={close}
      footer={
        <>
          <Button onClick={close}>不看了</Button>{' '}
          <Button type="primary" onClick={look}>
            看，并留下记录
          </Button>
        </>
      }
    >
      <label htmlFor="unmask-reason">为什么要看（当事人看得到这条理由）</label>
      <Input id="unmask-reason" value={reason} onChange={(e) => setReason(e.target.value)} />
      <Wrong sentence={told} />
    </Dialog>
  )
}

/** Values by their names; what is masked is seen whole for a reason that is recorded. */
export function Rows({ id, rows }: { id: string; rows: readonly Row[] }) {
  const [asked, setAsked] = useState<Row>()
  const [whole, setWhole] = useState<Record<string, string>>({})
  return (
    <>
      <dl className="kv">
        {rows
          .filter((r) => r.value !== null)
          .map((r) => [
            <dt key={`${r.field}t`}>{r.label}</dt>,
            <dd key={`${r.field}d`}>
              {whole[r.field] ?? r.value}
              {r.masked && !whole[r.field] && r.value?.includes('*') ? (
                <Button type="link" size="small" onClick={() => setAsked(r)}>
                  看全
                </Button>
              ) : null}
            </dd>,
          ])}
      </dl>
      {asked ? (
        <Unmask
          id={id}
          row={asked}
          close={() => setAsked(undefined)}
          shown={(v) => {
            setWhole((w) => ({ ...w, [asked.field]: v }))
            setAsked(undefined)
          }}
        />
      ) : null}
    </>
  )
}

/** What was corrected after it was asked for: the old beside the new. */
const Corrected = ({ corrections }: Pick<CaseAnswers, 'corrections'>) =>
  corrections.map((c) => (
    <div key={c.at}>
      <p className="soft small">{momentText(c.at)} 补正时改过</p>
      <dl className="kv">
        {c.changes.map((x) => [
          <dt key={x.field}>{x.label}</dt>,
          <dd key={`${x.field}d`}>
            <del className="soft">{x.before.join('；') || '未填写'}</del> {x.after.join('；') || '未填写'}
          </dd>,
        ])}
      </dl>
    </div>
  ))

/** What the applicant filled in, section by section, and what he corrected later. */
export const AnswerRows = ({ id, data }: { id: string; data: CaseAnswers }) => (
  <>
    {data.sections.map((s) => (
      <div key={s.id}>
        <p className="soft small">{s.title}</p>
        <Rows
          id={id}
          rows={s.rows.map((r) => ({
            field: r.field,
            label: r.unsure ? `${r.label}（待补充）` : r.label,
            value: r.lines?.join('；') ?? '未填写',
            masked: true,
          }))}
        />
      </div>
    ))}
    <Corrected corrections={data.corrections} />
  </>
)
