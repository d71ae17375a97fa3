import { Button, Input, type InputRef, Popover } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useOutletContext, useParams, useSearchParams } from 'react-router'
import { command, load, sentenceOf } from '#ui/desk/client.ts'
import { Due } from '#ui/desk/due.tsx'
import { useKeys } from '#ui/desk/keys.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText, shortNo } from '#ui/desk/moment.ts'
import type { Desk } from '#ui/desk/pages.ts'
import type { CaseRow, CaseRows, Lamp as LampColour, Queues } from '../../schema/desk.ts'
import { keepWalk } from './walk.ts'

export type DeskContext = Desk & { rail: Queues; refresh: () => void; me: { id: string; name: string } }
export const useDesk = () => useOutletContext<DeskContext>()

type Column = { id: string; title: string; show(row: CaseRow): ReactNode }
const columns: readonly Column[] = [
  {
    id: 'lamp',
    title: '时限',
    show: (r) =>
      r.lamp ? <Lamp lamp={r.lamp} days={r.lamp === 'paused' ? undefined : (r.days ?? undefined)} /> : <span className="soft">不计时</span>,
  },
  {
    id: 'no',
    title: '编号',
    show: (r) => (
      <span className="num" title={r.no}>
        {shortNo(r.no)}
      </span>
    ),
  },
  { id: 'item', title: '事项', show: (r) => <Link to={`/desk/cases/${r.id}`}>{r.itemName}</Link> },
  { id: 'applicant', title: '申请人', show: (r) => r.applicant },
  {
    id: 'status',
    title: '状态',
    show: (r) => (
      <>
        {r.statusLabel}
        {r.tolerantMissing ? <i className="tag warn">容缺 {r.tolerantMissing} 件</i> : null}
        {r.pending ? <i className="tag warn">待审批：{r.pending}</i> : null}
      </>
    ),
  },
  { id: 'turn', title: '轮到', show: (r) => (r.mine ? <span className="turn">我</span> : r.turn) },
  {
    id: 'due',
    title: '到期',
    show: (r) =>
      r.lamp === 'paused' ? (
        <span className="soft">停着</span>
      ) : (
        <Due on={r.dueOn ?? undefined} makeUp={r.makeUp} clock={r.clockLabel ?? undefined} />
      ),
  },
  { id: 'holder', title: '经办', show: (r) => <span className="soft">{r.holder ?? '未领'}</span> },
  { id: 'submitted', title: '提交', show: (r) => <span className="num soft">{momentText(r.submittedAt)}</span> },
]
const usual = ['lamp', 'no', 'item', 'applicant', 'status', 'turn', 'due', 'holder']
const lampNames: readonly [LampColour, string][] = [
  ['red', '超时'],
  ['yellow', '临期'],
  ['green', '正常'],
  ['paused', '挂起'],
]
const keysHelp = [
  ['/', '查找'],
  ['j k', '下一行、上一行'],
  ['x', '标记'],
  ['Enter', '打开'],
  ['n', '领下一件'],
  ['?', '快捷键'],
] as const

function useRows(search: string) {
  const first = useLoaded<CaseRows>(`/work/cases?${search}`)
  const [more, setMore] = useState<{ search: string; pages: CaseRows[] }>({ search, pages: [] })
  const pages = [...(first.data ? [first.data] : []), ...(more.search === search ? more.pages : [])]
  const next = pages.at(-1)?.next ?? null
  const loadMore = async () => {
    if (!next) return
    const page = await load<CaseRows>(`/work/cases?${search}&after=${encodeURIComponent(next)}`)
    setMore((m) => ({ search, pages: m.search === search ? [...m.pages, page] : [page] }))
  }
  return {
    first,
    rows: pages.flatMap((p) => p.rows),
    next,
    loadMore,
    again: () => {
      setMore({ search, pages: [] })
      first.again()
    },
  }
}

const emptyWords: Record<string, string> = {
  mine: '您手上没有办件。到“本科室待办”里领取。',
  due: '今天没有到期的办件。',
  approvals: '没有等您审批的申请。',
  incoming: '没有等受理的申请。',
  done: '本月还没有办结的办件。',
}

const Empty = ({ queue, filtered, clear }: { queue: string; filtered: boolean; clear: () => void }) => (
  <div className="empty">
    <p>{filtered ? '没有符合条件的办件。' : (emptyWords[queue] ?? '这个列表里没有办件。')}</p>
    <p>{filtered ? <Button onClick={clear}>清除条件</Button> : '这里只有您有权看的机关的办件。'}</p>
  </div>
)

