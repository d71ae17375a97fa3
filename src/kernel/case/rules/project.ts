import type { Calendar } from '#kernel/clock/schema.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { statuses } from '../schema.ts'
import { pressing, type Reading, readClocks } from './clocks.ts'
import { type CaseState, openTolerance } from './fold.ts'

/** The columns of the work lists that follow from the facts; whatever else a row holds was fixed when the case began. */
export type Projection = {
  status: string
  turn: string
  seq: number
  holder: string | null
  holderName: string | null
  pending: string | null
  acceptedAt: Date | null
  endedAt: Date | null
  decidedAt: Date | null
  deliveredAt: Date | null
  result: string | null
  clock: string | null
  dueOn: string | null
  warnOn: string | null
  paused: boolean
  promiseDueOn: string | null
  legalDueOn: string | null
  promiseDays: number | null
  legalDays: number | null
  /** days from acceptance to the end, those beyond the promise with them */
  usedDays: number | null
  tolerantMissing: number
  notices: number
  proposer: string | null
}

/** Whose turn it is: the applicant's while something of his is missing, the approver's while a request waits, else the status's. */
export function turnOf(s: CaseState): string {
  if (s.pending) return s.pending.verb === 'extend' ? 'decider' : 'chief'
  return statuses[s.status].turn
}

const orNull = <T>(value: T | undefined): T | null => value ?? null

type ClockColumns = Pick<
  Projection,
  'clock' | 'dueOn' | 'warnOn' | 'paused' | 'promiseDueOn' | 'legalDueOn' | 'promiseDays' | 'legalDays' | 'usedDays'
>

/** What the lists keep of the clocks: the one that presses, and the promise and the law's limit for the figures. */
function clockColumns(s: CaseState, readings: readonly Reading[]): ClockColumns {
  const by = (name: Reading['name'] | undefined) => readings.find((r) => r.name === name)
  const press = by(pressing(s))
  const [promise, legal] = [by('promise'), by('legal')]
  return {
    clock: orNull(press?.name),
    dueOn: orNull(press?.dueOn),
    warnOn: orNull(press?.warnOn),
    paused: press?.state === 'paused',
    promiseDueOn: orNull(promise?.dueOn),
    legalDueOn: orNull(legal?.dueOn),
    promiseDays: orNull(promise?.total),
    legalDays: orNull(legal?.total),
    usedDays: promise && s.endedAt ? promise.counted + promise.overdueBy : null,
  }
}

/** The fold of a case as its row in the lists. */
export function project(s: CaseState, item: Pick<HandlingItem, 'promise' | 'legal'>, calendar: Calendar, now: Date): Projection {
  return {
    status: s.status,
    turn: turnOf(s),
    seq: s.seq,
    holder: orNull(s.holder?.id),
    holderName: orNull(s.holder?.name),
    pending: orNull(s.pending?.verb),
    acceptedAt: orNull(s.acceptedAt),
    endedAt: orNull(s.endedAt),
    decidedAt: orNull(s.decision?.at),
    deliveredAt: orNull(s.deliveredAt),
    result: orNull(s.decision?.result),
    tolerantMissing: openTolerance(s).length,
    notices: s.notices.length,
    proposer: orNull(s.proposal?.by.id),
    ...clockColumns(s, readClocks(s, item, calendar, now)),
  }
}
