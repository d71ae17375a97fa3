import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { IncidentLine, IncidentList } from '../../schema/desk.ts'

const columns = (retry: (i: IncidentLine) => void): readonly Column<IncidentLine>[] => [
  { title: '办件', width: 'wide', show: (i) => (i.href ? <Link to={i.href}>{i.title}</Link> : i.title || i.instance) },
  { title: '停在哪一步', width: 'usual', show: (i) => i.step },
  {
    title: '为什么',
    width: 'rest',
    show: (i) => (
      <>
        {i.what}
        <small className="soft"> {i.sentence}</small>
      </>
    ),
    hint: (i) => i.sentence,
  },
  { title: '什么时候', width: 'usual', show: (i) => momentText(i.at) },
  {
    title: '可以做的',
    width: 'usual',
    show: (i) => (
      <Button size="small" onClick={() => retry(i)}>
        处理好了，再试
      </Button>
    ),
  },
]

/** Processes that cannot go on by themselves, until a person has looked. */
export function IncidentsPage() {
  const loaded = useLoaded<IncidentList>('/process-incidents')
  const [chosen, setChosen] = useState<IncidentLine>()
  const [told, setTold] = useState('')
  return (
    <PlainPage title="停住的流程" loaded={loaded} told={told} note={(d) => `${d.incidents.length} 处停住`}>
      {(d) => (
        <>
          {d.incidents.length === 0 ? (
            <EmptyList why="没有停住的流程。" then="后台工作失败五次，或者流程走不下去，会出现在这里。" />
          ) : (
            <Rows label="停住的流程" columns={columns(setChosen)} rows={d.incidents} id={(i) => `${i.instance}-${i.record}`} />
          )}
          {chosen ? (
            <ActPanel
              act={{
                title: `再试一次：${chosen.step}`,
                path: `/process-incidents/${chosen.instance}/${chosen.record}/retry`,
                intro: `${chosen.what}。${chosen.sentence}`,
                verb: '再试一次',
                asks: [{ kind: 'area', name: 'reason', label: '查到的原因，怎么处理的' }],
              }}
              done={() => {
                setTold(`“${chosen.step}”已经再试`)
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
