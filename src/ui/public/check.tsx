import type { ReactNode } from 'react'
import { fieldId } from './field.tsx'
import { Icon } from './icon.tsx'
import { Source } from './marks.tsx'

export type SumRow = {
  name: string
  /** Left out: shown as 未填写（选填）. */
  value?: ReactNode
  source?: { from: string; note?: string }
  note?: ReactNode
  /** what is wrong with the value, and the name under which an error summary leads here */
  wrong?: { sentence: string; field: string }
  /** Where it can be changed; the question page comes straight back. */
  change?: { href: string; text?: string; about?: string }
  aside?: ReactNode
}

const Change = ({ row }: { row: SumRow }) =>
  row.change ? (
    <a href={row.change.href}>
      {row.change.text ?? (row.value === undefined ? '补上' : '改')}
      <span className="vh">{row.change.about ?? row.name}</span>
    </a>
  ) : (
    row.aside
  )

/** One section of the check page: answers with their source and a change link each. */
export const Summary = ({ title, rows }: { title: string; rows: readonly SumRow[] }) => (
  <section className="sum">
    <div className="sum__head">
      <h2>{title}</h2>
    </div>
    <dl>
      {rows.map((r) => (
        <div key={r.name} id={r.wrong && fieldId(r.wrong.field)} className={r.wrong ? 'wrong' : undefined}>
          <dt>{r.name}</dt>
          <dd className={r.value === undefined ? 'blank' : undefined}>
            {r.value ?? '未填写（选填）'}
            {r.source ? <Source {...r.source} /> : null}
            {r.note ? <small>{r.note}</small> : null}
            {r.wrong ? <span className="error">{r.wrong.sentence}</span> : null}
          </dd>
          <dd>
            <Change row={r} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

/** Only real success is green: the first thing on a `Sheet`, with the number to keep. */
export const Done = ({ title, number, children }: { title: string; number?: { name: string; value: string }; children?: ReactNode }) => (
  <div className="done">
    <h1>
      <Icon name="tick" />
      {title}
    </h1>
    {number ? (
      <dl>
        <dt>{number.name}</dt>
        <dd>
          <b>{number.value}</b>
        </dd>
      </dl>
    ) : null}
    {children ? <p>{children}</p> : null}
  </div>
)

/** What comes next and by which day; `on` 'YYYY-MM-DD' when the day is known. */
export const Then = ({ steps }: { steps: readonly { on?: string; when: string; what: ReactNode; more?: ReactNode }[] }) => (
  <ol className="then">
    {steps.map((s) => (
      <li key={s.when}>
        {s.on ? (
          <time dateTime={s.on}>{s.when}</time>
        ) : (
          <span>
            <b>{s.when}</b>
          </span>
        )}
        <div>
          {s.what}
          {s.more ? <small>{s.more}</small> : null}
        </div>
      </li>
    ))}
  </ol>
)

/** The line under a confirmation: where the message went, and the receipt to keep. */
export const Receipt = ({ said, href, text = '存成 PDF 收件凭证' }: { said: ReactNode; href: string; text?: string }) => (
  <div className="receipt">
    <span>{said}</span>
    <a href={href}>{text}</a>
  </div>
)
