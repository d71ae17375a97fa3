import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Standing } from '../../schema.ts'

const states: Record<Standing['state'], string> = { live: '已上线', trial: '试运行', partial: '部分上线', unbuilt: '还没建' }

const columns: readonly Column<Standing>[] = [
  { title: '举措', width: 'rest', show: (m) => m.short, hint: (m) => m.title },
  { title: '代码', width: 'narrow', show: (m) => <span className="num">{m.code}</span> },
  { title: '类别', width: 'usual', show: (m) => m.group },
  { title: '平台上', width: 'usual', show: (m) => <span className={m.state === 'live' ? 'tag ok' : 'tag'}>{states[m.state]}</span> },
  { title: '时限', width: 'usual', show: (m) => m.due?.text ?? <span className="soft">原文没写</span> },
  { title: '目标', width: 'usual', show: (m) => (m.target ? `至少 ${m.target.value} ${m.target.unit}` : '') },
  { title: '实时数字', width: 'narrow', show: (m) => `${m.figures.length} 个` },
]

/** Every measure of the programme; whoever keeps it writes its milestones and reports from here. */
export function ProgrammePage() {
  const loaded = useLoaded<Standing[]>('/programme')
  return (
    <PlainPage title="改革进度" loaded={loaded} note={(rows) => `${rows.length} 项举措；数字由业务数据实时算出，不能填`}>
      {(rows) => <Rows label="改革进度" columns={columns} rows={rows} id={(m) => m.code} href={(m) => `/desk/programme/${m.code}`} />}
    </PlainPage>
  )
}
