import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { cityDay, momentText } from '#ui/desk/moment.ts'
import { useSession } from '#ui/desk/pages.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Waiting } from '../../schema.ts'

const columns = (today: string): readonly Column<Waiting>[] => [
  { title: '公示', width: 'wide', show: (o) => o.title, hint: (o) => o.title },
  { title: '时限', width: 'lamp', show: (o) => <Lamp lamp={o.dueOn < today ? 'red' : o.dueOn === today ? 'yellow' : 'green'} /> },
  { title: '最迟答复', width: 'usual', show: (o) => <Due on={o.dueOn} /> },
  { title: '异议', width: 'rest', show: (o) => o.text, hint: (o) => o.text },
  { title: '谁提的', width: 'usual', show: (o) => o.byName },
  { title: '提交', width: 'usual', show: (o) => <span className="num soft">{momentText(String(o.madeAt))}</span> },
]

/** Objections that wait for an answer, the most pressing first. */
export function ObjectionsPage() {
  const today = cityDay(useSession().at)
  const loaded = useLoaded<Waiting[]>('/publicity/objections')
  return (
    <PlainPage
      title="公示异议"
      loaded={loaded}
      note={(rows) => `${rows.length} 条等答复；收到后 5 个工作日内答复，答复前有异议的那一行先不作数`}
    >
      {(rows) =>
        rows.length === 0 ? (
          <EmptyList why="没有等答复的异议。" then="这里只有您能发布的单位的公示的异议。" />
        ) : (
          <Rows label="公示异议" columns={columns(today)} rows={rows} id={(o) => o.id} href={(o) => `/desk/objections/${o.id}`} />
        )
      }
    </PlainPage>
  )
}
