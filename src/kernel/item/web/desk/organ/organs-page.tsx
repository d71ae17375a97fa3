import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { type Loaded, useLoaded } from '#ui/desk/loaded.ts'
import { useSession } from '#ui/desk/pages.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { OrganChoices, OrganDirectory, OrganLine } from '../../../schema/organ-desk.ts'
import { founding } from './acts.ts'
import { Waiting } from './waiting.tsx'

const columns: readonly Column<OrganLine>[] = [
  { title: '机构', width: 'rest', show: (o) => o.name, hint: (o) => o.id },
  { title: '地区', width: 'narrow', show: (o) => o.divisionName },
  { title: '条线', width: 'usual', show: (o) => o.branchName },
  { title: '信用代码', width: 'wide', show: (o) => <span className="num">{o.uscc}</span> },
  { title: '咨询电话', width: 'usual', show: (o) => <span className="num">{o.phone}</span> },
  { title: '投诉电话', width: 'usual', show: (o) => <span className="num">{o.complaintPhone}</span> },
  { title: '状态', width: 'narrow', show: (o) => (o.ended ? <span className="tag">已撤销</span> : <span className="tag ok">在用</span>) },
]
const states = [
  { value: 'inForce', label: '在用的' },
  { value: 'ended', label: '已撤销的' },
  { value: 'all', label: '在用和已撤销' },
]

type FiltersProps = { search: URLSearchParams; set: (name: string, value: string) => void; data?: OrganDirectory }

function Filters({ search, set, data }: FiltersProps) {
  const pick = (name: string, label: string, options: { value: string; label: string }[] = []) => (
    <Select
      aria-label={label}
      className="number"
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={label}
      value={search.get(name) ?? undefined}
      options={options}
      onChange={(v) => set(name, v ?? '')}
    />
  )
  return (
    <>
      {pick('division', '地区', data?.divisions)}
      {pick('branch', '条线', data?.branches)}
      {pick('state', '状态', states)}
      <Input.Search
        className="chip-find"
        aria-label="按名称、电话或信用代码找"
        placeholder="按名称、电话或信用代码找"
        allowClear
        defaultValue={search.get('q') ?? ''}
        onSearch={(text) => set('q', text)}
      />
    </>
  )
}

function Waitings({ data, choose }: { data: OrganDirectory; choose: (act: Act) => void }) {
  if (data.waiting.length === 0) return null
  return (
    <section className="block" aria-label="等确认的改动">
      <h2>
        等确认的改动 <span>{data.waiting.length} 项，确认了才生效</span>
      </h2>
      {data.waiting.map((w) => (
        <Waiting key={w.id} change={w} mayPropose={data.mayPropose} mayConfirm={data.mayConfirm} choose={choose} linked />
      ))}
    </section>
  )
}

const List = ({ data, choose }: { data: OrganDirectory; choose: (act: Act) => void }) => (
  <>
    <Waitings data={data} choose={choose} />
    {data.organs.length === 0 ? (
      <EmptyList why="没有符合的机构。" then="换一个地区、条线或状态，或者清掉要找的字。" />
    ) : (
      <Rows
        label="机构"
        columns={columns}
        rows={data.organs}
        id={(o) => o.id}
        href={(o) => `/desk/organs/${o.id}`}
        quiet={(o) => o.ended}
      />
    )}
  </>
)

function useActs(loaded: Loaded<OrganDirectory>) {
  const { data: choices } = useLoaded<OrganChoices>(loaded.data?.mayPropose ? '/organ-directory/choices' : null)
  const [act, setAct] = useState<Act>()
  const [told, setTold] = useState('')
  const done = () => {
    setTold(act?.path.endsWith('/confirm') ? '已生效' : act?.path.endsWith('/found') ? '已提交，等另一位同事确认' : '已办好')
    setAct(undefined)
    loaded.again()
  }
  return { choices, act, setAct, told, done }
}

/** The directory of organs: every one of the city by division, branch and state, and what waits for a second person. */
export function OrgansPage() {
  const { demo } = useSession().city
  const [search, setSearch] = useSearchParams()
  const asked = ['division', 'branch', 'state', 'q'].flatMap((n) => (search.get(n) ? [`${n}=${encodeURIComponent(search.get(n)!)}`] : []))
  const loaded = useLoaded<OrganDirectory>(`/organ-directory?${asked.join('&')}`)
  const { choices, act, setAct, told, done } = useActs(loaded)
  const set = (name: string, value: string) =>
    setSearch((old) => {
      const next = new URLSearchParams(old)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <PlainPage
      title="机构名录"
      loaded={loaded}
      note={(d) => `${d.organs.length} 个${demo ? '；电话和地址是演示的' : ''}`}
      tools={choices ? <Button onClick={() => setAct(founding(choices))}>设立机构</Button> : null}
      told={told}
      filters={<Filters search={search} set={set} data={loaded.data} />}
    >
      {(d) => (
        <>
          <List data={d} choose={setAct} />
          {act ? <ActPanel key={act.path} act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
