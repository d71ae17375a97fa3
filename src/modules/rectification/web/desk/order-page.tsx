import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Facts } from '#ui/desk/plain-page.tsx'
import { type HistoryEntry, type OrderPage, states, type VerbState } from '../../schema.ts'
import { asksOf } from './asks.ts'

/** Where a matter came from, and the page that shows it. */
const sources: Record<string, { label: string; page?: (id: string) => string }> = {
  evaluation: { label: '好差评', page: (id) => `/desk/evaluations/${id}` },
  hotline: { label: '12345 诉求' },
  supervision: { label: '督查发现' },
}
const levels = { simple: '简单，立行立改', complex: '复杂，限期整改' } as const
const outcomes = { settled: '已整改', explained: '已解释说明', rejected: '不予采纳' } as const

function Source({ order }: { order: OrderPage['order'] }) {
  const source = sources[order.source]
  if (!source?.page) return <>{source?.label ?? order.source}</>
  return <Link to={source.page(order.sourceId)}>{source.label}</Link>
}

const Matter = ({ order }: { order: OrderPage['order'] }) => (
  <section className="col facts">
    <div className="block">
      <h2>事由</h2>
      <p>{order.summary}</p>
    </div>
    <div className="block">
      <h2>工单</h2>
      <Facts
        facts={[
          ['来源', <Source key="s" order={order} />],
          ['承办单位', order.organName],
          ['认领人', order.holderName ?? '还没有人认领'],
          ['类型', levels[order.level]],
          ['开单', momentText(order.openedAt)],
          ['回访限期', <Due key="c" on={order.contactDueOn} />],
          ['答复限期', <Due key="d" on={order.dueOn} />],
          ...(order.outcome ? [['结果', outcomes[order.outcome]] as const] : []),
        ]}
      />
    </div>
  </section>
)

const Entry = ({ entry }: { entry: HistoryEntry }) => (
  <li className={entry.by ? 'act' : 'sys'}>
    <time dateTime={entry.at}>{momentText(entry.at)}</time>
    <div>
      <b>{entry.label}</b>
      {entry.by ? <span className="soft">，{entry.by}</span> : null}
      {entry.told.map((t) => (
        <p key={t.label}>
          <span className="soft">{t.label}：</span>
          {t.value}
        </p>
      ))}
    </div>
  </li>
)

const History = ({ history }: { history: readonly HistoryEntry[] }) => (
  <section className="col">
    <div className="block scroll">
      <h2>
        经过 <span>{history.length} 条，不能修改</span>
      </h2>
      <ol className="trail long">
        {history.map((entry) => (
          <Entry key={`${entry.at}${entry.name}`} entry={entry} />
        ))}
      </ol>
    </div>
  </section>
)

function Verbs({ verbs, choose }: { verbs: readonly VerbState[]; choose: (verb: VerbState) => void }) {
  const open = verbs.filter((v) => v.open)
  const barred = verbs.filter((v) => !v.open)
  return (
    <section className="col side">
      <div className="block">
        <h2>现在能办</h2>
        {open.length === 0 ? <p className="soft">{verbs.length === 0 ? '这张工单已经了结。' : '现在轮不到您，原因见下面。'}</p> : null}
        <div className="verbs">
          {open.map((v, i) => (
            <button key={v.verb} type="button" className={i === 0 ? 'btn go tall' : 'btn'} onClick={() => choose(v)}>
              {v.label}
            </button>
          ))}
        </div>
        {barred.length ? (
          <>
            <h2 className="no">现在不能</h2>
            <dl className="barred">
              {barred.map((v) => (
                <Barred key={v.verb} verb={v} />
              ))}
            </dl>
          </>
        ) : null}
      </div>
    </section>
  )
}
const Barred = ({ verb }: { verb: VerbState }) => (
  <>
    <dt>{verb.label}</dt>
    <dd>{verb.why}</dd>
  </>
)

/** One order: its matter, all that was done, and what may be done now. */
export function OrderPageView() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<OrderPage>(`/rectifications/${id}`)
  const [chosen, setChosen] = useState<VerbState>()
  if (error)
    return (
      <main className="empty" role="alert">
        <h1>打不开这张工单</h1>
        <p>{error}</p>
        <p>
          <Link to="/desk/rectifications">回到整改工单</Link>
        </p>
      </main>
    )
  if (!data) return null
  const { order } = data
  const done = () => {
    setChosen(undefined)
    again()
  }
  return (
    <main className="case">
      <div className="head">
        <Link className="small" to="/desk/rectifications">
          整改工单
        </Link>
        <h1>{order.title}</h1>
        <span className="num soft">{order.no}</span>
        <b role="status">{states[order.state].label}</b>
        {order.lamp ? <Lamp lamp={order.lamp} days={order.days ?? undefined} /> : null}
      </div>
      <Matter order={order} />
      <History history={data.history} />
      <Verbs verbs={data.verbs} choose={setChosen} />
      {chosen ? (
        <ActPanel
          act={{
            title: chosen.label,
            path: `/rectifications/${id}/${chosen.verb}`,
            asks: asksOf(chosen.verb, data),
            intro: asksOf(chosen.verb, data).length === 0 ? `${order.no}，${order.title}。` : undefined,
            wrap: (values) => ({ input: values }),
          }}
          done={done}
          close={() => setChosen(undefined)}
        />
      ) : null}
    </main>
  )
}
