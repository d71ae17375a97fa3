import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { untilText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { WorkLine, WorkList } from '../../schema/desk.ts'

const columns = (give: (w: WorkLine) => void): readonly Column<WorkLine>[] => [
  { title: '哪一步', width: 'usual', show: (w) => w.name },
  { title: '办件', width: 'rest', show: (w) => (w.href ? <Link to={w.href}>{w.title}</Link> : w.title) },
  {
    title: '什么时候要',
    width: 'usual',
    show: (w) => (
      <>
        {w.dueAt ? `${untilText(w.dueAt)}前` : '没有限期'}
        {w.late ? <span className="tag hot">超期</span> : null}
        {w.reminders > 0 ? <span className="tag">催办 {w.reminders} 次</span> : null}
      </>
    ),
  },
  {
    title: '可以做的',
    width: 'usual',
    show: (w) => (
      <Button size="small" onClick={() => give(w)}>
        出意见
      </Button>
    ),
  },
]

/** What other cases ask of one's own organ. */
export function WorkPage() {
  const loaded = useLoaded<WorkList>('/process-work')
  const [chosen, setChosen] = useState<WorkLine>()
  const [told, setTold] = useState('')
  return (
    <PlainPage title="会办" loaded={loaded} told={told} note={(d) => `${d.work.length} 步等本单位办`}>
      {(d) => (
        <>
          {d.work.length === 0 ? (
            <EmptyList why="没有要本单位出意见的步骤。" then="别的办件走到要会审、会签、核查时，会出现在这里。" />
          ) : (
            <Rows label="会办" columns={columns(setChosen)} rows={d.work} id={(w) => `${w.instance}-${w.record}`} />
          )}
          {chosen ? (
            <ActPanel
              act={{
                title: `${chosen.name}：${chosen.title}`,
                path: `/process-work/${chosen.instance}/${chosen.record}/opinion`,
                verb: '交意见',
                asks: [
                  {
                    kind: 'pick',
                    name: 'passed',
                    label: '意见',
                    options: [
                      { value: 'yes', label: '通过' },
                      { value: 'no', label: '不通过' },
                    ],
                  },
                  { kind: 'area', name: 'opinion', label: '写明意见' },
                ],
                wrap: ({ passed, ...rest }) => ({ ...rest, ...(passed === undefined ? {} : { passed: passed === 'yes' }) }),
              }}
              done={() => {
                setTold(`已交“${chosen.name}”的意见`)
                setChosen(undefined)
                loaded.again()
              }}
              close={() => setChosen(undefined)}
            />
          ) : null}
        </>
      )}
    </PlainPage>
  )
}
