import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { useCountdown } from '#ui/desk/countdown.ts'
import { useKeys } from '#ui/desk/keys.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { shortNo } from '#ui/desk/moment.ts'
import { useSeen } from '#ui/desk/seen.ts'
import { Toast } from '#ui/desk/toast.tsx'
import type { CasePage, CaseVerb } from '../../schema/desk.ts'
import { Head } from './case/head.tsx'
import { useOnlookers } from './case/onlookers.ts'
import { type CaseAt, panels } from './case/panels.tsx'
import { Points } from './case/points.tsx'
import { useDesk } from './context.ts'
import { type Beside, Documents } from './documents/documents.tsx'
import { shownOf } from './documents/shown.ts'
import { Facts } from './facts.tsx'
import { KeysHelp } from './list/help.tsx'
import { VerbPanel } from './verb-panel.tsx'

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
    const leave = setTimeout(() => setTold(''), 12_000)
    return () => clearTimeout(leave)
  }, [told])
  return [told, setTold]
}

/** What was just done, and its recall while nothing of it has left the house. */
function Done({ page, told, recalled, wrong }: { page: CasePage; told: string; recalled: () => void; wrong: (sentence: string) => void }) {
  const left = useCountdown(page.recall?.until, page.now)
  const act = left === undefined ? null : page.recall
  const recall = () => {
    if (act) command(`/work/cases/${page.id}/recall`, { seq: act.seq }).then(recalled, (e: unknown) => wrong(sentenceOf(e)))
  }
  useKeys({ z: recall })
  if (!act && !told) return null
  return (
    <div className="toast-place">
      {act ? (
        <Toast done={told || `已${act.label}`} note="通知还没发出" secondsLeft={left} recall={recall} recallKey="z" />
      ) : (
        <Toast done={told} />
      )}
    </div>
  )
}

/** After an act the focus stands before what can be done next; what was done is told in the toast. */
function useFocusOnNext(acts: number): void {
  useEffect(() => {
    if (acts > 0) document.getElementById('now')?.focus({ preventScroll: true })
  }, [acts])
}

function OpenCase({ page, again }: { page: CasePage; again: () => void }) {
  const { refresh } = useDesk()
  const [acting, setActing] = useState<{ verb: CaseVerb; given?: Record<string, unknown> }>()
  const [href, setHref] = useState<string>()
  const [beside, setBeside] = useState<Beside>()
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [clock, setClock] = useState<string>()
  const [help, setHelp] = useState(false)
  const [told, setTold] = useTold()
  const [since, setSince] = useState(page.seq)
  const [acts, setActs] = useState(0)
  useFocusOnNext(acts)
  const there = useOnlookers(page)
  const take = useCallback((verb: CaseVerb, given?: Record<string, unknown>) => setActing({ verb, given }), [])
  useVerbKeys(page, take)
  useKeys({ '?': () => setHelp(true) })
  const all = shownOf(page)
  const at = all.find((s) => s.href === href)
  const show = (to: string) => setHref(to)
  useKeys({ f: () => !at && all[0] && show(all[0].href) })
  const done = (sentence: string) => {
    setActing(undefined)
    setBeside(undefined)
    setTold(sentence)
    setActs((n) => n + 1)
    setSince(page.seq)
    again()
    refresh()
  }
  const here: CaseAt = { page, again, take, since, clock, openClock: setClock, openPaper: (paper) => show(`/papers/${paper}`), show }
  return (
    <main className="case">
      <Head page={page} there={there} />
      <Facts page={page} at={new Set([href, beside].filter((h) => h !== undefined))} opened={opened} show={show} take={take} />
      <section className="col" aria-label="材料和文书">
        <Documents
          page={page}
          at={at}
          show={show}
          beside={beside}
          setBeside={setBeside}
          opened={(h) => setOpened((old) => new Set(old).add(h))}
        />
        <Points page={page} at={at?.href} show={show} again={again} />
        <Done page={page} told={told} recalled={() => done('已撤回，回到办之前的样子')} wrong={setTold} />
      </section>
      <section className="col side scroll" aria-label="办理">
        {panels.map(({ id, Panel }) => (
          <Panel key={id} {...here} />
        ))}
      </section>
      {acting ? (
        <VerbPanel key={acting.verb.verb} page={page} {...acting} close={() => setActing(undefined)} changed={again} done={done} />
      ) : null}
      {help ? <KeysHelp close={() => setHelp(false)} /> : null}
    </main>
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
  useSeen(`/desk/cases/${id}`)
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
