import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { Publication, State } from '../schema.ts'
import { answerWithin, publishWithin } from './kinds.ts'

/** The last day on which a decision is published in time (A5.5: 7 working days, the day of the decision is not counted). */
export const dueOf = (calendar: Calendar, decidedAt: Date): string => addWorkdays(calendar, dayOf(decidedAt), publishWithin)

/** The last day for objections, counted from the day of publishing; null where there is no such period. */
export const endOf = (calendar: Calendar, publishedAt: Date, workdays: number | null): string | null =>
  workdays === null ? null : addWorkdays(calendar, dayOf(publishedAt), workdays)

export const answerDue = (calendar: Calendar, madeAt: Date): string => addWorkdays(calendar, dayOf(madeAt), answerWithin)

export const stateWords: Record<State, { word: string; tone?: 'soft' | 'hot' }> = {
  waiting: { word: '待公示', tone: 'soft' },
  open: { word: '公示中' },
  closed: { word: '期满', tone: 'soft' },
  withdrawn: { word: '已撤下', tone: 'hot' },
}

/** The state on a day: a period is over from the day after its last, whether or not the job has noted it. */
export const stateOn = (p: Pick<Publication, 'state' | 'endsOn'>, today: string): State =>
  p.state === 'open' && p.endsOn !== null && p.endsOn < today ? 'closed' : p.state

/** Whether somebody may object on a day: only within a period that the publication itself names, its last day included. */
export const takesObjections = (p: Pick<Publication, 'state' | 'endsOn'>, today: string): boolean =>
  p.endsOn !== null && stateOn(p, today) === 'open'

/** Published on its last day is in time; a publication taken down later was in time all the same. */
export const isInTime = (p: Pick<Publication, 'publishedAt' | 'dueOn'>): boolean =>
  p.publishedAt !== null && dayOf(p.publishedAt) <= p.dueOn

/** What was taken down says no more whom or what it was about. */
export const titleOf = (p: Pick<Publication, 'title' | 'state'>): string => (p.state === 'withdrawn' ? '已撤下的公示' : p.title)
