import type { ReactNode } from 'react'
import type { Link } from './page.tsx'

/** Keyset paging: only before and after, never a count that lies; `note` says what is shown ('第 21–40 条'). */
export const Pager = ({ before, after, note, label = '翻页' }: { before?: string; after?: string; note?: string; label?: string }) =>
  before || after ? (
    <nav className="pager" aria-label={label}>
      {before ? (
        <a rel="prev" href={before}>
          上一页
        </a>
      ) : (
        <span className="soft">已是第一页</span>
      )}
      {note ? <span className="soft">{note}</span> : null}
      {after ? (
        <a rel="next" href={after}>
          下一页
        </a>
      ) : (
        <span className="soft">已是最后一页</span>
      )}
    </nav>
  ) : null

export type FilterGroup = { name: string; label: string; value?: string; choices: readonly { value: string; text: string }[] }

/** Filters of a list as a plain GET form; `keep` carries other parameters along, `clear` leads to the unfiltered list. */
export const Filters = (props: {
  action: string
  groups: readonly FilterGroup[]
  text?: { name: string; label: string; value?: string }
  keep?: Record<string, string>
  clear?: string
  children?: ReactNode
}) => (
  <form className="filters" action={props.action} method="get">
    {Object.entries(props.keep ?? {}).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    {props.text ? (
      <div className="filters__text">
        <label htmlFor={`by-${props.text.name}`}>{props.text.label}</label>
        <input
          className="input"
          id={`by-${props.text.name}`}
          name={props.text.name}
          type="search"
          defaultValue={props.text.value}
          autoComplete="off"
        />
      </div>
    ) : null}
    {props.groups.map((g) => (
      <div key={g.name}>
        <label htmlFor={`by-${g.name}`}>{g.label}</label>
        <select className="input" id={`by-${g.name}`} name={g.name} defaultValue={g.value ?? ''}>
          <option value="">全部</option>
          {g.choices.map((c) => (
            <option key={c.value} value={c.value}>
              {c.text}
            </option>
          ))}
        </select>
      </div>
    ))}
    {props.children}
    <div className="filters__go">
      <button className="btn btn--plain" type="submit">
        筛选
      </button>
      {props.clear ? <a href={props.clear}>清除</a> : null}
    </div>
  </form>
)

/** Places within a page family (個人 / 企业, 在办 / 已办): links, the current one marked. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly (Link & { here?: boolean; count?: number })[] }) => (
  <nav className="tabs" aria-label={label}>
    <ul>
      {tabs.map((t) => (
        <li key={t.href}>
          <a href={t.href} aria-current={t.here ? 'page' : undefined}>
            {t.text}
            {t.count === undefined ? null : <span className="soft"> {t.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export type Column<Row> = {
  title: string
  cell: (row: Row) => ReactNode
  number?: boolean
  /** what can be done with the row: it says so itself, and a phone leaves the column's name out */
  act?: boolean
}

/** A plain table with a caption; on a phone each row becomes a short list with the column's name before each value. */
export const Table = <Row,>({
  caption,
  columns,
  rows,
  rowKey,
  showCaption,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  showCaption?: boolean
}) => (
  <table className="table">
    <caption className={showCaption ? undefined : 'vh'}>{caption}</caption>
    <thead>
      <tr>
        {columns.map((c) => (
          <th key={c.title} scope="col" className={c.number ? 'num' : undefined}>
            {c.title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowKey(row)}>
          {columns.map((c, i) =>
            i === 0 ? (
              <th key={c.title} scope="row" data-name={c.title}>
                {c.cell(row)}
              </th>
            ) : (
              <td key={c.title} data-name={c.act ? undefined : c.title} className={c.number ? 'num' : undefined}>
                {c.cell(row)}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

/** Work that takes a while: how far it is, in words and as a bar; without `max` it only says that it runs. */
export const Progress = ({ label, value, max }: { label: string; value?: number; max?: number }) => (
  <div className="progress" role="status">
    <span>{label}</span>
    <progress value={value} max={max} aria-label={label} />
  </div>
)
