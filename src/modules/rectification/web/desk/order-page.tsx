import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { NotThere } from '#ui/desk/not-there.tsx'
import { Facts } from '#ui/desk/plain-page.tsx'
import { Trail } from '#ui/desk/trail.tsx'
import { VerbPanel } from '#ui/desk/verbs.tsx'
import { type OrderPage, states, type VerbState } from '../../schema.ts'
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

/** One order: its matter, all that was done, and what may be done now. */
export function OrderPageView() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<OrderPage>(`/rectifications/${id}`)
  const [chosen, setChosen] = useState<VerbState>()
  if (error) return <NotThere title="打不开这张工单" error={error} back={{ text: '回到整改工单', to: '/desk/rectifications' }} />
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
      <section className="col">
        <Trail entries={data.history} />
      </section>
      <section className="col side">
        <VerbPanel verbs={data.verbs} none="这张工单已经了结。" choose={setChosen} />
      </section>
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
