import { Input, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { dueText } from '#ui/day.ts'
import { DayField } from '#ui/desk/day-field.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { type AuthorityLine, type AuthorityList, authorityKinds, type ListAuthority } from '../../schema.ts'

const shows: readonly (readonly [ListAuthority['show'], string])[] = [
  ['held', '全部'],
  ['gaps', '没有机关有权的'],
  ['ending', '90 天内到期的'],
]
const emptyWords: Record<ListAuthority['show'], { why: string; then: string }> = {
  held: { why: '没有符合条件的权责。', then: '换一个地区、机关或日子，或者清掉要找的字。' },
  gaps: { why: '这一天每个事项在每个地区都有机关有权决定。', then: '不用做什么。要看以后，换一个日子。' },
  ending: { why: '90 天内没有到期的授权。', then: '不用续。快到期的会提前 90 天列在这里。' },
}

const columns: readonly Column<AuthorityLine>[] = [
  { title: '事项', width: 'rest', show: (l) => l.itemName },
  { title: '地区', width: 'usual', show: (l) => l.divisionName },
  {
    title: '有权决定的机关',
    width: 'rest',
    show: (l) => l.holder?.organName ?? <span className="tag hot">没有机关有权，不能作决定</span>,
  },
  { title: '来源', width: 'narrow', show: (l) => (l.holder ? authorityKinds[l.holder.kind] : '') },
  { title: '依据', width: 'rest', show: (l) => l.holder?.basis, hint: (l) => l.holder?.basis ?? '' },
  { title: '到哪天', width: 'usual', show: (l) => (l.holder ? <span className="num">{l.holder.toOn ?? '收回为止'}</span> : '') },
]

type Filtering = {
  search: URLSearchParams
  show: ListAuthority['show']
  data: AuthorityList | undefined
  set: (name: string, value?: string) => void
}

function Filters({ search, show, data, set }: Filtering) {
  return (
    <>
      <Select
        aria-label="看哪些"
        className="number"
        value={show}
        options={shows.map(([value, label]) => ({ value, label }))}
        onChange={(v) => set('show', v)}
      />
      <Input.Search
        className="chip-find"
        aria-label="按事项找"
        placeholder="按事项找"
        allowClear
        defaultValue={search.get('q') ?? ''}
        onSearch={(v) => set('q', v)}
      />
      <Select
        aria-label="地区"
        className="number"
        placeholder="全部地区"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.get('division') ?? undefined}
        options={data?.divisions}
        onChange={(v) => set('division', v)}
      />
      <Select
        aria-label="机关"
        className="chip-find"
        placeholder="全部机关"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.get('organ') ?? undefined}
        options={data?.organs}
        onChange={(v) => set('organ', v)}
      />
      <DayField aria-label="哪一天" allowClear={false} value={search.get('on') ?? data?.on} set={(on) => set('on', on)} />
    </>
  )
}

/** Who may decide what where, on a day. */
export function AuthoritiesPage() {
  const [search, setSearch] = useSearchParams()
  const show = shows.find(([id]) => id === search.get('show'))?.[0] ?? 'held'
  const asked = new URLSearchParams([...search].filter(([name, value]) => ['q', 'division', 'organ', 'on', 'show'].includes(name) && value))
  const loaded = useLoaded<AuthorityList>(`/authorities/list?${asked}`)
  const set = (name: string, value?: string) => {
    const next = new URLSearchParams(asked)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next)
  }
  return (
    <PlainPage
      title="权责"
      loaded={loaded}
      note={(d) => `${dueText(d.on, { year: true })}这一天，${d.total} 条${d.gaps ? `，${d.gaps} 处没有机关有权` : '，没有空档'}`}
      filters={<Filters search={search} show={show} data={loaded.data} set={set} />}
    >
      {(d) =>
        d.rows.length === 0 ? (
          <EmptyList {...emptyWords[show]} />
        ) : (
          <>
            <Rows
              label="权责"
              columns={columns}
              rows={d.rows}
              id={(l) => `${l.item}/${l.division}`}
              href={(l) => `/desk/authorities/${l.item}/${l.division}`}
            />
            {d.total > d.rows.length ? <p className="pad soft">只列出前 {d.rows.length} 条，请用条件缩小范围。</p> : null}
          </>
        )
      }
    </PlainPage>
  )
}
