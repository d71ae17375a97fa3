import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { cityDay, momentText } from '#ui/desk/moment.ts'
import { useSession } from '#ui/desk/pages.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Correction } from '../../schema.ts'

const columns = (today: string): readonly Column<Correction>[] => [
  { title: '更正什么', width: 'wide', show: (c) => c.recordTitle ?? c.title, hint: (c) => c.recordTitle ?? c.title },
  { title: '时限', width: 'lamp', show: (c) => <Lamp lamp={c.dueOn < today ? 'red' : c.dueOn === today ? 'yellow' : 'green'} /> },
  { title: '最迟答复', width: 'usual', show: (c) => <Due on={c.dueOn} /> },
  { title: '哪里不对', width: 'rest', show: (c) => c.asked.wrong, hint: (c) => c.asked.wrong },
  { title: '谁提的', width: 'usual', show: (c) => c.byName },
  { title: '提出', width: 'usual', show: (c) => <span className="num soft">{momentText(String(c.askedAt))}</span> },
]

/** Requests to correct personal information that wait for an answer, the most pressing first. */
export function CorrectionsPage() {
  const today = cityDay(useSession().at)
  const loaded = useLoaded<Correction[]>('/data-corrections')
  return (
    <PlainPage title="更正请求" loaded={loaded} note={(rows) => `${rows.length} 条等答复；急的在前，答复要写明依据`}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyList why="没有等答复的更正请求。" then="群众要求更正本单位保存的个人信息时，请求会出现在这里。" />
        ) : (
          <Rows label="更正请求" columns={columns(today)} rows={rows} id={(c) => c.id} href={(c) => `/desk/data-corrections/${c.id}`} />
        )
      }
    </PlainPage>
  )
}
