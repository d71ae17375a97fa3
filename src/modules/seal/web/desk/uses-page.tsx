import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { DayField } from '#ui/desk/day-field.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { UseRow } from '../../schema/life.ts'

const columns: readonly Column<UseRow>[] = [
  { title: '时间', width: 'usual', show: (u) => <span className="num">{momentText(u.at)}</span> },
  { title: '文件', width: 'rest', show: (u) => (u.href ? <Link to={u.href}>{u.title}</Link> : u.title), hint: (u) => u.title },
  { title: '印章', width: 'wide', show: (u) => <Link to={`/desk/seals/${u.seal}`}>{u.sealName}</Link>, hint: (u) => u.sealName },
  { title: '凭什么盖', width: 'wide', show: (u) => u.basis, hint: (u) => u.basis },
  { title: '审批人', width: 'narrow', show: (u) => u.approver },
  {
    title: '文件摘要',
    width: 'usual',
    show: (u) => <span className="small">{u.resultHash.slice(0, 12)}…</span>,
    hint: (u) => u.resultHash,
  },
  { title: '下载', width: 'narrow', show: (u) => <a href={`/seals/uses/${u.id}/file`}>{u.format === 'pdf' ? 'PDF' : 'OFD'}</a> },
]

/** The filters stand in the address, so that a search can be kept and shared. */
function Find({ search, find }: { search: URLSearchParams; find: (to: Record<string, string>) => void }) {
  const [typed, setTyped] = useState({ q: search.get('q') ?? '', from: search.get('from') ?? '', to: search.get('to') ?? '' })
  const given = Object.fromEntries(Object.entries({ ...typed, seal: search.get('seal') ?? '' }).filter(([, v]) => v !== ''))
  const day = (name: 'from' | 'to') => ({ value: typed[name], set: (on = '') => setTyped({ ...typed, [name]: on }) })
  return (
    <search className="row">
      <Input
        className="chip-find"
        allowClear
        aria-label="文件标题或摘要"
        placeholder="文件标题，或摘要的前 8 位"
        value={typed.q}
        onChange={(e) => setTyped({ ...typed, q: e.target.value })}
        onPressEnter={() => find(given)}
      />
      <DayField aria-label="从哪天" {...day('from')} />
      <DayField aria-label="到哪天" {...day('to')} />
      <Button onClick={() => find(given)}>查</Button>
      {Object.keys(given).length > 0 ? (
        <Link to="?" reloadDocument>
          看全部
        </Link>
      ) : null}
    </search>
  )
}

/** The log of uses: each with its approval and the digest of the sealed file; it is only ever added to. */
export function UsesPage() {
  const [search, setSearch] = useSearchParams()
  const paged = usePaged<UseRow>(`/seals/uses?${search}`)
  return (
    <PlainPage
      title="用印记录"
      loaded={paged.first}
      note={() => `${paged.count} 次，新的在前；只增加，不能改`}
      filters={<Find search={search} find={setSearch} />}
    >
      {() => (
        <PagedRows
          label="用印记录"
          columns={columns}
          paged={paged}
          id={(u) => u.id}
          empty={
            search.size > 0
              ? { why: '没有这样的用印记录。', then: '换个词或日子再查；摘要要写前 8 位以上。' }
              : { why: '还没有用过印章。', then: '办件的文书盖章、批准的用印申请，都会记在这里。' }
          }
        />
      )}
    </PlainPage>
  )
}
