import { Segmented } from 'antd'
import { useState } from 'react'
import { momentText } from '#ui/desk/moment.ts'
import { type TrackEntry, type TrackKind, trackKinds } from '../../../schema/desk.ts'

const kinds = [
  { value: 'all' as const, label: '全部' },
  ...(Object.entries(trackKinds) as [TrackKind, string][]).map(([value, label]) => ({ value, label })),
]
const look: Partial<Record<TrackKind, string>> = { act: 'act', read: '' }

type Opening = { openPaper: (id: string) => void; openClock: (name: string) => void }

/** What stands behind a line, with the way to the paper or the clock it speaks of. */
const Behind = ({ entry: e, openPaper, openClock }: { entry: TrackEntry } & Opening) => (
  <dl className="behind">
    {e.evidence.rows.map((r) => [<dt key={r.label}>{r.label}</dt>, <dd key={`${r.label}d`}>{r.value}</dd>])}
    {e.evidence.paper || e.evidence.clock ? (
      <dd className="wide-row">
        {e.evidence.paper ? (
          <button type="button" className="btn sm" onClick={() => openPaper(e.evidence.paper!)}>
            看这份文书
          </button>
        ) : null}
        {e.evidence.clock ? (
          <button type="button" className="btn sm" onClick={() => openClock(e.evidence.clock!)}>
            看时限逐日
          </button>
        ) : null}
      </dd>
    ) : null}
  </dl>
)

function Line({ entry: e, since, now, ...opening }: { entry: TrackEntry; since: number; now: string } & Opening) {
  const [open, setOpen] = useState(false)
  const words = (e.seq ?? 0) > since ? <b>新：{e.sentence}</b> : e.sentence
  return (
    <li className={look[e.kind] ?? 'sys'}>
      <time dateTime={e.at} title={momentText(e.at)}>
        {momentText(e.at, now).replace(/ .*/, '')}
      </time>
      <span>
        {e.recalled ? <s>{words}</s> : words}
        {e.recalled ? <i className="tag">已撤回</i> : null}
        {e.detail ? <span className="why"> {e.detail}</span> : null}
      </span>
      <button type="button" className="btn bare sm" aria-expanded={open} onClick={() => setOpen((o) => !o)}>
        凭证
      </button>
      {open ? <Behind entry={e} {...opening} /> : null}
    </li>
  )
}

/** What happened, newest first, by kind; every line opens what it stands on. */
export function Track({ entries, now, since, ...opening }: { entries: readonly TrackEntry[]; now: string; since: number } & Opening) {
  const [kind, setKind] = useState<TrackKind | 'all'>('all')
  const shown = entries.filter((e) => kind === 'all' || e.kind === kind)
  return (
    <section className="block">
      <h2>经过</h2>
      <Segmented size="small" value={kind} onChange={setKind} options={kinds} className="track-kinds" />
      <ol className="trail">
        {shown.map((e) => (
          <Line key={`${e.at}${e.kind}${e.sentence}${e.seq}${e.detail}`} entry={e} since={since} now={now} {...opening} />
        ))}
      </ol>
      {shown.length === 0 ? <p className="why">还没有这一类记录。</p> : null}
    </section>
  )
}
