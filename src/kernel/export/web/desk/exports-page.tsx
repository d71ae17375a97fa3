import { Button } from 'antd'
import { useEffect } from 'react'
import { sizeText } from '#ui/day.ts'
import { command } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { useTold } from '#ui/desk/told.ts'
import { type ExportState, type ExportView, exportWords, sheetForms } from '../../schema/export.ts'

type Steer = (id: string, how: 'stop' | 'resume') => void

const tone: Record<ExportState, string> = { running: 'tag warn', stopped: 'tag', done: 'tag ok', failed: 'tag hot' }

const progressOf = (e: ExportView): string => {
  if (e.state === 'done') return `${e.told} 件${e.size === null ? '' : `，${sizeText(e.size)}`}`
  return `已写 ${e.told} 件`
}

/** What can be done with an export as it stands. */
const Ways = ({ e, steer }: { e: ExportView; steer: Steer }) => {
  if (e.state === 'done' && e.expired) return <span className="soft">已过期，请回列表重新导出</span>
  if (e.state === 'done')
    return (
      <a className="btn sm" href={`/work/exports/${e.id}/file`} download>
        下载
      </a>
    )
  return e.state === 'running' ? (
    <Button size="small" onClick={() => steer(e.id, 'stop')}>
      停下
    </Button>
  ) : (
    <Button size="small" onClick={() => steer(e.id, 'resume')}>
      接着写
    </Button>
  )
}

const columns = (steer: Steer): readonly Column<ExportView>[] => [
  { title: '列表', width: 'rest', show: (e) => e.title },
  { title: '格式', width: 'usual', show: (e) => sheetForms[e.form] },
  { title: '谁导出的', width: 'narrow', show: (e) => e.by },
  { title: '姓名', width: 'wide', show: (e) => (e.masked ? '隐去' : `完整，因为：${e.why}`), hint: (e) => e.why ?? '' },
  {
    title: '到哪一步',
    width: 'usual',
    show: (e) => <span className={tone[e.state]}>{exportWords[e.state]}</span>,
    hint: (e) => e.reason ?? '',
  },
  { title: '写了多少', width: 'usual', show: (e) => <span className="num">{progressOf(e)}</span> },
  { title: '什么时候', width: 'usual', show: (e) => <span className="num soft">{momentText(e.madeAt)}</span> },
  { title: '下载到', width: 'usual', show: (e) => <span className="num soft">{momentText(e.until)}</span> },
  { title: '可以做的', width: 'narrow', show: (e) => <Ways e={e} steer={steer} /> },
]

const pause = 1_000

/** One's own exports, looked at every second while one is written. */
export function ExportsPage() {
  const loaded = useLoaded<{ exports: ExportView[] }>('/work/exports')
  const { data, again } = loaded
  const { told, ask } = useTold()
  const moving = data?.exports.some((e) => e.state === 'running') ?? false
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(again, pause)
    return () => clearInterval(timer)
  }, [moving, again])
  const steer: Steer = (id, how) => void ask(command(`/work/exports/${id}/${how}`, {})).finally(again)
  return (
    <PlainPage title="导出" loaded={loaded} note={() => '只有您自己看得到，文件留 7 天'} told={told}>
      {({ exports }) =>
        exports.length === 0 ? (
          <EmptyList why="您还没有导出过。" then="在任何一个列表的右上角按“导出”，写好的文件在这里下载。" />
        ) : (
          <Rows label="导出" columns={columns(steer)} rows={exports} id={(e) => e.id} />
        )
      }
    </PlainPage>
  )
}
