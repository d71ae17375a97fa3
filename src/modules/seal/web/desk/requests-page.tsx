import { Link, useSearchParams } from 'react-router'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { requestStates } from '../../rules/life.ts'
import type { RequestSummary } from '../../schema/life.ts'

const choices: readonly (readonly [string, string])[] = [
  ['', '在办'],
  ['mine', '我申请的'],
  ['done', '已了结'],
]
const empties: Record<string, string> = { '': '没有在办的用印申请。', mine: '您没有申请过用印。', done: '还没有了结的用印申请。' }

const columns: readonly Column<RequestSummary>[] = [
  { title: '文件', width: 'rest', show: (r) => r.title, hint: (r) => r.title },
  { title: '印章', width: 'wide', show: (r) => r.sealName, hint: (r) => r.sealName },
  {
    title: '状态',
    width: 'usual',
    show: (r) => <span className={r.state === 'waiting' ? 'tag warn' : 'tag'}>{requestStates[r.state]}</span>,
  },
  { title: '申请人', width: 'narrow', show: (r) => r.askedName },
  { title: '申请时间', width: 'usual', show: (r) => <span className="num soft">{momentText(r.askedAt)}</span> },
  { title: '审批人', width: 'narrow', show: (r) => r.decidedName ?? '' },
]

/** Requests to use seals: those that wait, one's own, those that are over. */
export function RequestsPage() {
  const [search] = useSearchParams()
  const asked = search.get('show') ?? ''
  const show = asked in empties ? asked : ''
  const paged = usePaged<RequestSummary>(`/seals/requests?show=${show}`)
  const mayAsk = permissionsOf(useSession()).has('seal.use')
  return (
    <PlainPage
      title="用印申请"
      loaded={paged.first}
      note={() => `${paged.count} 份，新的在前`}
      filters={<Choices label="看哪些" choices={choices} now={show} />}
      tools={
        mayAsk ? (
          <Link className="btn" to="/desk/seal-requests/new">
            申请用印
          </Link>
        ) : null
      }
    >
      {() => (
        <PagedRows
          label="用印申请"
          columns={columns}
          paged={paged}
          id={(r) => r.id}
          href={(r) => `/desk/seal-requests/${r.id}`}
          empty={{ why: empties[show]!, then: '办件的文书和证照自动盖章，批准就是那一步决定，不用申请。' }}
        />
      )}
    </PlainPage>
  )
}
