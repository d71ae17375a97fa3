import { Input } from 'antd'
import { useState } from 'react'
import { dayText } from '#ui/day.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { type PastCase, pastResults } from '../../schema.ts'

const columns: readonly Column<PastCase>[] = [
  { title: '办件编号', width: 'wide', show: (p) => <span className="num">{p.no}</span> },
  { title: '事项', width: 'wide', show: (p) => p.item, hint: (p) => p.item },
  { title: '申请人', width: 'usual', show: (p) => p.applicantName },
  { title: '机构', width: 'rest', show: (p) => p.organName, hint: (p) => p.organName },
  { title: '办结', width: 'usual', show: (p) => <span className="num">{dayText(p.decidedOn, true)}</span> },
  { title: '结果', width: 'narrow', show: (p) => pastResults[p.result] },
  { title: '证照编号', width: 'wide', show: (p) => <span className="num">{p.licenceNo ?? '—'}</span> },
]

const empty = { why: '没有这样的办件。', then: '这里是旧系统里办结、导入进来的；您能看的，是您有权查看办件的机关的。' }

/** Cases that were decided before this platform, for looking up. */
export function PastPage() {
  const [q, setQ] = useState('')
  const paged = usePaged<PastCase>(`/past-cases?q=${encodeURIComponent(q)}`)
  const find = (
    <Input.Search className="find" allowClear placeholder="编号、申请人、事项" aria-label="按编号、申请人、事项找" onSearch={setQ} />
  )
  return (
    <PlainPage title="以前的办件" loaded={paged.first} filters={find} note={() => paged.count}>
      {() => <PagedRows label="以前的办件" columns={columns} paged={paged} id={(p) => p.id} empty={empty} />}
    </PlainPage>
  )
}
