import type { ReactNode } from 'react'

export type Link = { text: string; href: string }

/** Where the page stands: links from 首页 down, the page itself not among them. */
export const Crumb = ({ trail }: { trail: readonly Link[] }) => (
  <nav className="crumb" aria-label="您在这里">
    <ol>
      {trail.map((l) => (
        <li key={l.href}>
          <a href={l.href}>{l.text}</a>
        </li>
      ))}
    </ol>
  </nav>
)

/** Title band of a page: crumb, `h1`, lead in citizen's words; children (such as `Now` and `Steps`) stay inside the band. */
export const Title = (props: { text: string; trail?: readonly Link[]; lead?: ReactNode; soft?: ReactNode; children?: ReactNode }) => (
  <div className="title">
    <div className="wrap">
      {props.trail ? <Crumb trail={props.trail} /> : null}
      <h1>{props.text}</h1>
      {props.lead ? <p className="lead">{props.lead}</p> : null}
      {props.soft ? <p className="soft">{props.soft}</p> : null}
      {props.children}
    </div>
  </div>
)

/** Back link on top of a step of a form. */
export const Back = ({ href, children = '上一步' }: { href: string; children?: ReactNode }) => (
  <div className="wrap">
    <a className="back" href={href}>
      {children}
    </a>
  </div>
)

/** Section of an open page, with its heading and an optional link on the right; `flush` inside `.halves`, `first` right under a title band. */
export const Section = (props: {
  id: string
  title: string
  more?: Link
  hidden?: boolean
  first?: boolean
  flush?: boolean
  children: ReactNode
}) => (
  <section className={props.flush ? undefined : props.first ? 'sect sect--first' : 'sect'} aria-labelledby={`${props.id}-h`} id={props.id}>
    {props.hidden ? (
      <h2 className="vh" id={`${props.id}-h`}>
        {props.title}
      </h2>
    ) : (
      <div className="sect__head">
        <h2 id={`${props.id}-h`}>{props.title}</h2>
        {props.more ? <a href={props.more.href}>{props.more.text}</a> : null}
      </div>
    )}
    {props.children}
  </section>
)

/** Section of a page read from top to bottom (guide, case page): heading with a hairline. */
export const Part = ({ id, title, children }: { id?: string; title: string; children: ReactNode }) => (
  <section className="part" id={id}>
    <h2>{title}</h2>
    {children}
  </section>
)

/** Rows with hairlines; each child becomes a row. */
export const Rows = ({ children, className = '' }: { children: ReactNode[]; className?: string }) => (
  <ul className={`rows ${className}`.trim()}>
    {children.map((child, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
      <li key={i}>{child}</li>
    ))}
  </ul>
)

export type Fact = { name: string; value: ReactNode; note?: ReactNode }

/** Name and value pairs; `two` sets them in two columns on a wide screen. */
export const Facts = ({ facts, two }: { facts: readonly Fact[]; two?: boolean }) => (
  <dl className={two ? 'facts facts--two' : 'facts'}>
    {facts.map((f) => (
      <div key={f.name}>
        <dt>{f.name}</dt>
        <dd>
          {f.value}
          {f.note ? <small>{f.note}</small> : null}
        </dd>
      </div>
    ))}
  </dl>
)

/** Folded text with a line beneath: one article of law, one frequent question. */
export const More = ({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) => (
  <details className="more" open={open}>
    <summary>{title}</summary>
    {children}
  </details>
)

/** Help beside a form or a case; each child is a block. */
export const Rail = ({ label, part, children }: { label: string; part?: boolean; children: ReactNode }) => (
  <aside className={part ? 'rail part' : 'rail'} aria-label={label}>
    {children}
  </aside>
)

/** One block of a `Rail`, lines apart. */
export const RailBlock = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h2>{title}</h2>
    {children}
  </div>
)

/** Buttons of a page: the one orange act first (a link with `href`, else the form's submit button), then quieter links. */
export const Acts = (props: {
  next?: { text: string; href?: string; name?: string; value?: string }
  plain?: readonly { text: string; name: string; value: string }[]
  /** a way that stands out among the links, where nothing has to be done */
  go?: Link
  links?: readonly Link[]
  className?: string
  children?: ReactNode
}) => (
  <div className={`acts ${props.className ?? ''}`.trim()}>
    {props.next ? <NextButton {...props.next} /> : null}
    {props.plain?.map((b) => (
      <button key={b.value} className="btn btn--plain" type="submit" name={b.name} value={b.value}>
        {b.text}
      </button>
    ))}
    {props.go ? (
      <a className="btn" href={props.go.href}>
        {props.go.text}
      </a>
    ) : null}
    {props.links?.map((l) => (
      <a key={l.href + l.text} href={l.href}>
        {l.text}
      </a>
    ))}
    {props.children}
  </div>
)

/** The one thing to do next, in orange; once a page. */
export const NextButton = ({ text, href, name, value }: { text: string; href?: string; name?: string; value?: string }) =>
  href ? (
    <a className="btn btn--next" href={href}>
      {text}
    </a>
  ) : (
    <button className="btn btn--next" type="submit" name={name} value={value}>
      {text}
    </button>
  )

/** Why a question is asked, folded. */
export const Why = ({ title = '为什么要问？', children }: { title?: string; children: ReactNode }) => (
  <details className="why">
    <summary>{title}</summary>
    <p>{children}</p>
  </details>
)

/** At most one banner a page, for news and warnings, never for field errors; `tone` warn is for trouble that is going on. */
export const Notice = ({ tone = 'info', title, children }: { tone?: 'info' | 'warn' | 'done'; title: string; children?: ReactNode }) => (
  <div className={`notice notice--${tone}`} role={tone === 'done' ? 'status' : undefined}>
    <p>
      <b>{title}</b>
    </p>
    {children ? <div>{children}</div> : null}
  </div>
)

/** Nothing to list: says why that is, or why it is good, and what can be done. */
export const Empty = ({ title, why, acts }: { title: string; why: ReactNode; acts?: readonly Link[] }) => (
  <div className="empty">
    <p>
      <b>{title}</b>
    </p>
    <p>{why}</p>
    {acts ? (
      <p className="empty__acts">
        {acts.map((l) => (
          <a key={l.href} href={l.href}>
            {l.text}
          </a>
        ))}
      </p>
    ) : null}
  </div>
)
