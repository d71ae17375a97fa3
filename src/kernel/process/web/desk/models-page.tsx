import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { ModelLine, ModelList } from '../../schema/desk.ts'

const columns: readonly Column<ModelLine>[] = [
  { title: '流程', width: 'rest', show: (m) => m.title },
  { title: '现行', width: 'narrow', show: (m) => <span className="num">第 {m.version} 版</span> },
  { title: '在办', width: 'narrow', show: (m) => <span className="num">{m.running} 件</span> },
  { title: '停住', width: 'narrow', show: (m) => (m.stopped > 0 ? <span className="tag hot">{m.stopped} 件</span> : '') },
  { title: '在编', width: 'wide', show: (m) => (m.draft ? <span className="tag">{`${m.draft.status}，${m.draft.savedBy}`}</span> : '') },
]

/** Every process of the city. */
export function ModelsPage() {
  const loaded = useLoaded<ModelList>('/process-models')
  return (
    <PlainPage title="流程图" loaded={loaded} note={(d) => `${d.models.length} 个流程`}>
      {(d) =>
        d.models.length === 0 ? (
          <EmptyList why="还没有事项带流程图。" then="在事项的文件夹里放一个 process.bpmn，重新启动后就在这里。" />
        ) : (
          <Rows
            label="流程图"
            columns={columns}
            rows={d.models}
            id={(m) => m.key}
            href={(m) => `/desk/processes/${encodeURIComponent(m.key)}`}
          />
        )
      }
    </PlainPage>
  )
}
