import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Milestone, Opened, Report } from '../../schema.ts'

const planning = (code: string): Act => ({
  title: '定节点',
  path: `/programme/${code}/plan`,
  verb: '公开这个节点',
  asks: [
    { kind: 'line', name: 'title', label: '要做到什么' },
    { kind: 'day', name: 'dueOn', label: '计划哪天做到' },
  ],
})

const reporting = (code: string, milestones: readonly Milestone[]): Act => {
  const open = milestones.filter((m) => !m.reachedOn)
  return {
    title: '报进展',
    path: `/programme/${code}/report`,
    verb: '公开这条进展',
    intro: '公开后不能改，写错了就再报一条更正。',
    asks: [
      { kind: 'area', name: 'text', label: '做了什么，到了哪一步' },
      ...(open.length
        ? [
            {
              kind: 'choose' as const,
              name: 'milestone',
              label: '完成了哪个节点',
              optional: true as const,
              options: open.map((m) => ({ value: m.id, label: `${m.title}（计划 ${m.dueOn}）` })),
            },
          ]
        : []),
    ],
  }
}

const columns: readonly Column<Milestone>[] = [
  { title: '节点', width: 'rest', show: (m) => m.title },
  { title: '计划', width: 'usual', show: (m) => <Due on={m.dueOn} /> },
  { title: '完成', width: 'usual', show: (m) => (m.reachedOn ? <Due on={m.reachedOn} /> : <span className="soft">还没有</span>) },
]

const Reports = ({ reports }: { reports: readonly Report[] }) => (
  <section className="block">
    <h2>进展</h2>
    {reports.length === 0 ? <p className="soft">还没有报过进展。按“报进展”写一条，马上公开，群众看得到。</p> : null}
    <ol className="trail long">
      {reports.map((r) => (
        <li key={r.id} className="act">
          <time>{momentText(String(r.at))}</time>
          <div>
            <b>{r.byName}</b>
            <p>{r.text}</p>
          </div>
        </li>
      ))}
    </ol>
  </section>
)

/** One measure: its milestones, its reports, and the place to write the next. */
export function MeasurePage() {
  const { code = '' } = useParams()
  const loaded = useLoaded<Opened>(`/programme/${code}`)
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  const page = loaded.data
  return (
    <PlainPage
      title={page?.measure.short ?? '一项举措'}
      loaded={loaded}
      back={{ text: '改革进度', to: '/desk/programme' }}
      note={() => code}
      tools={
        page?.mayEdit ? (
          <>
            <Button onClick={() => setAct(reporting(code, page.milestones))}>报进展</Button>
            <Button onClick={() => setAct(planning(code))}>定节点</Button>
          </>
        ) : null
      }
    >
      {(p) => (
        <div className="with-side">
          <div className="scroll">
            <section className="block">
              <h2>原文</h2>
              <p>{p.measure.title}</p>
              <p>
                <a href={`/programme/${code}`}>群众看到的样子</a>
              </p>
            </section>
            <section className="block">
              <h2>节点</h2>
              {p.milestones.length === 0 ? (
                <p className="soft">还没有定节点。按“定节点”写明哪天做到什么，公开以后能对着查。</p>
              ) : (
                <Rows label="节点" columns={columns} rows={p.milestones} id={(m) => m.id} />
              )}
            </section>
          </div>
          <aside className="side">
            <Reports reports={p.reports} />
          </aside>
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
