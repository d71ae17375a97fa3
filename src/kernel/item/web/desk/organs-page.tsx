import { Input, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { OrganDirectory, OrganLine } from '../../schema/desk.ts'

const columns: readonly Column<OrganLine>[] = [
  { title: '机构', width: 'rest', show: (o) => o.name, hint: (o) => o.id },
  { title: '信用代码', width: 'usual', show: (o) => <span className="num">{o.uscc}</span> },
  { title: '层级', width: 'narrow', show: (o) => o.level },
  { title: '上级', width: 'usual', show: (o) => o.parentName ?? <span className="soft">没有</span> },
  { title: '咨询电话', width: 'usual', show: (o) => <span className="num">{o.phone}</span> },
  { title: '投诉电话', width: 'usual', show: (o) => <span className="num">{o.complaintPhone}</span> },
  { title: '大厅', width: 'wide', show: (o) => o.hall, hint: (o) => o.address },
]
const cityCode = '360700'

/** The directory of organs, division by division, or by a word of the name. */
export function OrgansPage() {
  const [search, setSearch] = useSearchParams()
  const division = search.get('division') ?? cityCode
  const q = search.get('q') ?? ''
  const loaded = useLoaded<OrganDirectory>(`/organ-directory?division=${division}&q=${encodeURIComponent(q)}`)
  return (
    <PlainPage
      title="机构"
      loaded={loaded}
      note={(d) => `${d.organs.length} 个；名录由城市数据定，电话和地址是演示的`}
      filters={
        <>
          <Select
            aria-label="地区"
            className="number"
            showSearch={{ optionFilterProp: 'label' }}
            value={division}
            options={loaded.data?.divisions}
            onChange={(code) => setSearch({ division: code })}
          />
          <Input.Search
            className="chip-find"
            aria-label="按名称或信用代码找"
            placeholder="在全市按名称或信用代码找"
            allowClear
            defaultValue={q}
            onSearch={(text) => setSearch(text ? { q: text } : { division })}
          />
        </>
      }
    >
      {(d) =>
        d.organs.length === 0 ? (
          <EmptyList why={q ? `没有名称里有“${q}”的机构。` : '这个地区没有机构。'} />
        ) : (
          <Rows label="机构" columns={columns} rows={d.organs} id={(o) => o.id} />
        )
      }
    </PlainPage>
  )
}
