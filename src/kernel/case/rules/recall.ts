/** The short recall: an act that has not left the house yet is taken back by a fact of its own; nothing is deleted. */

import type { Verb } from '../schema.ts'
import type { CaseFact, CaseState } from './fold.ts'
import type { Refused } from './open.ts'
import { verbs } from './verbs.ts'

/** How long an act waits before what follows from it leaves the house, in milliseconds. */
export const holdMs = 10_000

/** The longest wait: an act among many is held until the last of them can be recalled too. */
export const longestHoldMs = 600_000

/** What a recall takes back: places in the history, both included, and until when it may be done. */
export type Act = { from: number; to: number; by: string; until: Date; name: string }

/** An applicant's acts bring materials along and have their own way back; all acts of the desk can be recalled. */
export const canBeRecalled = (verb: Verb): boolean => verbs[verb].by === 'staff'

/** The last act of a history, where it is one that can be recalled: an approval and what it set going are one act. */
export function lastAct({ facts }: Pick<CaseState, 'facts'>): Act | undefined {
  const last = facts.at(-1)
  if (!last?.data.recallUntil) return undefined
  const from = last.data.approvedBy && facts.at(-2)?.name === 'case.approval-granted' ? last.seq - 1 : last.seq
  return { from, to: last.seq, by: last.by, until: new Date(last.data.recallUntil), name: last.name }
}

export const tooLate: Refused = { code: 'case.recall-late', sentence: '过了撤回的时间，通知已经发出。要改，请走退回、撤回申请或终止办理' }

/** Why the act that ends at `seq` cannot be recalled by this person now, or nothing where it can. */
export function whyNotRecall(state: CaseState, seq: number, who: string, now: Date): Refused | undefined {
  const act = lastAct(state)
  if (act?.to !== seq)
    return { code: 'case.recall-passed', sentence: '这一步之后又有了新的动作，不能直接撤回。要改，请走退回、撤回申请或终止办理' }
  if (act.by !== who) return { code: 'case.recall-others', sentence: '只有办这一步的人能马上撤回。请联系他，或走退回的程序' }
  if (act.until <= now) return tooLate
  return undefined
}

/** The facts that count: what was recalled, and the recalls themselves, stay in the history and change nothing. */
export function standing(facts: readonly CaseFact[]): CaseFact[] {
  const recalls = facts.filter((f) => f.name === 'case.recalled')
  if (recalls.length === 0) return [...facts]
  return facts.filter((f) => f.name !== 'case.recalled' && !recalls.some((r) => r.data.from <= f.seq && f.seq <= r.data.to))
}
