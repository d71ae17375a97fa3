import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { DayField } from '#ui/desk/day-field.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { type Paged, usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { type AuditLine, type AuditPage, type MaskedPart, maskedParts } from '../../schema.ts'

const filters = ['by', 'about', 'kind', 'since', 'until', 'untied'] as const

/** Names that were shown whole, by line and part. */
type Whole = Readonly<Record<string, string>>
const keyOf = (f: AuditLine, part: MaskedPart) => `${f.id}.${part}`
type Asks = (f: AuditLine, part: MaskedPart) => void

/** A name that stands masked, and the way to see it whole; what was seen stays on this page alone. */
function Masked({ f, part, whole, ask }: { f: AuditLine; part: MaskedPart; whole: Whole; ask: Asks }) {
  if (!f.masked.includes(part)) return null
  const name = whole[keyOf(f, part)]
  if (name) return <b> {name}</b>
  const label = part === 'principal' || part === 'agent' ? `看全${maskedParts[part]}` : '看全'
  return (
    <Button type="link" size="small" aria-label={`看全第 ${f.id} 条的“${maskedParts[part]}”`} onClick={() => ask(f, part)}>
      {label}
    </Button>
  )
}

const columns = (whole: Whole, ask: Asks): readonly Column<AuditLine>[] => [
  { title: '时间', width: 'usual', show: (f) => <span className="num">{momentText(f.at)}</span> },
  {
    title: '谁',
    width: 'usual',
    show: (f) => (
      <>
        <Link to={`?by=${encodeURIComponent(f.by)}`}>{f.byName}</Link>
        <Masked f={f} part="by" whole={whole} ask={ask} />
      </>
    ),
    hint: (f) => f.by,
  },
  {
    title: '做了什么',
    width: 'usual',
    show: (f) => (f.untied ? <span className="wrong">{f.title}，没有关联办件</span> : f.title),
    hint: (f) => f.name,
  },
  {
    title: '对什么',
    width: 'wide',
    show: (f) => (
      <>
        <Link className="num" to={`?about=${encodeURIComponent(f.about)}`}>
          {f.aboutName}
        </Link>
        <Masked f={f} part="about" whole={whole} ask={ask} />
      </>
    ),
    hint: (f) => f.about,
  },
  {
    title: '内容',
    width: 'rest',
    show: (f) => (
      <>
        {f.told}
        <Masked f={f} part="principal" whole={whole} ask={ask} />
        <Masked f={f} part="agent" whole={whole} ask={ask} />
      </>
    ),
    hint: (f) => f.told,
  },
  { title: '记录号', width: 'narrow', show: (f) => <span className="num soft">{f.id}</span> },
]

const unmaskAct = ({ f, part }: { f: AuditLine; part: MaskedPart }): Act => ({
  title: '看完整姓名',
  path: `/audit/facts/${f.id}/unmask`,
  verb: '看，并留下记录',
  intro: `第 ${f.id} 条记录的“${maskedParts[part]}”。当事人在“谁看过我的信息”里看得到您看过和下面的理由。`,
  asks: [{ kind: 'line', name: 'reason', label: '为什么要看' }],
  wrap: (values) => ({ ...values, whose: part }),
})

/** The lines, and one masked name at a time in the clear. */
function Lines({ paged }: { paged: Paged<AuditLine> }) {
  const [whole, setWhole] = useState<Whole>({})
  const [asked, setAsked] = useState<{ f: AuditLine; part: MaskedPart }>()
  const shown = (answer: unknown) => {
    if (asked) setWhole((old) => ({ ...old, [keyOf(asked.f, asked.part)]: (answer as { name: string }).name }))
    setAsked(undefined)
  }
  return (
    <>
      <PagedRows
        label="审计日志"
        columns={columns(whole, (f, part) => setAsked({ f, part }))}
        paged={paged}
        id={(f) => String(f.id)}
        empty={{ why: '没有符合条件的记录。', then: '群众和单位之间的办件内容不在审计范围里，只有办理的动作。' }}
      />
      {asked ? <ActPanel act={unmaskAct(asked)} done={shown} close={() => setAsked(undefined)} /> : null}
    </>
  )
}

/** The ledger for the auditor: by person, matter, kind and day. */
export function AuditPageView() {
  const [search, setSearch] = useSearchParams()
  const asked = new URLSearchParams(filters.flatMap((f) => (search.get(f) ? [[f, search.get(f)!]] : [])))
  const paged = usePaged<AuditLine>(`/audit/facts?${asked}`)
  const { kinds = [], untied = 0 } = (paged.first.data as AuditPage | undefined) ?? {}
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
          {untied > 0 && !asked.has('untied') ? (
            <Button danger onClick={() => setSearch({ untied: 'yes' })}>
              {untied >= 100 ? '至少 100' : untied} 次查看完整信息没有关联办件，先看这些
            </Button>
          ) : null}
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
      {() => <Lines paged={paged} />}
    </PlainPage>
  )
}
