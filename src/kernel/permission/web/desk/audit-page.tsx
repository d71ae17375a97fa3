import { Button, Input, Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { DayField } from '#ui/desk/day-field.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { AuditLine, AuditPage } from '../../schema.ts'

const filters = ['by', 'about', 'kind', 'since', 'until'] as const

const columns: readonly Column<AuditLine>[] = [
  { title: '时间', width: 'usual', show: (f) => <span className="num">{momentText(f.at)}</span> },
  { title: '谁', width: 'usual', show: (f) => <Link to={`?by=${encodeURIComponent(f.by)}`}>{f.byName}</Link>, hint: (f) => f.by },
  { title: '做了什么', width: 'usual', show: (f) => f.title, hint: (f) => f.name },
  {
    title: '对什么',
    width: 'wide',
    show: (f) => (
      <Link className="num" to={`?about=${encodeURIComponent(f.about)}`}>
        {f.aboutName}
      </Link>
    ),
    hint: (f) => f.about,
  },
  { title: '内容', width: 'rest', show: (f) => f.told, hint: (f) => f.told },
  { title: '记录号', width: 'narrow', show: (f) => <span className="num soft">{f.id}</span> },
]

/** The ledger for the auditor: by person, matter, kind and day. */
export function AuditPageView() {
  const [search, setSearch] = useSearchParams()
  const asked = new URLSearchParams(filters.flatMap((f) => (search.get(f) ? [[f, search.get(f)!]] : [])))
  const paged = usePaged<AuditLine>(`/audit/facts?${asked}`)
  const kinds = (paged.first.data as AuditPage | undefined)?.kinds ?? []
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(asked)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next)
  }
  return (
    <PlainPage
      title="审计日志"
      loaded={paged.first}
      note={() => `${paged.count} 条，新的在前；记录只增不改`}
      filters={
        <>
          <Select
            aria-label="种类"
            className="chip-find"
            placeholder="全部种类"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={search.get('kind') ?? undefined}
            options={kinds}
            onChange={(v) => set('kind', v ?? '')}
          />
          <Input
            key={search.get('by')}
            className="number"
            placeholder="谁：姓名或登录名"
            aria-label="谁"
            allowClear
            defaultValue={search.get('by') ?? ''}
            onPressEnter={(e) => set('by', e.currentTarget.value)}
            onClear={() => set('by', '')}
          />
          <DayField aria-label="从哪天" value={search.get('since') ?? undefined} set={(on) => set('since', on ?? '')} />
          到
          <DayField aria-label="到哪天" value={search.get('until') ?? undefined} set={(on) => set('until', on ?? '')} />
          {asked.size > 0 ? <Button onClick={() => setSearch({})}>清除条件</Button> : null}
        </>
      }
    >
      {() => (
        <PagedRows
          label="审计日志"
          columns={columns}
          paged={paged}
          id={(f) => String(f.id)}
          empty={{ why: '没有符合条件的记录。', then: '群众和单位之间的办件内容不在审计范围里，只有办理的动作。' }}
        />
      )}
    </PlainPage>
  )
}
