import { Due } from '#ui/desk/due.tsx'
import { cityDay, momentText } from '#ui/desk/moment.ts'
import { endsWithDay } from '../../rules/moment.ts'

/** A last moment: as a day where the limit ends with it, else to the minute. */
export function Until({ at }: { at: string | null }) {
  if (at === null) return <span className="soft">没有期限</span>
  if (endsWithDay(new Date(at))) return <Due on={cityDay(at)} />
  return (
    <time className="num" dateTime={at}>
      {momentText(at)}
    </time>
  )
}
