import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Choices, EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Waiting } from '../../schema/licence.ts'
import type { ListView, Row } from '../../schema/view.ts'

const choices = [
  ['', '全部'],
  ['waiting', '等着制证'],
  ['requests', '等审批'],
  ['corrections', '等更正'],
  ['valid', '有效'],
  ['suspended', '暂扣'],
  ['revoked', '吊销'],
] as const

const columns: readonly Column<Row>[] = [
  { title: '证照', width: 'wide', show: (l) => l.typeName },
  { title: '编号', width: 'wide', show: (l) => <span className="num">{l.no}</span> },
  { title: '状态', width: 'narrow', show: (l) => <span className={l.label === '有效' ? 'tag ok' : 'tag warn'}>{l.label}</span> },
  { title: '持证人', width: 'rest', show: (l) => l.holder, hint: (l) => l.holder },
  { title: '颁发', width: 'usual', show: (l) => <span className="num">{dayText(l.issuedOn, true)}</span> },
  {
    title: '有效期到',
    width: 'usual',
    show: (l) => (l.toOn ? <span className="num">{dayText(l.toOn, true)}</span> : <span className="soft">长期</span>),
  },
]

function Retry({ fact, done }: { fact: number; done: () => void }) {
  const { wrong, busy, run } = useCommand(`/licence-waiting/${fact}`, done)
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void run({})}>
        再制一次
      </Button>
      {wrong ? <span role="alert"> {wrong.message}</span> : null}
    </>
  )
}

const waitingColumns = (done: () => void): readonly Column<Waiting>[] => [
  { title: '证照', width: 'wide', show: (w) => w.type },
  { title: '为什么还没有制', width: 'rest', show: (w) => w.why, hint: (w) => w.why },
  { title: '哪一件', width: 'usual', show: (w) => <a href={`/desk/cases/${w.caseId}`}>打开办件</a> },
  { title: '什么时候', width: 'usual', show: (w) => <span className="num soft">{momentText(String(w.at))}</span> },
  { title: '处理', width: 'narrow', show: (w) => <Retry fact={w.fact} done={done} /> },
]

const empty: Record<string, string> = {
  waiting: '没有等着制证的：准予的决定都已经变成证照。',
  requests: '没有等审批的撤销、吊销。',
  corrections: '没有等更正的。',
}

/** Licences of one's organs; what waits to be made, approved, corrected. */
export function LicencesPage() {
  const [params] = useSearchParams()
  const show = params.get('show') ?? ''
  const [q, setQ] = useState('')
  const loaded = useLoaded<ListView>(`/licence-desk?show=${show}&q=${encodeURIComponent(q)}`)
  const filters = (
    <>
      <Choices label="看哪些" choices={choices} now={show} />
      <Input.Search className="find" allowClear placeholder="编号、持证人、标识" aria-label="按编号、持证人、标识找" onSearch={setQ} />
    </>
  )
  const note = (d: ListView) => `${d.rows.length}${d.more ? ' 张以上，只列最近的' : ' 张'}；${d.waiting.length} 张等着制证`
  return (
    <PlainPage title="电子证照" loaded={loaded} filters={filters} note={note}>
      {({ rows, waiting }) => {
        if (show === 'waiting' && waiting.length > 0)
          return <Rows label="等着制证" columns={waitingColumns(loaded.again)} rows={waiting} id={(w) => String(w.fact)} />
        if (rows.length === 0)
          return (
            <EmptyList
              why={empty[show] ?? '没有这样的证照。'}
              then="这里只有您所在机关颁发的证照。准予的决定过了撤回的十秒，证照自动制好。"
            />
          )
        return <Rows label="电子证照" columns={columns} rows={rows} id={(l) => l.id} href={(l) => `/desk/licences/${l.id}`} />
      }}
    </PlainPage>
  )
}
