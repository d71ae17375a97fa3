/** Lamps are computed, never stored; cards are facts, and this says which of them must exist. */
import type { CardDue, Lamp, LampRule, Standing } from '../schema.ts'
import { cityMs, type Moment } from './day.ts'

/** Yellow at 20 % of the limit or one working day left, whichever comes first. */
export const usualLamps: LampRule = { percent: 20, days: 1 }

/** What a projection has to keep so that its lamp can be lit at any later moment without the facts. */
export type LampBasis = Pick<Standing, 'state' | 'dueAt' | 'warnAt'>

/**
 * The lamp at a moment: red once the limit is over, even if the clock was suspended afterwards; grey while suspended; none
 * before the start and after the stop (whether it stopped in time is `overdue`).
 */
export function lampOf(standing: LampBasis, now: Moment): Lamp {
  if (standing.state === 'waiting' || standing.state === 'stopped') return 'none'
  const ms = cityMs(now)
  if (standing.dueAt !== undefined && ms > cityMs(standing.dueAt)) return 'red'
  if (standing.state === 'paused') return 'paused'
  return standing.warnAt !== undefined && ms >= cityMs(standing.warnAt) ? 'yellow' : 'green'
}

type Carded = Pick<Standing, 'state' | 'dueAt' | 'stoppedAt' | 'limit'>

const late = (s: Carded | undefined, now: Moment): s is Carded & { dueAt: string } =>
  s?.dueAt !== undefined && cityMs(s.stoppedAt ?? now) > cityMs(s.dueAt)

/**
 * The cards of electronic supervision that must exist at a moment: yellow for a promise outrun, red for the law outrun. A case
 * past the law has both, for each was due at its own time; where promise and law end together, the red one says it all.
 */
export function cardsDue(clocks: { promised?: Carded; statutory?: Carded }, now: Moment): CardDue[] {
  const { promised, statutory } = clocks
  const cards: CardDue[] = []
  const together = late(statutory, now) && promised?.dueAt === statutory.dueAt
  if (late(promised, now) && !together) cards.push({ card: 'yellow', kind: 'promised', dueAt: promised.dueAt, basis: promised.limit.basis })
  if (late(statutory, now)) cards.push({ card: 'red', kind: 'statutory', dueAt: statutory.dueAt, basis: statutory.limit.basis })
  return cards
}
