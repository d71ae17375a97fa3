import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { linesOf } from '../../rules/standing.ts'
import type { Health, Line, Verdict } from '../../schema.ts'

const verdicts: Record<Verdict, readonly [word: string, tone: string]> = {
  well: ['正常', 'tag ok'],
  look: ['看一眼', 'tag warn'],
  bad: ['有问题', 'tag hot'],
}

const lineColumns: readonly Column<Line>[] = [
  { title: '什么', width: 'usual', show: (l) => l.name },
  { title: '怎么样', width: 'narrow', show: (l) => <span className={verdicts[l.verdict][1]}>{verdicts[l.verdict][0]}</span> },
  { title: '说明', width: 'rest', show: (l) => l.told, hint: (l) => l.told },
  { title: '去处理', width: 'usual', show: (l) => (l.then ? <Link to={l.then.to}>{l.then.text}</Link> : '') },
]
const jobColumns: readonly Column<Health['jobs'][number]>[] = [
  {
    title: '任务',
    width: 'rest',
    show: (j) => (
      <>
        {j.title}
        <br />
        <span className="soft small">{j.task}</span>
      </>
    ),
  },
  { title: '排队', width: 'narrow', show: (j) => j.waiting },
  { title: '晚了', width: 'narrow', show: (j) => j.late },
  { title: '在重试', width: 'narrow', show: (j) => j.retrying },
  { title: '失败', width: 'narrow', show: (j) => j.dead },
  { title: '最早该办的', width: 'usual', show: (j) => (j.oldest ? <span className="num">{momentText(String(j.oldest))}</span> : '') },
]

const verifiedText = ({ verified }: Health['ledger']) =>
  verified
    ? `上次核对 ${momentText(String(verified.at))}：${verified.facts} 条记录，${verified.ok ? '没有被改过' : `${verified.broken} 处被改过`}`
    : '还没有核对过'

/** Whether the house is well, and what to do where it is not. */
export function HealthPage() {
  const loaded = useLoaded<Health>('/health/standing')
  const [verifying, setVerifying] = useState(false)
  const done = () => {
    setVerifying(false)
    loaded.again()
  }
  return (
    <PlainPage
      title="运行状态"
      loaded={loaded}
      note={(h) => `${momentText(h.now)} 的情况`}
      tools={
        <>
          <Button onClick={loaded.again}>再看一次</Button>
          <Button onClick={() => setVerifying(true)}>核对账本</Button>
        </>
      }
    >
      {(h) => (
        <div className="scroll">
          <Rows label="运行状态" columns={lineColumns} rows={linesOf(h)} id={(l) => l.name} />
          <section className="block">
            <h2>账本</h2>
            <p>{verifiedText(h.ledger)}</p>
          </section>
          <section className="block">
            <h2>后台任务</h2>
            {h.jobs.length === 0 ? (
              <p className="soft">没有排队的任务，后台的事都办完了。</p>
            ) : (
              <Rows label="后台任务" columns={jobColumns} rows={h.jobs} id={(j) => j.task} />
            )}
          </section>
          {verifying ? (
            <ActPanel
              act={{
                title: '核对账本',
                path: '/health/verify',
                verb: '现在核对',
                intro: '把全部记录重新算一遍，可能要几分钟；在后台做，做完再看这一页。',
              }}
              done={done}
              close={() => setVerifying(false)}
            />
          ) : null}
        </div>
      )}
    </PlainPage>
  )
}
