/** All that was done, as the ledger tells it: by people, and by the house itself. */
import { momentText } from './moment.ts'

export type TrailEntry = { id?: number; label: string; at: string; by: string | null; told: readonly { label: string; value: string }[] }

const Entry = ({ entry }: { entry: TrailEntry }) => (
  <li className={entry.by ? 'act' : 'sys'}>
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
)

export const Trail = ({ entries, none }: { entries: readonly TrailEntry[] /** stands where nothing was done yet */; none?: string }) => (
  <div className="block scroll">
    <h2>
      经过 <span>{entries.length} 条，不能修改</span>
    </h2>
    {entries.length === 0 && none ? <p className="soft">{none}</p> : null}
    <ol className="trail long">
      {entries.map((entry) => (
        <Entry key={entry.id ?? `${entry.at} ${entry.label}`} entry={entry} />
      ))}
    </ol>
  </div>
)
