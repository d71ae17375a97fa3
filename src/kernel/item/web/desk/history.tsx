import { momentText } from '#ui/desk/moment.ts'
import type { HistoryLine } from '../../schema/desk.ts'

/** What was done with an item, newest first. */
export const History = ({ history }: { history: readonly HistoryLine[] }) => (
  <ol className="trail long">
    {history.map((h) => (
      <li key={`${h.at}${h.title}`} className={h.by ? 'act' : 'sys'}>
        <time dateTime={h.at}>{momentText(h.at)}</time>
        <div>
          <b>{h.title}</b>
          {h.by ? <span className="soft">，{h.by}</span> : null}
          {h.reason ? <p>{h.reason}</p> : null}
        </div>
      </li>
    ))}
  </ol>
)
