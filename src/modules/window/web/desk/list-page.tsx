import { Dropdown } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { BatchDock } from '#kernel/batch/web/desk/dock.tsx'
import { useBatch } from '#kernel/batch/web/desk/follow.ts'
import { OutList } from '#kernel/batch/web/desk/outs.tsx'
import { BulkBar } from '#ui/desk/bulk-bar.tsx'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { useKeys } from '#ui/desk/keys.ts'
import { momentText } from '#ui/desk/moment.ts'
import type { MarkedVerb, MarkedVerbs } from '../../schema/batch.ts'
import type { CaseRow } from '../../schema/desk.ts'
import { BatchPanel } from './batch-panel.tsx'
import { useDesk } from './context.ts'
import { columns, usual } from './list/columns.tsx'
import { Broken, Empty } from './list/empty.tsx'
import { FilterRow, ListHead } from './list/filters.tsx'
import { KeysHelp, listKeys } from './list/help.tsx'
import { useMarkedVerbs, useMarks } from './list/marks.ts'
import { useRows } from './list/rows.ts'
import { type Search, useSearch } from './list/search.ts'
import { Table } from './list/table.tsx'
import { keepRow, keepWalk, readRow, stepOf } from './walk.ts'

const [enter, leave] = ['Enter', 'Escape'] as const
/** Keys of the verbs, in the order in which each is tried. */
const byKey: Record<string, readonly string[]> = { a: ['accept'], s: ['requestSupplement'], d: ['approve', 'propose'] }
const shownVerbs = 3

type Bar = {
  marked: number
  verbs: MarkedVerbs | undefined
  run: (verb: MarkedVerb) => void
  showOut: (verb: MarkedVerb) => void
  clear: () => void
  whole: (() => void) | undefined
}

/** What the marked rows can do, the verb most can take first; those that fall out are said before anything runs. */
function Marked({ marked, verbs, run, showOut, clear, whole }: Bar) {
  const [next] = verbs?.verbs ?? []
  const rest = (verbs?.verbs ?? []).slice(shownVerbs)
  const verdict = !verbs
    ? '正在看能办什么'
    : !next
      ? '这些办件没有能一起办的动作'
      : next.out.length
        ? `可${next.label} ${next.can} 件，${next.out.length} 件不可`
        : `都可以${next.label}`
  const keyOf = (v: MarkedVerb) => Object.entries(byKey).find(([, names]) => names.includes(v.verb))?.[0]
  return (
    <BulkBar
      marked={marked}
      verdict={
        <>
          {verdict}
          {whole ? (
            <button type="button" className="btn bare" onClick={whole}>
              选这个列表的全部
            </button>
          ) : null}
          {rest.length ? (
            <Dropdown
              menu={{
                items: rest.map((v) => ({ key: v.verb, label: `${v.label} ${v.can} 件` })),
                onClick: ({ key }) => run(rest.find((v) => v.verb === key)!),
              }}
              trigger={['click']}
            >
              <button type="button" className="btn bare">
                其他 {rest.length} 个动作
              </button>
            </Dropdown>
          ) : null}
        </>
      }
      showOut={next?.out.length ? () => showOut(next) : undefined}
      verbs={(verbs?.verbs ?? []).slice(0, shownVerbs).map((v) => ({ text: v.label, can: v.can, key: keyOf(v), run: () => run(v) }))}
      clear={clear}
    />
  )
}

const KeysFoot = ({ showAll, at }: { showAll: () => void; at: string | undefined }) => (
  <footer className="keys">
    {listKeys.slice(0, 5).map(([key, word]) => (
      <span key={key}>
        {key.split(' ').map((k) => (
          <kbd key={k}>{k}</kbd>
        ))}
        {word.replace(/（.*/, '')}
      </span>
    ))}
    <button type="button" className="btn bare sm" onClick={showAll}>
      <kbd>?</kbd>全部快捷键
    </button>
    <span className="right">{at ? `列表与总数同一次查询，${momentText(at)}` : ''}</span>
  </footer>
)

/** Where one is in the list; coming back from a case, one is at its row. */
function useAt(rows: readonly CaseRow[]) {
  const [at, setAt] = useState(0)
  const found = useRef(false)
  useEffect(() => {
    if (found.current || rows.length === 0) return
    found.current = true
    const n = rows.findIndex((r) => r.id === readRow())
    if (n > 0) setAt(n)
  }, [rows])
  return [Math.min(at, Math.max(rows.length - 1, 0)), setAt] as const
}

/** Claims rows one by one, by their buttons; what somebody else was quicker with is told. */
const claimOne = (row: CaseRow) => command(`/work/cases/${row.id}/claim`, { input: {} })

type Acting = { verb: MarkedVerb; ids: string[] }

/** Acting on what is marked, or on the row one is at where nothing is. */
function useActing(marked: ReadonlySet<string>, verbs: MarkedVerbs | undefined, here: CaseRow | undefined, tell: (s: string) => void) {
  const [acting, setActing] = useState<Acting>()
  const ids = marked.size > 0 || !here ? [...marked] : [here.id]
  const press = async (names: readonly string[]) => {
    const known = (marked.size > 0 ? verbs : undefined) ?? (await command<MarkedVerbs>('/work/marked', { ids }))
    const verb = names.map((n) => known.verbs.find((v) => v.verb === n)).find((v) => v !== undefined)
    if (verb) setActing({ verb, ids })
    else tell('现在不能办这个动作')
  }
  return { acting, setActing, press: (names: readonly string[]) => void press(names).catch((e: unknown) => tell(sentenceOf(e))) }
}

