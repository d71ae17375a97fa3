import { Button, ConfigProvider, Segmented } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Due } from '#ui/desk/due.tsx'
import { useKeys } from '#ui/desk/keys.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { cityDay, momentText, shortNo } from '#ui/desk/moment.ts'
import { Toast } from '#ui/desk/toast.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import type { CaseClock, CasePage, CaseVerb, TrackEntry } from '../../schema/desk.ts'
import { useDesk } from './context.ts'
import { Documents, shownOf } from './documents.tsx'
import { Facts } from './facts.tsx'
import { VerbPanel } from './verb-panel.tsx'
import { keepRow, lengthen, readWalk } from './walk.ts'

/** Which verb is the next one, best first; the rest of the open ones stand beneath it. */
const order: readonly string[] = [
  'grantApproval',
  'accept',
  'examine',
  'resume',
  'propose',
  'approve',
  'make',
  'ready',
  'deliver',
  'receive',
  'archive',
  'claim',
  'survey',
  'requestSupplement',
  'acceptTolerant',
  'refuse',
  'preReturn',
  'notAccept',
  'suspend',
  'extend',
  'sendBack',
  'denyApproval',
  'handOver',
  'takeOver',
  'release',
  'terminate',
]
const rank = (v: CaseVerb) => {
  const n = order.indexOf(v.verb)
  return n < 0 ? 99 : n
}

const Waiting = ({ pending }: { pending: CasePage['pending'] }) =>
  pending ? (
    <p className="why">
      {pending.by}申请“{pending.label}”，等审批。{pending.input.map((r) => `${r.label}：${r.value}`).join('；')}
    </p>
  ) : null

function Verbs({ page, take }: { page: CasePage; take: (verb: CaseVerb) => void }) {
  const shown = page.verbs.filter((v) => !v.byApplicant || v.open)
  const open = shown.filter((v) => v.open).sort((a, b) => rank(a) - rank(b))
  const barred = shown.filter((v) => !v.open && (page.pending || !['grantApproval', 'denyApproval'].includes(v.verb)))
  const [next, ...others] = open
  return (
    <section className="block">
      <h2>现在可以办</h2>
      <Waiting pending={page.pending} />
      {next ? (
        <div className="verbs">
          <ConfigProvider theme={nextTheme}>
            <Button type="primary" size="large" className="go" onClick={() => take(next)}>
              {next.label}
            </Button>
          </ConfigProvider>
          {others.map((v) => (
            <Button key={v.verb} size="small" onClick={() => take(v)}>
              {v.byApplicant ? `代申请人${v.label}` : v.label}
            </Button>
          ))}
        </div>
      ) : (
        <p className="why">这一件现在没有您要办的。</p>
      )}
      {barred.length ? (
        <>
          <h2 className="no">现在不能办</h2>
          <dl className="barred">{barred.map((v) => [<dt key={v.verb}>{v.label}</dt>, <dd key={`${v.verb}w`}>{v.why}</dd>])}</dl>
        </>
      ) : null}
    </section>
  )
}

function ClockLine({ clock: c, open, toggle }: { clock: CaseClock; open: boolean; toggle: () => void }) {
  const stopped = c.state === 'stopped' ? '已停' : ''
  return (
    <>
      <Button type="link" size="small" aria-expanded={open} onClick={toggle}>
        {c.pressing ? <b>{c.label}</b> : c.label}
      </Button>
      <span className="soft">{c.limit}</span>
      <span className="num">{c.dueOn ? <Due on={c.dueOn} makeUp={c.makeUp} /> : '停着'}</span>
      {c.lamp ? (
        <Lamp lamp={c.lamp} days={c.lamp === 'paused' ? undefined : Math.floor(c.days ?? 0)} word="" quiet />
      ) : (
        <span className="soft">{stopped}</span>
      )}
    </>
  )
}

