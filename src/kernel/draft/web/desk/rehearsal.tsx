import { Button } from 'antd'
import { Link } from 'react-router'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { Wrong } from '#ui/desk/ask.tsx'
import { usePaged } from '#ui/desk/paged.ts'
import type { Change, Group, RehearsalKind, RehearsalView, Tally } from '../../schema.ts'
import { isMoving } from './moving.ts'

const count = (n: number) => n.toLocaleString('zh-CN')

/** What a rehearsal of each kind is called, what it would tell, and of which cases nothing can be said. */
const words: Readonly<Record<RehearsalKind, { title: string; none: string; unread: string }>> = {
  decision: {
    title: '用去年的办件预演',
    none: '还没有预演过。预演会用过去一年的办件把新旧两版各算一遍，告诉您谁会变、怎么变。',
    unread: '读不出来',
  },
  limits: {
    title: '用去年的办件预演时限',
    none: '还没有预演过。预演会按过去一年办件的实际经过，把新旧时限各算一遍，告诉您哪些件会超期、超几天。',
    unread: '没有受理、已经撤回，或者那一年没有放假安排，不计期限',
  },
  process: {
    title: '用去年的件预演流程',
    none: '还没有预演过。预演会把过去一年每一件的经过在新流程上重走一遍，告诉您哪些件会走得不一样、在哪里，哪些走不下去。',
    unread: '中途换过流程版本，或者当时的情况没有留下，说不准',
  },
}

type Part = { kind: RehearsalKind; path: string; rehearsal: RehearsalView | null; again: () => void }

/** How far it has come, with the way to stop it. */
function Running({ path, rehearsal: r, again }: { path: string; rehearsal: RehearsalView; again: () => void }) {
  const { wrong, busy, run } = useCommand(`${path}/rehearsal/stop`, again)
  return (
    <>
      <p role="status">{r.total === null ? '正在排队，马上开始。' : `正在预演：看了 ${count(r.looked)} 件，一共 ${count(r.total)} 件。`}</p>
      <div className="row">
        <progress aria-label="预演进度" max={Math.max(1, r.total ?? 1)} value={r.looked} />
        <Button loading={busy} onClick={() => void run({})}>
          停止预演
        </Button>
        <Wrong sentence={wrong?.message} />
      </div>
      <p className="soft">可以离开这一页，预演在后台继续。</p>
    </>
  )
}

function Ended({ rehearsal: r }: { rehearsal: RehearsalView }) {
  if (r.status === 'failed') return <p className="wrong">{r.why}</p>
  if (r.status === 'stopped') return <p>看到第 {count(r.looked)} 件时停止了，这次不算数。要发布，请重新预演。</p>
  if (r.looked === 0)
    return (
      <p>
        {r.sinceOn} 到 {r.untilOn} 没有这个事项的办件，没有谁会变。
      </p>
    )
  return (
    <p>
      看了 {r.sinceOn} 到 {r.untilOn} 的 {count(r.looked)} 件，会改变 <b>{count(r.changed)}</b> 件
      {r.seconds === null ? '' : `，用了 ${r.seconds} 秒`}。{r.unread > 0 ? `另有 ${count(r.unread)} 件${words[r.kind].unread}。` : ''}
      {r.fresh ? '' : '之后又改过，要重新预演。'}
    </p>
  )
}

const Tallies = ({ tally }: { tally: readonly Tally[] }) =>
  tally.length === 0 ? null : (
    <ul className="tally">
      {tally.map((t) => (
        <li key={`${t.what}${t.before}${t.after}`}>
          {t.what}：{t.before} → <b>{t.after}</b>，{count(t.count)} 件
        </li>
      ))}
    </ul>
  )

const Groups = ({ groups }: { groups: readonly Group[] }) =>
  groups.length === 0 ? null : (
    <table className="list rules" aria-label="各单位">
      <thead>
        <tr>
          <th scope="col" data-width="wide">
            单位
          </th>
          <th scope="col">看了</th>
          <th scope="col">原来超期</th>
          <th scope="col">现在超期</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((g) => (
          <tr key={g.name}>
            <td>{g.name}</td>
            <td>{count(g.looked)} 件</td>
            <td>{count(g.before)} 件</td>
            <td>
              <b>{count(g.after)} 件</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const Changed = ({ path }: { path: string }) => {
  const { rows, more } = usePaged<Change>(`${path}/changes`)
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

/** Whom this version would change, had it stood a year ago: counted by kind and by organ, then case by case. `path` is the draft's address. */
export const RehearsalPart = ({ kind, path, rehearsal, again }: Part) => (
  <section className="pad" aria-label="预演">
    <h2>{words[kind].title}</h2>
    {rehearsal === null ? (
      <p>{words[kind].none}</p>
    ) : isMoving(rehearsal) ? (
      <Running path={path} rehearsal={rehearsal} again={again} />
    ) : (
      <Ended rehearsal={rehearsal} />
    )}
    {rehearsal ? <Tallies tally={rehearsal.tally} /> : null}
    {rehearsal?.status === 'done' ? (
      <>
        <Groups groups={rehearsal.groups} />
        <Changed path={path} />
      </>
    ) : null}
  </section>
)
