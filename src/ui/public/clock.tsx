import type { ReactNode } from 'react'
import { More } from './page.tsx'

/** One day of the calendar: `kind` on counts, off is free, pause is stopped, due is the last; `mark` as on a wall calendar. */
export type DayCell = { day: number; text?: string; kind?: 'on' | 'off' | 'pause' | 'due'; mark?: '休' | '班'; today?: boolean }

const Cell = ({ cell }: { cell: DayCell | undefined }) =>
  cell ? (
    <td className={[cell.kind, cell.today && 'today'].filter(Boolean).join(' ') || undefined}>
      {cell.mark ? <i>{cell.mark}</i> : null}
      <b>{cell.day}</b>
      {cell.text}
      {cell.today ? <span className="vh">，今天</span> : null}
    </td>
  ) : (
    <td />
  )

/** Weeks from Monday to Sunday as on a wall calendar; `undefined` leaves a cell blank. `caption` is for screen readers. */
export const CalendarGrid = ({ caption, weeks }: { caption: string; weeks: readonly (readonly (DayCell | undefined)[])[] }) => (
  <div>
    <table className="cal">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map((d) => (
            <th key={d} scope="col">
              {d}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, w) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week has no name of its own
          <tr key={w}>
            {week.map((cell, d) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a blank day has no name of its own
              <Cell key={d} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <p className="small soft">粗框是今天，“休”是放假，“班”是调休上班</p>
  </div>
)

/** One row of the explanation: a day or a run of days, what it is, by which basis, and its number if it counts. */
export type DayRow = { days: string; what: string; basis?: ReactNode; counted?: string }

/** Longer runs, from one month into the next, are wider than a phone in large type and break where they must. */
const short = 6

/** A line may break before the weekday, not within a day or a short run of days. */
const Days = ({ text }: { text: string }) => {
  const [first = '', ...rest] = text.split(' ')
  return (
    <>
      <span className={first.length > short ? undefined : 'nb'}>{first}</span>
      {rest.length ? (
        <>
          {' '}
          <span className="nb">{rest.join(' ')}</span>
        </>
      ) : null}
    </>
  )
}

/** The clock day by day with its grounds; the counted numbers add up to the limit. */
export const DaysTable = ({ rows, caption = '一天一天怎么算' }: { rows: readonly DayRow[]; caption?: string }) => (
  <table className="days">
    <caption className="vh">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">日子</th>
        <th scope="col">这天是什么</th>
        <th scope="col">算不算</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((r) => (
        <tr key={r.days} className={r.counted === undefined ? 'no' : undefined}>
          <th scope="row">
            <Days text={r.days} />
          </th>
          <td>
            {r.what}
            {r.basis ? <small>依据{r.basis}</small> : null}
          </td>
          <td>{r.counted === undefined ? '不算' : <b>{r.counted}</b>}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** The clock that explains itself: calendar, sentences beside it, the day-by-day table folded beneath. */
export const Clock = (props: {
  caption: string
  weeks: readonly (readonly (DayCell | undefined)[])[]
  rows: readonly DayRow[]
  open?: boolean
  children: ReactNode
}) => (
  <>
    <div className="clock">
      <CalendarGrid caption={props.caption} weeks={props.weeks} />
      <div>{props.children}</div>
    </div>
    <More title="一天一天怎么算" open={props.open}>
      <DaysTable rows={props.rows} />
    </More>
  </>
)
