import type { ReactNode } from 'react'
import type { Link } from './page.tsx'

/** The three answers on top of any page about a case: 到哪了, 轮到谁, 哪天前出结果. */
export const Now = ({ answers }: { answers: readonly { ask: string; answer: ReactNode; more?: ReactNode }[] }) => (
  <dl className="now">
    {answers.map((a) => (
      <div key={a.ask}>
        <dt>{a.ask}</dt>
        <dd>
          <b>{a.answer}</b>
          {a.more ? <small>{a.more}</small> : null}
        </dd>
      </div>
    ))}
  </dl>
)

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Steps of a case, `at` the index of the one going on; at `steps.length` all are done. Two to eight steps. */
export const Steps = ({ steps, at }: { steps: readonly { name: string; when?: string }[]; at: number }) => (
  <ol className={`steps steps--${steps.length}`} aria-label={`${numerals[steps.length] ?? steps.length}个步骤`}>
    {steps.map((s, i) => (
      <li key={s.name} className={i < at ? 'was' : i === at ? 'is' : undefined} aria-current={i === at ? 'step' : undefined}>
        <b>{s.name}</b>
        {i < at ? <span className="vh">（已完成）</span> : null}
        {s.when ? <small>{s.when}</small> : null}
      </li>
    ))}
  </ol>
)

export type TrackEntry = { at: string; when: string; what: ReactNode; more?: ReactNode; held?: boolean }

/** What has happened, newest first; `held` marks where the clock was stopped; `at` is an ISO time, `when` its words. */
export const Track = ({ entries }: { entries: readonly TrackEntry[] }) => (
  <ol className="track">
    {entries.map((e) => (
      <li key={e.at + e.when} className={e.held ? 'held' : undefined}>
        <time dateTime={e.at}>{e.when}</time>
        <b>{e.what}</b>
        {e.more ? <small>{e.more}</small> : null}
      </li>
    ))}
  </ol>
)

/** Documents sent to the citizen, each to be read and to be verified. */
export const PaperList = ({ papers }: { papers: readonly { id?: string; title: string; about?: string; acts: readonly Link[] }[] }) => (
  <ul className="list papers">
    {papers.map((p) => (
      <li key={p.id ?? p.title} id={p.id}>
        <span>
          {p.title}
          {p.about ? <small>{p.about}</small> : null}
        </span>
        <span>
          {p.acts.map((a) => (
            <a key={a.href} href={a.href}>
              {a.text}
              <span className="vh">{p.title}</span>
            </a>
          ))}
        </span>
      </li>
    ))}
  </ul>
)

export type Look = { when: string; who: string; note?: string; what: ReactNode }

/** Who looked at my material, and for what; a list of its rows on a phone. */
export const SeenTable = ({ looks }: { looks: readonly Look[] }) => (
  <table className="days seen">
    <caption className="vh">谁看过我的材料</caption>
    <thead>
      <tr>
        <th scope="col">什么时候</th>
        <th scope="col">谁</th>
        <th scope="col">看了什么，为了什么</th>
      </tr>
    </thead>
    <tbody>
      {looks.map((l, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: looks have no identity but their place
        <tr key={i}>
          <th scope="row">{l.when}</th>
          <td>
            {l.who}
            {l.note ? <small>{l.note}</small> : null}
          </td>
          <td>{l.what}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
