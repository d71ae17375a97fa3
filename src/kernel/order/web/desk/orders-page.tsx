import { type ComponentType, useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { useKeys } from '#ui/desk/keys.ts'
import { KeysOf } from '#ui/desk/keys-help.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useMarks } from '#ui/desk/marks.ts'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { ColumnName } from '../../schema/kind.ts'
import type { OrderList, OrderRow } from '../../schema/page.ts'
import { Until } from './due.tsx'
import { listKeys, pageKeys } from './keys.ts'
import { Many } from './many.tsx'
import { keepWalk } from './walk.ts'

const shows = { '': 'ended=false', mine: 'mine=true&ended=false', overdue: 'overdue=true', done: 'ended=true' } as const
type Show = keyof typeof shows
const choices: readonly (readonly [Show, string])[] = [
  ['', '在办'],
  ['mine', '我认领的'],
  ['overdue', '超期'],
  ['done', '已了结'],
]
const emptyWords: Record<Show, string> = {
  '': '现在没有在办的工单。',
  mine: '您没有认领工单。到“在办”里认领。',
  overdue: '没有超期的工单，都在时限里。',
  done: '还没有了结的工单。',
}

const LampOf = ({ row }: { row: OrderRow }) => {
  if (row.lamp) return <Lamp lamp={row.lamp} days={row.days ?? undefined} />
  return <span className="soft">{row.closedAt ? '' : '已答复'}</span>
}

const columns: Record<ColumnName, Column<OrderRow>> = {
  no: { title: '工单', width: 'code', show: (o) => <span className="num">{o.no}</span> },
  title: { title: '事由', width: 'rest', show: (o) => o.title, hint: (o) => o.summary },
  lamp: { title: '时限', width: 'lamp', show: (o) => <LampOf row={o} /> },
  state: { title: '状态', width: 'usual', show: (o) => o.stateLabel },
  turn: { title: '轮到', width: 'narrow', show: (o) => o.turnLabel },
  due: { title: '最后期限', width: 'usual', show: (o) => <Until at={o.dueAt} />, hint: (o) => o.clockLabel ?? '' },
  organ: { title: '单位', width: 'usual', show: (o) => o.organName },
  holder: { title: '认领人', width: 'narrow', show: (o) => <span className="soft">{o.holderName ?? '未认领'}</span> },
  level: { title: '类型', width: 'usual', show: (o) => o.levelLabel },
  supervision: { title: '督办', width: 'narrow', show: (o) => (o.supervisionLabel ? <b>{o.supervisionLabel}</b> : null) },
  source: { title: '来源', width: 'narrow', show: (o) => o.sourceLabel },
  opened: { title: '开单', width: 'usual', show: (o) => <span className="num">{momentText(o.openedAt)}</span> },
}
const kindColumn: Column<OrderRow> = { title: '类别', width: 'narrow', show: (o) => o.kindTitle }

/** The columns that the table of the kind names; in the list of all kinds each row says its kind. */
function shownColumns(list: OrderList | undefined, kind: string): Column<OrderRow>[] {
  const [first, ...rest] = (list?.columns ?? []).map((name) => columns[name])
  return first ? [first, ...(kind === '' ? [kindColumn] : []), ...rest] : []
}

function KindFilter({ list, kind, show }: { list: OrderList | undefined; kind: string; show: Show }) {
  const kinds = list?.kinds ?? []
  if (kinds.length < 2) return null
  const all = [['', '全部'] as const, ...kinds.map((k) => [k.value, k.label] as const)]
  return <Choices label="哪一类" choices={all} now={kind} param="kind" keep={show ? { show } : {}} />
}

/** The page of an order knows which comes before and after it here. */
function useKeepWalk(rows: readonly OrderRow[]): void {
  const { pathname, search } = useLocation()
  useEffect(() => {
    if (rows.length) keepWalk({ hrefs: rows.map((o) => o.href), back: `${pathname}${search}` })
  })
}

/** Work orders by whose clock ends first, of one kind or of all. */
export function OrdersPage({ only }: { only?: string }) {
  const [search] = useSearchParams()
  const asked = search.get('show') ?? ''
  const show = (asked in shows ? asked : '') as Show
  const kind = only ?? search.get('kind') ?? ''
  const paged = usePaged<OrderRow>(`/orders?${shows[show]}${kind ? `&kind=${encodeURIComponent(kind)}` : ''}`)
  const list = paged.first.data as OrderList | undefined
  const title = list?.title ?? '工单'
  const marks = useMarks(
    paged.rows.map((o) => o.id),
    search.toString(),
  )
  const [told, tell] = useState('')
  const [help, setHelp] = useState(false)
  useKeys({ '?': () => setHelp(true) })
  useKeepWalk(paged.rows)
  return (
    <PlainPage
      title="工单"
      name={() => title}
      loaded={paged.first}
      told={told}
      note={() => `${paged.count} 张，快到期的在前`}
      filters={
        <>
          <Choices label="看哪些" choices={choices} now={show} keep={kind && !only ? { kind } : {}} />
          {only ? null : <KindFilter list={list} kind={kind} show={show} />}
        </>
      }
    >
      {() => (
        <>
          <PagedRows
            label={title}
            marks={marks}
            columns={shownColumns(list, kind)}
            paged={paged}
            id={(o) => o.id}
            href={(o) => o.href}
            empty={{ why: emptyWords[show], then: '这里只有您有权看的单位的工单，说到您本人的不在内。' }}
          />
          <Many marks={marks} turn={paged.first.data} again={paged.first.again} tell={tell} />
          {help ? <KeysOf list={listKeys} page={pageKeys} close={() => setHelp(false)} /> : null}
        </>
      )}
    </PlainPage>
  )
}

/** The list of one kind, for a page of its room. */
export const ordersOf =
  (kind: string): ComponentType =>
  () => <OrdersPage only={kind} />