function Clocks({ clocks }: { clocks: readonly CaseClock[] }) {
  const [open, setOpen] = useState<string>()
  const shown = clocks.find((c) => c.name === open)
  return (
    <section className="block">
      <h2>时限</h2>
      <div className="clocks">
        {clocks.map((c) => (
          <ClockLine key={c.name} clock={c} open={open === c.name} toggle={() => setOpen(open === c.name ? undefined : c.name)} />
        ))}
      </div>
      {shown ? (
        <table className="check days-table">
          <caption className="vh">{shown.label}时限，逐日</caption>
          <tbody>
            {shown.rows.map((r) => (
              <tr key={r.on} className={r.counts ? undefined : 'soft'}>
                <td>{r.nth ?? ''}</td>
                <td>{r.on.slice(5)}</td>
                <td title={r.basis}>{r.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="why">点一个时限，逐日看哪天算、哪天不算。</p>
      )}
    </section>
  )
}

const filters = [
  { value: 'all', label: '全部' },
  { value: 'act', label: '办理' },
  { value: 'clock', label: '时钟' },
  { value: 'read', label: '查阅' },
  { value: 'paper', label: '文书' },
]

function Track({ entries, today, since }: { entries: readonly TrackEntry[]; today: string; since: number }) {
  const [kind, setKind] = useState('all')
  const shown = entries.filter((e) => kind === 'all' || e.kind === kind)
  return (
    <section className="block">
      <h2>经过</h2>
      <Segmented size="small" value={kind} onChange={setKind} options={filters} />
      <ol className="trail">
        {shown.map((e) => (
          <li key={`${e.at}${e.sentence}${e.seq}`} className={e.kind === 'act' ? 'act' : e.kind === 'read' ? '' : 'sys'}>
            <time dateTime={e.at}>{momentText(e.at, today).replace(/ .*/, '')}</time>
            <span title={momentText(e.at)}>
              {(e.seq ?? 0) > since ? <b>新：{e.sentence}</b> : e.sentence}
              {e.detail ? <span className="why"> {e.detail}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      {shown.length === 0 ? <p className="why">还没有这一类记录。</p> : null}
    </section>
  )
}

/** Where one is in the list one came from: previous and next keep its filter and its order, and go on past what was loaded. */
function Step({ id }: { id: string }) {
  const [walk, setWalk] = useState(readWalk)
  const go = useNavigate()
  const at = walk?.rows.findIndex((r) => r.id === id) ?? -1
  const to = async (n: number) => {
    if (!walk || at < 0) return
    const longer = at + n >= walk.rows.length ? await lengthen(walk).catch(() => walk) : walk
    setWalk(longer)
    const next = longer.rows[at + n]
    if (!next) return
    keepRow(next.id)
    go(`/desk/cases/${next.id}`)
  }
  useKeys({ '[': () => void to(-1), ']': () => void to(1), u: () => go(walk?.back ?? '/desk/mine') })
  if (!walk || at < 0) return null
  return (
    <span className="step">
      <button
        type="button"
        className="btn bare"
        aria-label="上一件"
        title={walk.rows[at - 1]?.name}
        disabled={at === 0}
        onClick={() => void to(-1)}
      >
        <kbd>[</kbd>
      </button>
      第 {at + 1} 件，共 {walk.total}
      <button
        type="button"
        className="btn bare"
        aria-label="下一件"
        title={walk.rows[at + 1]?.name}
        disabled={at >= walk.rows.length - 1 && !walk.next}
        onClick={() => void to(1)}
      >
        <kbd>]</kbd>
      </button>
    </span>
  )
}

const byKey: Record<string, readonly string[]> = { a: ['accept'], s: ['requestSupplement'], d: ['approve', 'propose'], c: ['claim'] }

const NotThere = ({ status, sentence }: { status: number | undefined; sentence: string }) => (
  <main className="main">
    <div className="empty" role="alert">
      <h1>{status === 404 ? '没有这一件' : '打不开'}</h1>
      <p>{sentence}</p>
      <p>
        <Link to="/desk/mine">回到我的办件</Link>
      </p>
    </div>
  </main>
)

function holderText({ holder, mine }: CasePage): string {
  if (!holder) return '还没有人领'
  return mine ? '在您手上' : `${holder.name}在办`
}

function Head({ page }: { page: CasePage }) {
  const walk = readWalk()
  const press = page.clocks.find((c) => c.pressing)
  return (
    <div className="head">
      <Link to={walk?.back ?? '/desk/mine'}>{walk?.title ?? '我的'}</Link>
      <span className="soft">/</span>
      <h1>{page.itemName}</h1>
      <span className="num soft" title={page.no}>
        编号 {shortNo(page.no)}
      </span>
      {press?.lamp ? <Lamp lamp={press.lamp} days={press.lamp === 'paused' ? undefined : Math.floor(press.days ?? 0)} /> : null}
      <span className="tag">{page.statusLabel}</span>
      {page.demo ? <span className="tag">演示</span> : null}
      <span className="right" />
      <span className="soft">{holderText(page)}</span>
      <Step id={page.id} />
    </div>
  )
}

/** The keys of the verbs that are open now. */
function useVerbKeys(page: CasePage, take: (verb: CaseVerb) => void): void {
  const keys = useMemo(() => {
    const press = (names: readonly string[]) => () => {
      const verb = names.map((n) => page.verbs.find((v) => v.verb === n && v.open)).find((v) => v !== undefined)
      if (verb) take(verb)
    }
    return Object.fromEntries(Object.entries(byKey).map(([key, names]) => [key, press(names)]))
  }, [page, take])
  useKeys(keys)
}

/** A sentence that leaves by itself once it could be read. */
function useTold(): [string, (sentence: string) => void] {
  const [told, setTold] = useState('')
  useEffect(() => {
    if (!told) return
    const leave = setTimeout(() => setTold(''), 8_000)
    return () => clearTimeout(leave)
  }, [told])
  return [told, setTold]
}

function OpenCase({ page, again }: { page: CasePage; again: () => void }) {
  const { refresh } = useDesk()
  const [verb, setVerb] = useState<CaseVerb>()
  const [href, setHref] = useState<string>()
  const [told, setTold] = useTold()
  const [since, setSince] = useState(page.seq)
  useVerbKeys(page, setVerb)
  const at = shownOf(page).find((s) => s.href === href)
  const done = (sentence: string) => {
    setVerb(undefined)
    setTold(sentence)
    setSince(page.seq)
    again()
    refresh()
  }
  return (
    <div className="case">
      <Head page={page} />
      <Facts page={page} at={at} show={setHref} />
      <main className="col">
        <Documents page={page} at={at} />
        {told ? (
          <div className="toast-place">
            <Toast done={told} />
          </div>
        ) : null}
      </main>
      <aside className="col side scroll">
        <Verbs page={page} take={setVerb} />
        <Clocks clocks={page.clocks} />
        <Track entries={page.track} today={cityDay(page.now)} since={since} />
      </aside>
      {verb ? <VerbPanel key={verb.verb} page={page} verb={verb} close={() => setVerb(undefined)} changed={again} done={done} /> : null}
    </div>
  )
}

/** One case: facts, documents, and what can be done with it. */
export function CasePageView() {
  const { id = '' } = useParams()
  const { data: page, error, status, again } = useLoaded<CasePage>(`/work/cases/${id}`)
  const [kept, setKept] = useState<CasePage>()
  useEffect(() => {
    if (!page) return
    setKept(page)
    document.title = `${page.itemName} ${shortNo(page.no)} - 工作台`
  }, [page])
  const shown = page ?? (kept?.id === id ? kept : undefined)
  if (shown) return <OpenCase key={id} page={shown} again={again} />
  if (error) return <NotThere status={status} sentence={error} />
  return (
    <main className="main">
      <div className="empty" role="status">
        <p>正在打开</p>
      </div>
    </main>
  )
}
