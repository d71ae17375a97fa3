import { dayText, weekdayOf } from '../day.ts'

/**
 * A due day in a column: day, weekday, 班 on a make-up day, and which clock it is when it is not the promise (受理, 法定, 环节).
 * Without `on` the case is paused and has no date: `resumeDays` working days are left after it goes on.
 */
export const Due = (props: { on?: string; makeUp?: boolean; clock?: string; clockTitle?: string; resumeDays?: number }) => {
  if (!props.on) return <span className="soft">{props.resumeDays === undefined ? '没有期限' : `恢复后余 ${props.resumeDays} 天`}</span>
  return (
    <time className="due num" dateTime={props.on}>
      {dayText(props.on)}
      <span>{weekdayOf(props.on)}</span>
      <span>
        {props.makeUp ? (
          <i className="tag" title="调休上班，计入期限">
            班
          </i>
        ) : null}
        {props.clock ? (
          <i className="tag" title={props.clockTitle}>
            {props.clock}
          </i>
        ) : null}
      </span>
    </time>
  )
}
