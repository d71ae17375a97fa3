import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Loaded } from './loaded.ts'

type PageProps<T> = {
  title: string
  /** what the page shows, in the title's place once it is there */
  name?: (data: T) => string
  loaded: Loaded<T>
  /** beside the title: how many, since when */
  note?: (data: T) => ReactNode
  tools?: ReactNode
  back?: { text: string; to: string }
  filters?: ReactNode
  /** what the last act came to, said once */
  told?: string
  children: (data: T) => ReactNode
}

/** A page beside a rail: title, note, tools; waiting, refused and broken are said in a sentence with a way on. */
export function PlainPage<T>({ title, name, loaded, note, tools, back, filters, told, children }: PageProps<T>) {
  const { data, error, again } = loaded
  return (
    <main className="main">
      <div className="head">
        {back ? (
          <Link className="small" to={back.to}>
            {back.text}
          </Link>
        ) : null}
        <h1>{data !== undefined && name ? name(data) : title}</h1>
        {data !== undefined && note ? <span className="soft">{note(data)}</span> : null}
        <span role="status">{told}</span>
        <span className="right" />
        {tools}
      </div>
      {filters ? <div className="filters">{filters}</div> : null}
      {error ? (
        <div className="empty" role="alert">
          <p>{error}</p>
          <p>
            <Button onClick={again}>再试一次</Button>
          </p>
        </div>
      ) : null}
      {data === undefined && !error ? (
        <div className="empty" role="status">
          <p>正在打开</p>
        </div>
      ) : null}
      {data === undefined ? null : children(data)}
    </main>
  )
}

/** An empty list that says why it is empty, and what one can do next or why that is good. */
export const EmptyList = ({ why, then, act }: { why: string; then: string; act?: ReactNode }) => (
  <div className="empty">
    <p>{why}</p>
    <p>{then}</p>
    {act ? <p>{act}</p> : null}
  </div>
)

// what holds no link and no button is scrolled by keys only where it can take the focus itself (WCAG 2.1.1)
const focusable = { tabIndex: 0 }

/** The parts of a page that are read one below the other; they scroll under its head. */
export const Scrolled = ({ label, children }: { label: string; children: ReactNode }) => (
  <section className="scroll chapters" aria-label={label} {...focusable}>
    {children}
  </section>
)

/** A block of facts: name and value. */
export const Facts = ({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="kv">
    {facts.map(([name, value]) => (
      <FactRow key={name} name={name} value={value} />
    ))}
  </dl>
)
const FactRow = ({ name, value }: { name: string; value: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

/** Tabs that are filters: each its own address, so that it can be kept and shared. */
export const Choices = ({
  label,
  choices,
  now,
  param = 'show',
  keep = {},
}: {
  label: string
  choices: readonly (readonly [id: string, text: string])[]
  now: string
  /** which part of the address it chooses, and the parts that stay as they are */
  param?: string
  keep?: Readonly<Record<string, string>>
}) => (
  <nav className="seg" aria-label={label}>
    {choices.map(([id, text]) => (
      <Link
        key={id}
        to={`?${new URLSearchParams({ ...keep, ...(id === '' ? {} : { [param]: id }) })}`}
        aria-current={id === now ? 'page' : undefined}
      >
        {text}
      </Link>
    ))}
  </nav>
)
