import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { momentText, shortNo } from '#ui/desk/moment.ts'
import type { CaseRow, SortName } from '../../../schema/desk.ts'

/** `sorts`: the orders that a click on the head goes through. */
export type Column = { id: string; title: string; sorts?: readonly SortName[]; show(row: CaseRow): ReactNode }

export const columns: readonly Column[] = [
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
      <span className="num" title={`办件编号 ${r.no}`}>
        {shortNo(r.no)}
      </span>
    ),
  },
  {
    id: 'item',
    title: '事项',
    show: (r) => (
      <Link to={`/desk/cases/${r.id}`} title={r.itemName} tabIndex={-1}>
        {r.itemName}
      </Link>
    ),
  },
  { id: 'applicant', title: '申请人', show: (r) => <span title={r.applicant}>{r.applicant}</span> },
  {
    id: 'status',
    title: '状态',
    show: (r) => (
      <>
        {r.statusLabel}
        {r.tolerantMissing ? <i className="tag warn">缺 {r.tolerantMissing} 件</i> : null}
        {r.pending ? <i className="tag warn">待审批：{r.pending}</i> : null}
      </>
    ),
  },
  { id: 'turn', title: '轮到', show: (r) => (r.mine ? <span className="turn">我</span> : r.turn) },
  {
    id: 'due',
    title: '到期',
    sorts: ['due'],
    show: (r) =>
      r.lamp === 'paused' ? (
        <span className="soft">停着</span>
      ) : (
        <Due on={r.dueOn ?? undefined} makeUp={r.makeUp} clock={r.clockLabel ?? undefined} />
      ),
  },
  { id: 'holder', title: '经办', show: (r) => <span className="soft">{r.holder ?? '未领'}</span> },
  {
    id: 'submitted',
    title: '提交',
    sorts: ['newest', 'oldest'],
    show: (r) => <span className="num soft">{momentText(r.submittedAt)}</span>,
  },
]

export const usual = ['lamp', 'no', 'item', 'applicant', 'status', 'turn', 'due', 'holder']
