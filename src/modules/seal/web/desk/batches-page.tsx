import { Link } from 'react-router'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { batchStates } from '../../rules/batch.ts'
import type { BatchSummary } from '../../schema/batch.ts'

const columns: readonly Column<BatchSummary>[] = [
  { title: '批次', width: 'rest', show: (b) => b.title, hint: (b) => b.title },
  { title: '印章', width: 'wide', show: (b) => b.sealName, hint: (b) => b.sealName },
  { title: '份数', width: 'narrow', show: (b) => <span className="num">{b.total}</span> },
  { title: '盖好', width: 'narrow', show: (b) => <span className="num">{b.used}</span> },
  {
    title: '状态',
    width: 'usual',
    show: (b) => <span className={b.state === 'waiting' ? 'tag warn' : 'tag'}>{batchStates[b.state]}</span>,
  },
  { title: '申请人', width: 'narrow', show: (b) => b.askedName },
  { title: '申请时间', width: 'usual', show: (b) => <span className="num soft">{momentText(b.askedAt)}</span> },
]

/** Batches of files to be sealed, the latest first. */
export function BatchesPage() {
  const paged = usePaged<BatchSummary>('/seals/batches')
  return (
    <PlainPage
      title="批量用印"
      loaded={paged.first}
      note={() => `${paged.count} 批，新的在前`}
      tools={
        <Link className="btn" to="/desk/seal-requests/new">
          申请用印
        </Link>
      }
    >
      {() => (
        <PagedRows
          label="批量用印"
          columns={columns}
          paged={paged}
          id={(b) => b.id}
          href={(b) => `/desk/seal-batches/${b.id}`}
          empty={{ why: '还没有批量用印。', then: '把要盖章的 OFD 放进一个 ZIP，在“申请用印”里选这个 ZIP，就是一批。' }}
        />
      )}
    </PlainPage>
  )
}
