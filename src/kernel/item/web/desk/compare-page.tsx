import { Select } from 'antd'
import { useParams, useSearchParams } from 'react-router'
import { Differences } from '#ui/desk/differences.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import type { ComparePage } from '../../schema/desk.ts'

const sameWords = ({ from, to, versions, draft }: ComparePage): string => {
  if (from !== to) return `${from}和${to}一样，没有改动。`
  return versions.length + (draft ? 1 : 0) < 2 ? '这个事项只有一个版本，没有可以对照的。' : '请在上面选两个不同的版本。'
}

/** Two versions of an item side by side, as a reviewer reads them. */
export function ComparePageView() {
  const { code = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const [from, to] = [search.get('from') ?? '1', search.get('to') ?? '1']
  const loaded = useLoaded<ComparePage>(`/item-versions/${code}/compare?from=${from}&to=${to}`)
  const sides = loaded.data
    ? [
        ...(loaded.data.draft ? [{ value: 'draft', label: '在编的版本' }] : []),
        ...loaded.data.versions.map((v) => ({ value: String(v), label: `第 ${v} 版` })),
      ]
    : []
  const pick = (label: string, value: string, set: (value: string) => void) => (
    <Select aria-label={label} value={value} options={sides} onChange={set} className="number" />
  )
  return (
    <PlainPage
      title={loaded.data ? `对照版本：${loaded.data.name}` : '对照版本'}
      loaded={loaded}
      back={{ text: '回到事项', to: `/desk/items/${code}` }}
      note={(d) => `${d.rows.length} 处不同`}
      filters={
        <>
          {pick('原来的版本', from, (v) => setSearch({ from: v, to }))} 和 {pick('现在的版本', to, (v) => setSearch({ from, to: v }))}
        </>
      }
    >
      {(page) =>
        page.rows.length === 0 ? (
          <EmptyList why={sameWords(page)} then="换两个版本再对照，或者回到事项。" />
        ) : (
          <div className="scroll">
            <Differences label={`${page.from}和${page.to}的不同`} rows={page.rows.map((r) => ({ ...r, where: r.part }))} />
          </div>
        )
      }
    </PlainPage>
  )
}
