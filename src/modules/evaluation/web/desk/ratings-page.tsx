import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { usePaged } from '#ui/desk/paged.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { Listed } from '../../schema.ts'
import { Grade, Words } from './grade.tsx'

type Show = 'bad' | 'all' | 'review'
const shows: readonly { id: Show; text: string; path: string; may: string; empty: string }[] = [
  { id: 'bad', text: '差评', path: '/evaluations/ratings?only=bad', may: 'evaluation.read', empty: '没有差评，不用整改。' },
  {
    id: 'all',
    text: '全部评价',
    path: '/evaluations/ratings?',
    may: 'evaluation.read',
    empty: '还没有人评价。办完事的人 5 个工作日内评价以后，列在这里。',
  },
  { id: 'review', text: '待审文字', path: '/evaluations/to-review?', may: 'evaluation.review', empty: '没有等审核的评价文字，都审完了。' },
]

const columns: readonly Column<Listed>[] = [
  { title: '事项', width: 'wide', show: (r) => r.itemName },
  { title: '评价', width: 'usual', show: (r) => <Grade grade={r.grade} /> },
  {
    title: '对人员',
    width: 'usual',
    show: (r) => (r.staffGrade ? <Grade grade={r.staffGrade} /> : <span className="soft">不评人员</span>),
  },
  { title: '说了什么', width: 'rest', show: (r) => <Words rating={r} />, hint: (r) => r.words ?? '' },
  { title: '反映', width: 'wide', show: (r) => r.tags.join('、'), hint: (r) => r.tags.join('、') },
  { title: '第几次', width: 'narrow', show: (r) => (r.nth === 2 ? '追评' : '首评') },
  { title: '日期', width: 'lamp', show: (r) => <span className="num soft">{dayText(r.ratedOn)}</span> },
]

const publish = (r: Listed): Act => ({
  title: '公开这条评价',
  path: `/evaluations/ratings/${r.id}/review`,
  verb: '公开',
  intro: <p className="quote">{r.words}</p>,
  wrap: () => ({ show: true }),
})
const withhold = (r: Listed): Act => ({
  title: '不公开这条评价',
  path: `/evaluations/ratings/${r.id}/review`,
  verb: '不公开',
  intro: <p className="quote">{r.words}</p>,
  asks: [{ kind: 'line', name: 'reason', label: '理由', hint: '只有这几种可以不公开：含个人信息、侮辱谩骂、与办事无关。分数照样计入' }],
  wrap: (values) => ({ show: false, ...values }),
})

const reviewing = (choose: (act: Act) => void): Column<Listed> => ({
  title: '审核',
  width: 'usual',
  show: (r) => (
    <>
      <Button size="small" onClick={() => choose(publish(r))}>
        公开
      </Button>{' '}
      <Button size="small" onClick={() => choose(withhold(r))}>
        不公开
      </Button>
    </>
  ),
})

/** Ratings of the organs one reads, and the words that wait for review. */
export function RatingsPage() {
  const mine = permissionsOf(useSession())
  const offered = shows.filter((s) => mine.has(s.may))
  const [search] = useSearchParams()
  const show = offered.find((s) => s.id === search.get('show')) ?? offered[0]!
  const paged = usePaged<Listed>(show.path)
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    paged.first.again()
  }
  return (
    <PlainPage
      title="好差评"
      loaded={paged.first}
      note={() => `${paged.count} 条，新的在前；看不到评价人`}
      filters={<Choices label="看哪些" choices={offered.map((s) => [s.id, s.text] as const)} now={show.id} />}
    >
      {() => (
        <>
          <PagedRows
            label={show.text}
            columns={show.id === 'review' ? [...columns.filter((c) => c.title !== '反映'), reviewing(setAct)] : columns}
            paged={paged}
            id={(r) => r.id}
            href={mine.has('evaluation.read') ? (r) => `/desk/evaluations/${r.id}` : undefined}
            empty={{ why: show.empty, then: '这里只有您有权看的单位的评价。' }}
          />
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
