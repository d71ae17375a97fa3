/** How far a system has come, read from its calls and from nothing else. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Evidence, Support } from '../schema/system.ts'

/** 2023年底前 全面支持 (measure C2). */
export const supportDueOn = '2023-12-31'

/** `none`: it has no key; `linking`: a key and no call; `testing`: test calls alone; `live`: a real call came through. */
export function supportOf(keyAt: Date | null, evidence: Evidence | undefined): Support {
  if (keyAt === null) return 'none'
  if (evidence === undefined) return 'linking'
  return evidence.test ? 'testing' : 'live'
}

/** The lamp to the end of the year: green once live, red when the day has passed, yellow in the last thirty days. */
export function supportLamp(support: Support, now: Date): 'green' | 'yellow' | 'red' | undefined {
  if (support === 'live') return 'green'
  const today = dayOf(now)
  if (today > supportDueOn) return 'red'
  return today >= '2023-12-01' ? 'yellow' : undefined
}
