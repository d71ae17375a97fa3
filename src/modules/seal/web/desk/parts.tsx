/** Pieces that the pages of one seal and of one request share. */
import { Link } from 'react-router'
import { momentText } from '#ui/desk/moment.ts'
import type { HistoryEntry, VerbState } from '../../schema/life.ts'

export const NotThere = ({ title, error, back }: { title: string; error: string; back: { text: string; to: string } }) => (
  <main className="empty" role="alert">
    <h1>{title}</h1>
    <p>{error}</p>
    <p>
      <Link to={back.to}>{back.text}</Link>
    </p>
  </main>
)

const Barred = ({ verb }: { verb: VerbState<string> }) => (
  <>
    <dt>{verb.label}</dt>
    <dd>{verb.why}</dd>
  </>
)

/** What may be done now, the next thing in orange, and what may not and why. `none` stands where there is nothing at all. */
export function Verbs<V extends string>(props: {
  verbs: readonly VerbState<V>[]
  next: readonly V[]
  none: string
  choose: (v: VerbState<V>) => void
}) {
  const { verbs, next, none, choose } = props
  const open = verbs.filter((v) => v.open)
  const barred = verbs.filter((v) => !v.open)
  return (
    <div className="block">
      <h2>现在能办</h2>
      {open.length === 0 ? <p className="soft">{verbs.length === 0 ? none : '现在轮不到您，原因见下面。'}</p> : null}
      <div className="verbs">
        {open.map((v) => (
          <button key={v.verb} type="button" className={next.includes(v.verb) ? 'btn go' : 'btn'} onClick={() => choose(v)}>
            {v.label}
          </button>
        ))}
      </div>
      {barred.length ? (
        <>
          <h2 className="no">现在不能</h2>
          <dl className="barred">
            {barred.map((v) => (
              <Barred key={v.verb} verb={v} />
            ))}
          </dl>
        </>
      ) : null}
    </div>
  )
}

export const History = ({ history }: { history: readonly HistoryEntry[] }) => (
  <div className="block scroll">
    <h2>
      经过 <span>{history.length} 条，不能修改</span>
    </h2>
    <ol className="trail long">
      {history.map((entry) => (
        <li key={entry.id} className={entry.by ? 'act' : 'sys'}>
          <time dateTime={entry.at}>{momentText(entry.at)}</time>
          <div>
            <b>{entry.label}</b>
            {entry.by ? <span className="soft">，{entry.by}</span> : null}
            {entry.told.map((t) => (
              <p key={t.label}>
                <span className="soft">{t.label}：</span>
                {t.value}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  </div>
)
