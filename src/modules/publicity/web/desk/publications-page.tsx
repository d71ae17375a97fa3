import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { OwnPublication, State } from '../../schema.ts'

const states: Record<State, string> = { waiting: '等着公示', open: '公示中', closed: '期满', withdrawn: '已撤下' }

const withdrawing = (p: OwnPublication): Act => ({
  title: '撤下公示',
  path: `/publicity/${p.id}/withdraw`,
  verb: '撤下',
  intro: `${p.title}。撤下后内容不再显示，页面会写着撤下的时间和原因，不能恢复。`,
  asks: [{ kind: 'area', name: 'reason', label: '为什么撤下', hint: '群众会看到这句话，不要写个人信息' }],
})

const columns = (choose: (act: Act) => void): readonly Column<OwnPublication>[] => [
  { title: '公示', width: 'rest', show: (p) => <a href={`/publicity/${p.id}`}>{p.title}</a>, hint: (p) => p.title },
  { title: '单位', width: 'usual', show: (p) => p.organName },
  { title: '状态', width: 'narrow', show: (p) => <span className={p.state === 'open' ? 'tag ok' : 'tag'}>{states[p.state]}</span> },
  {
    title: '哪天公示',
    width: 'usual',
    show: (p) => (p.publishedAt ? <span className="num">{momentText(String(p.publishedAt))}</span> : <Due on={p.dueOn} />),
  },
  { title: '异议期到', width: 'usual', show: (p) => (p.endsOn ? <Due on={p.endsOn} /> : <span className="soft">不收异议</span>) },
  { title: '异议', width: 'usual', show: (p) => (p.waiting ? <Link to="/desk/objections">{p.waiting} 条等答复</Link> : '') },
  {
    title: '处理',
    width: 'narrow',
    show: (p) =>
      p.state === 'withdrawn' ? null : (
        <Button size="small" onClick={() => choose(withdrawing(p))}>
          撤下
        </Button>
      ),
  },
]

/** Publications of the organs where one publishes. */
export function PublicationsPage() {
  const paged = usePaged<OwnPublication>('/publicity/own')
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    paged.first.again()
  }
  return (
    <PlainPage title="公示" loaded={paged.first} note={() => `${paged.count} 条，新的在前；作出许可、处罚决定后 7 个工作日内公示`}>
      {() => (
        <>
          <PagedRows
            label="公示"
            columns={columns(setAct)}
            paged={paged}
            id={(p) => p.id}
            quiet={(p) => p.state === 'withdrawn'}
            empty={{ why: '本单位还没有公示。', then: '作出行政许可决定后会自动公示；这里只有您能发布的单位的公示。' }}
          />
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
