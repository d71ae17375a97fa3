/** Acting on many: which verbs are offered for marked rows, and how long each row of many can be recalled. */

import type { VerbState } from '#kernel/case/rules/open.ts'
import { holdMs, longestHoldMs } from '#kernel/case/rules/recall.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import type { Verb } from '#kernel/case/schema.ts'
import type { MarkedVerb, Out } from '../schema/batch.ts'

/** An applicant's acts come with his own words and files, and what is waived is one thing of one case: neither is done for many at once. */
export const actsOnMany = (verb: Verb): boolean => verbs[verb].by === 'staff' && verb !== 'waive'

/** The next verb first, as on the page of a case. */
export const verbOrder: readonly Verb[] = [
  'grantApproval',
  'accept',
  'examine',
  'resume',
  'propose',
  'approve',
  'make',
  'ready',
  'deliver',
  'receive',
  'archive',
  'claim',
  'survey',
  'requestSupplement',
  'waive',
  'acceptTolerant',
  'refuse',
  'preReturn',
  'notAccept',
  'suspend',
  'extend',
  'sendBack',
  'denyApproval',
  'handOver',
  'takeOver',
  'release',
  'terminate',
]

type Row = { id: string; no: string; name: string; verbs: readonly VerbState[] }
const notNow = '现在不是办这一步的时候'

/** Every verb that at least one marked row could take, with those that fall out and why; the verb that most can take comes first. */
export function verbsOver(rows: readonly Row[]): MarkedVerb[] {
  const over = verbOrder.map((verb): MarkedVerb => {
    const states = rows.map((r) => ({ row: r, state: r.verbs.find((v) => v.verb === verb) }))
    const can = states.filter((s) => s.state?.open)
    const out = states
      .filter((s) => !s.state?.open)
      .map(({ row, state }): Out => ({ id: row.id, no: row.no, name: row.name, why: state?.why ?? notNow }))
    return { verb, label: verbs[verb].label, can: can.length, needsApproval: can.some((s) => s.state!.needsApproval), out }
  })
  const rank = new Map(verbOrder.map((v, n) => [v, n]))
  return over.filter((v) => v.can > 0).sort((a, b) => b.can - a.can || rank.get(a.verb)! - rank.get(b.verb)!)
}

/** What a row is reckoned to take, in milliseconds: on the safe side of what was measured. */
const rowMs = 60

/** How long what follows from one row waits: ten seconds after the last row is reckoned to be done. */
export const holdOfRow = (left: number): number => Math.min(longestHoldMs, holdMs + left * rowMs)
