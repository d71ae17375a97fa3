import { Button } from 'antd'
import { Link } from 'react-router'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { Wrong } from '#ui/desk/ask.tsx'
import { usePaged } from '#ui/desk/paged.ts'
import type { ChangeLine, DraftPage, RehearsalView } from '../../schema/desk.ts'

const count = (n: number) => n.toLocaleString('zh-CN')

/** How far it has come, with the way to stop it. */
function Running({ page, rehearsal: r, again }: { page: DraftPage; rehearsal: RehearsalView; again: () => void }) {
  const { wrong, busy, run } = useCommand(`/decision-drafts/${page.id}/rehearsal/stop`, again)
  return (
    <>
      <p role="status">{r.total === null ? '正在排队，马上开始。' : `正在预演：看了 ${count(r.looked)} 件，一共 ${count(r.total)} 件。`}</p>
      <div className="row">
        <progress aria-label="预演进度" max={r.total ?? 1} value={r.looked} />
        <Button loading={busy} onClick={() => void run({})}>
          停止预演
        </Button>
        <Wrong sentence={wrong?.message} />
      </div>
      <p className="soft">可以离开这一页，预演在后台继续。</p>
    </>
  )
}

const Ended = ({ rehearsal: r }: { rehearsal: RehearsalView }) => {
  if (r.status === 'failed') return <p className="wrong">{r.why}</p>
  if (r.status === 'stopped') return <p>看到第 {count(r.looked)} 件时停止了。要发布，请重新预演。</p>
  return (
    <p>
      看了 {r.sinceOn} 到 {r.untilOn} 的 {count(r.looked)} 件，会改变 <b>{count(r.changed)}</b> 件
      {r.seconds === null ? '' : `，用了 ${r.seconds} 秒`}。{r.fresh ? '' : '之后表又改过，要重新预演。'}
    </p>
  )
}

const Changed = ({ draft }: { draft: string }) => {
  const { rows, more } = usePaged<ChangeLine>(`/decision-drafts/${draft}/changes`)
  if (rows.length === 0) return null
  return (
    <>
      <table className="list rules" aria-label="会改变的办件">
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
          {rows.map((r) => (
            <tr key={`${r.subject}${r.what}`}>
              <td>
                <Link to={r.href}>{r.title}</Link>
              </td>
              <td>{r.what}</td>
              <td>{r.before}</td>
              <td>
                <b>{r.after}</b>
              </td>
              <td>{r.because}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more ? <Button onClick={() => void more()}>更多</Button> : null}
    </>
  )
}

const isOver = ({ status }: RehearsalView) => status !== 'waiting' && status !== 'running'

/** Whom this version would change, had it stood a year ago: counted by kind, then case by case. */
export const RehearsalPart = ({ page, again }: { page: DraftPage; again: () => void }) => (
  <section className="pad" aria-label="预演">
    <h2>用去年的办件预演</h2>
    {page.rehearsal === null ? (
      <p>还没有预演过。预演会用过去一年的办件把新旧两版各算一遍，告诉您谁会变、怎么变。</p>
    ) : isOver(page.rehearsal) ? (
      <Ended rehearsal={page.rehearsal} />
    ) : (
      <Running page={page} rehearsal={page.rehearsal} again={again} />
    )}
    {page.rehearsal ? (
      <ul className="tally">
        {page.rehearsal.tally.map((t) => (
          <li key={`${t.title}${t.before}${t.after}`}>
            {t.title}：{t.before} → <b>{t.after}</b>，{count(t.count)} 件
          </li>
        ))}
      </ul>
    ) : null}
    {page.rehearsal?.status === 'done' ? <Changed draft={page.id} /> : null}
  </section>
)