function useKeepWalk(search: Search, list: ReturnType<typeof useRows>, title: string, count: string): void {
  useEffect(() => {
    if (list.head)
      keepWalk({ rows: list.rows.map(stepOf), search: search.search, next: list.next, total: count, back: `/desk/${search.here}`, title })
  })
}

const countText = (head: { total: number; more: boolean } | undefined): string =>
  head ? `${head.total}${head.more ? ' 件以上' : ' 件'}` : '正在查'

/** Everything a work list is made of: its rows, what is marked, what runs, and where one is. */
function useWorkList() {
  const { rail, refresh } = useDesk()
  const search = useSearch()
  const go = useNavigate()
  const list = useRows(search.search)
  const { rows, head } = list
  const [at, setAt] = useAt(rows)
  const marks = useMarks(rows, search.search)
  const [batchId, setBatchId] = useState<string>()
  const followed = useBatch(batchId, () => {
    list.again()
    refresh()
  })
  const verbs = useMarkedVerbs(marks.marked, rows.length)
  const acts = useActing(marks.marked, verbs, rows[at], marks.tell)
  const title = head?.title ?? rail.queues.find((x) => x.id === search.queue)?.title ?? '办件'
  useKeepWalk(search, list, title, countText(head))
  const open = (row: CaseRow | undefined) => {
    if (!row) return
    keepRow(row.id)
    go(`/desk/cases/${row.id}`)
  }
  const claimNext = () => {
    const free = rows.find((r) => !r.holderId)
    if (free)
      claimOne(free).then(
        () => open(free),
        (e: unknown) => marks.tell(sentenceOf(e)),
      )
    else marks.tell('这一页没有未领的办件了')
  }
  const begun = (id: string) => {
    acts.setActing(undefined)
    marks.clear()
    setBatchId(id)
  }
  const leave = () => (marks.marked.size ? marks.clear() : setBatchId(undefined))
  return { search, list, rows, head, at, setAt, marks, followed, verbs, acts, title, open, claimNext, begun, leave }
}
type WorkList = ReturnType<typeof useWorkList>

function useListKeys(w: WorkList, help: () => void): void {
  const { rows, at, setAt, marks, followed, acts } = w
  useKeys({
    j: () => setAt(Math.min(rows.length - 1, at + 1)),
    k: () => setAt(Math.max(0, at - 1)),
    x: () => rows[at] && marks.toggle(rows[at].id),
    n: w.claimNext,
    z: () => void (followed.batch?.recallable && followed.steer('recall')),
    [enter]: () => w.open(rows[at]),
    '?': help,
    [leave]: w.leave,
    ...Object.fromEntries(Object.entries(byKey).map(([key, names]) => [key, () => acts.press(names)])),
  })
}

function Body({ work: w }: { work: WorkList }) {
  const { rail } = useDesk()
  const { search, list, rows, head, marks, verbs } = w
  if (list.error) return <Broken sentence={list.error} again={list.again} />
  if (!head) return <div className="grow" />
  if (rows.length === 0) return <Empty search={search} office={rail.office} />
  const shown = rail.preferences.columns ?? usual
  return (
    <Table
      label={w.title}
      rows={rows}
      cols={columns.filter((c) => shown.includes(c.id))}
      marked={marks.marked}
      out={new Set(verbs?.verbs[0]?.out.map((o) => o.id))}
      at={w.at}
      setAt={w.setAt}
      open={w.open}
      toggle={marks.toggle}
      toggleAll={marks.toggleAll}
      sort={head.sort}
      order={(sort) => search.narrow({ sort })}
      near={() => void list.loadMore()}
      rest={list.next ? `已列 ${rows.length} 件，共 ${countText(head)}。` : ''}
    />
  )
}

/** Docked under the list: what the marked rows can do, or how far the batch is. */
function Dock({ work: w, showOut }: { work: WorkList; showOut: (verb: MarkedVerb) => void }) {
  const { marks, followed, list, rows } = w
  const { marked } = marks
  const more = list.next !== null || rows.length > marked.size
  if (marked.size > 0)
    return (
      <Marked
        marked={marked.size}
        verbs={w.verbs}
        run={(verb) => w.acts.setActing({ verb, ids: [...marked] })}
        showOut={showOut}
        clear={marks.clear}
        whole={more ? () => void marks.markWhole() : undefined}
      />
    )
  const { batch } = followed
  return batch ? <BatchDock {...followed} batch={batch} steer={(how) => void followed.steer(how)} close={w.leave} /> : null
}

/** A work list: one queue, narrowed, walked by keys, acted on one by one or many at once. */
export function ListPage() {
  const [help, setHelp] = useState(false)
  const [outOf, setOutOf] = useState<MarkedVerb>()
  const work = useWorkList()
  const { search, head, acts } = work
  useListKeys(work, () => setHelp(true))
  return (
    <main className="main">
      <ListHead search={search} title={work.title} count={countText(head)} claimNext={work.claimNext} />
      <FilterRow search={search} sort={head?.sort ?? 'due'} told={work.marks.told} />
      <Body work={work} />
      <Dock work={work} showOut={setOutOf} />
      <KeysFoot showAll={() => setHelp(true)} at={head?.at} />
      {help ? <KeysHelp close={() => setHelp(false)} /> : null}
      {outOf ? <Outs verb={outOf} close={() => setOutOf(undefined)} /> : null}
      {acts.acting ? <BatchPanel {...acts.acting} close={() => acts.setActing(undefined)} begun={(b) => work.begun(b.id)} /> : null}
    </main>
  )
}

const Outs = ({ verb, close }: { verb: MarkedVerb; close: () => void }) => (
  <Dialog title={`${verb.out.length} 件现在不能${verb.label}`} close={close} loose>
    <OutList out={verb.out} unit="件" />
  </Dialog>
)
