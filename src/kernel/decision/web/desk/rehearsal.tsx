import { Link } from 'react-router'
import { useLoaded } from '#ui/desk/loaded.ts'
import type { ChangeList, DraftPage, RehearsalView } from '../../schema/desk.ts'

const Progress = ({ rehearsal: r }: { rehearsal: RehearsalView }) => {
  if (r.status === 'failed') return <p className="wrong">{r.why}</p>
  if (r.status === 'done')
    return (
      <p>
        看了 {r.sinceOn} 到 {r.untilOn} 的 {r.looked} 件，会改变 <b>{r.changed}</b> 件。{r.fresh ? '' : '之后表又改过，要重新预演。'}
      </p>
    )
  return (
    <p role="status">
      正在预演：{r.looked} / {r.total ?? '…'} 件
      <progress max={r.total ?? 1} value={r.looked} />
    </p>
  )
}

const Changed = ({ draft }: { draft: string }) => {
  const { data } = useLoaded<ChangeList>(`/decision-drafts/${draft}/changes`)
  if (!data?.rows.length) return null
  return (
    <table className="list" aria-label="会改变的办件">
      <thead>
        <tr>
          <th scope="col" data-width="wide">
            办件
          </th>
          <th scope="col">哪一项</th>
          <th scope="col">原来</th>
          <th scope="col">现在</th>
          <th scope="col">为什么</th>
        </tr>
      </thead>
      <tbody>
        {data.rows.map((r) => (
          <tr key={`${r.subject}${r.what}`}>
            <td>
              <Link to={r.href}>{r.title}</Link>
            </td>
            <td>{r.what}</td>
            <td>{r.before}</td>
            <td>{r.after}</td>
            <td>{r.because}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whom this version would change, had it stood a year ago: counted by kind, then case by case. */
export const RehearsalPart = ({ page }: { page: DraftPage }) => (
  <section className="pad" aria-label="预演">
    <h2>用去年的办件预演</h2>
    {page.rehearsal ? (
      <>
        <Progress rehearsal={page.rehearsal} />
        <ul>
          {page.rehearsal.tally.map((t) => (
            <li key={`${t.title}${t.before}${t.after}`}>
              {t.title}：{t.before} → {t.after}，{t.count} 件
            </li>
          ))}
        </ul>
        {page.rehearsal.status === 'done' ? <Changed draft={page.id} /> : null}
      </>
    ) : (
      <p>还没有预演过。</p>
    )}
  </section>
)
