import { momentText } from '#ui/desk/moment.ts'
import type { AuditLine } from '../../schema.ts'

/** Facts as a person reads them, newest first. */
export const Told = ({ facts }: { facts: readonly AuditLine[] }) => (
  <ol className="trail long">
    {facts.map((f) => (
      <li key={f.id} className={f.by === 'system' ? 'sys' : 'act'}>
        <time dateTime={f.at}>{momentText(f.at)}</time>
        <div>
          <b>{f.title}</b>
          <span className="soft">，{f.byName}</span>
          {f.told ? <p>{f.told}</p> : null}
        </div>
      </li>
    ))}
  </ol>
)
