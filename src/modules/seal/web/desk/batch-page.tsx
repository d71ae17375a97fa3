import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import type { Ask } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { NotThere } from '#ui/desk/not-there.tsx'
import { Facts } from '#ui/desk/plain-page.tsx'
import { useSeen } from '#ui/desk/seen.ts'
import { VerbPanel } from '#ui/desk/verbs.tsx'
import { batchStates } from '../../rules/batch.ts'
import { requestStates } from '../../rules/life.ts'
import type { BatchVerb, BatchView } from '../../schema/batch.ts'
import type { RequestState } from '../../schema/life.ts'

const opinion: readonly Ask[] = [{ kind: 'area', name: 'opinion', label: '意见' }]
const asks: Partial<Record<BatchVerb, readonly Ask[]>> = { approve: opinion, reject: opinion }
const intros: Partial<Record<BatchVerb, string>> = {
  approve: '批准的是列出来的每一份，哪一份变一个字节都盖不了。',
  begin: '一份一份地盖，随时可以停下；关掉网页也接着盖。',
  stop: '正在盖的一份盖完就停，盖好的不受影响。',
}

/** While it moves, the page looks again every second. */
function useMoving(moving: boolean, again: () => void): void {
  useEffect(() => {
    if (!moving) return
    const look = setInterval(again, 1_000)
    return () => clearInterval(look)
  }, [moving, again])
}

const Progress = ({ batch: b }: { batch: BatchView['batch'] }) => (
  <div className="block">
    <h2>
      进度{' '}
      <span>
        共 {b.total} 份，盖好 {b.used} 份{b.failed ? `，${b.failed} 份没盖成` : ''}
      </span>
    </h2>
    <progress className="wide" value={b.used} max={b.total} aria-label="盖好的份数" />
    {b.reason ? <p role="alert">{b.reason}</p> : null}
  </div>
)

const Files = ({ rows, total }: { rows: BatchView['rows']; total: number }) => (
  <div className="block scroll">
    <h2>
      文件 <span>{rows.length < total ? `前 ${rows.length} 份，没盖成的在前` : `${total} 份`}</span>
    </h2>
    <ol className="mats">
      {rows.map((r) => (
        <li key={r.id}>
          <Link to={`/desk/seal-requests/${r.id}`}>{r.title}</Link>
          <span className={r.failure ? 'tag hot' : 'tag'}>{r.failure ?? requestStates[r.state as RequestState]}</span>
        </li>
      ))}
    </ol>
  </div>
)

const actOf = (id: string, verb: BatchVerb, label: string): Act => ({
  title: label,
  path: `/seals/batches/${id}/${verb}`,
  asks: asks[verb],
  intro: intros[verb],
  wrap: (input) => ({ input }),
})

/** One batch: how far it is, its files, and what may be done now. */
export function BatchPage() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<BatchView>(`/seals/batches/${id}`)
  const [act, setAct] = useState<Act>()
  useSeen(`/desk/seal-batches/${id}`)
  useMoving(data?.batch.state === 'running', again)
  if (error) return <NotThere title="打不开这一批" error={error} back={{ text: '回到批量用印', to: '/desk/seal-batches' }} />
  if (!data) return null
  const { batch: b } = data
  const close = () => setAct(undefined)
  return (
    <main className="case">
      <div className="head">
        <Link className="small" to="/desk/seal-batches">
          批量用印
        </Link>
        <h1>{b.title}</h1>
        <b role="status">{batchStates[b.state]}</b>
      </div>
      <section className="col facts scroll">
        <div className="block">
          <h2>申请</h2>
          <Facts
            facts={[
              [
                '印章',
                <Link key="s" to={`/desk/seals/${b.seal}`}>
                  {b.sealName}
                </Link>,
              ],
              ['申请人', `${b.askedName}，${momentText(b.askedAt)}`],
              ...(b.decidedName ? [['审批人', b.decidedName] as const] : []),
              ...(b.opinion ? [['意见', b.opinion] as const] : []),
            ]}
          />
        </div>
      </section>
      <section className="col">
        <Progress batch={b} />
        <Files rows={data.rows} total={b.total} />
      </section>
      <section className="col side scroll">
        <VerbPanel
          verbs={data.verbs}
          next={['approve', 'begin', 'resume']}
          none="现在没有您要办的。"
          choose={(v) => setAct(actOf(b.id, v.verb, v.label))}
        />
      </section>
      {act ? (
        <ActPanel
          act={act}
          done={() => {
            close()
            again()
          }}
          close={close}
        />
      ) : null}
    </main>
  )
}
