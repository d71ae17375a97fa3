import { dueText } from '../day.ts'
import { type LampColour, lampDays, lampWord } from '../lamp-words.ts'

/** What a thing is: filled (available, exempt), `soft` (neutral), `try` (on trial, half done), `hot` (a problem). */
export const Tag = ({ tone, children }: { tone?: 'soft' | 'try' | 'hot'; children: string }) => (
  <span className={tone ? `tag tag--${tone}` : 'tag'}>{children}</span>
)

/** A clock's lamp: colour, shape, word, and the working days left (over, or left after resuming). */
export const Lamp = ({ lamp, days, word }: { lamp: LampColour; days?: number; word?: string }) => {
  const text = lampDays(lamp, days)
  return (
    <>
      <span className="lamp" data-lamp={lamp}>
        {word ?? lampWord[lamp]}
      </span>
      {text ? ` ${text}` : null}
    </>
  )
}

/** A day with its weekday; a make-up working day says so, since people would take it for a weekend. */
export const Due = ({ on, makeUp, year }: { on: string; makeUp?: boolean; year?: boolean }) => (
  <time className={makeUp ? undefined : 'nb'} dateTime={on}>
    {dueText(on, { makeUp, year })}
  </time>
)

/** Where a prefilled value comes from: `来自营业执照，2023-04-12 签发`. */
export const Source = ({ from, note }: { from: string; note?: string }) => (
  <span className="source">
    来自{from}
    {note ? `，${note}` : ''}
  </span>
)
