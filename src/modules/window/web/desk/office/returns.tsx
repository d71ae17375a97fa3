import { Link } from 'react-router'
import { momentText } from '#ui/desk/moment.ts'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { ReturnRow, Returns } from '../../../schema/office.ts'

const returned = (r: ReturnRow) => (r.returned ? <b>{`${r.returned} 次，${Math.round((r.returned / r.given) * 100)}%`}</b> : '没有')

const columns = (of: string, show: Column<ReturnRow>['show']): readonly Column<ReturnRow>[] => [
  { title: of, width: 'rest', show, hint: (r) => r.name },
  { title: '提过意见', width: 'narrow', show: (r) => <span className="num">{r.given} 次</span> },
  { title: '退回', width: 'narrow', show: (r) => <span className="num">{returned(r)}</span> },
  { title: '最近一次', width: 'narrow', show: (r) => <span className="soft">{r.lastReturnedAt ? momentText(r.lastReturnedAt) : ''}</span> },
]

/** How often opinions came back to whoever wrote them, by person and by item: where to look together, not whom to blame. */
export function ReturnsPart({ returns: { days, people, items } }: { returns: Returns }) {
  return (
    <section className="block">
      <h2>
        退回审查 <span>近 {days} 天提的审查意见，决定时退回去的</span>
      </h2>
      {people.length === 0 ? (
        <p className="soft">近 {days} 天还没有人提过审查意见。有人提了，这里按人、按事项算退回几次。</p>
      ) : (
        <div className="two">
          <Rows label="按审查员" rows={people} id={(r) => r.key} columns={columns('审查员', (r) => r.name)} />
          <Rows
            label="按事项"
            rows={items}
            id={(r) => r.key}
            columns={columns('事项', (r) => <Link to={`/desk/all?item=${encodeURIComponent(r.key)}`}>{r.name}</Link>)}
          />
        </div>
      )}
    </section>
  )
}
