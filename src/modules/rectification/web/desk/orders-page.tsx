import { useSearchParams } from 'react-router'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { usePaged } from '#ui/desk/paged.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { type OrderRow, states } from '../../schema.ts'

const shows = { '': 'ended=false', mine: 'mine=true&ended=false', overdue: 'overdue=true', done: 'ended=true' } as const
type Show = keyof typeof shows
const choices: readonly (readonly [Show, string])[] = [
  ['', '在办'],
  ['mine', '我认领的'],
  ['overdue', '超期'],
  ['done', '已了结'],
]
const emptyWords: Record<Show, string> = {
  '': '现在没有在办的整改工单。',
  mine: '您没有认领工单。到“在办”里认领。',
  overdue: '没有超期的工单，都在时限里。',
  done: '还没有了结的工单。复核通过的，列在这里。',
}
const turns = { organ: '承办单位', second: '复核人', supervisor: '督办员', nobody: '' } as const

const columns: readonly Column<OrderRow>[] = [
  { title: '工单', width: 'usual', show: (o) => <span className="num">{o.no}</span> },
  { title: '事由', width: 'rest', show: (o) => o.title, hint: (o) => o.summary },
  {
    title: '时限',
    width: 'lamp',
    show: (o) => (o.lamp ? <Lamp lamp={o.lamp} days={o.days ?? undefined} /> : <span className="soft">已答复</span>),
  },
  { title: '状态', width: 'usual', show: (o) => states[o.state].label },
  { title: '轮到', width: 'narrow', show: (o) => turns[states[o.state].turn] },
  { title: '最后一天', width: 'usual', show: (o) => <Due on={o.dueOn} /> },
  { title: '单位', width: 'usual', show: (o) => o.organName },
  { title: '认领人', width: 'narrow', show: (o) => <span className="soft">{o.holderName ?? '未认领'}</span> },
]

/** Matters that an organ has to look into and mend, those due first. */
export function OrdersPage() {
  const [search] = useSearchParams()
  const asked = search.get('show') ?? ''
  const show = (asked in shows ? asked : '') as Show
  const paged = usePaged<OrderRow>(`/rectifications?${shows[show]}`)
  return (
    <PlainPage
      title="整改工单"
      loaded={paged.first}
      note={() => `${paged.count} 张，快到期的在前`}
      filters={<Choices label="看哪些" choices={choices} now={show} />}
    >
      {() => (
        <PagedRows
          label="整改工单"
          columns={columns}
          paged={paged}
          id={(o) => o.id}
          href={(o) => `/desk/rectifications/${o.id}`}
          empty={{ why: emptyWords[show], then: '差评会自动开单；这里只有您有权看的单位的工单，说到您本人的不在内。' }}
        />
      )}
    </PlainPage>
  )
}
