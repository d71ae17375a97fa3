import { Button, Checkbox } from 'antd'
import { type RefObject, useEffect, useRef } from 'react'
import { shortNo } from '#ui/desk/moment.ts'
import { showRow, useRowWindow } from '#ui/desk/window-rows.ts'
import type { CaseRow, SortName } from '../../../schema/desk.ts'
import type { Column } from './columns.tsx'

type Rows = {
  label: string
  rows: readonly CaseRow[]
  cols: readonly Column[]
  marked: ReadonlySet<string>
  /** marked rows that cannot take the verb in question: grey in their place */
  out: ReadonlySet<string>
  at: number
  setAt: (n: number) => void
  open: (row: CaseRow) => void
  toggle: (id: string, range: boolean) => void
  toggleAll: () => void
  sort: SortName
  order: (sort: SortName) => void
  near: () => void
  rest: string
}

const arrows: Partial<Record<SortName, ['ascending' | 'descending', string]>> = {
  due: ['ascending', ' ↑'],
  oldest: ['ascending', ' ↑'],
  newest: ['descending', ' ↓'],
}

function HeadCell({ column: c, sort, order }: { column: Column } & Pick<Rows, 'sort' | 'order'>) {
  const at = c.sorts?.indexOf(sort) ?? -1
  const next = c.sorts?.[(at + 1) % c.sorts.length]
  const [direction, arrow] = (at >= 0 && arrows[sort]) || [undefined, '']
  return (
    <th scope="col" data-col={c.id} aria-sort={direction}>
      {next ? (
        <button type="button" className="btn bare sm sorter" onClick={() => order(next)}>
          {c.title}
          {arrow}
        </button>
      ) : (
        c.title
      )}
    </th>
  )
}

function Head({ cols, rows, marked, toggleAll, sort, order }: Pick<Rows, 'cols' | 'rows' | 'marked' | 'toggleAll' | 'sort' | 'order'>) {
  const all = rows.length > 0 && rows.every((r) => marked.has(r.id))
  return (
    <thead>
      <tr>
        <th scope="col" className="mark">
          <Checkbox aria-label="标记列出的全部" checked={all} indeterminate={!all && marked.size > 0} onChange={toggleAll} />
        </th>
        {cols.map((c) => (
          <HeadCell key={c.id} column={c} sort={sort} order={order} />
        ))}
      </tr>
    </thead>
  )
}

const Gap = ({ height, cols }: { height: number; cols: number }) =>
  height > 0 ? (
    <tr className="gap">
      <td colSpan={cols} style={{ height }} />
    </tr>
  ) : null

/** Only rows in sight are drawn; the one that is walked to has the focus, so that screen readers follow. */
export function Table(props: Rows) {
  const { rows, cols, marked, out, at, setAt, open, toggle, near, rest } = props
  const box = useRef<HTMLDivElement>(null)
  const seen = useRowWindow(box, rows.length, near)
  useFocus(box, rows[at]?.id, at)
  const look = (r: CaseRow, i: number) =>
    [marked.has(r.id) ? 'on' : '', i === at ? 'here' : '', out.has(r.id) ? 'out' : ''].filter(Boolean).join(' ')
  return (
    <div className="scroll grow" ref={box}>
      <table className="list cases" aria-label={props.label} aria-rowcount={rows.length}>
        <Head {...props} />
        <tbody>
          <Gap height={seen.before} cols={cols.length + 1} />
          {rows.slice(seen.from, seen.to).map((r, n) => {
            const i = seen.from + n
            return (
              <tr
                key={r.id}
                data-row={r.id}
                tabIndex={i === at ? 0 : -1}
                aria-rowindex={i + 1}
                className={look(r, i)}
                onClick={() => setAt(i)}
                onDoubleClick={() => open(r)}
              >
                <td>
                  <Checkbox
                    aria-label={`标记 ${shortNo(r.no)}`}
                    tabIndex={-1}
                    checked={marked.has(r.id)}
                    onClick={(e) => toggle(r.id, e.shiftKey)}
                  />
                </td>
                {cols.map((c) => (
                  <td key={c.id}>{c.show(r)}</td>
                ))}
              </tr>
            )
          })}
          <Gap height={seen.after} cols={cols.length + 1} />
        </tbody>
      </table>
      {rest ? (
        <p className="pad soft" role="status">
          {rest} <Button onClick={near}>再列一页</Button>
        </p>
      ) : null}
    </div>
  )
}

/** The row walked to comes into sight and gets the focus, unless somebody is typing. */
function useFocus(box: RefObject<HTMLDivElement | null>, id: string | undefined, at: number): void {
  useEffect(() => {
    if (!id) return
    showRow(box.current, at)
    const typing = document.activeElement instanceof HTMLInputElement && document.activeElement.type !== 'checkbox'
    if (typing) return
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus({ preventScroll: true }))
  }, [box, id, at])
}
