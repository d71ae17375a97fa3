/** The city's calendar in memory: read again whenever somebody puts in a year, in this process or in another. */
import type { Db, Tx } from '#base/db.ts'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import { listYears, markOf } from '#kernel/clock/store.ts'

type Keeps = { db: Db; calendar: Calendar; calendarMark: { mark: number; lookedAt: number } }

/** A request may count with a calendar that is so old; a job never does. */
const oldestMs = 2_000

async function look(house: Keeps, tx: Tx): Promise<void> {
  const mark = await markOf(tx)
  const known = house.calendarMark.mark
  house.calendarMark = { mark, lookedAt: performance.now() }
  if (mark === known || mark === 0) return
  house.calendar = makeCalendar(
    (await listYears(tx)).map((y) => y.content),
    house.calendar.hours,
  )
}

export const refreshCalendar = (house: Keeps): Promise<void> => house.db.tx({ role: 'system' }, (tx) => look(house, tx))

/** Looks in the transaction of a request, and not at every one. */
export async function refreshSometimes(house: Keeps, tx: Tx): Promise<void> {
  if (performance.now() - house.calendarMark.lookedAt > oldestMs) await look(house, tx)
}
