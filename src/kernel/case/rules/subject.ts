/** What a process model may govern of a case, read out of the one table of verbs, and what the law demands of every way through it. */
import type { Subject } from '#kernel/process/schema/process.ts'
import { type Status, statuses, type Verb } from '../schema.ts'
import { leadsTo, verbs } from './verbs.ts'

/**
 * A model may order the work; it never stands between a person and his rights, nor between the desk and its hands: what is not here
 * (withdrawing, ending, special procedures, extensions, approvals, who holds the case) runs on the table alone.
 */
const governable: readonly Verb[] = [
  'receive',
  'preReturn',
  'resubmit',
  'requestSupplement',
  'supplement',
  'waive',
  'accept',
  'acceptTolerant',
  'notAccept',
  'examine',
  'survey',
  'propose',
  'sendBack',
  'approve',
  'refuse',
  'make',
  'ready',
  'deliver',
]

/** Where a notice leads back to once nothing of it is left to be answered. */
const waived: Partial<Record<Status, Status>> = { correction: 'received', preReturned: 'submitted' }

function waysFrom(status: Status): Record<string, string> {
  const ways = governable.flatMap((verb) => {
    const next = leadsTo[status][verb]
    if (next === undefined || next === 'back') return []
    return [[verb, verb === 'waive' ? (waived[status] ?? status) : next === 'same' ? status : next]]
  })
  return Object.fromEntries(ways) as Record<string, string>
}

const acceptance: readonly Verb[] = ['accept', 'acceptTolerant']

export const caseSubject: Subject = {
  begins: 'submitted',
  leadsTo: Object.fromEntries((Object.keys(statuses) as Status[]).map((s) => [s, waysFrom(s)])),
  verbs: Object.fromEntries(governable.map((v) => [v, verbs[v].label])),
  statuses: Object.fromEntries(Object.entries(statuses).map(([s, { label }]) => [s, label])),
  said: ['survey', 'propose'] satisfies Verb[],
  // 行政许可法 第三十二条: silence is acceptance
  deemed: { submitted: 'accept', received: 'accept' } satisfies Partial<Record<Status, Verb>>,
  closed: ['notAccepted', 'withdrawn', 'terminated', 'lapsed'] satisfies Status[],
  demands: [
    {
      rule: 'ACCEPTANCE',
      verbs: ['approve', 'refuse'],
      after: acceptance,
      sentence: '还没有受理，就走到了作决定（行政许可法第三十二条、第三十七条：先受理，再审查，后决定）',
    },
    {
      rule: 'NOTICE',
      verbs: ['supplement'],
      after: ['requestSupplement'],
      sentence: '没有一次性告知要补什么，就让申请人补正（行政许可法第三十二条）',
    },
    {
      rule: 'NOTICE',
      verbs: ['resubmit'],
      after: ['preReturn'],
      sentence: '没有告知哪里要改，就让申请人改好再交（行政许可法第三十二条）',
    },
  ],
  offers: [
    {
      rule: 'NOTICE',
      in: ['received'],
      verbs: ['requestSupplement'],
      after: ['requestSupplement'],
      sentence: '收了件，却不能一次性告知补正：流程图管着这个动作，这里又没有开放（行政许可法第三十二条）',
    },
  ],
  decisions: { rule: 'DECISION', verbs: ['approve', 'refuse'], sentence: '没有作出决定，流程就结束了（行政许可法第三十八条）' },
}
