import type { ReactNode } from 'react'
import { Tag } from './marks.tsx'
import type { Link } from './page.tsx'

export type AnswerRow = { ask: string; answer: ReactNode; more?: ReactNode; below?: ReactNode }

/** The five answers of a guide: who, how long, how often to come, how much, what to bring; `below` takes lists. */
export const Answer = ({ rows }: { rows: readonly AnswerRow[] }) => (
  <dl className="answer">
    {rows.map((r) => (
      <div key={r.ask}>
        <dt>{r.ask}</dt>
        <dd>
          <b>{r.answer}</b>
          {r.more ? <small>{r.more}</small> : null}
          {r.below}
        </dd>
      </div>
    ))}
  </dl>
)

export type BringItem = { name: string; note?: string; exempt?: boolean }

/** What to bring; a thing a licence or a register replaces is crossed out, its tag says 免提交 (or its own `note`). */
export const Bring = ({ items, rows }: { items: readonly BringItem[]; rows?: boolean }) => (
  <ul className={rows ? 'bring rows' : 'bring'}>
    {items.map((i) => (
      <li key={i.name}>
        {i.exempt ? <s>{i.name}</s> : i.name}
        {i.exempt && !i.note ? <Tag>免提交</Tag> : null}
        {i.note ? <span className="soft small">{i.note}</span> : null}
      </li>
    ))}
  </ul>
)

export type Mat = { name: string; exempt?: boolean; tag?: string; about: ReactNode; links?: readonly Link[] }

/** Every material in full: name, whether it is wanted and of whom, form and size, sample. */
export const Mats = ({ mats }: { mats: readonly Mat[] }) => (
  <ul className="mats">
    {mats.map((m) => (
      <li key={m.name}>
        <div className="mats__head">
          {m.exempt ? <s>{m.name}</s> : <b>{m.name}</b>}
          {m.exempt ? <Tag>{m.tag ?? '免提交'}</Tag> : <Tag tone="soft">{m.tag ?? '要您准备'}</Tag>}
        </div>
        <small>{m.about}</small>
        {m.links?.length ? (
          <span className="acts">
            {m.links.map((l) => (
              <a key={l.href} href={l.href}>
                {l.text}
                <span className="vh">：{m.name}</span>
              </a>
            ))}
          </span>
        ) : null}
      </li>
    ))}
  </ul>
)

/** Numbered steps, each with its time and a line. */
export const Flow = ({ steps }: { steps: readonly { name: string; when?: string; about?: ReactNode }[] }) => (
  <ol className="flow">
    {steps.map((s) => (
      <li key={s.name}>
        <b>{s.name}</b>
        {s.when ? `　${s.when}` : null}
        {s.about ? <small>{s.about}</small> : null}
      </li>
    ))}
  </ol>
)

/** Contents of a long page; `id` of the parts as targets. */
export const Toc = ({ parts }: { parts: readonly { id: string; title: string }[] }) => (
  <nav className="toc small" aria-labelledby="toc-h">
    <h2 id="toc-h">本页目录</h2>
    <ul>
      {parts.map((p) => (
        <li key={p.id}>
          <a href={`#${p.id}`}>{p.title}</a>
        </li>
      ))}
    </ul>
  </nav>
)

/** Beside the answers: the orange start, a waiting draft, time needed, other channels, contents. */
export const Start = (props: {
  act: Link
  draft?: { href: string; saved: string }
  about?: ReactNode
  channels?: readonly Link[]
  children?: ReactNode
}) => (
  <aside aria-label="开始办理和本页目录">
    <div className="start">
      <a className="btn btn--next" href={props.act.href}>
        {props.act.text}
      </a>
      {props.draft ? (
        <p className="small">
          有 1 份没填完的草稿，<a href={props.draft.href}>接着填</a>
          <br />
          <span className="soft">{props.draft.saved}</span>
        </p>
      ) : null}
      {props.about ? <p className="small soft">{props.about}</p> : null}
      {props.channels ? <Channels links={props.channels} /> : null}
      {props.children}
    </div>
  </aside>
)

const Channels = ({ links }: { links: readonly Link[] }) => (
  <p className="small">
    不想在网上办？
    <br />
    {links.map((l, i) => (
      <span key={l.href}>
        {i ? '、' : ''}
        <a href={l.href}>{l.text}</a>
      </span>
    ))}
  </p>
)

/** A QR code to be scanned from this very screen: as large as a phone is wide. `d` and `size` in modules, the quiet zone in them. */
export const Code = ({ d, size, label }: { d: string; size: number; label: string }) => (
  <div className="code">
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={d} />
    </svg>
  </div>
)

/** A QR code drawn by the server: `d` is the path of its dark modules, `size` its width in modules; hidden on phones. */
export const Qr = ({ d, size, label, children }: { d: string; size: number; label: string; children: ReactNode }) => (
  <div className="qr small">
    <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={d} />
    </svg>
    <span>{children}</span>
  </div>
)
