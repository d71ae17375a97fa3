import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dueText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import type { Listed, RatingPage } from '../../schema.ts'
import { Grade, Words } from './grade.tsx'

type Contact = { name: string; phone: string | null }
const modes = { online: '网上办理', offline: '窗口办理' } as const

const contactAct = (id: string): Act => ({
  title: '回访评价人',
  path: `/evaluations/ratings/${id}/contact`,
  verb: '查看联系方式',
  intro: '看联系方式会留下记录，评价人也看得到谁看过、为什么看。',
  asks: [{ kind: 'line', name: 'reason', label: '为什么要联系', first: '回访差评，核实情况' }],
})

const rows = (r: Listed, organName?: string) =>
  [
    ['事项', r.itemName],
    ...(organName ? ([['单位', organName]] as const) : []),
    ['对事项', <Grade key="g" grade={r.grade} />],
    ['对人员', r.staffGrade ? <Grade key="s" grade={r.staffGrade} /> : '不评人员'],
    ['反映', r.tags.join('、') || '没有选标签'],
    ['文字', <Words key="w" rating={r} />],
    ['方式', modes[r.mode]],
    ['日期', dueText(r.ratedOn, { year: true })],
  ] as const

const noOrder = (grade: number) => (grade <= 2 ? '差评都有整改工单，您的岗位看不到这一张。' : '不是差评，不开整改工单。')

function Followed({ page }: { page: RatingPage }) {
  const [open, setOpen] = useState(false)
  const [contact, setContact] = useState<Contact>()
  const { order, other, excluded, rating: r } = page
  return (
    <div className="stack">
      <section className="block">
        <h2>整改</h2>
        {order ? (
          <p>
            <Link to={`/desk/rectifications/${order.id}`}>工单 {order.no}</Link>
          </p>
        ) : (
          <p className="soft">{noOrder(r.grade)}</p>
        )}
        {excluded ? <p>复核后不予采纳，不计入好评率。</p> : null}
      </section>
      {page.contact ? (
        <section className="block">
          <h2>回访</h2>
          {contact ? (
            <p>
              {contact.name}，{contact.phone ?? '没有留电话'}
            </p>
          ) : (
            <Button onClick={() => setOpen(true)}>联系评价人</Button>
          )}
          {open ? (
            <ActPanel
              act={contactAct(page.rating.id)}
              done={(told) => {
                setContact(told as Contact)
                setOpen(false)
              }}
              close={() => setOpen(false)}
            />
          ) : null}
        </section>
      ) : null}
      <section className="block">
        <h2>{page.rating.nth === 1 ? '追评' : '首评'}</h2>
        {other ? (
          <Facts facts={rows(other)} />
        ) : (
          <p className="soft">{page.rating.nth === 1 ? '还没有追评。整改办结后会请评价人再评一次。' : '没有首评。'}</p>
        )}
      </section>
    </div>
  )
}

/** One rating: what was said, what was done about it, and whether it is good now. */
export function RatingPageView() {
  const { id = '' } = useParams()
  const loaded = useLoaded<RatingPage>(`/evaluations/ratings/${id}`)
  return (
    <PlainPage
      title="一条评价"
      loaded={loaded}
      back={{ text: '好差评', to: '/desk/evaluations' }}
      note={(d) => (d.rating.nth === 2 ? '追评' : '首评')}
    >
      {(page) => (
        <div className="two">
          <section className="block">
            <h2>评价</h2>
            <Facts facts={rows(page.rating, page.rating.organName)} />
          </section>
          <Followed page={page} />
        </div>
      )}
    </PlainPage>
  )
}
