/** What `now()` and `today()` answer: one moment for the whole of an evaluation. */
import { FeelDateTime } from '../values/temporal.ts'

const clock: { given: FeelDateTime | undefined; read: FeelDateTime | undefined } = { given: undefined, read: undefined }

/** Sets the moment of the evaluations that follow; undefined for the machine's own clock. */
export function setNow(moment: FeelDateTime | undefined): void {
  clock.given = moment
  clock.read = undefined
}

export function nowIs(): FeelDateTime {
  clock.read ??= clock.given ?? ofMachine(new Date())
  return clock.read
}

function ofMachine(date: Date): FeelDateTime {
  const offset = -date.getTimezoneOffset() * 60
  const milliseconds = date.getTime()
  const seconds = Math.floor(milliseconds / 1000)
  return FeelDateTime.ofLocal(seconds + offset, (milliseconds - seconds * 1000) * 1e6, { offset })!
}
