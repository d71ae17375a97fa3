import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { useCountdown } from '#ui/desk/countdown.ts'
import { useKeys } from '#ui/desk/keys.ts'
import { KeysOf } from '#ui/desk/keys-help.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { NotThere } from '#ui/desk/not-there.tsx'
import { Facts } from '#ui/desk/plain-page.tsx'
import { Toast } from '#ui/desk/toast.tsx'
import { Trail } from '#ui/desk/trail.tsx'
import { VerbPanel } from '#ui/desk/verbs.tsx'
import type { ClockLine, OrderPage, VerbButton } from '../../schema/page.ts'
import { asksOf } from './asks.ts'
import { Until } from './due.tsx'
import { listKeys, pageKeys } from './keys.ts'
import { stepsFrom } from './walk.ts'

const clockWords = { running: '', paused: '（暂停）', stopped: '（已停）' } as const

const Clock = ({ line }: { line: ClockLine }) => (
  <>
    <Until at={line.dueAt} /> {line.late ? <b>超期</b> : <span className="soft">{clockWords[line.state]}</span>}
  </>
)

const Source = ({ page }: { page: OrderPage }) =>
  page.sourcePage ? <Link to={page.sourcePage}>{page.order.sourceLabel}</Link> : page.order.sourceLabel

/** What the order is: where it came from, whose it is, its clocks, how it ended. */
function factsOf(page: OrderPage): (readonly [string, React.ReactNode])[] {
  const { order, parts, clocks } = page
  const alone = parts.length === 1
  return [
    ['来源', <Source key="s" page={page} />],
    ['承办单位', order.organName],
    ...(alone ? [['认领人', order.holderName ?? '还没有人认领'] as const] : []),
    ...(order.levelLabel ? [['类型', order.levelLabel] as const] : []),
    ...(order.supervisionLabel ? [['督办级别', order.supervisionLabel] as const] : []),
    ['开单', momentText(order.openedAt)],
    ...clocks.filter((c) => alone || !c.organName).map((c) => [c.label, <Clock key={c.label} line={c} />] as const),
    ...(page.outcomeLabel ? [['结果', page.outcomeLabel] as const] : []),
  ]
}

/** Each organ, how far it is, and the clocks that are its own. */
const Parts = ({ parts, clocks }: Pick<OrderPage, 'parts' | 'clocks'>) => (
  <div className="block">
    <h2>{parts.length} 家单位</h2>
    <div className="stack">
      {parts.map((p) => (
        <div key={p.organName}>
          <b>
            {p.organName}
            {p.role === 'lead' ? '（主办）' : ''}
          </b>
          <Facts
            facts={[
              ['回应', [p.state || '还没有', p.holderName].filter(Boolean).join('，')],
              ...clocks.filter((c) => c.organName === p.organName).map((c) => [c.label, <Clock key={c.label} line={c} />] as const),
            ]}
          />
        </div>
      ))}
    </div>
  </div>
)

const Matter = ({ page }: { page: OrderPage }) => (
  <section className="col facts">
    <div className="block">
      <h2>事由</h2>
      <p>{page.order.summary}</p>
    </div>
    {page.parts.length > 1 ? <Parts {...page} /> : null}
    <div className="block">
      <h2>工单</h2>
      <Facts facts={factsOf(page)} />
    </div>
  </section>
)

/** What was just done, and its recall while nothing of it has left the house. */
function Done({ page, told, recalled, wrong }: { page: OrderPage; told: string; recalled: () => void; wrong: (sentence: string) => void }) {
  const left = useCountdown(page.recall?.until, page.now)
  const act = left === undefined ? null : page.recall
  const recall = () => {
    if (act) command(`/orders/${page.order.id}/recall`, { seq: act.seq }).then(recalled, (e: unknown) => wrong(sentenceOf(e)))
  }
  useKeys({ z: recall })
  if (!act && !told) return null
  return (
    <div className="toast-place">
      {act ? <Toast done={told || '已办'} note="通知还没发出" secondsLeft={left} recall={recall} recallKey="z" /> : <Toast done={told} />}
    </div>
  )
}

