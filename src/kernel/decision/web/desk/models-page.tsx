import { Link } from 'react-router'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { ModelLine, ModelList } from '../../schema/desk.ts'

const columns: readonly Column<ModelLine>[] = [
  { title: '规则表', width: 'wide', show: (m) => m.title },
  { title: '定什么', width: 'rest', show: (m) => m.purposes.join('、') },
  {
    title: '现行',
    width: 'usual',
    show: (m) => (
      <>
        <span className="num">第 {m.version} 版</span>{' '}
        {m.version > 1 ? <Link to={`/desk/decisions/${m.code}/compare?from=${m.version - 1}&to=${m.version}`}>和上一版对照</Link> : null}
      </>
    ),
  },
  {
    title: '在编',
    width: 'usual',
    show: (m) => (m.draft ? <Link to={`/desk/decision-drafts/${m.draft.id}`}>{`${m.draft.status}，${m.draft.savedBy}`}</Link> : ''),
  },
]

/** Every decision table of the city. */
export function ModelsPage() {
  const loaded = useLoaded<ModelList>('/decision-models')
  return (
    <PlainPage title="规则表" loaded={loaded} note={(d) => `${d.models.length} 个事项有规则表`}>
      {(d) =>
        d.models.length === 0 ? (
          <EmptyList why="还没有事项带规则表。" then="在事项的文件夹里放一个 decision.dmn，重新启动后就在这里。" />
        ) : (
          <Rows label="规则表" columns={columns} rows={d.models} id={(m) => m.code} href={(m) => `/desk/decisions/${m.code}`} />
        )
      }
    </PlainPage>
  )
}
