import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useKeys } from './keys.ts'
import type { Marks } from './marks.ts'
import type { Paged } from './paged.ts'
import { EmptyList } from './plain-page.tsx'

export type Column<T> = {
  title: string
  show: (row: T) => ReactNode
  /** `code`: a number of the house, with the box that marks the row before it */
  width?: 'narrow' | 'lamp' | 'usual' | 'code' | 'wide' | 'rest'
  hint?: (row: T) => string
}

type RowsProps<T> = {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  id: (row: T) => string
  /** the page a row opens, by its name in the first column and by Enter */
  href?: (row: T) => string
  quiet?: (row: T) => boolean
  /** rows can be marked, for what is done to many at once: by `x`, or by the box before each */
  marks?: Marks | undefined
  /** marked rows that cannot take the verb in question: grey in their place */
  out?: ReadonlySet<string>
  /** sentences are read to their end: they break into lines and are never cut */
  whole?: boolean
}

/** The row under the keys: j and k move, Enter opens, x marks. */
function useHere<T>({ rows, id, href, marks }: RowsProps<T>): string | undefined {
  const [here, setHere] = useState<string>()
  const go = useNavigate()
  const at = rows.findIndex((r) => id(r) === here)
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row !== undefined) setHere(id(row))
  }
  const open = () => {
    const row = rows[at]
    if (row !== undefined && href) go(href(row))
  }
  const keys = { j: () => move(at + 1), k: () => move(at - 1), Enter: open }
  useKeys(href ? { ...keys, ...(marks ? { x: () => here !== undefined && marks.toggle(here) } : {}) } : {})
  return here
}

function MarkAll({ rows, marks }: { rows: readonly string[]; marks: Marks }) {
  const all = rows.length > 0 && rows.every((id) => marks.marked.has(id))
  return (
    <>
      <Checkbox aria-label="标记列出的全部" checked={all} indeterminate={!all && marks.marked.size > 0} onChange={marks.toggleAll} />{' '}
    </>
  )
}

const Mark = ({ id, n, marks }: { id: string; n: number; marks: Marks }) => (
  <>
    <Checkbox
      aria-label={`标记第 ${n + 1} 行`}
      tabIndex={-1}
      checked={marks.marked.has(id)}
      onClick={(e) => marks.toggle(id, e.shiftKey)}
    />{' '}
  </>
)

/** A list of the desk. */
export function Rows<T>(props: RowsProps<T>) {
  const { label, columns, rows, id, href, quiet, whole, marks, out } = props
  const here = useHere(props)
  const isOut = (r: T) => quiet?.(r) || out?.has(id(r))
  const classOf = (r: T) =>
    [marks?.marked.has(id(r)) ? 'on' : '', id(r) === here ? 'here' : '', isOut(r) ? 'out' : ''].filter(Boolean).join(' ') || undefined
  // a list without links is scrolled by keys only where it can take the focus (WCAG 2.1.1)
  const still = href ? {} : { tabIndex: 0, 'aria-label': label }
  return (
    <section className="scroll" {...still}>
      <table className={whole ? 'list records whole' : 'list records'} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c, i) => (
              <th key={c.title} scope="col" data-width={c.width}>
                {i === 0 && marks ? <MarkAll rows={rows.map(id)} marks={marks} /> : null}
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, n) => (
            <tr key={id(r)} className={classOf(r)}>
              {columns.map((c, i) => (
                <td key={c.title} data-name={c.title} title={c.hint?.(r)}>
                  {i === 0 && marks ? <Mark id={id(r)} n={n} marks={marks} /> : null}
                  {i === 0 && href ? <Link to={href(r)}>{c.show(r)}</Link> : c.show(r)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type PagedRowsProps<T> = Omit<RowsProps<T>, 'rows'> & { paged: Paged<T>; empty: { why: string; then: string } }

/** A list that comes page by page, and says why it is empty where it is. */
export function PagedRows<T>({ paged, empty, ...list }: PagedRowsProps<T>) {
  if (paged.rows.length === 0) return <EmptyList {...empty} />
  return (
    <>
      <Rows {...list} rows={paged.rows} />
      {paged.more ? (
        <div className="pad">
          <Button onClick={() => void paged.more?.()}>更多</Button>
        </div>
      ) : null}
    </>
  )
}
