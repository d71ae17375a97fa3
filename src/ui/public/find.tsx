import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import type { Link } from './page.tsx'

/** Search by name, everyday words or pinyin; the server answers at `action?q=`, an island may fill the suggestions. */
export const Search = (props: {
  action: string
  label: ReactNode
  value?: string
  examples?: readonly Link[]
  heading?: boolean
  id?: string
}) => {
  const id = props.id ?? 'q'
  const label = <label htmlFor={id}>{props.label}</label>
  return (
    <>
      {props.heading ? <h1>{label}</h1> : <span className="search__label">{label}</span>}
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is too young for the phones in use */}
      <form className="search" role="search" action={props.action}>
        <input id={id} name="q" type="search" defaultValue={props.value} autoComplete="off" enterKeyHint="search" data-suggest="" />
        <button className="btn" type="submit">
          搜索
        </button>
      </form>
      <div className="suggest" id={`${id}-suggest`} aria-live="polite" hidden />
      {props.examples ? (
        <p className="eg">
          <span className="soft">比如</span>
          {props.examples.map((e) => (
            <a key={e.href} href={e.href}>
              {e.text}
            </a>
          ))}
        </p>
      ) : null}
    </>
  )
}

/** Answers of a search: name, a line about it, where it belongs. */
export const Found = ({ items }: { items: readonly { href: string; title: ReactNode; about?: ReactNode; tag?: ReactNode }[] }) => (
  <ul className="rows states">
    {items.map((i) => (
      <li key={i.href}>
        <a href={i.href}>{i.title}</a>
        {i.tag ?? <span />}
        {i.about ? <small>{i.about}</small> : null}
      </li>
    ))}
  </ul>
)

/** The leaf of a wall calendar: today, so that every other date on the page can be judged. */
export const Leaf = (props: { month: string; lunar?: string; day: number; weekday: string; note: string }) => (
  <p className="leaf">
    <span>{props.month}</span>
    {props.lunar ? <span className="leaf__lunar">{props.lunar}</span> : null}
    <b>
      {props.day}
      <i>日</i>
    </b>
    <span className="leaf__w">{props.weekday}</span>
    <span>{props.note}</span>
  </p>
)

/** 轮到您了: shown only when the citizen has to act; `mine` tells the other cases in a line beneath. */
export const YourTurn = (props: {
  id?: string
  title: string
  children: ReactNode
  act: Link
  who?: string
  mine?: ReactNode
  level?: 2 | 3
}) => {
  const id = `${props.id ?? 'next'}-h`
  const H = props.level === 3 ? 'h3' : 'h2'
  return (
    <section className="hero__next" aria-labelledby={id}>
      <div className="next">
        <div>
          <p className="next__who">{props.who ?? '轮到您了'}</p>
          <H id={id}>{props.title}</H>
          <p>{props.children}</p>
        </div>
        <a className="btn btn--next" href={props.act.href}>
          {props.act.text}
        </a>
      </div>
      {props.mine ? <p className="next__mine">{props.mine}</p> : null}
    </section>
  )
}

/** Top of the home page: the one question, today's leaf, whose turn it is. */
export const Hero = ({ search, leaf, turn }: { search: ReactNode; leaf?: ReactNode; turn?: ReactNode }) => (
  <section className="hero">
    <div className="wrap">
      <div>{search}</div>
      {leaf}
      {turn}
    </div>
  </section>
)

/** The doors of the city: four large with a line each, the others with an icon beside the word. */
export const Doors = (props: {
  big: readonly { text: string; about: string; href: string }[]
  all: readonly { text: string; icon: IconName; href: string }[]
}) => (
  <div className="doors">
    <ul className="doors__big">
      {props.big.map((d) => (
        <li key={d.href}>
          <a href={d.href}>
            <b>{d.text}</b>
            <small>{d.about}</small>
          </a>
        </li>
      ))}
    </ul>
    <ul className="doors__all">
      {props.all.map((d) => (
        <li key={d.href}>
          <a href={d.href}>
            <Icon name={d.icon} />
            <span>{d.text}</span>
          </a>
        </li>
      ))}
    </ul>
  </div>
)

/** Large doors of 关怀版: icon, verb, a line. */
export const Six = ({ doors }: { doors: readonly { text: string; about: string; icon: IconName; href: string }[] }) => (
  <ul className="six">
    {doors.map((d) => (
      <li key={d.href}>
        <a href={d.href}>
          <Icon name={d.icon} />
          <span>
            <b>{d.text}</b>
            {d.about}
          </span>
        </a>
      </li>
    ))}
  </ul>
)

/** Stages of a life or an enterprise, each with its links. */
export const Stages = ({ title, stages }: { title?: string; stages: readonly { name: string; links: readonly Link[] }[] }) => (
  <div>
    {title ? <h3>{title}</h3> : null}
    <dl>
      {stages.map((s) => (
        <div key={s.name}>
          <dt>{s.name}</dt>
          <dd>
            {s.links.map((l) => (
              <a key={l.href + l.text} href={l.href}>
                {l.text}
              </a>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </div>
)

/** Dated news, newest first. */
export const News = ({ items }: { items: readonly { on: string; day: string; text: string; href: string }[] }) => (
  <ul className="rows news">
    {items.map((n) => (
      <li key={n.href + n.text}>
        <time dateTime={n.on}>{n.day}</time>
        <a href={n.href}>{n.text}</a>
      </li>
    ))}
  </ul>
)

const boxes = { ready: 'y', trial: 't', building: undefined } as const
export type Readiness = keyof typeof boxes

/** How far a programme is: a box a measure, grouped; the numbers stand in words in the key. */
export const Tally = ({ groups }: { groups: readonly { name: string; items: readonly Readiness[] }[] }) => {
  const count = (r: Readiness) => groups.reduce((n, g) => n + g.items.filter((i) => i === r).length, 0)
  return (
    <>
      <div className="key">
        <span>
          <i className="y" />
          已可用 {count('ready')} 项
        </span>
        <span>
          <i className="t" />
          试运行 {count('trial')} 项
        </span>
        <span>
          <i />
          建设中 {count('building')} 项
        </span>
      </div>
      <div className="tally" aria-hidden="true">
        {groups.map((g) => (
          <div key={g.name}>
            {g.name}
            <span>
              {g.items.map((r, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity
                <i key={i} className={boxes[r]} />
              ))}
            </span>
          </div>
        ))}
      </div>
    </>
  )
}