const Columns = ({ shown, save }: { shown: readonly string[]; save: (ids: string[]) => void }) => (
  <Popover
    trigger="click"
    placement="bottomRight"
    content={
      <fieldset className="stack">
        <legend className="vh">显示的列</legend>
        {columns.map((c) => (
          <label key={c.id}>
            <input
              type="checkbox"
              checked={shown.includes(c.id)}
              disabled={c.id === 'item'}
              onChange={(e) => save(columns.filter((x) => (x.id === c.id ? e.target.checked : shown.includes(x.id))).map((x) => x.id))}
            />{' '}
            {c.title}
          </label>
        ))}
      </fieldset>
    }
  >
    <Button>列设置</Button>
  </Popover>
)

const Broken = ({ sentence, again }: { sentence: string; again: () => void }) => (
  <div className="empty" role="alert">
    <p>{sentence}</p>
    <p>
      <Button onClick={again}>再查一次</Button>
    </p>
  </div>
)

const More = ({ load: more, listed, total }: { load: () => void; listed: number; total: number }) => (
  <div className="pad">
    <Button onClick={more}>更多</Button>{' '}
    <span className="soft">
      已列 {listed} 件，共 {total} 件
    </span>
  </div>
)

const [enter, leave] = ['Enter', 'Escape'] as const
type Narrow = (change: Record<string, string>) => void

const LampFilter = ({ lamp, narrow }: { lamp: string; narrow: Narrow }) => (
  <fieldset className="seg">
    <legend className="vh">按灯筛选</legend>
    {[['', '全部'] as const, ...lampNames].map(([colour, word]) => (
      <a
        key={colour}
        href={`?lamp=${colour}`}
        aria-current={lamp === colour ? 'true' : undefined}
        onClick={(e) => {
          e.preventDefault()
          narrow({ lamp: colour })
        }}
      >
        {colour === '' ? word : <Lamp lamp={colour} word={word} quiet />}
      </a>
    ))}
  </fieldset>
)

type Rows = { rows: readonly CaseRow[]; marked: ReadonlySet<string>; toggle: (id: string) => void }