const Head = ({ page }: { page: OrderPage }) => (
  <div className="head">
    <Link className="small" to={page.list}>
      {page.order.kindTitle}
    </Link>
    <h1>{page.order.title}</h1>
    <span className="num soft">{page.order.no}</span>
    <b role="status">{page.order.stateLabel}</b>
    {page.order.supervisionLabel ? <b>{page.order.supervisionLabel}</b> : null}
    {page.order.lamp ? <Lamp lamp={page.order.lamp} days={page.order.days ?? undefined} /> : null}
  </div>
)

type Acting = { page: OrderPage; verb: VerbButton; done: () => void; close: () => void }

function TakeVerb({ page, verb, done, close }: Acting) {
  const asks = asksOf(verb.asks, page)
  return (
    <ActPanel
      act={{
        title: verb.label,
        path: `/orders/${page.order.id}/acts/${verb.verb}`,
        asks,
        intro: asks.length === 0 ? `${page.order.no}，${page.order.title}。` : undefined,
        wrap: (values) => ({ input: values, seen: page.order.seq }),
      }}
      done={done}
      close={close}
    />
  )
}

/** Splitting one piece off, which becomes an order of its own. */
const SplitPanel = ({ page, done, close }: { page: OrderPage; done: () => void; close: () => void }) => (
  <ActPanel
    act={{
      title: '拆出一件',
      path: `/orders/${page.order.id}/split`,
      intro: '拆出来的另开一张同类工单，时限从现在算；这一张照旧办剩下的。',
      asks: [
        { name: 'organ', label: '交给哪个单位', kind: 'choose', options: page.organs },
        { name: 'title', label: '是什么事', kind: 'line' },
        { name: 'summary', label: '情况', kind: 'area' },
      ],
      wrap: (piece) => ({ pieces: [piece] }),
    }}
    done={done}
    close={close}
  />
)

/** The keys of the page of an order: the next verb, the list, and the orders beside it there. */
function usePageKeys(page: OrderPage | undefined, choose: (verb: VerbButton) => void, help: () => void): void {
  const go = useNavigate()
  const steps = page && stepsFrom(page.order.href, page.list)
  const to = (href: string | undefined) => () => href && go(href)
  const next = page?.verbs.find((v) => v.open)
  useKeys({ '[': to(steps?.before), ']': to(steps?.after), u: to(steps?.back), a: () => next && choose(next), '?': help })
}

/** One order of any kind: its matter, all that was done, and what may be done now. */
export function OrderPageView() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<OrderPage>(`/orders/${id}`)
  const [chosen, setChosen] = useState<VerbButton>()
  const [told, setTold] = useState('')
  const [beside, setBeside] = useState<'split' | 'help'>()
  usePageKeys(data, setChosen, () => setBeside('help'))
  if (error) return <NotThere title="打不开这张工单" error={error} back={{ text: '回到工单', to: '/desk/orders' }} />
  if (!data) return null
  const done = (sentence: string) => {
    setChosen(undefined)
    setBeside(undefined)
    setTold(sentence)
    again()
  }
  return (
    <main className="case">
      <Head page={data} />
      <Matter page={data} />
      <section className="col" aria-label="经过">
        <Trail entries={data.history} />
        <Done page={data} told={told} recalled={() => done('已撤回，回到办之前的样子')} wrong={setTold} />
      </section>
      <section className="col side" aria-label="办理">
        <VerbPanel verbs={data.verbs} none="这张工单已经了结。" choose={setChosen} />
        {data.canSplit ? (
          <div className="block">
            <button type="button" className="btn" onClick={() => setBeside('split')}>
              拆出一件
            </button>
          </div>
        ) : null}
      </section>
      {chosen ? <TakeVerb page={data} verb={chosen} done={() => done(`已${chosen.label}`)} close={() => setChosen(undefined)} /> : null}
      {beside === 'split' ? <SplitPanel page={data} done={() => done('已拆出一张')} close={() => setBeside(undefined)} /> : null}
      {beside === 'help' ? <KeysOf list={listKeys} page={pageKeys} close={() => setBeside(undefined)} /> : null}
    </main>
  )
}