function Table({
  rows,
  marked,
  toggle,
  cols,
  at,
  setAt,
  open,
}: Rows & { cols: readonly Column[]; at: number; setAt: (n: number) => void; open: (r: CaseRow) => void }) {
  const look = (r: CaseRow, i: number) => [marked.has(r.id) ? 'on' : '', i === at ? 'here' : ''].join(' ')
  return (
    <table className="list cases">
      <thead>
        <tr>
          <th scope="col" className="mark">
            <span className="vh">标记</span>
          </th>
          {cols.map((c) => (
            <th key={c.id} scope="col" data-col={c.id}>
              {c.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((r, i) => (
          <tr key={r.id} className={look(r, i)} onClick={() => setAt(i)} onDoubleClick={() => open(r)}>
            <td>
              <input type="checkbox" aria-label={`标记 ${shortNo(r.no)}`} checked={marked.has(r.id)} onChange={() => toggle(r.id)} />
            </td>
            {cols.map((c) => (
              <td key={c.id}>{c.show(r)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Marked({ rows, marked, claim, clear }: Omit<Rows, 'toggle'> & { claim: (ids: string[]) => void; clear: () => void }) {
  const free = rows.filter((r) => marked.has(r.id) && !r.holderId)
  return (
    <section className="bulk" aria-label="批量办理">
      <b role="status">已选 {marked.size} 件</b>
      <span className="bar" />
      <span>
        可领取 {free.length} 件{free.length < marked.size ? '，其余已有人在办' : ''}
      </span>
      <span className="right" />
      <button type="button" className="btn go" onClick={() => claim(free.map((r) => r.id))}>
        领取
      </button>
      <button type="button" className="btn bare" onClick={clear}>
        <kbd>Esc</kbd>取消选择
      </button>
    </section>
  )
}

const KeysFoot = ({ all, showAll, at }: { all: boolean; showAll: () => void; at: string | undefined }) => (
  <footer className="keys">
    {(all ? keysHelp : keysHelp.slice(0, 4)).map(([key, word]) => (
      <span key={key}>
        {key.split(' ').map((k) => (
          <kbd key={k}>{k}</kbd>
        ))}
        {word}
      </span>
    ))}
    {all ? null : (
      <button type="button" className="btn bare sm" onClick={showAll}>
        <kbd>?</kbd>全部快捷键
      </button>
    )}
    <span className="right">{at ? `列表与总数同一次查询，${momentText(at)}` : ''}</span>
  </footer>
)

/** Marked rows, and claiming them: those that somebody else was quicker with are told. */
function useClaims(after: () => void) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [told, setTold] = useState('')
  const toggle = (id: string) => setMarked((m) => (m.has(id) ? new Set([...m].filter((x) => x !== id)) : new Set([...m, id])))
  const claim = async (ids: string[]) => {
    const results = await Promise.allSettled(ids.map((id) => command(`/work/cases/${id}/claim`, { input: {} })))
    const bad = results.find((r) => r.status === 'rejected')
    setTold(`领取了 ${results.filter((r) => r.status === 'fulfilled').length} 件${bad ? `；其余没有领到：${sentenceOf(bad.reason)}` : ''}`)
    setMarked(new Set())
    after()
  }
  return { marked, told, tell: setTold, toggle, claim, clear: () => setMarked(new Set()) }
}

/** The address of a list: its queue, words and lamp; narrowing goes back to the first row. */
function useSearch() {
  const { queue = 'mine' } = useParams()
  const [params, setParams] = useSearchParams()
  const [q, lamp] = [params.get('q') ?? '', params.get('lamp') ?? '']
  const narrow: Narrow = (change) => setParams(Object.entries({ q, lamp, ...change }).filter(([, v]) => v !== ''))
  const search = new URLSearchParams({ queue, ...(q ? { q } : {}), ...(lamp ? { lamp } : {}) }).toString()
  return { queue, q, lamp, narrow, search, here: `${queue}?${params}`, filtered: q !== '' || lamp !== '' }
}
type Search = ReturnType<typeof useSearch>

function Tools({ search, claimNext, title, count }: { search: Search; claimNext: () => void; title: string; count: string }) {
  const { rail, refresh } = useDesk()
  const save = (body: object) => void command('/work/preferences', body).then(refresh)
  const keepFilter = () => {
    const name = window.prompt('给这个筛选起个名字')
    const others = (rail.preferences.filters ?? []).filter((f) => f.name !== name)
    if (name) save({ key: 'filters', value: [...others, { name, search: search.here }] })
  }
  return (
    <div className="head">
      <h1>{title}</h1>
      <span className="soft" role="status">
        {count}
      </span>
      <LampFilter lamp={search.lamp} narrow={search.narrow} />
      <span className="right" />
      <Columns shown={rail.preferences.columns ?? usual} save={(value) => save({ key: 'columns', value })} />
      <Button onClick={keepFilter} disabled={!search.filtered}>
        收藏筛选
      </Button>
      <Button onClick={claimNext}>
        领下一件 <kbd>n</kbd>
      </Button>
    </div>
  )
}

/** A work list: one queue, narrowed by lamp and words, walked by keys. */
export function ListPage() {
  const { rail, refresh } = useDesk()
  const search = useSearch()
  const go = useNavigate()
  const finder = useRef<InputRef>(null)
  const [at, setAt] = useState(0)
  const [help, setHelp] = useState(false)
  const { first, rows, next, loadMore, again } = useRows(search.search)
  const { marked, told, tell, toggle, claim, clear } = useClaims(() => {
    again()
    refresh()
  })
  const shown = rail.preferences.columns ?? usual
  const total = first.data?.total ?? 0
  const title = first.data?.title ?? rail.queues.find((x) => x.id === search.queue)?.title ?? '办件'
  const open = (row: CaseRow | undefined) => row && go(`/desk/cases/${row.id}`)
  useEffect(() => {
    if (first.data) keepWalk({ ids: rows.map((r) => r.id), total, back: `/desk/${search.here}`, title })
  })
  const claimNext = () => {
    const free = rows.find((r) => !r.holderId)
    if (free) void claim([free.id]).then(() => open(free))
    else tell('这一页没有未领的办件了')
  }
  const openHere = () => open(rows[at])
  useKeys({
    j: () => setAt((n) => Math.min(rows.length - 1, n + 1)),
    k: () => setAt((n) => Math.max(0, n - 1)),
    x: () => rows[at] && toggle(rows[at].id),
    n: claimNext,
    [enter]: openHere,
    '/': () => finder.current?.focus(),
    '?': () => setHelp((h) => !h),
    [leave]: clear,
  })
  return (
    <main className="main">
      <Tools search={search} claimNext={claimNext} title={title} count={first.data ? `${total} 件` : '正在查'} />
      <div className="filters">
        <Input.Search
          key={search.search}
          ref={finder}
          defaultValue={search.q}
          allowClear
          placeholder="编号、申请人、事项"
          aria-label="查找"
          className="chip-find"
          onSearch={(text) => search.narrow({ q: text.trim() })}
        />
        {told ? <span role="status">{told}</span> : null}
      </div>
      {first.error ? <Broken sentence={first.error} again={again} /> : null}
      {first.data && rows.length === 0 ? (
        <Empty queue={search.queue} filtered={search.filtered} clear={() => search.narrow({ q: '', lamp: '' })} />
      ) : null}
      {rows.length > 0 ? (
        <div className="scroll">
          <Table
            rows={rows}
            marked={marked}
            toggle={toggle}
            cols={columns.filter((c) => shown.includes(c.id))}
            at={at}
            setAt={setAt}
            open={open}
          />
          {next ? <More load={() => void loadMore()} listed={rows.length} total={total} /> : null}
        </div>
      ) : null}
      {marked.size > 0 ? <Marked rows={rows} marked={marked} claim={(ids) => void claim(ids)} clear={clear} /> : null}
      <KeysFoot all={help} showAll={() => setHelp(true)} at={first.data?.at} />
    </main>
  )
}
